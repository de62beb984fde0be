"""Which records can be merged, and which names the record that stays takes over."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar, cast

from claims.domain.given_references import called, names_of
from claims.domain.record_codec import in_set_order
from claims.domain.shared_records import Alias, Record, SpeakerRecord, key_of_record

R = TypeVar("R", bound=Record)
NAMELESS: Final = ("anonymous", "unidentified")
"""Kinds of speakers who are described, and have no name."""


def merge_problem(gone: Record, stays: Record) -> str:
    """Why the one record cannot be merged into the other, as a sentence; empty where it can.

    Speakers have to be of one kind. A speaker without a name may turn out to be anybody who has one.
    """
    if gone.TYPE != stays.TYPE:
        return f"A {gone.TYPE} cannot be merged into a {stays.TYPE}."
    if key_of_record(gone) == key_of_record(stays):
        return "A record cannot be merged into itself."
    if not (isinstance(gone, SpeakerRecord) and isinstance(stays, SpeakerRecord)):
        return ""
    if gone.kind == stays.kind or (gone.kind in NAMELESS and stays.kind not in NAMELESS):
        return ""
    return (
        f"“{gone.name}” is of the kind “{gone.kind}” and “{stays.name}” of the kind “{stays.kind}”: only "
        "speakers of one kind are merged. If a kind is wrong, amend that record first."
    )


def with_names_taken(stays: R, gone: Record) -> R:
    """The record that stays, with every name of the other as an alias that it does not have yet.

    Names that differ only in case, accents or marks count as one. A description of a speaker who has no name
    is no name. Records of other types have no aliases and stay as they are.
    """
    if not (isinstance(stays, SpeakerRecord) and isinstance(gone, SpeakerRecord)):
        return stays
    if gone.kind in NAMELESS:
        return stays
    known = {called(name) for name in names_of(stays)}
    taken = []
    for alias in (Alias(text=gone.name), *gone.aliases):
        if called(alias.text) not in known:
            known.add(called(alias.text))
            taken.append(alias)
    return cast("R", replace(stays, aliases=in_set_order((*stays.aliases, *taken)))) if taken else stays
