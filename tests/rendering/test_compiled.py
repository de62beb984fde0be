"""Templates compiled beforehand: the same pages, and never those of another version."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from jinja2 import Environment, FileSystemLoader, ModuleLoader

from claims.queries.page_values import Notice
from claims.rendering import compiled
from claims.rendering.compiled import compile_templates, compiled_folder, template_names
from claims.rendering.environment import environment, source_environment

pytestmark = pytest.mark.slow

PART = "components/site/notice.html"
NOTICE = Notice("info", "", "a < b")


@pytest.fixture(scope="module")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_templates(source_environment(), tmp_path_factory.mktemp("compiled") / "root")


@pytest.fixture
def folder(compiled_once: Path, tmp_path: Path) -> Path:
    """The folder of a test: it may change it."""
    shutil.copytree(compiled_once.parent, tmp_path / "root")
    return tmp_path / "root" / compiled_once.name


def drawn(environment: Environment) -> str:
    part: Any = environment.get_template(PART).module
    return str(part.notice(NOTICE))


def test_a_compiled_template_draws_what_its_source_draws(folder: Path) -> None:
    with override_settings(TEMPLATES_ROOT=folder.parent):
        found = environment()
    assert isinstance(found.loader, ModuleLoader)
    assert drawn(found) == drawn(source_environment())
    assert "a &lt; b" in drawn(found)
    for name in template_names():
        found.get_template(name)


def test_without_compiled_templates_the_sources_are_read(tmp_path: Path) -> None:
    with override_settings(TEMPLATES_ROOT=tmp_path / "nothing"):
        assert isinstance(environment().loader, FileSystemLoader)


def test_what_another_version_compiled_is_never_loaded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "jinja2"
    shutil.copytree(compiled.SOURCES, sources)
    monkeypatch.setattr(compiled, "SOURCES", sources)
    assert compiled_folder(folder.parent) == folder
    (sources / PART).write_text("another version", "utf-8")
    assert compiled_folder(folder.parent) is None
    new = compile_templates(source_environment(), folder.parent)
    assert list(folder.parent.iterdir()) == [new]
    assert new != folder


@pytest.mark.parametrize("whose", ["root", "folder"])
def test_a_folder_that_others_may_write_into_is_refused(folder: Path, whose: str) -> None:
    {"root": folder.parent, "folder": folder}[whose].chmod(0o777)
    with pytest.raises(PermissionError, match="Others may write into"):
        compiled_folder(folder.parent)


def test_nothing_that_is_compiled_can_be_written_by_others(folder: Path) -> None:
    found = [folder.parent, folder, *folder.rglob("*")]
    assert len(found) > 2 * len(template_names())
    assert [path for path in found if path.stat().st_mode & 0o022] == []


def test_the_command_says_what_it_compiled_and_where(tmp_path: Path) -> None:
    told = StringIO()
    with override_settings(TEMPLATES_ROOT=tmp_path):
        call_command("compile_templates", stdout=told)
        call_command("compile_templates", stdout=told)
    folder = compiled_folder(tmp_path)
    assert told.getvalue() == f"{len(template_names())} templates compiled into {folder}.\n" * 2
