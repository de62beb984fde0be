"""Details of stances that the timeline does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.domain.record.claim import Check
from claims.queries.records import Document


@dataclass(frozen=True, slots=True)
class StanceDetail:
    """``check`` is the consistency check by an editor."""

    grounds: str
    check: Check | None


def stance_details(position: str, claims: Iterable[Document]) -> Mapping[str, StanceDetail]:
    """The details of the stances of these claims on a position, by key."""
    return {
        claim["key"]: StanceDetail(stance.get("grounds", ""), recorded_check(stance))
        for claim in claims
        for stance in claim.get("stances", ())
        if stance["position"] == position
    }


def recorded_check(stance: Document) -> Check | None:
    """The consistency check that an editor made, from the document of a stance."""
    check = stance.get("check")
    return Check(**{**check, "tested": tuple(check.get("tested", ()))}) if check else None
