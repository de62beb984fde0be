"""The time strip of a comparison, to scale: its claims, others on the same position, and events."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.charts.time_strip import MarkKind, Strip, StripGap, StripItem, lay_out
from claims.domain.dates.fuzzy import FuzzyDate, Order, order
from claims.domain.text.shortened import shortened
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.gaps import SearchedTime, hatched
from claims.queries.comparison.neighbours import Near, NearClaim, time_of
from claims.queries.records import referring
from claims.queries.stances.of_records import grading_of

MOST_EVENTS = 20
LONGEST_NAME = 26
"""The maximum length of a name, so that it fits on a phone with its day."""


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
    each = {
        event["slug"]: Happening(event["slug"], event["text"], FuzzyDate.parse(event.get("date", "")))
        for _, event in referring("event", (("position", slug) for slug in positions))
    }
    within = (one for one in each.values() if first <= one.date.earliest and one.date.latest <= latest)
    return tuple(sorted(within, key=lambda one: (one.date.earliest, one.slug))[:MOST_EVENTS])


def strip_drawing(
    found: FoundComparison, near: Near, time: SearchedTime | None, events: Sequence[Happening]
) -> DrawnStrip | None:
    """The strip; None if no claim has a date. No query."""
    if time_of(found) is None:
        return None
    claims = [found.claims[item.claim.key] for item in found.comparison.items]
    is_one = len({claim.speaker for claim in claims}) == 1
    summed_up = {claim.key for claim in claims if grading_of(claim, found.known).layer == "summed_up"}
    chosen = [
        _placed(
            item.claim.said,
            item.claim.key,
            "" if is_one else found.known.label("speaker", claim.speaker).name,
            is_hollow=claim.key in summed_up,
        )
        for item, claim in zip(found.comparison.items, claims, strict=True)
    ]
    others = [_placed(one.said, one.key, one.speaker_name, kind="neighbour") for one in near.claims]
    ticks = [
        StripItem(one.date.earliest, one.date.latest, one.date.undated, one.sentence, "event", one.slug)
        for one in events
    ]
    strip = lay_out([*chosen, *others, *ticks])
    parts = ["Large: compared here."]
    if any(mark.is_hollow for mark in strip.marks):
        parts.append("Hollow: summed up.")
    if others:
        which = "other statements" if near.is_all else f"the first {len(others)} others"
        parts.append(f"Small and grey: {which} on the same position; each link adds it.")
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


def _placed(
    said: FuzzyDate, key: str, name: str, *, kind: MarkKind = "chosen", is_hollow: bool = False
) -> StripItem:
    name = shortened(name, LONGEST_NAME)
    label = f"{name}, {said.short_words()}" if name else said.short_words()
    return StripItem(said.earliest, said.latest, said.undated, label, kind, key, is_hollow)
