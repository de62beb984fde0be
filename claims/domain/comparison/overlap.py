"""The time in which all voices of a comparison have statements. Statements outside of it are not compared.

Ann     ●────●───────●──────────●
Bob                ●────●──────────────●
                   ├────────────┤               the window that they share
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate, Order, order
from claims.domain.positions.findings import period
from claims.domain.positions.sentences import say


@dataclass(frozen=True, slots=True)
class VoiceSpan:
    """The dates of the first and the latest dated statement of a voice on a position, or ``None``."""

    name: str
    first: FuzzyDate | None
    latest: FuzzyDate | None


@dataclass(frozen=True, slots=True)
class SharedWindow:
    """The time that voices share on a position. ``position`` is its title.

    ``begins`` and ``ends`` are set if the voices certainly share a time. ``outside`` are the keys of the
    statements that are known to lie outside of it.
    """

    position: str
    spans: tuple[VoiceSpan, ...]
    begins: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    outside: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The window, or the reason why there is none, and the consequence."""
        if absent := [span.name for span in self.spans if span.first is None]:
            return say("no_dated_statement", position=self.position, voices=" and ".join(absent))
        if self.begins is None or self.ends is None:
            return say("no_shared_window", position=self.position, voices=_spans(self.spans))
        return say(
            "shared_window",
            position=self.position,
            voices=" and ".join(span.name for span in self.spans),
            period=period(self.begins, self.ends),
        )


def shared_window(
    position: str, spans: Iterable[VoiceSpan], said: Sequence[tuple[str, FuzzyDate]]
) -> SharedWindow | None:
    """The window of two to six voices on a position. ``said`` are the keys and dates of all statements.

    ``None`` for fewer than two voices. The result does not depend on the order of the arguments' items.
    """
    voices = tuple(sorted(spans, key=lambda span: span.name))
    if len(voices) < 2:
        return None
    known = [(span.first, span.latest) for span in voices if span.first and span.latest]
    if len(known) < len(voices) or not _overlap(known):
        return SharedWindow(position, voices)
    begins = max((first for first, _ in known), key=lambda day: (day.latest, day.earliest, day.text))
    ends = min((latest for _, latest in known), key=lambda day: (day.earliest, day.latest, day.text))
    outside = (
        key for key, day in said if order(day, begins) is Order.BEFORE or order(ends, day) is Order.BEFORE
    )
    return SharedWindow(position, voices, begins, ends, tuple(sorted(outside)))


def _overlap(known: Sequence[tuple[FuzzyDate, FuzzyDate]]) -> bool:
    """Whether every voice certainly began before any other ended. A single shared date is enough."""
    return all(
        first.latest <= latest.earliest or first.text == latest.text
        for one, (first, _) in enumerate(known)
        for other, (_, latest) in enumerate(known)
        if one != other
    )


def _period(begins: FuzzyDate, ends: FuzzyDate) -> str:
    if begins.text == ends.text:
        return f"of {begins.short_words()}"
    return f"from {begins.short_words()} to {ends.short_words()}"


def _spans(spans: Sequence[VoiceSpan]) -> str:
    """ "Ann of 3 Jan 2018, by Bob from 5 May 2020 to 7 Jun 2021"."""
    parts = [
        f"{span.name} {_period(span.first, span.latest)}" for span in spans if span.first and span.latest
    ]
    return ", by ".join(parts)
