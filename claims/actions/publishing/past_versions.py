"""Store former claims when claims change, for the lists as of a past day.

Called by every seal. A claim is found by its record and by its sources, so a source that changes its outlet
or day also makes former claims::

    revisions   v1 ───────────────┬ v2 ──────────────
    its source  a ───────┬ b ─────┼──────────────────
    former      v1, a    │ v1, b  │ (v2, b: the current row of the claim)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from claims.database.chunks import chunks
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.record.shared import SourceRecord
from claims.domain.search.facets import FacetValue, SourceFacts, facts_of
from claims.models import Citation, Claim, FormerClaim, FormerMember, Revision, RevisionContent, Source
from claims.models.derived import day_of
from claims.models.former_times import project
from claims.models.scales import consistency_scales
from claims.search import former as search

Facts = dict[str, SourceFacts]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A revision that replaces another: ``version`` is the new one, the texts are canonical.

    ``before`` is empty for a first publication and after a withdrawal, ``after`` if nothing is public any
    more.
    """

    record_type: str
    key: str
    version: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """A claim until now: its record, version, and the facts of its sources."""

    record: ClaimRecord
    version: int
    facts: Facts


def keep_former(replaced: Iterable[Replaced], *, at: datetime) -> None:
    """Store the former claims that these revisions end ``at`` an instant. Deletes those of withdrawn claims.

    A fixed number of queries for every 500 claims.
    """
    claims: list[Replaced] = []
    gone: list[Replaced] = []
    sources: list[Replaced] = []
    for one in replaced:
        if one.record_type == "source" and one.before and one.after:
            sources.append(one)
        elif one.record_type == "claim" and one.before:
            (claims if _is_claim(one.after) else gone).append(one)
    forget(one.key for one in gone)
    moved = _moved(sources)
    for some in chunks(claims):
        read = {one.key: (_claim(one.before), one.version - 1) for one in some}
        facts = _facts_of_sources(record for record, _ in read.values())
        facts.update({key: old for key, (old, _) in moved.items() if key in facts})
        _keep({key: _Standing(record, version, facts) for key, (record, version) in read.items()}, at)
    if moved:
        _keep_moved(moved, {one.key for one in (*claims, *gone)}, at)


def forget(keys: Iterable[str], *, version: int | None = None) -> None:
    """Delete the former claims of these keys, or of one version of them, after a withdrawal or an erasure."""
    for some in chunks(keys):
        rows = FormerClaim.objects.filter(claim__key__in=some)
        if version is not None:
            rows = rows.filter(version=version)
        ids = list(rows.values_list("pk", flat=True))
        if ids:
            search.remove(ids)
            FormerClaim.objects.filter(pk__in=ids).only("pk").delete()


def _keep(standing: Mapping[str, _Standing], at: datetime) -> None:
    """Store former claims. Each begins at its revision, or at the end of the former claim before it."""
    pks = dict(Claim.objects.filter(key__in=standing).values_list("key", "pk"))
    began: dict[tuple[str | None, int], datetime] = {}
    revisions = Revision.objects.filter(
        record_type="claim", record_key__in=standing, version__in={s.version for s in standing.values()}
    )
    for key, version, begins in revisions.values_list("record_key", "version", "valid_from"):
        began[key, version] = begins
    ended = dict(
        FormerClaim.objects.filter(claim__in=pks.values(), held_to__lte=at)
        .order_by()
        .values_list("claim")
        .annotate(latest=Max("held_to"))
    )
    scales = consistency_scales() if any(one.record.verdicts for one in standing.values()) else ()
    rows, members = [], []
    for key, one in standing.items():
        start = began.get((key, one.version))
        if key not in pks or start is None:
            continue
        start = max(start, ended.get(pks[key], start))
        if start >= at:
            continue  # Two changes in one instant: nobody can have seen the first.
        row, found = project(one.record, one.facts, scales)
        row.claim_id, row.version, row.held_from, row.held_to = pks[key], one.version, start, at
        rows.append(row)
        members.append(found)
    insert(rows, members)


def insert(rows: Sequence[FormerClaim], members: Sequence[Iterable[FacetValue]]) -> None:
    """Insert former claims with their members, and index them."""
    made = FormerClaim.objects.bulk_create(rows)
    FormerMember.objects.bulk_create(
        [
            FormerMember(former=row, facet=facet, member=member)
            for row, found in zip(made, members, strict=True)
            for facet, member in sorted(found)
        ],
        batch_size=5_000,
    )
    search.add([row.pk for row in made])


def _keep_moved(moved: Mapping[str, tuple[SourceFacts, SourceFacts]], but: set[str], at: datetime) -> None:
    """Store former claims for the claims of these sources, whose own records do not change."""
    carried = Citation.objects.filter(source__key__in=moved, claim__in=Claim.objects.published())
    versions = carried.order_by().values_list("claim__key", "claim__version").distinct()
    for some in chunks(sorted((str(key), version) for key, version in versions if key not in but)):
        texts = RevisionContent.objects.filter(
            revision__record_type="claim",
            revision__record_key__in=[key for key, _ in some],
            revision__version__in={version for _, version in some},
        )
        wanted, read = set(some), {}
        for key, version, text in texts.values_list("revision__record_key", "revision__version", "text"):
            if (key, version) in wanted:
                read[key] = (_claim(text), version)
        new = _facts_of_sources(record for record, _ in read.values())
        new.update({key: facts for key, (_, facts) in moved.items() if key in new})
        old = {**new, **{key: facts for key, (facts, _) in moved.items() if key in new}}
        standing = {
            key: _Standing(record, version, old)
            for key, (record, version) in read.items()
            if _found_by(record, old) != _found_by(record, new)
        }
        _keep(standing, at)


def _found_by(record: ClaimRecord, facts: Facts) -> tuple[object, frozenset[FacetValue]]:
    """The values by which a claim is found and that depend on its sources."""
    row, members = project(record, facts, ())
    return row.said_latest, members


def _moved(sources: Iterable[Replaced]) -> dict[str, tuple[SourceFacts, SourceFacts]]:
    """The sources whose facts changed, with the facts before and after."""
    found = {}
    for one in sources:
        before, after = from_text(one.before), from_text(one.after)
        if isinstance(before, SourceRecord) and isinstance(after, SourceRecord):
            facts = (facts_of(before), facts_of(after))
            if facts[0] != facts[1]:
                found[one.key] = facts
    return found


def _facts_of_sources(records: Iterable[ClaimRecord]) -> Facts:
    """The current facts of the sources of these claims."""
    keys = sorted({hop.source for record in records for hop in record.chain if hop.source})
    found: Facts = {}
    for some in chunks(keys):
        for source in Source.objects.filter(key__in=some).select_related("outlet"):
            outlet = source.outlet.slug if source.outlet else ""
            found[source.key] = SourceFacts(outlet, day_of(source), bool(source.archived_url))
    return found


def _is_claim(text: str) -> bool:
    return bool(text) and json.loads(text)["type"] == "claim"


def _claim(text: str) -> ClaimRecord:
    record = from_text(text)
    assert isinstance(record, ClaimRecord)
    return record
