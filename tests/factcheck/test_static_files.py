"""Production serves static files under names of their content: every one that a template names is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, engines
from django.template.base import Template
from django.templatetags.static import StaticNode
from django.test import override_settings
from jinja2 import nodes

from claims.rendering.compiled import SOURCES
from claims.rendering.environment import source_environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted([*(ROOT / "claims" / "templates").rglob("*.html"), *SOURCES.rglob("*.html")])
MANIFEST = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


@pytest.fixture(scope="module")
def gathered(built: Path) -> Iterator[Path]:
    with override_settings(STATIC_ROOT=str(built / "static"), STORAGES=MANIFEST):
        yield built / "static"


def names_in_django(text: str) -> list[str]:
    """The files that a template of the desk names by itself."""
    template: Template = engines["django"].from_string(text).template  # type: ignore[attr-defined]
    found = template.nodelist.get_nodes_by_type(StaticNode)
    return [node.path.resolve(Context()) for node in found if isinstance(node, StaticNode)]


def names_in_jinja(text: str) -> list[str]:
    """The files that a public template names."""
    template = source_environment().parse(text)
    calls = template.find_all(nodes.Call)
    asked = [call for call in calls if isinstance(call.node, nodes.Name) and call.node.name == "static"]
    files = [str(call.args[0].as_const()) for call in asked if isinstance(call.args[0], nodes.Const)]
    # The frame asks for the style sheets of two lists: its own, and the one that a page names "styles".
    named = [
        one.node for one in template.find_all(nodes.Assign) if one.target == nodes.Name("styles", "store")
    ]
    own = [name for loop in template.find_all(nodes.For) for name in loop.iter.find_all(nodes.List)]
    looped = own if len(files) < len(asked) else []
    sheets = [sheet for one in (*named, *looped) for sheet in one.find_all(nodes.Const)]
    return files + [f"claims/css/{sheet.value}.css" for sheet in sheets]


def test_every_file_that_a_template_names_is_gathered(gathered: Path) -> None:
    missing = {}
    for path in TEMPLATES:
        names = names_in_jinja if SOURCES in path.parents else names_in_django
        for name in names(path.read_text("utf-8")):
            url = staticfiles_storage.url(name)
            if url.endswith(f"/{name}") or not (gathered / url.removeprefix("/static/")).is_file():
                missing[f"{path.name}: {name}"] = url
    assert missing == {}


def test_the_test_sees_the_files_of_a_template() -> None:
    assert names_in_django('{% load static %}{% if 1 %}{% static "a.css" %}{% endif %}') == ["a.css"]
    assert names_in_jinja('{% if 1 %}{{ static("a.css") }}{% endif %}') == ["a.css"]
    assert names_in_jinja('{% set styles = ["a"] %}') == ["claims/css/a.css"]
    looped = (
        '{% for name in ["a"] + styles|default([]) %}{{ static("claims/css/" ~ name ~ ".css") }}{% endfor %}'
    )
    assert names_in_jinja(looped) == ["claims/css/a.css"]


def test_what_can_be_compressed_is_compressed_beforehand(gathered: Path) -> None:
    sheets = list(gathered.glob("claims/css/**/*.css"))
    assert sheets
    large = [sheet for sheet in sheets if sheet.stat().st_size > 1000]
    for sheet in large:
        assert sheet.with_name(sheet.name + ".br").is_file()
