"""The time strip of a comparison, to scale: its claims, others on the same position, and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.charts.time_strip import MarkKind, Strip, StripGap, StripItem, lay_out
from claims.domain.dates.fuzzy import FuzzyDate, Order, order
from claims.models import Event
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.gaps import SearchedTime, hatched
from claims.queries.comparison.neighbours import Near, NearClaim, time_of

MOST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class DrawnStrip:
    """The strip with its texts; ``others`` and ``words`` list the other claims, gaps and events on it."""

    strip: Strip
    gaps: tuple[StripGap, ...]
    caption: str
    others: tuple[NearClaim, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, shown beside the claims."""

    slug: str
    text: str
    date: FuzzyDate

    @property
    def sentence(self) -> str:
        return f"{self.date.short_words()}: {self.text}"

    def lies_between(self, first: FuzzyDate, second: FuzzyDate) -> bool:
        """Whether it certainly happened between the two dates, or on one of them."""
        after = order(first, self.date) is not Order.AFTER and self.date.earliest >= first.latest
        return after and not second.undated and self.date.latest <= second.earliest


def happenings(found: FoundComparison) -> tuple[Happening, ...]:
    """The public events on positions of the claims, between the first and the latest. One query."""
    span = time_of(found)
    positions = {stance.position for key in found.comparison.keys for stance in found.claims[key].stances}
    if span is None or not positions or found.looks_back:
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


def strip_drawing(
    found: FoundComparison, near: Near, time: SearchedTime | None, events: Sequence[Happening]
) -> DrawnStrip | None:
    """The strip; None if no claim has a date. No query."""
    if time_of(found) is None:
        return None
    chosen = [_placed(item.claim.said, item.claim.key) for item in found.comparison.items]
    others = [_placed(claim.said, claim.key, claim.label) for claim in near.claims]
    ticks = [
        StripItem(one.date.earliest, one.date.latest, one.date.undated, one.sentence, "event", one.slug)
        for one in events
    ]
    strip = lay_out([*chosen, *others, *ticks])
    parts = ["Filled: compared here."]
    if others:
        which = "other statements" if near.is_all else f"the first {len(others)} others"
        parts.append(f"Hollow: {which} on the same position; each link adds it.")
    if ticks:
        parts.append("Short lines: events.")
    drawn = hatched(time, strip)
    if drawn:
        parts.append("Hatched: nobody has searched; a gap in our work, not in what was said.")
    words = (
        *(gap.words for gap in (time.gaps if time else ())),
        *(f"Event, {one.sentence}" for one in events),
    )
    return DrawnStrip(strip, drawn, " ".join(parts), near.claims, words)


def _placed(said: FuzzyDate, key: str, label: str = "") -> StripItem:
    kind: MarkKind = "neighbour" if label else "chosen"
    return StripItem(said.earliest, said.latest, said.undated, label or said.short_words(), kind, key)
