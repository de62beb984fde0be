"""Claims to choose from for a comparison: what a search finds, or what lies near the claims at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.queries.claim_rows import ClaimRow, claim_rows
from claims.queries.comparison import FoundComparison
from claims.queries.listing import list_claims
from claims.queries.matching import Matching
from claims.queries.position_claims import newest_claims_on
from claims.queries.selection import read_selection

MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Choices:
    """Claims to tick, under a title; ``note`` says what they are, or why there are none."""

    title: str
    note: str
    rows: tuple[ClaimRow, ...]


def suggested_choices(found: FoundComparison) -> Choices:
    """Other claims on the same positions or by the same speakers; with nothing to go by, the latest.

    Five queries at most.
    """
    claims = [found.claims[key] for key in found.comparison.keys]
    positions = {stance.position for claim in claims for stance in claim.stances}
    for claim in claims:
        if positions:
            ids = newest_claims_on(positions, without=found.comparison.keys, most=MOST_SUGGESTED)
        else:
            ids = _first(Claim.objects.published().filter(speaker__slug=claim.speaker), found)
        if ids:
            what = "on the same position" if positions else "by the same speaker"
            return Choices("Compare it with", f"Other statements {what}.", claim_rows(ids))
    ids = _first(Claim.objects.published(), found)
    note = "The latest statements on our record." if ids else "No claims published yet."
    return Choices("Choose two to six", note, claim_rows(ids))


def searched_choices(words: str, keys: Sequence[str]) -> Choices:
    """The claims that a search finds, those at hand left out. Raises ``InvalidQuery`` for no question."""
    selection = read_selection({"q": [words]})
    if selection.mistakes:
        return Choices("Add a claim", selection.mistakes[0].sentence, ())
    rows = tuple(row for row in claim_rows(list_claims(Matching(selection)).ids) if row.key not in keys)
    note = "Tick what to add." if rows else f"No claims match “{words[:80]}”."
    return Choices("Found", note, rows)


def _first(claims: ClaimQuerySet, found: FoundComparison) -> list[int]:
    """The newest few of these claims, those at hand left out."""
    others = claims.exclude(key__in=found.comparison.keys).newest_first()
    return list(others.values_list("pk", flat=True)[:MOST_SUGGESTED])
