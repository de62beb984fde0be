"""Claims that nothing has changed, for their review by editors: computed and confirmed outcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.consistency_words import CheckInWords, check_in_words
from claims.domain.positions.extent import day
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import Check
from claims.domain.record.paths import position_path
from claims.domain.record.vocabulary import FORMS
from claims.models import Claim, Stance
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


def no_change_list(*, only_open: bool, number: int = 1) -> NoChangeList:
    """One page of the public claims that nothing has changed, the newest first. At most nine queries."""
    every = Stance.objects.filter(claim__state=PUBLIC, unchanged=True)
    unconfirmed = every.filter(check_confirmed="")
    listed = (unconfirmed if only_open else every).order_by(
        "claim__said_undated", "-claim__said_newest", "-pk"
    )
    first = (max(number, 1) - 1) * PAGE
    pks = list(listed.values_list("pk", flat=True)[first : first + PAGE + 1])
    found = _checked(Stance.objects.filter(pk__in=pks[:PAGE]))
    return NoChangeList(
        rows=tuple(found[pk] for pk in pks[:PAGE] if pk in found),
        count=every.count(),
        open_count=unconfirmed.count(),
        number=max(number, 1),
        has_more=len(pks) > PAGE,
    )


def no_change_claim(key: str, position: str) -> NoChangeClaim | None:
    """One claim with the statements before and after it, or None. At most eleven queries."""
    found = _checked(
        Stance.objects.filter(claim__state=PUBLIC, unchanged=True, claim__key=key, position__slug=position),
        with_statements=True,
    )
    return next(iter(found.values()), None)


def _checked(stances: QuerySet[Stance], *, with_statements: bool = False) -> dict[int, NoChangeClaim]:
    rows = list(stances.select_related("claim__speaker", "claim__on_behalf_of", "position", "voice"))
    positions = {row.position.slug for row in rows}
    voices = (voice for row in rows for voice in (row.voice, row.claim.on_behalf_of, row.claim.speaker))
    found = read_stances(positions, of={voice.slug for voice in voices if voice}).on
    searches = searches_on_each(positions)
    answers = answers_of(positions)
    checks: dict[int, ConsistencyCheck] = {}
    for row in rows:
        position = row.position.slug
        claim = next((one for one in found[position] if one.key == row.claim.key), None)
        if claim is not None:
            checks[row.pk] = check_consistency(
                claim,
                found[position],
                position=position,
                answers=answers[position],
                searches=searches[position],
            )
    shown = {row.claim.key for row in rows}
    if with_statements:
        for check in checks.values():
            shown |= {one.key for one in (*check.tested, *check.afterwards)[: 2 * MOST_SHOWN]}
    lines = {row.key: row for row in claim_rows(sorted(key for key in shown if key))}
    changes = Claim.objects.filter(amends__in=[row.claim_id for row in rows])
    waiting = set(changes.values_list("amends", flat=True))
    return {
        row.pk: _claim(row, checks[row.pk], lines, with_statements, waiting)
        for row in rows
        if row.pk in checks and row.claim.key in lines
    }


def _claim(
    row: Stance,
    check: ConsistencyCheck,
    lines: Mapping[str, ClaimRow],
    with_statements: bool,
    waiting: Collection[int | None],
) -> NoChangeClaim:
    conflicting = {one.key for one in check.conflicting}
    differing = {one.key for one in check.differing_afterwards}
    return NoChangeClaim(
        claim=lines[str(row.claim.key)],
        position=row.position.slug,
        question=row.position.question,
        position_url=position_path(row.position.slug),
        edition=row.claim.edition,
        voice=check.claim.voice_name,
        grounds=row.grounds,
        computed=check.outcome,
        confirmed=row.check_confirmed,
        tested_keys=tuple(sorted(one.key for one in check.tested)),
        words=check_in_words(check, _recorded(row)),
        tested=_statements(check.tested, conflicting, check.answers, lines) if with_statements else (),
        afterwards=_statements(check.afterwards, differing, check.answers, lines) if with_statements else (),
        waits=row.claim_id in waiting,
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


def _recorded(row: Stance) -> Check | None:
    if not row.check_confirmed:
        return None
    return Check(
        computed=row.check_computed,
        confirmed=row.check_confirmed,
        reason=row.check_reason,
        by=row.check_by,
        on=row.check_on,
        tested=tuple(row.check_tested),
    )
