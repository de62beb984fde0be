"""Marks for the annotations of record fields. They say what a value must be, or what it refers to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from claims.domain.dates.edtf import USUAL_DATE, USUAL_DAY
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidDate, InvalidValue
from claims.domain.record.identity import KEY, is_key
from claims.domain.record.slugs import SLUG
from claims.domain.record.urls import USUAL_URL, check_url
from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.domain.text.folding import ORDINARY, SEEN, names_nothing, refused_character, shows_nothing

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLUG_MOST = 120

Fault = tuple[str, str] | None
"""What is wrong with a text, and how to fix it."""


class Mark:
    """The base class of marks. It accepts every text.

    ``pattern`` is a regular expression. A text that it matches as a whole has no fault, and nearly every text
    without a fault is matched: it decides quickly what ``fault`` then explains.
    """

    __slots__ = ()

    @property
    def pattern(self) -> str:
        return ""

    def fault(self, value: str) -> Fault:
        """What is wrong with a text that is not empty."""
        return None


@dataclass(frozen=True, slots=True)
class Limit(Mark):
    """Text of at most ``characters`` characters."""

    characters: int

    @property
    def pattern(self) -> str:
        return rf"(?=\W*{SEEN})[{ORDINARY}]{{1,{self.characters}}}"

    def fault(self, value: str) -> Fault:
        if len(value) <= self.characters:
            return None
        return f"{len(value)} characters are too many", f"at most {self.characters}"


@dataclass(frozen=True, slots=True)
class OneOf(Mark):
    """A word of a closed list. Empty text is valid if it is the field's default."""

    choices: Mapping[str, str]

    def fault(self, value: str) -> Fault:
        if value in self.choices:
            return None
        return "this word is not known here", "one of " + ", ".join(self.choices)


class Set(Mark):
    """A tuple whose order does not matter: sorted in the document, without duplicates."""


class Edtf(Mark):
    """A date in the project's subset of EDTF; empty means unknown."""

    pattern = USUAL_DATE

    def fault(self, value: str) -> Fault:
        try:
            FuzzyDate.parse(value)
        except InvalidDate as error:
            return error.message, error.mend
        return None


class Day(Mark):
    """A day, ``YYYY-MM-DD``; empty means unknown."""

    pattern = USUAL_DAY

    def fault(self, value: str) -> Fault:
        try:
            valid = date.fromisoformat(value).isoformat() == value
        except ValueError:
            valid = False
        return None if valid else ("this is not a day", "write it as 2019-02-07")


@dataclass(frozen=True, slots=True)
class Language(Mark):
    """A BCP 47 language tag; empty means not stated.

    With ``or_none`` the word "none" is valid too: the words were not translated.
    """

    or_none: bool = False

    @property
    def pattern(self) -> str:
        return f"{LANGUAGE.pattern}|{NOT_TRANSLATED}" if self.or_none else LANGUAGE.pattern

    def fault(self, value: str) -> Fault:
        if LANGUAGE.fullmatch(value) or (self.or_none and value == NOT_TRANSLATED):
            return None
        mend = "write en, ru, es, pt-BR …"
        if self.or_none:
            mend += f", or {NOT_TRANSLATED} for words in their original language"
        return "this is not a language tag", mend


class Key(Mark):
    """Ten characters of Crockford base32 in lower case."""

    pattern = KEY.pattern

    def fault(self, value: str) -> Fault:
        if is_key(value):
            return None
        return "this is not a key", "ten characters of 0–9 and a–z without i, l, o, u"


class Slug(Mark):
    """Lower-case ASCII letters, digits and hyphens, at most 120 characters."""

    pattern = rf"(?=.{{1,{SLUG_MOST}}}\Z){SLUG.pattern}"

    def fault(self, value: str) -> Fault:
        if SLUG.fullmatch(value) and len(value) <= SLUG_MOST:
            return None
        return "this is not a slug", "lower-case letters, digits and single hyphens, at most 120"


@dataclass(frozen=True, slots=True)
class Ref(Mark):
    """The key or slug of a record of another type."""

    type: str

    @property
    def pattern(self) -> str:
        return (Key() if self.type == "claim" else Slug()).pattern

    def fault(self, value: str) -> Fault:
        return (Key() if self.type == "claim" else Slug()).fault(value)


class Url(Mark):
    """An http or https address, at most 2,000 characters."""

    pattern = rf"(?=[{ORDINARY}]*\Z){USUAL_URL}"

    def fault(self, value: str) -> Fault:
        try:
            check_url(value)
        except InvalidValue as error:
            return error.message, error.mend
        return None


def odd_characters(value: str, *, is_prose: bool, is_name: bool) -> Fault:
    """What is wrong with the characters of a text.

    Some characters are refused. Prose must show something, and a name needs a letter or a digit.
    """
    if refused := refused_character(value):
        return f"the text holds the character {refused}, which is not allowed", "take it out"
    if is_prose and (blank := shows_nothing(value)):
        return f"nothing can be seen in this text: it begins with {blank}", "write what it says, or nothing"
    if is_name and (sign := names_nothing(value)):
        return f"this name has no letter and no digit: it begins with {sign}", "write the name"
    return None
