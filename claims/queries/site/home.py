"""The home page: the question of the moment, the latest claims, and the corrections of this month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from msgspec import json

from claims.domain.dates.fuzzy import FuzzyDate, days_between
from claims.domain.record.claim import Check
from claims.domain.record.paths import compare_path
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.domain.text.plurals import number_of
from claims.models.front_question import FrontQuestion
from claims.models.projection import ClaimVersion, FacetCount
from claims.queries.claim.newest import links_of
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.history.corrections import corrections_sentence
from claims.queries.names import labels
from claims.queries.positions.lines import PositionInList, positions_with_answers, read_positions
from claims.queries.positions.no_change_watch import SaidUnchanged, Watched, watched
from claims.queries.positions.on_record import ListedPosition, listed_positions
from claims.queries.records import Document
from claims.queries.site.home_question import HomeQuestion, home_question, leading_position, quoted_on
from claims.queries.site.latest import latest_items, latest_rows
from claims.queries.stances.details import recorded_check
from claims.queries.stances.leads import open_leads

POSITIONS = 8
NO_CHANGE = 6
PAIRS = 3
MOST_RELATED = 60
"""The number of claims among which pairs are looked for at a time."""
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
    """The values of the home page. ``about`` says what this site is.

    ``no_change`` has only checks that have something to say. ``positions`` are the others with most claims.
    """

    about: str
    lead: HomeQuestion | None
    latest: tuple[ClaimRow, ...]
    pairs: tuple[Pair, ...]
    no_change: tuple[Watched, ...]
    positions: tuple[ListedPosition, ...]
    corrections: str


class _Linked(NamedTuple):
    kind: str
    claim: str
    other: str
    said: str
    other_said: str


def front_page(*, now: datetime, updated: datetime | None = None) -> FrontPage:
    """The values of the home page, empty while nothing is published. At most twenty-four queries."""
    latest, unchanged = latest_items(), _saying_unchanged()
    picked = _picked()
    positions = _positions({*(said.position for said in unchanged), picked} - {""})
    read = read_positions(positions)
    leads = open_leads(position.row.slug for position in positions)
    lead = leading_position(positions, read, picked)
    quoted = {stance.key for stance in quoted_on(read.get(lead.row.slug) if lead else None)}
    pairs = _pairs()
    in_pairs = [key for pair in pairs for key in (pair.claim, pair.other)]
    shown = [*(item.claim for item in latest), *(said.key for said in unchanged), *in_pairs, *sorted(quoted)]
    rows = {row.key: row for row in claim_rows([*dict.fromkeys(shown)])}
    by_slug = {position.row.slug: position for position in positions}
    watch = (
        watched(said, rows[said.key], by_slug.get(said.position), read.get(said.position))
        for said in unchanged
    )
    return FrontPage(
        about=about_the_record(),
        lead=(
            home_question(
                lead, read.get(lead.row.slug), leads[lead.row.slug], rows, picked=picked, updated=updated
            )
            if lead
            else None
        ),
        latest=latest_rows(latest, rows),
        pairs=tuple(_pair(pair, rows[pair.claim], rows[pair.other]) for pair in pairs),
        no_change=tuple(line for line in watch if line),
        positions=listed_positions(
            [position for position in positions if position.row.claims and position is not lead][:POSITIONS],
            read,
            leads,
        ),
        corrections=corrections_sentence(now),
    )


def about_the_record() -> str:
    """A line on what this site is, with the years and the number of the claims on record. Two queries."""
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
    name = labels([("topic", fullest)]).get(("topic", fullest))
    others = len(kept["topic"]) - 1
    more = f" and {number_of(others, 'other topic')}" if others else ""
    topics = f" on {name.name}{more}" if name else ""
    return f"{ABOUT.removesuffix('.')}: {number_of(number, 'claim')}{topics}{period}."


def _saying_unchanged() -> list[SaidUnchanged]:
    """The newest stances of claims that nothing has changed. One query."""
    links = links_of(("has", "no_change")).order_by("-version_id")[:NO_CHANGE]
    texts = links.values_list("version__revision__content__text", flat=True)
    claims = [json.decode(text) for text in texts]
    return [
        SaidUnchanged(claim["key"], stance["position"], _confirmed(stance))
        for claim in claims
        for stance in claim["stances"]
        if stance.get("unchanged")
    ][:NO_CHANGE]


def _confirmed(stance: Document) -> Check | None:
    check = recorded_check(stance)
    return check if check and check.confirmed else None


def _pairs() -> list[_Linked]:
    """The newest pairs of public claims that editors linked. Two queries for each sixty related claims."""
    found: list[_Linked] = []
    links = links_of(("has", "relation")).order_by("-version_id")
    before: int | None = None
    while len(found) < PAIRS:
        part = links if before is None else links.filter(version__lt=before)
        rows = list(part.values_list("version_id", "version__revision__content__text")[:MOST_RELATED])
        if not rows:
            break
        before = rows[-1][0]
        found += _pairs_of([json.decode(text) for _, text in rows])
    return found[:PAIRS]


def _pairs_of(claims: Sequence[Document]) -> list[_Linked]:
    """The pairs of these claims with public ones. One query, or none."""
    pairs = [(one, to) for one in claims for to in one["relations"] if to["kind"] in PAIRED]
    others = ClaimVersion.objects.valid(None).filter(key__in={to["to"] for _, to in pairs})
    said = dict(others.values_list("key", "said")) if pairs else {}
    return [
        _Linked(to["kind"], one["key"], to["to"], one.get("said", ""), said[to["to"]])
        for one, to in pairs
        if to["to"] in said
    ]


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


def _picked() -> str:
    """The slug of the position that editors picked, or empty. One query."""
    return FrontQuestion.objects.values_list("position__slug", flat=True).first() or ""


def _positions(also: set[str]) -> tuple[PositionInList, ...]:
    """The positions with most claims, and those in ``also``. Five queries."""
    counts = FacetCount.objects.filter(facet="position", number__gt=0).order_by("-number", "value")
    busiest = set(counts.values_list("value", flat=True)[:POSITIONS])
    return positions_with_answers(sorted(busiest | also))
