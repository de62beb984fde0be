"""Details of stances that the timeline does not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from claims.domain.record.claim import Check, ClaimRecord
from claims.models import Claim, Stance


@dataclass(frozen=True, slots=True)
class StanceDetail:
    """``claim`` is the primary key of the claim, ``check`` the consistency check by an editor."""

    claim: int
    grounds: str
    check: Check | None


def stance_details(position: int, keys: Collection[str]) -> Mapping[str, StanceDetail]:
    """The details of the public stances of these claims on a position, by the claim's key. One query."""
    rows: Any = (
        Stance.objects.filter(position=position, public=True, claim__key__in=sorted(keys))
        .order_by()
        .values_list(
            "claim__key", "claim", "grounds", "check_computed", "check_confirmed", "check_reason", "check_by",
            "check_on", "check_tested",
        )
    )  # fmt: skip
    return {key: StanceDetail(claim, grounds, _check(*check)) for key, claim, grounds, *check in rows}


def held_details(
    position: str, keys: Collection[str], claims: Mapping[str, ClaimRecord]
) -> Mapping[str, StanceDetail]:
    """The same from records of a past instant. One query, for the primary keys."""
    pks = Claim.objects.published().filter(key__in=sorted(keys)).order_by().values_list("key", "pk")
    details = {}
    for key, pk in pks:
        for stance in claims[key].stances if key in claims else ():
            if stance.position == position:
                details[str(key)] = StanceDetail(pk, stance.grounds, stance.check)
    return details


def _check(computed: str, confirmed: str, reason: str, by: str, on: str, tested: list[str]) -> Check | None:
    if not (computed or confirmed):
        return None
    return Check(
        computed=computed, confirmed=confirmed, reason=reason, by=by, on=on, tested=tuple(tested or ())
    )
