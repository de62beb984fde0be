"""Claims that nothing has changed, for their review by editors: computed and confirmed outcome."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.consistency_words import CheckInWords, check_in_words
from claims.domain.positions.extent import day
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.paths import position_path
from claims.domain.record.vocabulary import FORMS
from claims.domain.search.desk_values import UNCHANGED, UNCONFIRMED
from claims.models import Claim, DeskValue, Position
from claims.models.claim import claims_with
from claims.models.record_mapping import claim_record, with_content
from claims.models.record_row import PUBLIC
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.stances.answers import answers_of
from claims.queries.stances.attributed import read_stances
from claims.queries.stances.searches import searches_on_each

PAGE: Final = 25
MOST_SHOWN: Final = 200
"""The maximum number of tested or later statements that are shown. All of them count."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A statement before or after the claim; ``is_conflicting`` if it differs."""

    claim: ClaimRow
    day: str
    answer: str
    form: str
    is_conflicting: bool


@dataclass(frozen=True, slots=True)
class NoChangeClaim:
    """A claim that nothing has changed on a position. ``edition`` is the edition that was read."""

    claim: ClaimRow
    position: str
    question: str
    position_url: str
    edition: int
    voice: str
    grounds: str
    computed: str
    confirmed: str
    tested_keys: tuple[str, ...]
    words: CheckInWords
    tested: tuple[ComparedText, ...] = ()
    afterwards: tuple[ComparedText, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class NoChangeList:
    """``rows`` of page ``number``. ``count`` is the number of all, ``open_count`` of unconfirmed ones."""

    rows: tuple[NoChangeClaim, ...]
    count: int
    open_count: int
    number: int
    has_more: bool


Place = tuple[Claim, str]
"""A public claim, with its speaker, and the position on which it says that nothing has changed."""


def no_change_list(*, only_open: bool, number: int = 1) -> NoChangeList:
    """One page of the public claims that nothing has changed, the newest first. At most nine queries."""
    every = DeskValue.objects.filter(field=UNCHANGED, claim__state=PUBLIC)
    unconfirmed = DeskValue.objects.filter(field=UNCONFIRMED, claim__state=PUBLIC)
    listed = (unconfirmed if only_open else every).order_by(
        "claim__said_undated", "-claim__said_newest", "-claim", "value"
    )
    first = (max(number, 1) - 1) * PAGE
    page = list(listed.values_list("claim", "value")[first : first + PAGE + 1])
    rows = _claims(Claim.objects.filter(pk__in=[pk for pk, _ in page[:PAGE]]))
    found = _checked([(rows[pk], position) for pk, position in page[:PAGE]])
    return NoChangeList(
        rows=found,
        count=every.count(),
        open_count=unconfirmed.count(),
        number=max(number, 1),
        has_more=len(page) > PAGE,
    )


def no_change_claim(key: str, position: str) -> NoChangeClaim | None:
    """One claim with the statements before and after it, or None. At most eleven queries."""
    rows = _claims(Claim.objects.published().filter(key=key, pk__in=claims_with(UNCHANGED, position)))
    return next(iter(_checked([(row, position) for row in rows.values()], with_statements=True)), None)


def _claims(rows: QuerySet[Claim]) -> dict[int, Claim]:
    return {row.pk: row for row in with_content(rows.order_by()).select_related("speaker")}


def _checked(places: Sequence[Place], *, with_statements: bool = False) -> tuple[NoChangeClaim, ...]:
    stances = {(row.pk, position): _stance(row, position) for row, position in places}
    positions = {position for _, position in places}
    voices = {
        voice
        for row, position in places
        for record, stance in [stances[row.pk, position]]
        for voice in (stance.of, record.on_behalf_of, record.speaker)
    }
    found = read_stances(positions, of=voices - {""}).on
    searches = searches_on_each(positions)
    answers = answers_of(positions)
    checks: dict[tuple[int, str], ConsistencyCheck] = {}
    for row, position in places:
        claim = next((one for one in found[position] if one.key == row.key), None)
        if claim is not None:
            checks[row.pk, position] = check_consistency(
                claim,
                found[position],
                position=position,
                answers=answers[position],
                searches=searches[position],
            )
    shown = {str(row.key) for row, _ in places}
    if with_statements:
        for check in checks.values():
            shown |= {one.key for one in (*check.tested, *check.afterwards)[: 2 * MOST_SHOWN]}
    lines = {row.key: row for row in claim_rows(sorted(key for key in shown if key))}
    questions = dict(Position.objects.filter(slug__in=positions).values_list("slug", "question"))
    return tuple(
        _claim(
            row,
            stances[row.pk, position][1],
            questions[position],
            checks[row.pk, position],
            lines,
            with_statements,
        )
        for row, position in places
        if (row.pk, position) in checks and row.key in lines
    )


def _stance(row: Claim, position: str) -> tuple[ClaimRecord, Stance]:
    record = claim_record(row)
    return record, next(one for one in record.stances if one.position == position)


def _claim(
    row: Claim,
    stance: Stance,
    question: str,
    check: ConsistencyCheck,
    lines: Mapping[str, ClaimRow],
    with_statements: bool,
) -> NoChangeClaim:
    conflicting = {one.key for one in check.conflicting}
    differing = {one.key for one in check.differing_afterwards}
    is_confirmed = stance.check is not None and bool(stance.check.confirmed)
    return NoChangeClaim(
        claim=lines[str(row.key)],
        position=stance.position,
        question=question,
        position_url=position_path(stance.position),
        edition=row.edition,
        voice=check.claim.voice_name,
        grounds=stance.grounds,
        computed=check.outcome,
        confirmed=stance.check.confirmed if stance.check else "",
        tested_keys=tuple(sorted(one.key for one in check.tested)),
        words=check_in_words(check, stance.check if is_confirmed else None),
        tested=_statements(check.tested, conflicting, check.answers, lines) if with_statements else (),
        afterwards=_statements(check.afterwards, differing, check.answers, lines) if with_statements else (),
        waits=row.has_change,
    )


def _statements(
    found: Sequence[AttributedStance],
    different: Collection[str],
    answers: Answers,
    lines: Mapping[str, ClaimRow],
) -> tuple[ComparedText, ...]:
    return tuple(
        ComparedText(
            claim=lines[one.key],
            day=day(one.said),
            answer=answers.text(one.answer),
            form=FORMS[one.form],
            is_conflicting=one.key in different,
        )
        for one in found[:MOST_SHOWN]
        if one.key in lines
    )
