"""Other statements near the compared ones, for the strip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from msgspec import Struct, json

from claims.database.facet_rows import texts_between
from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path
from claims.models.projection import SERIALS, first_number
from claims.queries.comparison.compared import FoundComparison
from claims.queries.names import Label, labels

MOST_NEIGHBOURS = 40
MOST_POSITIONS = 2
"""The maximum number of shared positions for which other statements are looked up."""
AROUND = 90
"""Neighbours lie at most this many days, or a quarter of the whole span, outside the claims."""


class _Words(Struct):
    text: str


class _Claim(Struct):
    """What the strip shows of the record of a claim."""

    key: str
    speaker: str
    words: _Words
    said: str = ""


READER: Final = json.Decoder(_Claim)


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
    numbers = first_number(since), first_number(until) + SERIALS
    without, most = found.comparison.keys, MOST_NEIGHBOURS + 1
    texts = {
        position: texts_between(("position", position), numbers, since, most, without)
        for position in found.shared_positions[:MOST_POSITIONS]
    }
    claims = {position: [READER.decode(text) for text in some] for position, some in texts.items()}
    names = labels(("speaker", claim.speaker) for near in claims.values() for claim in near)
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


def _near(claim: _Claim, names: Mapping[Place, Label]) -> NearClaim:
    speaker = names.get(("speaker", claim.speaker))
    return NearClaim(
        claim.key,
        claim_path(claim.key, claim.words.text),
        FuzzyDate.parse(claim.said),
        speaker.name if speaker else claim.speaker,
    )
