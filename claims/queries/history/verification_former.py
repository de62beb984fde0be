"""Verification of former claims, which are made from the revisions again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q

from claims.domain.history.verify import Misfit
from claims.models import Citation, Claim, Erasure, FormerClaim, FormerMember
from claims.models.former_times import Former, Past, pasts_of

BATCH = 500
COLUMNS = tuple(
    field.attname for field in FormerClaim._meta.concrete_fields if field.attname not in ("id", "claim_id")
)


def check_former() -> int:
    """Compare every former claim with the revisions, and return their number. Raises Misfit.

    Claims that cited a source whose text is erased are skipped: their former claims cannot be made again.
    """
    stray = FormerClaim.objects.exclude(claim__in=Claim.objects.published()).select_related("claim").first()
    if stray is not None:
        raise Misfit(f"Past days are held of the claim {stray.claim.key}, which is not public.")
    erased = set(
        Erasure.objects.filter(revision__record_type="source").values_list("revision__record_key", flat=True)
    )
    number = 0
    for claims in _claims():
        kept = _kept(claims)
        number += sum(map(len, kept.values()))
        for key, past in pasts_of(list(claims)).items():
            if erased.isdisjoint(past.sources):
                _hold(key, kept[claims[key]], past)
    return number


def _hold(key: str, kept: list[Former], past: Past) -> None:
    there = sorted(map(_told, kept), key=_since)
    made = sorted(map(_told, past.former), key=_since)
    for one, other in zip(there, made, strict=False):
        if one != other:
            version, difference = other[0]["version"], _difference(one, other)
            raise Misfit(
                f"What lists of past days hold of the claim {key} is not what version {version} gives"
                f" ({difference})."
            )
    if len(there) != len(made):
        raise Misfit(
            f"Lists of past days hold {len(there)} times of the claim {key}; its revisions give {len(made)}."
        )


def _told(former: Former) -> tuple[dict[str, Any], frozenset[tuple[str, str]]]:
    row, members = former
    return {name: getattr(row, name) for name in COLUMNS}, members


def _since(told: tuple[dict[str, Any], frozenset[tuple[str, str]]]) -> Any:
    return told[0]["held_from"]


def _difference(
    one: tuple[dict[str, Any], frozenset[tuple[str, str]]],
    other: tuple[dict[str, Any], frozenset[tuple[str, str]]],
) -> str:
    names = [name for name in COLUMNS if one[0][name] != other[0][name]]
    return names[0] if names else " ".join(min(one[1] ^ other[1]))


def _claims() -> Iterator[dict[str, int]]:
    """The public claims that may have former claims, by key, in chunks."""
    moved = Citation.objects.filter(claim=OuterRef("pk"), source__version__gt=1)
    held = FormerClaim.objects.filter(claim=OuterRef("pk"))
    rows = Claim.objects.published().filter(Q(version__gt=1) | Exists(held) | Exists(moved))
    rest = rows.order_by("pk").values_list("key", "pk").iterator(chunk_size=BATCH)
    while some := {str(key): pk for key, pk in islice(rest, BATCH)}:
        yield some


def _kept(claims: dict[str, int]) -> dict[int, list[Former]]:
    rows = list(FormerClaim.objects.filter(claim__in=claims.values()))
    members: dict[int, set[tuple[str, str]]] = defaultdict(set)
    found = FormerMember.objects.filter(former__claim__in=claims.values()).values_list(
        "former", "facet", "member"
    )
    for former, facet, member in found.iterator():
        members[former].add((facet, member))
    kept: dict[int, list[Former]] = defaultdict(list)
    for row in rows:
        kept[row.claim_id].append((row, frozenset(members[row.pk])))
    return kept
