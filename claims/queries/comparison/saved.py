"""A saved comparison: the versions that its address names, and what happened to each since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.domain.comparison.compare import Against, compare
from claims.domain.comparison.saved import Fate, PinnedVersion
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import ClaimsError
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.vocabulary import FINAL_REASONS, WITHDRAWAL_REASONS
from claims.models import Claim, Revision, Tombstone
from claims.queries.claim.related import compared_claim
from claims.queries.comparison.compared import AskedKeys, FoundComparison, named_by
from claims.queries.history.versions import day_words
from claims.queries.known_records import KnownRecords
from claims.queries.records import read_revision


class VersionMissing(ClaimsError):
    """A saved comparison names versions that our public record does not have; the message lists them."""


class VersionsGone(ClaimsError):
    """No version of a saved comparison may be shown any more."""

    def __init__(self, sides: tuple[PinnedVersion, ...]) -> None:
        super().__init__("None of the saved statements is on our record any more")
        self.sides = sides


def find_pinned(
    versions: Mapping[str, int],
    *,
    against: Against = "previous",
    original: bool = False,
    marks: bool | None = None,
) -> FoundComparison:
    """Compare these versions of claims, with names as of the publication of the newest version.

    So the page changes only in what it says about later changes. Raises ``VersionMissing`` for unknown
    versions and drafts, ``VersionsGone`` if none may be shown. At most five queries.
    """
    rows = {row.record_key: row for row in _revisions(versions)}
    tombstones = _tombstones([key for key, row in rows.items() if not row.is_public])
    public = {key: row for key, row in rows.items() if row.is_public or key in tombstones}
    if missing := [key for key in versions if key not in public]:
        raise VersionMissing(_missing(missing, versions))
    sides = tuple(_side(row, tombstones.get(key)) for key, row in sorted(public.items()))
    shown = [public[side.key] for side in sides if side.has_words]
    if not shown:
        raise VersionsGone(sides)
    at = max(row.valid_from for row in shown)
    near = KnownRecords({("claim", row.record_key): read_revision(row) for row in shown})
    claims: dict[str, ClaimRecord] = {
        row.record_key: claim for row in shown if (claim := near.claim(row.record_key))
    }
    known = named_by(claims.values(), near, at)
    compared = compare(
        (compared_claim(claim, known) for claim in claims.values()),
        against=against,
        original=original,
        marks=marks,
    )
    return FoundComparison(AskedKeys(tuple(sorted(claims)), (), (), ()), compared, claims, known, at, sides)


def _revisions(versions: Mapping[str, int]) -> QuerySet[Revision, Any]:
    """The named revisions, with content, the latest version, and whether the claim is public."""
    named = Q(pk__in=[])
    for key, version in versions.items():
        named |= Q(record_key=key, version=version)
    newest = Revision.objects.filter(record_type="claim", record_key=OuterRef("record_key")).order_by(
        "-version"
    )
    return (
        Revision.objects.filter(named, record_type="claim")
        .exclude(change_class="withdrawal")
        .select_related("content", "correction")
        .annotate(
            is_public=Exists(Claim.objects.published().filter(key=OuterRef("record_key"))),
            latest=Subquery(newest.values("version")[:1]),
            latest_from=Subquery(newest.values("valid_from")[:1]),
        )
    )


def _tombstones(keys: Sequence[str]) -> dict[str, Tombstone]:
    return {stone.key: stone for stone in Tombstone.objects.filter(key__in=keys)} if keys else {}


def _side(row: Any, stone: Tombstone | None) -> PinnedVersion:
    fate: Fate = "stands" if row.latest == row.version else "changed"
    if stone and stone.reason_class in FINAL_REASONS:
        fate = "hidden"
    elif not hasattr(row, "content"):
        fate = "erased"
    elif stone:
        fate = "withdrawn"
    return PinnedVersion(
        key=row.record_key,
        version=row.version,
        fate=fate,
        latest=row.latest,
        latest_on=day_words(row.latest_from),
        reason=WITHDRAWAL_REASONS[stone.reason_class] if stone else "",
        gone_on=FuzzyDate.parse(stone.withdrawn_on).words() if stone else "",
    )


def _missing(keys: Sequence[str], versions: Mapping[str, int]) -> str:
    """A sentence for each unknown version; drafts are treated like unknown claims."""
    public = Claim.objects.published().filter(key__in=keys).values_list("key", "version")
    latest: dict[str, int] = {str(key): version for key, version in public}
    return " ".join(
        f"“{key}” has no version {versions[key]}; the latest is version {latest[key]}."
        if key in latest
        else f"“{key}” with a version {versions[key]} is not found on our public record."
        for key in sorted(keys)
    )
