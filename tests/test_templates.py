"""What holds for every template and style sheet of ours, read as text."""

from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, meta, nodes

from claims.rendering.compiled import SOURCES
from claims.rendering.environment import source_environment

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = sorted(SOURCES.rglob("*.*"))
TEMPLATES = sorted([*(ROOT / "claims" / "templates").rglob("*.html"), *SOURCES.rglob("*.html")])
STATIC = ROOT / "claims" / "static" / "claims"
STYLES = sorted(path for path in STATIC.rglob("*.css") if "vendor" not in path.parts)
# The admin has the colours of Django's own style sheets beside ours.
PUBLIC_STYLES = [path for path in STYLES if "desk" not in path.parts]
NAME = attrgetter("name")
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)

# The policy of content lets none of them run, so that a page with one would be broken in silence.
INLINE_STYLE = re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/ld\+json\")", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*?\son[a-z]+\s*=|javascript:", re.IGNORECASE)
LOADED_FROM_ELSEWHERE = re.compile(
    r"""(?:\bsrc|\bsrcset|\bposter|<link\b[^>]*\bhref|<use\b[^>]*\bhref)\s*=\s*["'](?:https?:)?//""",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right)\s*:"
    r"|(?<![\w-])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|\bborder-(?:top|bottom)-(?:left|right)-radius\b"
    r"|\b(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
STATEMENT = re.compile(r"\{%(?:(?!%\}).)*%\}", re.DOTALL)
# A tag of HTML, with what Jinja writes into it.
TAG = re.compile(r"<[a-zA-Z!][^<>]*?(?:\{[%{].*?[%}]\}[^<>]*?)*>", re.DOTALL)
BLOCK_ON_A_LINE = re.compile(r"\{% block (\w+) %\}.*\{% endblock \1 %\}")


def test_there_is_something_to_read() -> None:
    assert len(TEMPLATES) > 30
    assert len(STYLES) > 5
    assert len(SCRIPTS) > 3


@pytest.mark.parametrize("path", TEMPLATES, ids=NAME)
def test_a_template_has_no_script_or_style_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    for forbidden in (INLINE_SCRIPT, INLINE_STYLE, HANDLER):
        assert not forbidden.search(text), forbidden.pattern


@pytest.mark.parametrize("path", TEMPLATES, ids=NAME)
def test_a_template_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not LOADED_FROM_ELSEWHERE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=NAME)
def test_a_template_escapes_what_it_shows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", text)


@pytest.mark.parametrize("path", PUBLIC, ids=NAME)
def test_the_lines_of_a_public_template_are_as_short_as_those_of_python(path: Path) -> None:
    assert [line for line in path.read_text("utf-8").splitlines() if len(line) > 110] == []


@pytest.mark.parametrize("path", PUBLIC, ids=NAME)
def test_a_statement_of_a_public_template_stands_on_a_line_of_its_own(path: Path) -> None:
    text = REMARK.sub("", path.read_text("utf-8"))
    text = TAG.sub(lambda tag: STATEMENT.sub("", tag[0]), text)
    text = STATEMENT.sub(lambda statement: " ".join(statement[0].split()), text)
    shared = [
        line.strip()
        for line in text.splitlines()
        if "{%" in line
        and not re.fullmatch(r"\s*\{%(?:(?!%\}).)*%\}", line)
        and not BLOCK_ON_A_LINE.search(line)
    ]
    assert shared == []


def test_a_public_template_fails_on_a_value_that_is_not_there() -> None:
    assert source_environment().undefined is StrictUndefined


@pytest.mark.parametrize("path", PUBLIC, ids=NAME)
def test_a_component_is_a_macro_that_takes_one_value_and_knows_nothing_else(path: Path) -> None:
    """A name with an underscore is its own business."""
    if path.relative_to(SOURCES).parts[0] not in {"components", "parts"}:
        return
    environment = source_environment()
    tree = environment.parse(path.read_text("utf-8"))
    macros = [node for node in tree.body if isinstance(node, nodes.Macro) and not node.name.startswith("_")]
    assert macros
    assert [macro.name for macro in macros if len(macro.args) != 1] == []
    assert meta.find_undeclared_variables(tree) <= environment.globals.keys()
    outside = [node for node in tree.body if not isinstance(node, nodes.Macro | nodes.FromImport)]
    assert "".join(data.data for node in outside for data in node.find_all(nodes.TemplateData)).strip() == ""


@pytest.mark.parametrize("path", STYLES, ids=NAME)
def test_a_style_sheet_knows_no_left_and_right(path: Path) -> None:
    """Scripts that run from right to left get the same pages, mirrored."""
    assert PHYSICAL.findall(COMMENT.sub("", path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=NAME)
def test_styles_and_scripts_load_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(?:https?:)?//[\w-]+\.[\w.-]+", COMMENT.sub("", path.read_text("utf-8")))


@pytest.mark.parametrize("path", SCRIPTS, ids=NAME)
def test_a_script_runs_under_the_policy_of_content(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"\beval\(|new Function\(|\.innerHTML\s*\+?=(?!=)|document\.write|insertAdjacentHTML", text
    )


@pytest.mark.parametrize("path", [path for path in PUBLIC_STYLES if path.name != "tokens.css"], ids=NAME)
def test_colours_are_in_the_tokens_alone(path: Path) -> None:
    text = COMMENT.sub("", path.read_text("utf-8"))
    assert re.findall(r":[^;{]*#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", text) == []
