"""Templates of the sentences that the software writes, and the sentences made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from types import MappingProxyType

from msgspec import Struct


@dataclass(frozen=True)
class Template:
    """``text`` has values in braces, ``when`` says when the sentence is used."""

    name: str
    when: str
    text: str

    @cached_property
    def values(self) -> frozenset[str]:
        """The names of its values."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


class Sentence(Struct, frozen=True):
    """A sentence by the ``name`` of its template.

    ``keys`` are the claims that it rests on: without any one of them the text would be different, and without
    any other claim it would be the same.
    """

    name: str
    text: str
    keys: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.text


def templates_by_name(**templates: tuple[str, str]) -> Mapping[str, Template]:
    """Templates by name, each given as its condition and its text."""
    return MappingProxyType({name: Template(name, when, text) for name, (when, text) in templates.items()})
