"""A claim in a line of a list at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Claim


@dataclass(frozen=True, slots=True)
class BriefClaim:
    """What lists of the desk show of a claim; ``said`` is its date in short words."""

    key: str
    words: str
    language: str
    speaker: str
    said: str
    state: str


def brief_values(claim: Claim) -> dict[str, Any]:
    """The values of a ``BriefClaim``. The row has its speaker."""
    return {
        "key": claim.record_key,
        "words": claim.text,
        "language": claim.language,
        "speaker": claim.speaker.name,
        "said": FuzzyDate.parse(claim.said).short_words(),
        "state": "published" if claim.is_public else claim.state,
    }
