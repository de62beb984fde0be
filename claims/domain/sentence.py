"""A sentence that the software writes: a template with a name, and when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` has its values in braces, ``when`` tells what must hold for it to be written."""

    name: str
    when: str
    text: str

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that it takes."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


def named(*sentences: tuple[str, str, str]) -> Mapping[str, Sentence]:
    """Sentences by name, from names, conditions and texts."""
    return MappingProxyType({name: Sentence(name, when, text) for name, when, text in sentences})
