"""The home page: the question of the moment, the latest claims, and the corrections of this month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, Subquery, Value

from claims.domain.dates.fuzzy import FuzzyDate, days_between
from claims.domain.record.claim import Check
from claims.domain.record.paths import compare_path
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.models import Claim, FrontQuestion, Position, Relation, Stance, Tally
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.history.corrections import corrections_sentence
from claims.queries.positions.lines import PositionInList, positions_with_answers, read_positions
from claims.queries.positions.list import PositionRow
from claims.queries.positions.no_change_watch import SaidUnchanged, Watched, watched
from claims.queries.site.home_question import HomeQuestion, home_question, leading_position
from claims.queries.stances.by_day import NEWEST

LATEST = 8
POSITIONS = 8
NO_CHANGE = 6
PAIRS = 3
PAIRED = ("contradicts", "repeats")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that editors linked, with the kind of link and the time between them."""

    kind_words: str
    sides: tuple[ClaimRow, ClaimRow]
    apart: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    lead: HomeQuestion | None
    latest: tuple[ClaimRow, ...]
    pairs: tuple[Pair, ...]
    no_change: tuple[Watched, ...]
    positions: tuple[PositionRow, ...]
    corrections: str
    corrections_url: str = "/corrections/"


class _Linked(NamedTuple):
    kind: str
    claim: int
    other: int
    said: str
    other_said: str


def front_page(*, now: datetime, updated: datetime | None = None) -> FrontPage:
    """The values of the home page, empty while nothing is published. At most eleven queries."""
    latest, unchanged = _newest()
    pairs = _pairs()
    in_pairs = (pk for pair in pairs for pk in (pair.claim, pair.other))
    shown = list(dict.fromkeys([*latest, *(said.claim for said in unchanged), *in_pairs]))
    rows = dict(zip(shown, claim_rows(shown), strict=True))
    positions = _positions({said.position for said in unchanged})
    lead = leading_position(positions)
    watched_on = {said.position for said in unchanged}
    wanted = [position for position in positions if position.pk in watched_on and position is not lead]
    read = read_positions([lead, *wanted] if lead else wanted)
    by_pk = {position.pk: position for position in positions}
    watch = (
        watched(said, rows[said.claim], by_pk.get(said.position), read.get(said.position))
        for said in unchanged
    )
    return FrontPage(
        lead=home_question(lead, read, updated=updated) if lead else None,
        latest=tuple(rows[pk] for pk in latest),
        pairs=tuple(_pair(pair, rows[pair.claim], rows[pair.other]) for pair in pairs),
        # The newest first, and what is not counted last.
        no_change=tuple(sorted((line for line in watch if line), key=lambda line: not line.is_in_line)),
        positions=tuple(position.row for position in positions if position.row.claims)[:POSITIONS],
        corrections=corrections_sentence(now),
    )


def _newest() -> tuple[list[int], list[SaidUnchanged]]:
    """The newest claims, and the newest stances that say nothing has changed. One query."""
    newest = Claim.objects.published().newest_first()
    saying = Stance.objects.filter(public=True, unchanged=True).order_by(*NEWEST)
    claims = (
        Claim.objects.published()
        .filter(pk__in=newest.values("pk")[:LATEST])
        .order_by()
        .values_list(
            "pk",
            "said_undated",
            "said_newest",
            Value(0),
            "key",
            *(Value("") for _ in range(5)),
        )
    )
    stances = (
        Stance.objects.filter(pk__in=saying.values("pk")[:NO_CHANGE])
        .order_by()
        .values_list(
            "claim",
            "said_undated",
            "said_newest",
            "position",
            "claim__key",
            "check_computed",
            "check_confirmed",
            "check_reason",
            "check_by",
            "check_on",
        )
    )
    found: list[tuple[Any, ...]] = sorted(
        claims.union(stances, all=True), key=lambda row: (row[1], -row[2].toordinal(), -row[0], row[3])
    )
    return (
        [row[0] for row in found if not row[3]],
        [SaidUnchanged(row[0], row[4], row[3], _recorded(row[5:])) for row in found if row[3]],
    )


def _recorded(values: Sequence[Any]) -> Check | None:
    computed, confirmed, reason, by, on = values
    if not confirmed:
        return None
    return Check(computed=computed, confirmed=confirmed, reason=reason, by=by, on=on)


def _pairs() -> list[_Linked]:
    """The newest pairs of public claims that editors linked. One query."""
    other = Claim.objects.published().filter(key=OuterRef("to_key"))
    rows = (
        Relation.objects.filter(kind__in=PAIRED, public=True)
        .annotate(other=Subquery(other.values("pk")[:1]), other_said=Subquery(other.values("said")[:1]))
        .filter(other__isnull=False)
        .order_by(*NEWEST, "-pk")
        .values_list("kind", "claim", "other", "claim__said", "other_said")[:PAIRS]
    )
    return [_Linked(*row) for row in rows]


def _pair(linked: _Linked, one: ClaimRow, other: ClaimRow) -> Pair:
    between = days_between(FuzzyDate.parse(linked.other_said), FuzzyDate.parse(linked.said))
    words = between.words() if between else ""
    apart = words if words == "same day" else f"{words} apart" if words else "days between not known"
    return Pair(
        kind_words=RELATION_KINDS[linked.kind].capitalize(),
        sides=(other, one),
        apart=apart,
        compare_url=compare_path((one.key, other.key)),
    )


def _positions(also: set[int]) -> tuple[PositionInList, ...]:
    """The positions with most claims, the one that editors picked, and those in ``also``. One query."""
    kept = Tally.objects.filter(facet="position", member=OuterRef("slug")).values("value")[:1]
    rows = Position.objects.published().annotate(claims=Subquery(kept)).filter(claims__gt=0)
    busiest = rows.order_by(F("claims").desc(), "question", "pk").values("pk")[:POSITIONS]
    return positions_with_answers(
        Q(pk__in=busiest) | Q(pk__in=sorted(also)) | Q(pk__in=FrontQuestion.objects.values("position"))
    )
