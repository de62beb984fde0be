"""Maintain the stored counts of public claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import F

from claims.database.kept_counts import add_counts
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.search.facets import MonthKey, StanceKey, facets_of, months_of, stances_of
from claims.models import Claim, MonthCount, RevisionContent, Source, StanceCount, Tally
from claims.models.record_mapping import ROWS
from claims.models.record_row import PUBLIC
from claims.models.scales import consistency_scales


def count_by_speaker(claims: Iterable[tuple[int, ClaimRecord]]) -> None:
    """Add public claims to the counts of their speakers, each with its sign: -1 subtracts one."""
    months: Counter[MonthKey] = Counter()
    stances: Counter[StanceKey] = Counter()
    for sign, record in claims:
        for month in months_of(record):
            months[month] += sign
        for stance in stances_of(record):
            stances[stance] += sign
    add_counts(connection, MonthCount, MonthCount.KEYS, months)
    add_counts(connection, StanceCount, StanceCount.KEYS, stances)


def forget_counts() -> None:
    """Empty both tables of counts by speaker."""
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()


VERSION = "version"
COUNTED_TYPES = "type"
TOGETHER = 500


def keep_tallies(changes: Iterable[tuple[str, str, str]]) -> None:
    """Update the counts for changes: (record type, canonical text before, canonical text after).

    A text is empty if there is none. After a withdrawal it is the tombstone, which counts nothing.
    """
    counted: Counter[tuple[str, str]] = Counter({(VERSION, ""): 1})
    claims: list[tuple[int, ClaimRecord]] = []
    for record_type, before, after in changes:
        for sign, text in ((-1, before), (1, after)):
            record = from_text(text) if text else None
            if isinstance(record, ClaimRecord):
                claims.append((sign, record))
            elif record is not None and record_type != "claim":
                counted[COUNTED_TYPES, record_type] += sign
    outlets = _outlets({hop.source for _, record in claims for hop in record.chain if hop.source})
    scales = consistency_scales() if any(record.verdicts for _, record in claims) else ()
    for sign, record in claims:
        for facet, member in facets_of(record, outlets, scales):
            counted[facet, member] += sign
    add(counted)
    count_by_speaker(claims)


def _outlets(source_keys: set[str]) -> dict[str, str]:
    rows = Source.objects.filter(key__in=source_keys, outlet__isnull=False).values_list("key", "outlet__slug")
    return {key: slug or "" for key, slug in rows}


def add(counted: Counter[tuple[str, str]]) -> None:
    """Add to the stored counts. A missing count starts at zero."""
    changed = sorted((facet, member, value) for (facet, member), value in counted.items() if value)
    kept = set(
        Tally.objects.filter(facet__in={facet for facet, _, _ in changed}).values_list("facet", "member")
    )
    new = [Tally(facet=f, member=m, value=v) for f, m, v in changed if (f, m) not in kept]
    Tally.objects.bulk_create(new)
    for facet, member, value in changed:
        if (facet, member) in kept:
            Tally.objects.filter(facet=facet, member=member).update(value=F("value") + value)


def recount() -> None:
    """Rebuild all counts, after a change such as a source that moved to another outlet."""
    counted: Counter[tuple[str, str]] = Counter()
    for record_type, model in ROWS.items():
        public = model._base_manager.filter(state=PUBLIC)
        if record_type != "claim":
            counted[COUNTED_TYPES, record_type] = public.count()
    contents = RevisionContent.objects.filter(revision__record_type="claim").order_by("revision__version")
    latest = Claim.objects.published().values_list("key", "version")
    versions = dict(latest)
    outlets = _outlets(set(Source.objects.values_list("key", flat=True)))
    scales = consistency_scales()
    forget_counts()
    claims: list[tuple[int, ClaimRecord]] = []
    for content in contents.select_related("revision").iterator(chunk_size=TOGETHER):
        if versions.get(content.revision.record_key) == content.revision.version:
            record = from_text(content.text)
            if isinstance(record, ClaimRecord):
                counted.update(facets_of(record, outlets, scales))
                claims.append((1, record))
        if len(claims) == TOGETHER:
            count_by_speaker(claims)
            claims.clear()
    count_by_speaker(claims)
    Tally.objects.exclude(facet=VERSION).delete()
    counted[VERSION, ""] = 1
    add(counted)
