"""What a record needs to be saved as a draft, and to be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from claims.domain.errors import InvalidRecord
from claims.domain.record.chain import ChainHop, check_chain
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.coverage_rules import FIRST_DAY_FIRST, span_problem
from claims.domain.record.shared import (
    CoverageRecord,
    PositionRecord,
    Record,
    ScaleRecord,
    SpeakerRecord,
    TombstoneRecord,
)
from claims.domain.record.verdicts import verdict_problems
from claims.domain.record.vocabulary import DUPLICATE, NOT_TRANSLATED

NO_SCALES: Final[Mapping[str, ScaleRecord]] = MappingProxyType({})


def draft_problems(record: Record) -> tuple[InvalidRecord, ...]:
    """What keeps a record from being saved as a draft. A claim needs words, a speaker and one source."""
    return tuple(_draft_problems(record))


def publication_problems(
    record: Record, scales: Mapping[str, ScaleRecord] = NO_SCALES
) -> tuple[InvalidRecord, ...]:
    """What keeps a record from being published, the problems of a draft included.

    ``scales`` are the scales of its verdicts, by slug.
    """
    found = list(_draft_problems(record))
    if isinstance(record, ClaimRecord):
        found.extend(_publication_problems(record))
        found.extend(verdict_problems(record, scales))
    if isinstance(record, PositionRecord) and record.ordered:
        found.extend(_answers_without_side(record))
    return tuple(found)


def _draft_problems(record: Record) -> Iterator[InvalidRecord]:
    if isinstance(record, ClaimRecord):
        if not any(hop.source for hop in record.chain):
            yield InvalidRecord("a claim needs one source", field="chain", mend="name the source of a hop")
        hops = tuple(ChainHop(number=hop.hop, how=hop.how, parent=hop.from_) for hop in record.chain)
        try:
            check_chain(hops)
        except InvalidRecord as error:
            yield error
        if record.words.translated_from == NOT_TRANSLATED and record.words.translated_by:
            yield InvalidRecord(
                "words that were said in this language have no translator",
                field="words.translated_by",
                value=record.words.translated_by,
                mend="leave it out, or say from which language they are translated",
            )
        if record.key in {relation.to for relation in record.relations}:
            yield InvalidRecord("a claim has no relation to itself", field="relations", value=record.key)
        for n, stance in enumerate(record.stances):
            if stance.answer is None and not stance.unchanged:
                message = "a stance gives an answer, or says that nothing changed"
                yield InvalidRecord(message, field=f"stances[{n}]", mend="set answer or unchanged")
        if len({stance.position for stance in record.stances}) < len(record.stances):
            yield InvalidRecord("two stances on one position", field="stances", mend="make it two claims")
        if len({(relation.kind, relation.to) for relation in record.relations}) < len(record.relations):
            yield InvalidRecord("one relation to one claim stands here twice", field="relations")
    elif isinstance(record, PositionRecord):
        slugs = [answer.slug for answer in record.answers]
        if len(set(slugs)) < len(slugs):
            yield InvalidRecord("two answers have one slug", field="answers")
    elif isinstance(record, ScaleRecord):
        slugs = [rating.slug for rating in record.ratings]
        if len(set(slugs)) < len(slugs):
            yield InvalidRecord("two ratings have one slug", field="ratings")
    elif isinstance(record, TombstoneRecord) and record.survivor:
        if record.survivor == record.key:
            yield InvalidRecord(
                "no claim is a duplicate of itself",
                field="survivor",
                value=record.survivor,
                mend="name the claim that stays",
            )
        if record.reason_class != DUPLICATE:
            yield InvalidRecord(
                "only a duplicate names the claim that stays",
                field="survivor",
                value=record.survivor,
                mend=f"write {DUPLICATE} as the reason_class, or leave the survivor out",
            )
    elif isinstance(record, SpeakerRecord):
        if record.slug == record.part_of:
            yield InvalidRecord("nobody is part of himself", field="part_of", value=record.slug)
        for n, tenure in enumerate(record.tenures):
            yield from _span_problems(tenure.from_, tenure.to, f"tenures[{n}].to")
    elif isinstance(record, CoverageRecord):
        yield from _span_problems(record.from_, record.to, "to")


def _answers_without_side(position: PositionRecord) -> Iterator[InvalidRecord]:
    for n, answer in enumerate(position.answers):
        if not answer.side:
            yield InvalidRecord(
                "an answer of an ordered position needs its side",
                field=f"answers[{n}].side",
                mend="against, middle or for",
            )


def _span_problems(first: str, last: str, field: str) -> Iterator[InvalidRecord]:
    if message := span_problem(first, last):
        yield InvalidRecord(message, field=field, value=last, mend=FIRST_DAY_FIRST)


def _publication_problems(claim: ClaimRecord) -> Iterator[InvalidRecord]:
    if not claim.words.language:
        yield InvalidRecord("the language of the words is missing", field="words.language")
    if not claim.words.form:
        yield InvalidRecord(
            "how the words are given is missing",
            field="words.form",
            mend="quoted, partial, reported or summary",
        )
    if not claim.said and not claim.said_note:
        yield InvalidRecord(
            "the day on which it was said is missing",
            field="said",
            mend="leave it unknown only with a said_note that says why",
        )
    if claim.said_basis == "inferred":
        if not claim.said_note:
            yield InvalidRecord("an inferred date needs its reason", field="said_note")
        if not claim.said_sources:
            yield InvalidRecord(
                "an inferred date names the sources that it is known from",
                field="said_sources",
                mend="name the sources of the day",
            )
    if claim.kind == "reported_silence" and claim.stances:
        yield InvalidRecord(
            "a reported silence takes no stance", field="stances", mend="name the positions in about"
        )
    for n, stance in enumerate(claim.stances):
        if not stance.grounds:
            yield InvalidRecord("a stance needs its grounds", field=f"stances[{n}].grounds")
