"""Long intervals without a statement between compared claims, and whether they were searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.domain.charts.time_strip import Strip, StripGap
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import searches_about
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


def long_gaps(found: FoundComparison) -> tuple[Gap, ...]:
    """The long intervals of the common voice of all claims, on the first position that they share.

    They are those of the page of the position. Empty for several voices and for a past day. At most eight
    queries.
    """
    position = next(iter(found.shared_positions), "")
    voice = shared_voice(found)
    span = time_of(found)
    if not position or voice is None or span is None or found.looks_back:
        return ()
    row = Position.objects.published().filter(slug=position).values_list("pk", flat=True).first()
    speaker = Speaker.objects.published().filter(slug=voice.slug).values_list("pk", flat=True).first()
    if row is None or speaker is None:
        return ()
    stances = attributed_stances_on([row], of=[speaker])[row]
    said = [stance for stance in line_of(stances, voice) if stance.is_in_line]
    about = searches_about(searches_on_each([row])[row], voice, position, stances)
    return tuple(Gap(voice, gap) for gap in long_intervals(said, about) if _is_within(gap, span))


def drawn_gaps(gaps: Sequence[Gap], strip: Strip) -> tuple[StripGap, ...]:
    """The gaps as drawn on a strip."""
    return tuple(
        StripGap(
            x1=strip.x(gap.interval.after.said.latest),
            x2=strip.x(gap.interval.before.said.earliest),
            label=gap.words,
            is_searched=gap.interval.gap == "silence",
            is_partly=gap.interval.gap == "partly_searched",
        )
        for gap in gaps
    )


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
