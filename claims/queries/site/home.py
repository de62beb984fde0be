"""The home page: the question of the moment, the latest claims, and the corrections of this month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, Subquery

from claims.domain.dates.fuzzy import FuzzyDate, days_between
from claims.domain.record.claim import Check
from claims.domain.record.paths import compare_path
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.domain.text.plurals import number_of
from claims.models import Claim, FacetCount, FrontQuestion, Position, Relation, Stance, Topic
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.history.corrections import corrections_sentence
from claims.queries.positions.lines import PositionInList, positions_with_answers, read_positions
from claims.queries.positions.no_change_watch import SaidUnchanged, Watched, watched
from claims.queries.positions.on_record import ListedPosition, listed_positions
from claims.queries.site.home_question import HomeQuestion, home_question, leading_position, quoted_on
from claims.queries.site.latest import latest_items, latest_rows
from claims.queries.stances.by_day import NEWEST

POSITIONS = 8
NO_CHANGE = 6
PAIRS = 3
ABOUT = "What public figures said and when, in own words or as reported, with the source."
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
    """``about`` says what this site is. ``no_change`` has only checks that have something to say.

    ``positions`` are the others with most claims.
    """

    about: str
    lead: HomeQuestion | None
    latest: tuple[ClaimRow, ...]
    pairs: tuple[Pair, ...]
    no_change: tuple[Watched, ...]
    positions: tuple[ListedPosition, ...]
    corrections: str
    corrections_url: str = "/corrections/"


class _Linked(NamedTuple):
    kind: str
    claim: str
    other: str
    said: str
    other_said: str


def front_page(*, now: datetime, updated: datetime | None = None) -> FrontPage:
    """The values of the home page, empty while nothing is published. At most twenty queries."""
    latest, unchanged = latest_items(), _saying_unchanged()
    positions = _positions({said.position for said in unchanged})
    read = read_positions(positions)
    lead = leading_position(positions, read)
    quoted = {stance.key for stance in quoted_on(read.get(lead.pk) if lead else None)}
    pairs = _pairs()
    in_pairs = [key for pair in pairs for key in (pair.claim, pair.other)]
    shown = [*(item.claim for item in latest), *(said.key for said in unchanged), *in_pairs, *sorted(quoted)]
    rows = {row.key: row for row in claim_rows([*dict.fromkeys(shown)])}
    by_pk = {position.pk: position for position in positions}
    watch = (
        watched(said, rows[said.key], by_pk.get(said.position), read.get(said.position)) for said in unchanged
    )
    return FrontPage(
        about=about_the_record(),
        lead=(home_question(lead, read.get(lead.pk), rows, updated=updated) if lead else None),
        latest=latest_rows(latest, rows),
        pairs=tuple(_pair(pair, rows[pair.claim], rows[pair.other]) for pair in pairs),
        no_change=tuple(line for line in watch if line),
        positions=listed_positions(
            [position for position in positions if position.row.claims and position is not lead][:POSITIONS],
            read,
        ),
        corrections=corrections_sentence(now),
    )


def about_the_record() -> str:
    """What this site is, in one line with the years and the number of the claims on record. Two queries."""
    kept: dict[str, dict[str, int]] = {"year": {}, "topic": {}, "all": {}}
    for facet, member, value in FacetCount.objects.filter(facet__in=kept, number__gt=0).values_list(
        "facet", "value", "number"
    ):
        kept[facet][member] = value
    years = sorted(int(year) for year in kept["year"] if year)
    number = kept["all"].get("", 0)
    if not number:
        return ABOUT
    period = f", {'–'.join(dict.fromkeys([str(years[0]), str(years[-1])]))}" if years else ""
    fullest = max(kept["topic"].items(), key=lambda topic: (topic[1], topic[0]), default=("", 0))[0]
    name = Topic.objects.published().filter(slug=fullest).values_list("name", flat=True).first()
    others = len(kept["topic"]) - 1
    more = f" and {number_of(others, 'other topic')}" if others else ""
    topics = f" on {name}{more}" if name else ""
    return f"{ABOUT.removesuffix('.')}: {number_of(number, 'claim')}{topics}{period}."


def _saying_unchanged() -> list[SaidUnchanged]:
    """The newest stances that say nothing has changed. One query."""
    saying = Stance.objects.filter(public=True, unchanged=True).order_by(*NEWEST)
    rows: Any = saying.values_list(
        "claim__key",
        "position",
        "check_computed",
        "check_confirmed",
        "check_reason",
        "check_by",
        "check_on",
    )
    return [SaidUnchanged(key, on, _recorded(check)) for key, on, *check in rows[:NO_CHANGE]]


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
        .annotate(other=Subquery(other.values("key")[:1]), other_said=Subquery(other.values("said")[:1]))
        .filter(other__isnull=False)
        .order_by(*NEWEST, "-pk")
        .values_list("kind", "claim__key", "other", "claim__said", "other_said")[:PAIRS]
    )
    return [_Linked(kind, str(key), *rest) for kind, key, *rest in rows]


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
    kept = FacetCount.objects.filter(facet="position", value=OuterRef("slug")).values("number")[:1]
    rows = Position.objects.published().annotate(claims=Subquery(kept)).filter(claims__gt=0)
    busiest = rows.order_by(F("claims").desc(), "question", "pk").values("pk")[:POSITIONS]
    return positions_with_answers(
        Q(pk__in=busiest) | Q(pk__in=sorted(also)) | Q(pk__in=FrontQuestion.objects.values("position"))
    )
