"""Writes the public projection (``models.projection``) when revisions are sealed, and makes it anew.

What changes which rows:

* a revision of any record: its own row;
* a claim: the row by which lists find it, its facet values, counts and words in the search index;
* a source that changed its outlet, its dates or its addresses: the claims that cite it;
* a speaker or an outlet: its names in the search index;
* a merge or a renaming: the values by which claims are found today, and counts (``projected_moves``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from claims.actions.progress import Progress, silent, told
from claims.actions.publishing.counts import CountsBySpeaker, forget_counts
from claims.actions.publishing.projected_claims import delete, end, forget_values, insert, stored_values
from claims.actions.publishing.projected_records import (
    NewRevision,
    Text,
    in_full,
    project_records,
    project_records_anew,
)
from claims.database.append_only import ANEW
from claims.database.chunks import chunks
from claims.database.kept_counts import add_to_counts
from claims.database.many_rows import many_rows
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.record.shared import SourceRecord
from claims.domain.record.source_facts import facts_of
from claims.domain.search.facets import ALL, FACETS, FacetValue
from claims.models import ClaimFacet, ClaimVersion, FacetCount, RecordVersion, Revision, RevisionContent
from claims.models.fuzzy_dates import ends
from claims.models.projection import SERIALS
from claims.models.scales import consistency_scales
from claims.models.versions import Projected, differ, erased_sources, project, source_facts, versions_of
from claims.search import index

TOGETHER: Final = 2_000
"""Claims that are made public together: more take memory, fewer share less."""
_SAID: Final = re.compile('"said":"([^"]*)"')
VERSION: Final = "version"
TYPE: Final = "type"


WriteClaims = Callable[[Sequence[tuple[ClaimRecord, int]]], None]
"""Writes the rows of new claims, each with the primary key of its revision."""


def project_sealed(
    sealed: Sequence[NewRevision],
    *,
    at: datetime,
    write_claims: WriteClaims | None = None,
    progress: Progress = silent,
) -> None:
    """Write what these revisions, sealed ``at`` an instant, change in the projection.

    A fixed number of queries for every 500 claims.
    """
    project_records(sealed, at)
    note_change()
    changed: Counter[FacetValue] = Counter()
    for one in sealed:
        if one.record_type != "claim":
            changed[TYPE, one.record_type] += bool(one.after) - bool(one.before)
    add_to_counts(connection, changed)
    claims = [one for one in sealed if one.record_type == "claim"]
    gone = [one.record_key for one in claims if one.before and not one.after]
    counts = CountsBySpeaker()
    for one in claims:
        if one.before:
            counts.add(_claim(one.before), -1)
        if one.after and one.is_again:
            counts.add(_claim(one.after))
    forget(gone)
    _project_anew(one.record_key for one in claims if one.is_again)
    public = sorted((one for one in claims if one.after and not one.is_again), key=_newest)
    for some in told(chunks(public, TOGETHER), "Made public", len(public), progress):
        records = {one.record_key: _claim(one.after) for one in some}
        if write_claims:
            write_claims([(records[one.record_key], one.revision) for one in some if not one.has_row])
        for record in records.values():
            counts.add(record)
        versions = {one.record_key: (one.revision, one.version) for one in some}
        ended: dict[str, ClaimVersion] = {}
        for replaced in chunks(one.record_key for one in some if one.before):
            ended.update((row.key, row) for row in ClaimVersion.objects.valid(None).filter(key__in=replaced))
        _replace(records, versions, at, ended=ended, projected=_projected(records))
        counts.keep()
    counts.keep()
    done = {one.record_key for one in claims}
    _project_moved([one for one in sealed if one.record_type == "source"], done, at)
    for record_type in index.NAMED:
        index.write_names(record_type, [one.record_key for one in sealed if one.record_type == record_type])


def _newest(one: NewRevision) -> date:
    """The newest day of the words of a claim, without what its sources say of it.

    In this order rows that are written together lie together in every index of the projection.
    """
    said = _SAID.search(in_full(one.after))
    return ends(said[1] if said else "").newest


def note_change() -> None:
    """Note that the public record changed, so that pages get another ETag."""
    add_to_counts(connection, {(VERSION, ""): 1})


def forget(keys: Iterable[str], *, version: int | None = None) -> None:
    """Delete the rows of these claims, or of one version of them, after a withdrawal or an erasure.

    With them go facet values that nothing has any more.
    """
    for some in chunks(keys):
        found = ClaimVersion.objects.filter(key__in=some)
        rows = list(found if version is None else found.filter(version=version))
        delete(rows)
        forget_values(rows)


@transaction.atomic
def project_all() -> None:
    """Make the projection anew from the sealed texts, and count everything again.

    The past of a claim that cites a source whose text was erased cannot be made again and stays.
    """
    note_change()
    marker = FacetCount.objects.create(facet=ANEW)
    RecordVersion.objects.all().delete()
    places = Revision.objects.order_by("record_type", "record_key").values_list("record_type", "record_key")
    for records in chunks(places.distinct()):
        project_records_anew(records)
    erased = erased_sources()
    rows = RecordVersion.objects.filter(place__startswith="claim:", valid_to=None).order_by("place")
    public = {place.partition(":")[2]: None for place in rows.values_list("place", flat=True)}
    stood = dict.fromkeys(ClaimVersion.objects.order_by("number").values_list("key", flat=True))
    forget(stood.keys() - public)
    keys = [key for key in stood | public if key in public]  # In the order of time, as ``_newest``.
    for is_open in (True, False):
        index.clear(is_open=is_open)
    index.rebuild_names()
    forget_counts()
    counts = CountsBySpeaker()
    for some in chunks(keys):
        _project_anew(some, erased=erased)
        texts = _texts(
            ClaimVersion.objects.valid(None).filter(key__in=some).values_list("revision", flat=True)
        )
        for text in texts.values():
            counts.add(_claim(text))
    counts.keep()
    _count_again()
    marker.delete()


def _count_again() -> None:
    """Count the open claims of each facet value, all claims, and the public records of each type."""
    open_ = ClaimFacet.objects.filter(value=OuterRef("pk"), is_open=True).order_by().values("value")
    number = Coalesce(Subquery(open_.annotate(n=Count("pk")).values("n")), 0)
    FacetCount.objects.filter(facet__in=FACETS).update(number=number)
    all_ = ClaimVersion.objects.valid(None).count()
    FacetCount.objects.filter(facet__in=(ALL, TYPE)).update(number=0)
    places = RecordVersion.objects.filter(valid_to=None).exclude(place__startswith="claim:")
    types = Counter(place.partition(":")[0] for place in places.values_list("place", flat=True).iterator())
    add_to_counts(connection, {(ALL, ""): all_, **{(TYPE, name): number for name, number in types.items()}})


def _replace(
    records: Mapping[str, ClaimRecord],
    revisions: Mapping[str, tuple[int, int]],
    at: datetime,
    *,
    ended: Mapping[str, ClaimVersion],
    projected: Mapping[str, Projected],
) -> None:
    """Write the ``projected`` rows of these claims, and end the open ones that they replace.

    ``revisions`` gives the primary key and the version of the revision of each.
    """
    for some in chunks(ended.values()):
        end(some, at)
    opened = []
    for key in sorted(records):
        row, values = projected[key]
        row.revision_id, row.version = revisions[key]
        row.valid_from = row.published_at = at
        if key in ended:
            row.valid_from, row.published_at = max(at, ended[key].valid_from), ended[key].published_at
        opened.append((row, values))
    insert(opened, records)


def _projected(records: Mapping[str, ClaimRecord]) -> dict[str, Projected]:
    """How these claims are found today."""
    facts = source_facts(records.values())
    scales = consistency_scales() if any(record.verdicts for record in records.values()) else ()
    return {key: project(record, facts, scales) for key, record in records.items()}


def _project_anew(keys: Iterable[str], *, erased: Collection[str] = ()) -> None:
    """Make all rows of these public claims anew; a row that was there keeps its serial.

    Of a claim that cites an ``erased`` source, only the open row is made anew; the others are written again
    with the values that they have.
    """
    for some in chunks(keys):
        stood: dict[str, list[ClaimVersion]] = defaultdict(list)
        for row in ClaimVersion.objects.filter(key__in=some):
            stood[row.key].append(row)
        made: list[Projected] = []
        gone: list[ClaimVersion] = []
        kept: list[ClaimVersion] = []
        for key, versions in sorted(versions_of(some).items()):
            rows, there = list(versions.rows), stood[key]
            if not versions.sources.isdisjoint(erased):
                stay = [row for row in there if not row.is_open]
                there = [row for row in there if row.is_open]
                rows = [versions.open_row(row.valid_to for row in stay)]
                kept += stay
            serials: dict[tuple[int, datetime], list[int]] = defaultdict(list)
            for row in sorted(there, key=lambda one: one.number % SERIALS):
                serials[row.version, row.valid_from].append(row.number % SERIALS)
            for one, _ in rows:
                left = serials[one.version, one.valid_from]
                one.number = left.pop(0) if left else 0
            gone += there
            made += rows
        values = stored_values(kept)
        delete([*gone, *kept])
        for row in kept:
            made.append((row, values[row.number]))
            row.number %= SERIALS
        insert(made)


def _project_moved(sources: Iterable[NewRevision], done: Collection[str], at: datetime) -> None:
    """Write new rows for the claims that cite a source whose facts changed, and are found otherwise now."""
    keys = []
    for one in sources:
        if not (one.before and one.after):
            continue
        before, after = from_text(one.before), from_text(in_full(one.after))
        if not (isinstance(before, SourceRecord) and isinstance(after, SourceRecord)):
            continue
        if facts_of(before) != facts_of(after):
            keys.append(one.record_key)
    if not keys:
        return
    citing = ClaimFacet.objects.filter(value__facet="source", value__value__in=keys, is_open=True)
    numbers = sorted(set(citing.values_list("version", flat=True)))
    with many_rows():
        for some in chunks(numbers):
            _project_again(
                [row for row in ClaimVersion.objects.filter(number__in=some) if row.key not in done], at
            )


def _project_again(rows: Sequence[ClaimVersion], at: datetime) -> None:
    """Replace the open rows whose values have changed."""
    texts = _texts(row.revision_id for row in rows)
    records = {row.key: _claim(texts[row.revision_id]) for row in rows}
    projected, held = _projected(records), stored_values(rows)
    changed = {row.key: row for row in rows if differ(projected[row.key], (row, held[row.number]))}
    _replace(
        {key: records[key] for key in changed},
        {key: (row.revision_id, row.version) for key, row in changed.items()},
        at,
        ended=changed,
        projected=projected,
    )


def _texts(revisions: Iterable[int]) -> dict[int, str]:
    """The canonical texts of revisions, by primary key."""
    rows = RevisionContent.objects.filter(revision__in=list(revisions))
    return dict(rows.values_list("revision", "text"))


def _claim(text: Text) -> ClaimRecord:
    record = from_text(in_full(text))
    assert isinstance(record, ClaimRecord)
    return record
