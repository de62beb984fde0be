"""Long intervals without a statement between compared claims, and the days that nobody searched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claims.domain.charts.axis import days_in_words
from claims.domain.charts.time_strip import Strip, StripGap
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search, SearchedDays, days_searched, not_searched, searches_about
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.gaps import Interval, long_intervals
from claims.domain.positions.voices import Voice, line_of
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.neighbours import time_of
from claims.queries.stances.attributed import read_stances
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
    """The days that anybody searched for any voice of the claims on their position, or on any of several.

    The position is the first that they share. Long intervals are those of a common voice on it, as on the
    page of the position. None without a position, and for a past day. At most eight queries.
    """
    span = time_of(found)
    if span is None or found.looks_back:
        return None
    claims = [found.claims[key] for key in found.comparison.keys]
    positions = found.shared_positions[:1] or {one.position for claim in claims for one in claim.stances}
    if not positions:
        return None
    voice = shared_voice(found)
    voices = [voice] if voice else [Voice(claim.on_behalf_of or claim.speaker, "") for claim in claims]
    searches = searches_on_each(positions)
    about = [
        search
        for position, of_position in searches.items()
        for search in of_position
        if any(search.is_about(one, position) for one in voices)
    ]
    gaps = _gaps(voice, found.shared_positions[0], searches) if voice and found.shared_positions else ()
    return SearchedTime(tuple(gap for gap in gaps if _is_within(gap.interval, span)), days_searched(about))


def _gaps(voice: Voice, position: str, searches: Mapping[str, Sequence[Search]]) -> tuple[Gap, ...]:
    """The long intervals of a voice on a position."""
    stances = read_stances([position], of=[voice.slug]).on[position]
    said = [stance for stance in line_of(stances, voice) if stance.is_in_line]
    about = searches_about(searches[position], voice, position, stances)
    return tuple(Gap(voice, interval) for interval in long_intervals(said, about))


def hatched(time: SearchedTime | None, strip: Strip) -> tuple[StripGap, ...]:
    """The days of a strip that nobody searched; none if the claims are on no position."""
    if time is None or strip.starts_on is None or strip.ends_on is None:
        return ()
    return tuple(
        StripGap(strip.x(first), strip.x(last), f"Nobody has searched {_days(first, last)}.")
        for first, last in not_searched(time.days, strip.starts_on, strip.ends_on)
    )


def _days(first: date, last: date) -> str:
    return days_in_words(FuzzyDate.parse(first.isoformat()), FuzzyDate.parse(last.isoformat()))


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
