"""Details of stances that the timeline does not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from claims.domain.record.claim import Check, ClaimRecord
from claims.models import Stance


@dataclass(frozen=True, slots=True)
class StanceDetail:
    """``check`` is the consistency check by an editor."""

    grounds: str
    check: Check | None


def stance_details(position: int, keys: Collection[str]) -> Mapping[str, StanceDetail]:
    """The details of the public stances of these claims on a position, by the claim's key. One query."""
    rows: Any = (
        Stance.objects.filter(position=position, public=True, claim__key__in=sorted(keys))
        .order_by()
        .values_list(
            "claim__key", "grounds", "check_computed", "check_confirmed", "check_reason", "check_by",
            "check_on", "check_tested",
        )
    )  # fmt: skip
    return {key: StanceDetail(grounds, _check(*check)) for key, grounds, *check in rows}


def held_details(
    position: str, keys: Collection[str], claims: Mapping[str, ClaimRecord]
) -> Mapping[str, StanceDetail]:
    """The same from records of a past instant."""
    return {
        key: StanceDetail(stance.grounds, stance.check)
        for key in sorted(keys)
        if key in claims
        for stance in claims[key].stances
        if stance.position == position
    }


def _check(computed: str, confirmed: str, reason: str, by: str, on: str, tested: list[str]) -> Check | None:
    if not (computed or confirmed):
        return None
    return Check(
        computed=computed, confirmed=confirmed, reason=reason, by=by, on=on, tested=tuple(tested or ())
    )
