"""The to-scale strip of a comparison: its claims, others on the same position, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.domain.dates import EARLIEST, LATEST, FuzzyDate, Order, order
from claims.domain.strip import Strip, StripItem, lay_out
from claims.models import Event
from claims.queries.comparison import FoundComparison
from claims.queries.position_claims import OLDEST, dated, stances_on

MOST_NEIGHBOURS = 40
MOST_EVENTS = 20
AROUND = 90
"""So many days before the first and after the latest claim, at least, neighbours are looked for."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, shown beside what was said."""

    slug: str
    text: str
    date: FuzzyDate

    @property
    def sentence(self) -> str:
        return f"{self.date.short_words()}: {self.text}"

    def lies_between(self, first: FuzzyDate, second: FuzzyDate) -> bool:
        """Whether it is known to have happened after the one and before the other, or on their days."""
        after = order(first, self.date) is not Order.AFTER and self.date.earliest >= first.latest
        return after and not second.undated and self.date.latest <= second.earliest


def happenings(found: FoundComparison) -> tuple[Happening, ...]:
    """The public events on positions of the claims, within their time. One query."""
    span = _span(found)
    positions = {stance.position for key in found.comparison.keys for stance in found.claims[key].stances}
    if span is None or not positions or found.at is not None:
        return ()
    first, latest = span
    rows = (
        Event.objects.published()
        .filter(positions__slug__in=positions, date_earliest__gte=first, date_latest__lte=latest)
        .order_by("date_earliest", "pk")
        .values_list("slug", "text", "date")
        .distinct()
    )
    return tuple(Happening(slug, text, FuzzyDate.parse(day)) for slug, text, day in rows[:MOST_EVENTS])


def drawn_strip(found: FoundComparison, events: Sequence[Happening]) -> tuple[Strip | None, str]:
    """The strip and its caption, or nothing where no claim has a place in time. One query for a position."""
    if _span(found) is None:
        return None, ""
    chosen = [_chosen(item.claim.key, item.claim.said) for item in found.comparison.items]
    others = _neighbours(found)
    ticks = [
        StripItem(one.date.earliest, one.date.latest, one.date.undated, one.sentence, "event", one.slug)
        for one in events
    ]
    parts = ["Filled: compared here."]
    if others:
        which = (
            "other statements" if len(others) <= MOST_NEIGHBOURS else f"the first {MOST_NEIGHBOURS} others"
        )
        parts.append(f"Hollow: {which} on the same position; each link adds it.")
    if ticks:
        parts.append("Short lines: events.")
    return lay_out([*chosen, *others[:MOST_NEIGHBOURS], *ticks]), " ".join(parts)


def _chosen(key: str, said: FuzzyDate) -> StripItem:
    return StripItem(said.earliest, said.latest, said.undated, said.short_words(), "chosen", key)


def _neighbours(found: FoundComparison) -> list[StripItem]:
    """Other public claims on a position that all share, near in time; only of today's record."""
    span, positions = _span(found), found.shared_positions
    if span is None or not positions or found.at is not None:
        return []
    first, latest = span
    around = max(timedelta(days=AROUND), (latest - first) / 4)
    since = first - around if first - EARLIEST > around else EARLIEST
    until = latest + around if LATEST - latest > around else LATEST
    near: dict[str, tuple[date, int, str, str]] = {}
    for position in sorted(positions):
        rows = (
            dated(stances_on(position))
            .filter(said_oldest__gte=since, said_oldest__lte=until, said_newest__lte=until)
            .exclude(claim__key__in=found.comparison.keys)
            .order_by(*OLDEST)
            .values_list("claim__key", "said_oldest", "claim", "claim__said", "claim__speaker__name")
        )
        for key, *place in rows[: MOST_NEIGHBOURS + 1]:
            near[str(key)] = (place[0], place[1], place[2], place[3])
    items = []
    for key in sorted(near, key=near.__getitem__)[: MOST_NEIGHBOURS + 1]:
        _, _, text, speaker = near[key]
        said = FuzzyDate.parse(text)
        label = f"{speaker}, {said.short_words()}"
        items.append(StripItem(said.earliest, said.latest, False, label, "neighbour", key))
    return items


def _span(found: FoundComparison) -> tuple[date, date] | None:
    """The first and the latest known day of the claims; open ends do not count."""
    days = [
        day
        for item in found.comparison.items
        if not item.claim.said.undated
        for day in (item.claim.said.earliest, item.claim.said.latest)
        if day not in (EARLIEST, LATEST)
    ]
    return (min(days), max(days)) if days else None
