"""The home page: the question of the moment, the latest claims, and how the record was kept this month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from claims.domain.dates import FuzzyDate, days_between
from claims.domain.paths import compare_path
from claims.domain.strip import Strip, StripItem, lay_out
from claims.domain.vocabulary import RELATION_KINDS
from claims.models import Claim, CoverageCheck, Position, Relation, Stance, Tally
from claims.queries.claim_rows import ClaimRow, claim_rows
from claims.queries.corrections import corrections_sentence
from claims.queries.position_claims import NEWEST, stances_on
from claims.queries.position_coverage import NOT_SEARCHED
from claims.queries.position_list import PositionRow, position_rows

LATEST = 8
POSITIONS = 8
NO_CHANGE = 6
PAIRS = 3
ON_STRIP = 60
SEARCHED = "Searched in part."
PAIRED = ("contradicts", "repeats")


@dataclass(frozen=True, slots=True)
class Lead:
    """The question of the moment. ``finding`` is the editor's, and never stands without ``facts``."""

    question: str
    position_url: str
    kicker: str
    finding: str
    facts: str
    strip: Strip
    strip_label: str
    strip_caption: str
    claims_url: str = "/claims/"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that editors linked: what the one does to the other, and how far apart they were said."""

    kind_words: str
    sides: tuple[ClaimRow, ClaimRow]
    apart: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    lead: Lead | None
    latest: tuple[ClaimRow, ...]
    pairs: tuple[Pair, ...]
    no_change: tuple[ClaimRow, ...]
    positions: tuple[PositionRow, ...]
    corrections: str
    corrections_url: str = "/corrections/"


class _Linked(NamedTuple):
    kind: str
    claim: int
    other: int
    said: str
    other_said: str


def front_page(*, now: datetime) -> FrontPage:
    """What the home page shows; all of it empty while nothing is published. At most eleven queries."""
    latest = list(Claim.objects.published().newest_first().values_list("pk", flat=True)[:LATEST])
    no_change = _no_change()
    pairs = _pairs()
    shown = list(
        dict.fromkeys([*latest, *no_change, *(pk for pair in pairs for pk in (pair.claim, pair.other))])
    )
    rows = dict(zip(shown, claim_rows(shown), strict=True))
    positions = position_rows(_busiest())
    return FrontPage(
        lead=_lead(positions[0]) if positions and positions[0].claims else None,
        latest=tuple(rows[pk] for pk in latest),
        pairs=tuple(_pair(pair, rows[pair.claim], rows[pair.other]) for pair in pairs),
        no_change=tuple(rows[pk] for pk in no_change),
        positions=positions,
        corrections=corrections_sentence(now),
    )


def _no_change() -> list[int]:
    """The newest claims that nothing has changed, whatever came of their check."""
    saying = Stance.objects.filter(public=True, unchanged=True).order_by(*NEWEST)
    # A claim may say it on several positions.
    return list(dict.fromkeys(saying.values_list("claim", flat=True)[: 4 * NO_CHANGE]))[:NO_CHANGE]


def _pairs() -> list[_Linked]:
    """The newest pairs of public claims that editors linked."""
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


def _busiest() -> Sequence[int]:
    """The positions with most claims, by the counts that are kept."""
    kept = Tally.objects.filter(facet="position", member=OuterRef("slug")).values("value")[:1]
    rows = Position.objects.published().annotate(claims_count=Subquery(kept))
    busy = rows.filter(claims_count__gt=0).order_by("-claims_count", "question", "pk")
    return list(busy.values_list("pk", flat=True)[:POSITIONS])


def _lead(position: PositionRow) -> Lead:
    searched = CoverageCheck.objects.published().filter(positions=OuterRef("position"))
    found = (
        stances_on(position.slug)
        .order_by(*NEWEST)
        .values_list(
            "claim__said_earliest", "claim__said_latest", "claim__said_undated", "claim__said",
            "claim__key", "claim__speaker__name", "position__finding", Exists(searched),
        )[:ON_STRIP]
    )  # fmt: skip
    rows = list(found)
    items = [
        StripItem(
            earliest, latest, undated, f"{speaker}, {FuzzyDate.parse(said).short_words()}", key=key or ""
        )
        for earliest, latest, undated, said, key, speaker, *_ in rows
    ]
    facts = f"{position.facts}."
    return Lead(
        question=position.question,
        position_url=position.url,
        kicker="The position with most statements on our record",
        finding=rows[0][-2] if rows else "",
        facts=facts,
        strip=lay_out(items),
        strip_label=f"Statements on this position in time: {facts}",
        strip_caption=f"{facts} {SEARCHED if rows and rows[0][-1] else NOT_SEARCHED}",
    )
