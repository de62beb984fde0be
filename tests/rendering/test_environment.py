"""What public templates rely on."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe
from jinja2 import UndefinedError

from claims.rendering.environment import percent, source_environment


def drawn(text: str, **values: object) -> str:
    return source_environment().from_string(text).render(values)


@pytest.mark.parametrize(("thousandths", "length"), [(7, "0.7%"), (412, "41.2%"), (1000, "100.0%")])
def test_thousandths_of_an_axis_are_told_in_per_cent(thousandths: int, length: str) -> None:
    assert percent(thousandths) == length


@pytest.mark.parametrize("text", ["{{ missing }}", "{% if missing %}{% endif %}", "{{ value.missing }}"])
def test_a_value_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(UndefinedError):
        drawn(text, value=1)


SHOWN = ["value", "value|capfirst", "[value]|join", "value ~ ''", "value|striptags"]


@pytest.mark.parametrize("shown", SHOWN)
def test_what_is_shown_is_escaped(shown: str) -> None:
    assert "<" not in drawn(f"{{{{ {shown} }}}}", value="a < b <b")


def test_text_that_is_safe_already_stays_as_it_is() -> None:
    assert drawn("{{ value }}", value=mark_safe("<mark>a</mark>")) == "<mark>a</mark>"


def test_a_condition_without_an_else_shows_nothing() -> None:
    assert drawn('{{ "yes" if value }}', value=False) == ""


def test_an_address_is_named() -> None:
    assert drawn('{{ url("claim-list") }}') == "/claims/"
