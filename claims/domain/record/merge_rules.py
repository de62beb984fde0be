"""Which records can be merged, and the names and offices that the remaining record takes over."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar, cast

from claims.domain.record.codec import in_set_order
from claims.domain.record.given_references import called, names_of
from claims.domain.record.shared import Alias, Record, SpeakerRecord, Tenure, key_of_record
from claims.domain.record.vocabulary import SPEAKER_KINDS

R = TypeVar("R", bound=Record)
NAMELESS: Final = ("anonymous", "unidentified")
"""The kinds of speakers who have a description and no name."""


def merge_problem(gone: Record, stays: Record) -> str:
    """Why ``gone`` cannot be merged into ``stays``, as a sentence; empty if it can.

    Speakers must be of the same kind. A speaker without a name can be merged into any speaker with one.
    """
    if gone.TYPE != stays.TYPE:
        return f"A {gone.TYPE} cannot be merged into a {stays.TYPE}."
    if key_of_record(gone) == key_of_record(stays):
        return "A record cannot be merged into itself."
    if not (isinstance(gone, SpeakerRecord) and isinstance(stays, SpeakerRecord)):
        return ""
    if stays.kind in kinds_that_stay(gone.kind):
        return ""
    return (
        f"“{gone.name}” is of the kind “{gone.kind}” and “{stays.name}” of the kind “{stays.kind}”: only "
        "speakers of one kind are merged. If a kind is wrong, amend that record first."
    )


def kinds_that_stay(gone: str) -> frozenset[str]:
    """The kinds of speakers into which one of the kind ``gone`` can be merged."""
    named = set(SPEAKER_KINDS) - set(NAMELESS)
    return frozenset({gone} | named if gone in NAMELESS else {gone})


def with_all_taken(stays: R, gone: Record) -> R:
    """The record that stays, with all new names of the other as aliases, and with its new offices.

    Names that differ only in case, accents or marks are the same. The description of a nameless speaker is
    not a name. The same office at the same time is the same, even from another source. Records of other types
    have neither and do not change.
    """
    if not (isinstance(stays, SpeakerRecord) and isinstance(gone, SpeakerRecord)):
        return stays
    found = _with_offices(stays, gone)
    return cast("R", found if gone.kind in NAMELESS else _with_names(found, gone))


def _with_offices(stays: SpeakerRecord, gone: SpeakerRecord) -> SpeakerRecord:
    known = {_held(tenure) for tenure in stays.tenures}
    taken = [tenure for tenure in gone.tenures if _held(tenure) not in known]
    return replace(stays, tenures=in_set_order((*stays.tenures, *taken))) if taken else stays


def _held(tenure: Tenure) -> tuple[str, str, str, str]:
    """Which office, where and when."""
    return called(tenure.office), tenure.body, tenure.from_, tenure.to


def _with_names(stays: SpeakerRecord, gone: SpeakerRecord) -> SpeakerRecord:
    known = {called(name) for name in names_of(stays)}
    taken = []
    for alias in (Alias(text=gone.name), *gone.aliases):
        if called(alias.text) not in known:
            known.add(called(alias.text))
            taken.append(alias)
    return replace(stays, aliases=in_set_order((*stays.aliases, *taken))) if taken else stays
