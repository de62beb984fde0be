"""The time for which all speakers of a comparison have statements on a shared position."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from claims.domain.comparison.overlap import SharedWindow, VoiceSpan, shared_window
from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Speaker, Stance
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.gaps import shared_voice
from claims.queries.comparison.neighbours import MOST_POSITIONS
from claims.queries.stances.by_day import NEWEST, OLDEST, dated, stances_on

NO_VOICES = ("anonymous", "unidentified")


def shared_windows(found: FoundComparison) -> tuple[SharedWindow, ...]:
    """The window of each shared position, if the claims have several voices.

    None for a past day and for a saved comparison; anonymous and unidentified speakers are no voices. A query
    for each of the first two positions.
    """
    if found.looks_back or len(found.comparison.keys) < 2 or shared_voice(found):
        return ()
    claims = [found.claims[key] for key in found.comparison.keys]
    slugs = {claim.speaker for claim in claims}
    voices = {slug for slug in slugs if (one := found.known.speaker(slug)) and one.kind not in NO_VOICES}
    if len(voices) < 2 or len(voices) < len(slugs):
        return ()
    said = [(item.claim.key, item.claim.said) for item in found.comparison.items]
    windows = (
        shared_window(
            f"“{found.known.label('position', position).name}”", _spans(position, sorted(voices)), said
        )
        for position in found.shared_positions[:MOST_POSITIONS]
    )
    return tuple(window for window in windows if window)


def _spans(position: str, voices: list[str]) -> list[VoiceSpan]:
    line = _counted(position)
    rows = (
        Speaker.objects.filter(slug__in=voices)
        .order_by("slug")
        .annotate(
            first_said=Subquery(line.order_by(*OLDEST).values("claim__said")[:1]),
            latest_said=Subquery(line.order_by(*NEWEST).values("claim__said")[:1]),
        )
        .values_list("name", "first_said", "latest_said")
    )
    return [VoiceSpan(name, _day(first), _day(latest)) for name, first, latest in rows]


def _counted(position: str) -> QuerySet[Stance]:
    """The dated stances of a speaker on a position that count."""
    line = dated(stances_on(position)).filter(claim__speaker=OuterRef("pk"))
    return (
        line.exclude(claim__form="summary").exclude(basis="ascribed").exclude(claim__kind="reported_silence")
    )


def _day(said: str | None) -> FuzzyDate | None:
    return FuzzyDate.parse(said) if said else None
