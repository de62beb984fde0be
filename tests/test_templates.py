"""What holds for every template and style sheet of ours, read as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from jinja2 import StrictUndefined, meta, nodes

from claims.rendering.compiled import SOURCES
from claims.rendering.environment import source_environment

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = sorted(SOURCES.rglob("*.*"))
DESK = sorted((ROOT / "claims" / "templates").rglob("*.html"))
TEMPLATES = sorted([*DESK, *SOURCES.rglob("*.html")])
STATIC = ROOT / "claims" / "static" / "claims"
STYLES = sorted(path for path in STATIC.rglob("*.css") if "vendor" not in path.parts)
# The admin has the colours of Django's own style sheets beside ours.
PUBLIC_STYLES = [path for path in STYLES if "desk" not in path.parts]
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


FROM_ELSEWHERE = re.compile(r"(?:https?:)?//[\w-]+\.[\w.-]+")
WRITES_MARKUP = re.compile(
    r"\beval\(|new Function\(|\.innerHTML\s*\+?=(?!=)|document\.write|insertAdjacentHTML"
)
COLOUR = re.compile(r":[^;{]*#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")


def found_in(paths: Iterable[Path], find: Callable[[str], Sequence[str]]) -> dict[str, Sequence[str]]:
    """What is found in the text of each file, by its path; files without a finding are left out."""
    found = {str(path.relative_to(ROOT)): find(path.read_text("utf-8")) for path in paths}
    return {path: texts for path, texts in found.items() if texts}


def matches(*patterns: re.Pattern[str]) -> Callable[[str], list[str]]:
    """All that one of the patterns matches."""
    return lambda text: [match[0] for pattern in patterns for match in pattern.finditer(text)]


def matches_in_code(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    """The same, outside comments of a style sheet or a script."""
    return lambda text: matches(pattern)(COMMENT.sub("", text))


def lines_longer_than(columns: int) -> Callable[[str], list[str]]:
    return lambda text: [line for line in text.splitlines() if len(line) > columns]


def test_there_is_something_to_read() -> None:
    assert len(TEMPLATES) > 30
    assert len(STYLES) > 5
    assert len(SCRIPTS) > 3


def test_no_template_has_a_script_or_style_of_its_own() -> None:
    assert found_in(TEMPLATES, matches(INLINE_SCRIPT, INLINE_STYLE, HANDLER)) == {}


def test_no_template_loads_anything_from_elsewhere() -> None:
    assert found_in(TEMPLATES, matches(LOADED_FROM_ELSEWHERE)) == {}


def test_templates_escape_what_they_show() -> None:
    assert found_in(TEMPLATES, matches(re.compile(r"\|\s*safe\b|autoescape\s+off"))) == {}


def test_the_lines_of_public_templates_are_as_short_as_those_of_python() -> None:
    assert found_in(PUBLIC, lines_longer_than(110)) == {}


def test_the_lines_of_the_desk_have_120_columns_at_most() -> None:
    assert found_in(DESK, lines_longer_than(120)) == {}


def test_a_statement_of_a_public_template_stands_on_a_line_of_its_own() -> None:
    assert found_in(PUBLIC, lines_shared_by_statements) == {}


def lines_shared_by_statements(text: str) -> list[str]:
    text = REMARK.sub("", text)
    text = TAG.sub(lambda tag: STATEMENT.sub("", tag[0]), text)
    text = STATEMENT.sub(lambda statement: " ".join(statement[0].split()), text)
    return [
        line.strip()
        for line in text.splitlines()
        if "{%" in line
        and not re.fullmatch(r"\s*\{%(?:(?!%\}).)*%\}", line)
        and not BLOCK_ON_A_LINE.search(line)
    ]


def test_a_public_template_fails_on_a_value_that_is_not_there() -> None:
    assert source_environment().undefined is StrictUndefined


def test_a_component_is_a_macro_that_takes_one_value_and_knows_nothing_else() -> None:
    """A name with an underscore is its own business."""
    components = [path for path in PUBLIC if path.relative_to(SOURCES).parts[0] in {"components", "parts"}]
    assert components
    assert found_in(components, unlike_a_component) == {}


def unlike_a_component(text: str) -> list[str]:
    """What a file has that no component may have."""
    environment = source_environment()
    tree = environment.parse(text)
    macros = [node for node in tree.body if isinstance(node, nodes.Macro) and not node.name.startswith("_")]
    outside = [node for node in tree.body if not isinstance(node, nodes.Macro | nodes.FromImport)]
    beside = "".join(data.data for node in outside for data in node.find_all(nodes.TemplateData)).strip()
    return [
        *([] if macros else ["no macro"]),
        *(f"{macro.name} takes {len(macro.args)} values" for macro in macros if len(macro.args) != 1),
        *sorted(meta.find_undeclared_variables(tree) - environment.globals.keys()),
        *([beside] if beside else []),
    ]


def test_style_sheets_know_no_left_and_right() -> None:
    """Scripts that run from right to left get the same pages, mirrored."""
    assert found_in(STYLES, matches_in_code(PHYSICAL)) == {}


def test_styles_and_scripts_load_nothing_from_elsewhere() -> None:
    assert found_in([*STYLES, *SCRIPTS], matches_in_code(FROM_ELSEWHERE)) == {}


def test_scripts_run_under_the_policy_of_content() -> None:
    assert found_in(SCRIPTS, matches(WRITES_MARKUP)) == {}


def test_colours_are_in_the_tokens_alone() -> None:
    others = [path for path in PUBLIC_STYLES if path.name != "tokens.css"]
    assert found_in(others, matches_in_code(COLOUR)) == {}
