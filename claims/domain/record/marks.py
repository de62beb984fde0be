"""Marks for the annotations of record fields. They say what a value must be, or what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Text of at most ``characters`` characters."""

    characters: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word of a closed list. Empty text is valid if it is the field's default."""

    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """The key or slug of a record of another type."""

    type: str


@dataclass(frozen=True, slots=True)
class Set:
    """A tuple whose order does not matter: sorted in the document, without duplicates."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date in the project's subset of EDTF; empty means unknown."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, ``YYYY-MM-DD``; empty means unknown."""


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 language tag; empty means not stated.

    With ``or_none`` the word "none" is valid too: the words were not translated.
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
