"""The rules for saving a record as a draft, publishing it, and logging a search."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from claims.domain.dates.edtf import EARLIEST
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.record.chain import ChainHop, check_chain
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import (
    CoverageRecord,
    PositionRecord,
    Record,
    ScaleRecord,
    SourceRecord,
    SpeakerRecord,
    TombstoneRecord,
)
from claims.domain.record.verdicts import verdict_problems
from claims.domain.record.vocabulary import DUPLICATE, NOT_TRANSLATED

NO_SCALES: Final[Mapping[str, ScaleRecord]] = {}


def draft_problems(record: Record) -> tuple[InvalidRecord, ...]:
    """The problems that prevent saving a record as a draft. A claim needs words, a speaker and one source."""
    return tuple(_draft_problems(record))


def publication_problems(
    record: Record, scales: Mapping[str, ScaleRecord] = NO_SCALES
) -> tuple[InvalidRecord, ...]:
    """The problems that prevent publishing a record, those of a draft included.

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
            yield InvalidRecord("the same relation to the same claim is here twice", field="relations")
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


FIRST_DAY_FIRST: Final = "the first day comes first"


def span_problem(first: str, last: str) -> str:
    """Why two dates are not a span, as part of a sentence; empty if they are."""
    start, end = FuzzyDate.parse(first), FuzzyDate.parse(last)
    if start.earliest <= end.latest:
        return ""
    return f"the span ends ({end.short_words()}) before it begins ({start.short_words()})"


def search_problems(record: CoverageRecord, today: date) -> tuple[InvalidRecord, ...]:
    """Why a search cannot be accepted; empty if it can.

    A search names outlets, and terms or positions. Its span has two ends in order. It was made no later than
    ``today`` and not before the span begins. It says what it found.
    """
    return tuple(_problems(record, today))


def _problems(record: CoverageRecord, today: date) -> Iterator[InvalidRecord]:
    if not record.outlets:
        yield _invalid(
            "outlets", "no outlet is named: nobody can tell what was searched", "name one on each line"
        )
    if not record.terms and not record.positions:
        yield _invalid("terms", "neither a term nor a position is named", "write the terms, one on each line")
    start, end = FuzzyDate.parse(record.from_), FuzzyDate.parse(record.to)
    if start.starts_open:
        yield _invalid("from", "the first day searched is missing", "write 7 feb 2019, feb 2019 or 2019")
    if end.ends_open:
        yield _invalid("to", "the last day searched is missing", "write 7 feb 2019, feb 2019 or 2019")
    if message := span_problem(record.from_, record.to):
        yield _invalid("to", message, FIRST_DAY_FIRST)
    if not record.checked_on:
        yield _invalid("checked_on", "the day of the search is missing", "today, or 7 feb 2019")
        return
    checked = FuzzyDate.parse(record.checked_on)
    if checked.latest > today:
        yield _invalid(
            "checked_on", f"{checked.words()} is still to come", "the day on which somebody searched"
        )
    elif not start.starts_open and start.earliest > checked.latest:
        message = f"the span begins ({start.short_words()}) after the day of the search ({checked.words()})"
        yield _invalid("from", message, "nobody searches what has not been said yet")
    if record.hits is None and not record.result:
        yield _invalid("result", "what was found is missing", "write the hits, 0 for nothing, or the result")


def _invalid(field: str, message: str, mend: str) -> InvalidRecord:
    return InvalidRecord(message, field=field, mend=mend)


AHEAD: Final = timedelta(days=1)
"""How far the day in some place may be ahead of the day in UTC."""


def future_dates(record: Record, today: date) -> tuple[InvalidRecord, ...]:
    """The problems of dates on which something was said, published, retrieved and so on after ``today``.

    Events and ends of offices may be in the future. A date that may be past ("2019/..") is accepted.
    ``today`` is the day in UTC.
    """
    return tuple(
        InvalidRecord(
            f"{what} on a day that is still to come", field=field, value=text, mend="check the year"
        )
        for field, text, what in _days(record)
        if (earliest := FuzzyDate.parse(text).earliest) != EARLIEST and earliest > today + AHEAD
    )


def _days(record: Record) -> Iterator[tuple[str, str, str]]:
    """Each date with its field and what was done then."""
    if isinstance(record, ClaimRecord):
        yield "said", record.said, "nobody has said anything"
        for number, verdict in enumerate(record.verdicts):
            yield f"verdicts[{number}].reviewed", verdict.reviewed, "nobody has reviewed anything"
        for number, stance in enumerate(record.stances):
            if stance.check is not None:
                yield f"stances[{number}].check.on", stance.check.on, "nobody has checked anything"
    elif isinstance(record, SourceRecord):
        yield "published", record.published, "nothing was published"
        yield "retrieved", record.retrieved, "nothing was retrieved"
    elif isinstance(record, CoverageRecord):
        yield "checked_on", record.checked_on, "nobody has searched anything"
    elif isinstance(record, TombstoneRecord):
        yield "withdrawn_on", record.withdrawn_on, "nothing was withdrawn"
