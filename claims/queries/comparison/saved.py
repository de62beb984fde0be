"""A saved comparison: the versions that its address names, and what happened to each since then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from claims.domain.comparison.compare import Against, compare
from claims.domain.comparison.saved import Fate, PinnedVersion
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import ClaimsError
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.vocabulary import FINAL_REASONS, WITHDRAWAL_REASONS
from claims.models.revision import Revision, Tombstone
from claims.queries.claim.related import compared_claim
from claims.queries.comparison.compared import AskedKeys, FoundComparison, named_by
from claims.queries.history.versions import WITHDRAWAL, day_words
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

    The page therefore changes only in what it says about later changes. Raises ``VersionMissing`` for unknown
    versions and drafts, ``VersionsGone`` if none may be shown. At most five queries.
    """
    latest = _latest(versions)
    rows = {row.record_key: row for row in _revisions(versions)}
    tombstones = _tombstones([key for key in rows if latest[key].is_withdrawn])
    if missing := [key for key in versions if key not in rows]:
        raise VersionMissing(_missing(missing, versions, latest))
    sides = tuple(_side(row, latest[key], tombstones.get(key)) for key, row in sorted(rows.items()))
    shown = [rows[side.key] for side in sides if side.has_words]
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


class Latest(NamedTuple):
    """The latest version of a claim, which may be its withdrawal."""

    version: int
    valid_from: datetime
    is_withdrawn: bool


def _latest(keys: Iterable[str]) -> dict[str, Latest]:
    """The latest version of each of these claims that was ever public. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key__in=sorted(keys)).order_by("version")
    return {
        key: Latest(version, since, change_class == WITHDRAWAL)
        for key, version, since, change_class in rows.values_list(
            "record_key", "version", "valid_from", "change_class"
        )
    }


def _revisions(versions: Mapping[str, int]) -> QuerySet[Revision]:
    """The named revisions, with their contents."""
    named = Q(pk__in=[])
    for key, version in versions.items():
        named |= Q(record_key=key, version=version)
    rows = Revision.objects.filter(named, record_type="claim").exclude(change_class=WITHDRAWAL)
    return rows.select_related("content", "correction")


def _tombstones(keys: Sequence[str]) -> dict[str, Tombstone]:
    return {stone.key: stone for stone in Tombstone.objects.filter(key__in=keys)} if keys else {}


def _side(row: Revision, latest: Latest, stone: Tombstone | None) -> PinnedVersion:
    fate: Fate = "stands" if latest.version == row.version else "changed"
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
        latest=latest.version,
        latest_on=day_words(latest.valid_from),
        reason=WITHDRAWAL_REASONS[stone.reason_class] if stone else "",
        gone_on=FuzzyDate.parse(stone.withdrawn_on).words() if stone else "",
    )


def _missing(keys: Sequence[str], versions: Mapping[str, int], latest: Mapping[str, Latest]) -> str:
    """A sentence for each unknown version; drafts are treated like unknown claims."""
    public = {key: one.version for key, one in latest.items() if not one.is_withdrawn}
    return " ".join(
        f"“{key}” has no version {versions[key]}; the latest is version {public[key]}."
        if key in public
        else f"“{key}” with a version {versions[key]} is not found on our public record."
        for key in sorted(keys)
    )
