"""Long intervals without a statement between compared claims, and whether they were searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.domain.charts.time_strip import Strip, StripGap
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search, searches_about
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.gaps import Interval, long_intervals
from claims.domain.positions.voices import AttributedStance, Voice, line_of
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.shared import CoverageRecord
from claims.models import CoverageCheck
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.neighbours import Near, time_of
from claims.queries.records import public_records

MOST_CHECKS = 200


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
        return " ".join(interval_sentences(self.interval))

    def lies_between(self, first: FuzzyDate, second: FuzzyDate) -> bool:
        """Whether the gap certainly lies between the two dates, ends included."""
        begun, ended = self.interval.after.said.latest, self.interval.before.said.earliest
        return not second.undated and first.latest <= begun and ended <= second.earliest


def long_gaps(found: FoundComparison, near: Near) -> tuple[Gap, ...]:
    """The long intervals of the common voice of all claims, on the first position that they share.

    Empty for several voices, for a past day, and if not all statements in between are known. At most two
    queries.
    """
    position = next(iter(found.shared_positions), "")
    voice = shared_voice(found)
    if not position or voice is None or found.looks_back or not near.is_all:
        return ()
    chosen = [_chosen(found, key, position) for key in found.comparison.keys]
    around = [claim.stance for claim in near.by_position.get(position, ())]
    line = line_of([*chosen, *around], voice)
    counted = [stance for stance in line if not stance.why_not_counted]
    others = [stance for stance in line if stance.why_not_counted]
    span = time_of(found)
    gaps = long_intervals(counted, ())
    if span is None or not any(_is_within(gap, span) for gap in gaps):
        return ()
    about = searches_about(_searches(voice.slug, position), voice, position)
    return tuple(Gap(voice, gap) for gap in long_intervals(counted, about, others) if _is_within(gap, span))


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


def _chosen(found: FoundComparison, key: str, position: str) -> AttributedStance:
    claim = found.claims[key]
    stance = next(one for one in claim.stances if one.position == position)
    return _voiced(found, claim, stance)


def _voiced(found: FoundComparison, claim: ClaimRecord, stance: Stance) -> AttributedStance:
    speaker = found.known.speaker(claim.speaker)
    return AttributedStance(
        key=claim.key,
        said=FuzzyDate.parse(claim.said),
        speaker=claim.speaker,
        speaker_name=found.known.label("speaker", claim.speaker).name,
        speaker_kind=speaker.kind if speaker else "unidentified",
        own=stance.of or claim.on_behalf_of,
        form=claim.words.form,
        basis=stance.basis,
        kind=claim.kind,
    )


def _searches(voice: str, position: str) -> list[Search]:
    slugs = (
        CoverageCheck.objects.published()
        .filter(voice__slug=voice, positions__slug=position)
        .order_by("pk")
        .values_list("slug", flat=True)[:MOST_CHECKS]
    )
    records = public_records({("coverage", slug) for slug in slugs}).values()
    return [Search.of(found.record) for found in records if isinstance(found.record, CoverageRecord)]
