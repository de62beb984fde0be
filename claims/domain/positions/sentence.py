"""Templates of the sentences that the software writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template. ``text`` has values in braces, ``when`` says when the sentence is used."""

    name: str
    when: str
    text: str

    @property
    def values(self) -> frozenset[str]:
        """The names of its values."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


def sentences_by_name(*sentences: tuple[str, str, str]) -> Mapping[str, Sentence]:
    """Sentences by name, from names, conditions and texts."""
    return MappingProxyType({name: Sentence(name, when, text) for name, when, text in sentences})
