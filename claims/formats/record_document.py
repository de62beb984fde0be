"""A record as a file gives it: perhaps without its key, and with references given whole."""

from __future__ import annotations

from typing import Any

from claims.domain.errors import InvalidValue, Problem
from claims.domain.record_codec import read_document
from claims.formats.base import Found, Reading, problem_of
from claims.formats.whole_references import Aside, first_key, unfold, with_key


def read_record(
    document: Any, *, file: str, line: int, within: str = "", is_public: bool | None = None
) -> Reading:
    """The record that a document holds, after the records that are given whole in it; or its problems.

    ``within`` and ``is_public`` are those of ``Found``.
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
        problems += [problem_of(error, file=file, line=line, within=path) for error in wrong]
        if record is not None:
            found.append(Found(file, line, record, is_keyless and not is_aside, is_aside, is_public, path))
    yield from problems or found
