"""The check of a text for each mark of a record field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidDate, InvalidValue
from claims.domain.record.identity import is_key
from claims.domain.record.marks import Day, Edtf, Key, Language, Limit, OneOf, Ref, Slug, Url
from claims.domain.record.urls import check_url
from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.domain.text.folding import names_nothing, refused_character, shows_nothing

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_MOST = 120

Fault = tuple[str, str] | None
"""What is wrong with a text, and how to mend it."""


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


def _limit(mark: Limit, value: str) -> Fault:
    if len(value) <= mark.characters:
        return None
    return f"{len(value)} characters are too many", f"at most {mark.characters}"


def _one_of(mark: OneOf, value: str) -> Fault:
    if value in mark.choices:
        return None
    return "this word is not known here", "one of " + ", ".join(mark.choices)


def _edtf(mark: Edtf, value: str) -> Fault:
    try:
        FuzzyDate.parse(value)
    except InvalidDate as error:
        return error.message, error.mend
    return None


def _day(mark: Day, value: str) -> Fault:
    try:
        valid = date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    return None if valid else ("this is not a day", "write it as 2019-02-07")


def _language(mark: Language, value: str) -> Fault:
    if LANGUAGE.fullmatch(value) or (mark.or_none and value == NOT_TRANSLATED):
        return None
    mend = "write en, ru, es, pt-BR …"
    if mark.or_none:
        mend += f", or {NOT_TRANSLATED} for words said in the language in which they stand"
    return "this is not a language tag", mend


def _key(mark: Key, value: str) -> Fault:
    if is_key(value):
        return None
    return "this is not a key", "ten characters of 0–9 and a–z without i, l, o, u"


def _ref(mark: Ref, value: str) -> Fault:
    return _key(Key(), value) if mark.type == "claim" else _slug(Slug(), value)


def _slug(mark: Slug, value: str) -> Fault:
    if SLUG.fullmatch(value) and len(value) <= SLUG_MOST:
        return None
    return "this is not a slug", "lower-case letters, digits and single hyphens, at most 120"


def _url(mark: Url, value: str) -> Fault:
    try:
        check_url(value)
    except InvalidValue as error:
        return error.message, error.mend
    return None


CHECKS: dict[type[Any], Callable[[Any, str], Fault]] = {
    Limit: _limit,
    OneOf: _one_of,
    Edtf: _edtf,
    Day: _day,
    Language: _language,
    Key: _key,
    Slug: _slug,
    Ref: _ref,
    Url: _url,
}
"""The check for each mark. ``Set`` concerns the whole list and is checked by the codec."""
