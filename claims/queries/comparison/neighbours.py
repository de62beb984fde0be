"""Other statements near the compared ones, for the strip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from msgspec import json

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path
from claims.models.projection import SERIALS, first_number
from claims.queries.claim.newest import links_of
from claims.queries.comparison.compared import FoundComparison
from claims.queries.names import Label, labels

MOST_NEIGHBOURS = 40
MOST_POSITIONS = 2
"""The maximum number of shared positions for which other statements are looked up."""
AROUND = 90
"""Neighbours lie at most this many days, or a quarter of the whole span, outside the claims."""


@dataclass(frozen=True, slots=True)
class NearClaim:
    """Another public claim on a shared position."""

    key: str
    url: str
    said: FuzzyDate
    speaker_name: str

    @property
    def label(self) -> str:
        return f"{self.speaker_name}, {self.said.short_words()}"


@dataclass(frozen=True, slots=True)
class Near:
    """The neighbours by position, in the order of time. ``is_all`` means that none was left out."""

    by_position: dict[str, tuple[NearClaim, ...]]
    is_all: bool = True

    @property
    def claims(self) -> tuple[NearClaim, ...]:
        """Each neighbour once, by date, at most as many as are drawn."""
        each = {claim.key: claim for claims in self.by_position.values() for claim in claims}
        ordered = sorted(each.values(), key=lambda claim: (claim.said.earliest, claim.said.latest, claim.key))
        return tuple(ordered[:MOST_NEIGHBOURS])


def near_claims(found: FoundComparison) -> Near:
    """Public claims near in time on the shared positions. None for a past day.

    A query for each of the first two positions, and one for the names.
    """
    span = time_of(found)
    if span is None or found.looks_back:
        return Near({})
    first, latest = span
    around = max(timedelta(days=AROUND), (latest - first) / 4)
    since = first - around if first - EARLIEST > around else EARLIEST
    until = latest + around if LATEST - latest > around else LATEST
    texts = {
        position: links_of(("position", position))
        .filter(version__gte=first_number(since), version__lt=first_number(until) + SERIALS)
        .filter(version__said_oldest__gte=since)
        .exclude(version__key__in=found.comparison.keys)
        .order_by("version_id")
        .values_list("version__revision__content__text", flat=True)[: MOST_NEIGHBOURS + 1]
        for position in found.shared_positions[:MOST_POSITIONS]
    }
    claims = {position: [json.decode(text) for text in some] for position, some in texts.items()}
    names = labels(("speaker", claim["speaker"]) for near in claims.values() for claim in near)
    by_position = {
        position: tuple(_near(claim, names) for claim in near[:MOST_NEIGHBOURS])
        for position, near in claims.items()
    }
    is_all = all(len(near) <= MOST_NEIGHBOURS for near in claims.values())
    keys = {claim.key for near_claims in by_position.values() for claim in near_claims}
    return Near(by_position, is_all and len(keys) <= MOST_NEIGHBOURS)


def time_of(found: FoundComparison) -> tuple[date, date] | None:
    """The first and the latest known day of the claims; open ends do not count."""
    days = [
        day
        for item in found.comparison.items
        if not item.claim.said.undated
        for day in (item.claim.said.earliest, item.claim.said.latest)
        if day not in (EARLIEST, LATEST)
    ]
    return (min(days), max(days)) if days else None


def _near(claim: Mapping[str, Any], names: Mapping[Place, Label]) -> NearClaim:
    key, speaker = claim["key"], names.get(("speaker", claim["speaker"]))
    return NearClaim(
        key,
        claim_path(key, claim["words"]["text"]),
        FuzzyDate.parse(claim.get("said", "")),
        speaker.name if speaker else claim["speaker"],
    )
