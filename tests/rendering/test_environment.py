"""What public templates rely on."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from claims.rendering.environment import escaped, percent, source_environment
from tests.cases import each_case


def drawn(text: str, **values: object) -> str:
    return source_environment().from_string(text).render(values)


@each_case(("thousandths", "length"), [(7, "0.7%"), (412, "41.2%"), (1000, "100.0%")])
def test_thousandths_of_an_axis_are_told_in_per_cent(thousandths: int, length: str) -> None:
    assert percent(thousandths) == length


@each_case("text", ["{{ missing }}", "{% if missing %}{% endif %}", "{{ value.missing }}"])
def test_a_value_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(UndefinedError):
        drawn(text, value=1)


SHOWN = ["value", "value|capfirst", "[value]|join", "value ~ ''", "value|striptags"]


@each_case("shown", SHOWN)
def test_what_is_shown_is_escaped(shown: str) -> None:
    assert "<" not in drawn(f"{{{{ {shown} }}}}", value="a < b <b")


@given(st.text(st.sampled_from("<>&'\"a–\n")) | st.text() | st.integers() | st.none())
def test_every_value_is_escaped_as_by_markupsafe(value: object) -> None:
    safe = Markup(value)
    assert escaped(value) == escape(value)
    assert escaped(safe) == safe
    assert drawn("{{ value }}", value=value) == str(escape(value))


def test_text_that_is_safe_already_stays_as_it_is() -> None:
    assert drawn("{{ value }}", value=mark_safe("<mark>a</mark>")) == "<mark>a</mark>"


def test_a_condition_without_an_else_shows_nothing() -> None:
    assert drawn('{{ "yes" if value }}', value=False) == ""


def test_an_address_is_named() -> None:
    assert drawn('{{ url("claim-list") }}') == "/claims/"
