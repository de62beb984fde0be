"""A record as a file gives it: perhaps without its key, and with references given whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.domain.errors import InvalidRecord, InvalidValue, Problem
from claims.domain.record_codec import read_document
from claims.formats.base import Found, Reading, problem_of
from claims.formats.whole_references import Aside, first_key, unfold, with_key


def read_record(
    document: Any, *, file: str, line: int, within: str = "", is_public: bool | None = None
) -> Reading:
    """The record that a document holds, after the records that are given whole in it; or its problems.

    ``within`` and ``is_public`` are those of ``Found``; whole ones go out with what points to them.
    """
    asides: list[Aside] = []
    try:
        if isinstance(document, dict):
            document, asides = unfold(document)
            if isinstance(document.get("type"), str):
                document = with_key(document)
    except InvalidValue as error:
        yield problem_of(error, file=file, line=line, within=within)
        return
    is_keyless = isinstance(document, dict) and document.get("type") == "claim" and "key" not in document
    if is_keyless and (key := first_key(document)):
        document = {**document, "key": key}
    found: list[Found] = []
    problems: list[Problem] = []
    wholes = [(f"{within}{path}.", whole, True) for path, whole in asides]
    for path, whole, is_aside in [*wholes, (within, document, False)]:
        record, wrong = read_document(whole)
        problems += [problem_of(error, file=file, line=line, within=path) for error in _told(wrong, whole)]
        if record is not None:
            state = None if is_aside else is_public
            found.append(Found(file, line, record, is_keyless and not is_aside, is_aside, state, path))
    yield from problems or found


def _told(wrong: Sequence[InvalidRecord], document: Any) -> Sequence[InvalidRecord]:
    """What is wrong. A missing key is named only where nothing else is: it is made from other fields."""
    if not isinstance(document, dict):
        return wrong
    left_out = {name for name in ("key", "slug") if name not in document}
    return [error for error in wrong if error.field not in left_out] or wrong
