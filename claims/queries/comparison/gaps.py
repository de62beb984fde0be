"""Long intervals without a statement between compared claims, and the days that nobody searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.domain.charts.time_strip import Strip, StripGap
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import SearchedDays, days_searched, not_searched, searches_about
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.gaps import Interval, long_intervals
from claims.domain.positions.voices import Voice, line_of
from claims.models import Position, Speaker
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.neighbours import time_of
from claims.queries.stances.attributed import attributed_stances_on
from claims.queries.stances.searches import searches_on_each


@dataclass(frozen=True, slots=True)
class Gap:
    """A long interval between statements of a voice, with the sentences of the position's page."""

    voice: Voice
    interval: Interval

    @property
    def words(self) -> str:
        """ "The Palace, 7 Feb 2019 – 12 Mar 2021: No statement on our record for 764 days. …"."""
        between = f"{self.interval.after.said.short_words()} – {self.interval.before.said.short_words()}"
        return f"{self.voice.label}, {between}: {self.sentence}"

    @property
    def sentence(self) -> str:
        return " ".join(map(str, interval_sentences(self.interval)))

    def lies_between(self, first: FuzzyDate, second: FuzzyDate) -> bool:
        """Whether the gap certainly lies between the two dates, ends included."""
        begun, ended = self.interval.after.said.latest, self.interval.before.said.earliest
        return not second.undated and first.latest <= begun and ended <= second.earliest


@dataclass(frozen=True, slots=True)
class SearchedTime:
    """The long intervals of a line, and the days that were searched for it, if any."""

    gaps: tuple[Gap, ...]
    days: SearchedDays | None


def searched_time(found: FoundComparison) -> SearchedTime | None:
    """The time of the common voice of all claims, on the first position that they share.

    It is that of the page of the position. Of several voices it is only known whether nobody searched for
    any of them. None where nothing is known, and for a past day. At most eight queries.
    """
    position = next(iter(found.shared_positions), "")
    voice = shared_voice(found)
    span = time_of(found)
    if not position or span is None or found.looks_back:
        return None
    row = Position.objects.published().filter(slug=position).values_list("pk", flat=True).first()
    if row is not None and voice is None:
        return None if searches_on_each([row])[row] else SearchedTime((), None)
    if voice is None:
        return None
    speaker = Speaker.objects.published().filter(slug=voice.slug).values_list("pk", flat=True).first()
    if row is None or speaker is None:
        return None
    stances = attributed_stances_on([row], of=[speaker])[row]
    said = [stance for stance in line_of(stances, voice) if stance.is_in_line]
    about = searches_about(searches_on_each([row])[row], voice, position, stances)
    gaps = tuple(Gap(voice, gap) for gap in long_intervals(said, about) if _is_within(gap, span))
    return SearchedTime(gaps, days_searched(about))


def hatched(time: SearchedTime | None, strip: Strip) -> tuple[StripGap, ...]:
    """The days of a strip that nobody searched; none if it is not of one voice and position."""
    if time is None or strip.starts_on is None or strip.ends_on is None:
        return ()
    return tuple(
        StripGap(strip.x(first), strip.x(last), f"Nobody has searched {_day(first)} – {_day(last)}.")
        for first, last in not_searched(time.days, strip.starts_on, strip.ends_on)
    )


def _day(day: date) -> str:
    return FuzzyDate.parse(day.isoformat()).short_words()


def shared_voice(found: FoundComparison) -> Voice | None:
    """The common voice of all claims: one body, else one speaker; None if there are several."""
    claims = [found.claims[key] for key in found.comparison.keys]
    for slugs in ({claim.on_behalf_of for claim in claims}, {claim.speaker for claim in claims}):
        if len(slugs) == 1 and (slug := slugs.pop()):
            return Voice(slug, found.known.label("speaker", slug).name)
    return None


def _is_within(gap: Interval, span: tuple[date, date]) -> bool:
    """Whether a gap lies between the first and the latest of the claims compared."""
    return span[0] <= gap.after.said.latest and gap.before.said.earliest <= span[1]
