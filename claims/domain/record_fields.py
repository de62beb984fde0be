"""Marks that a record's fields carry in their annotations: what a value must be and what it points to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Text of at most so many characters."""

    characters: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word of a closed list; empty text passes where it is the field's default."""

    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """The key or slug of a record of another type."""

    type: str


@dataclass(frozen=True, slots=True)
class Set:
    """A tuple without order: sorted in the document, no member twice."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date of the project's EDTF subset; empty is unknown."""


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day, ``YYYY-MM-DD``; empty is unknown."""


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 language tag; empty is not stated.

    ``or_none`` also lets the word "none" pass: said in the language in which the words stand.
    """

    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """Ten characters of Crockford base32 in lower case."""


@dataclass(frozen=True, slots=True)
class Slug:
    """Lower-case ASCII letters, digits and hyphens, at most 120 characters."""


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address, at most 2,000 characters."""


Mark = Limit | OneOf | Ref | Set | Edtf | Day | Language | Key | Slug | Url
