"""Production serves static files under names of their content: every one that a template names is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, engines
from django.template.base import Node, Template
from django.templatetags.static import StaticNode
from django.test import override_settings

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "claims" / "templates").rglob("*.html"))
MANIFEST = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=str(folder), STORAGES=MANIFEST):
        call_command("collectstatic", "--noinput", verbosity=0)
        yield folder


def static_names(template: Template) -> list[str]:
    """The files that a template names by itself."""
    nodes = template.nodelist.get_nodes_by_type(StaticNode)
    return [node.path.resolve(Context()) for node in nodes if isinstance(node, StaticNode)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_file_that_a_template_names_is_gathered(gathered: Path, path: Path) -> None:
    template = engines["django"].from_string(path.read_text("utf-8"))
    inner = template.template  # type: ignore[attr-defined]
    for name in static_names(inner):
        url = staticfiles_storage.url(name)
        assert (gathered / url.removeprefix("/static/")).is_file()
        assert not url.endswith(f"/{name}")


def test_the_test_sees_the_files_of_a_template() -> None:
    inner = engines["django"].from_string('{% load static %}{% if 1 %}{% static "a.css" %}{% endif %}')
    assert static_names(inner.template) == ["a.css"]  # type: ignore[attr-defined]
    assert issubclass(StaticNode, Node)


def test_what_can_be_compressed_is_compressed_beforehand(gathered: Path) -> None:
    sheets = list(gathered.glob("claims/css/**/*.css"))
    assert sheets
    large = [sheet for sheet in sheets if sheet.stat().st_size > 1000]
    for sheet in large:
        assert sheet.with_name(sheet.name + ".br").is_file()
