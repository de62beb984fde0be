"""Computes the rows of the public projection from the sealed texts, unsaved.

A claim is found by its record and by its sources, so a source that changes its outlet or day also begins a
row::

    revisions   v1 ───────────────┬ v2 ──────────────
    its source  a ───────┬ b ─────┼──────────────────
    rows        v1, a    │ v1, b  │ v2, b

The result equals what the seals wrote one by one.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Final

from django.db.models import Case, F, Q, QuerySet, When
from msgspec import Struct

from claims.domain.positions.stance_facts import stance_facts_text
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text, references
from claims.domain.record.list_order import list_order
from claims.domain.record.shared import SourceRecord
from claims.domain.record.source_facts import SourceFacts, day_said, facts_of
from claims.domain.search.facets import FacetValue, facet_values
from claims.domain.search.record_words import record_words
from claims.models.fuzzy_dates import ends, newest_day
from claims.models.plain import aware, plain
from claims.models.projection import ClaimVersion, RecordVersion, number_of
from claims.models.revision import Erasure, Revision
from claims.models.scales import consistency_scales

CHUNK: Final = 500
WITHDRAWAL: Final = "withdrawal"
LAST: Final = sys.maxsize
UNTOLD: Final = datetime.min.replace(tzinfo=UTC)


class MadeVersion(Struct, gc=False):
    """The columns of a row of ``ClaimVersion``; those of its revision and its time are told later."""

    key: str
    said: str
    stances: str
    said_earliest: date
    said_latest: date
    said_undated: bool
    said_oldest: date
    is_open: bool = True
    number: int = 0
    version: int = 0
    revision_id: int = 0
    valid_from: datetime = UNTOLD
    valid_to: datetime | None = None
    published_at: datetime = UNTOLD
    values: str = ""


Projected = tuple[MadeVersion | ClaimVersion, frozenset[FacetValue]]
"""A row without its serial and values, and its facet values."""


class ProjectedRecord(Struct, gc=False):
    """The columns of a row of ``RecordVersion``; the places to which it refers, the words of its names."""

    record_type: str
    place: str
    version: int
    revision_id: int
    valid_from: datetime
    valid_to: datetime | None = None
    sort: str = ""
    places: tuple[str, ...] = ()
    words: Mapping[str, str] = {}

    def read(self, text: str) -> ProjectedRecord:
        """Take in what its text says; nothing of a claim is kept here."""
        if self.record_type != "claim":
            record = from_text(text)
            self.sort = list_order(record)
            places = {f"{record_type}:{key}" for record_type, key in references(record)}
            self.places, self.words = tuple(sorted(places)), record_words(record)
        return self


Told = list[tuple[int, datetime, SourceFacts]]
"""The seals of a source in order: the number and the instant of each, and the facts from it on."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The rows of a claim.

    ``sources`` are all sources that any of its versions cites, ``latest`` is the instant of the last version.
    """

    rows: tuple[Projected, ...]
    sources: frozenset[str]
    latest: datetime

    def open_row(self, ends: Iterable[datetime | None]) -> Projected:
        """The open row of a claim whose ended rows stay, because the text of a source was erased.

        It begins with its version, or at the last of their ``ends`` if that is later: the text that is gone
        cannot tell whether the one after it began a row.
        """
        row, values = self.rows[-1]
        row.valid_from = max([self.latest, *(end for end in ends if end)])
        return row, values


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A version of a record, by the seal that made it; without a record if it was withdrawn or erased."""

    revision: int
    version: int
    at: datetime
    seal: int
    record: object
    is_withdrawal: bool


def project(
    record: ClaimRecord, facts: Mapping[str, SourceFacts], consistency_scales: Collection[str]
) -> Projected:
    """How a claim with this record is found: an open row without times, and its facet values."""
    found = ends(record.said, day_said(record, facts))
    stances = stance_facts_text(record, facts)
    said = (found.earliest, found.latest, found.undated, found.oldest)
    row = MadeVersion(record.key, record.said, stances, *said)
    return row, facet_values(record, facts, consistency_scales)


def differ(one: Projected, other: Projected) -> bool:
    """Whether two rows of one version of a claim are found or read in different ways."""
    (row, values), (other_row, other_values) = one, other
    return (row.said_latest, row.stances, values) != (other_row.said_latest, other_row.stances, other_values)


def set_number(row: MadeVersion | ClaimVersion, serial: int) -> None:
    """Set the number of a row, by the newest day on which the claim can have been said."""
    day = None if row.said_undated else newest_day(row.said_earliest, row.said_latest)
    row.number = number_of(day, serial)


def record_versions(revisions: QuerySet[Revision]) -> Iterator[list[ProjectedRecord]]:
    """The rows of each record with these revisions, which are all of it, in the order of ``Revision``.

    A withdrawn record has none, unless it was merged or renamed: then those from before stay. A version whose
    text was erased has none. A clock that was set back does not turn the order of versions.
    """
    text = Case(When(~Q(record_type="claim"), then=F("content__text")))
    columns = plain("record_type", "record_key", "version", "pk", "change_class", "redirects", "valid_from")
    rows = revisions.values_list(*columns, "content__pk", text)
    for (record_type, key), of_record in groupby(rows.iterator(), key=itemgetter(0, 1)):
        _, _, versions, pks, changes, redirects, since, contents, texts = zip(*of_record, strict=True)
        if changes[-1] == WITHDRAWAL and (record_type == "claim" or not json.loads(redirects[-1])):
            continue
        starts = [*accumulate(map(aware, since), max)]
        times = zip(starts, [*starts[1:], None], strict=True)
        place = f"{record_type}:{key}"
        yield [
            ProjectedRecord(record_type, place, version, pk, start, end).read(text or "")
            for version, pk, change, (start, end), content, text in zip(
                versions, pks, changes, times, contents, texts, strict=True
            )
            if change != WITHDRAWAL and content is not None
        ]


def versions_of(keys: Sequence[str]) -> dict[str, Versions]:
    """The rows of each of these public claims, from the sealed texts; reads all of them into memory."""
    sealed = _sealed("claim", keys)
    cited = {
        key: frozenset(hop for one in versions for hop in _hops(one.record) if hop)
        for key, versions in sealed.items()
    }
    told: dict[str, Told] = {}
    for key, versions in _sealed("source", sorted(frozenset().union(*cited.values()))).items():
        told[key] = [
            (one.seal, one.at, facts_of(one.record))
            for one in versions
            if isinstance(one.record, SourceRecord)
        ]
    records = (one.record for versions in sealed.values() for one in versions)
    is_rated = any(isinstance(record, ClaimRecord) and record.verdicts for record in records)
    scales = consistency_scales() if is_rated else ()
    return {
        key: Versions(tuple(_rows(versions, told, scales)), cited[key], versions[-1].at)
        for key, versions in sealed.items()
    }


def erased_sources() -> frozenset[str]:
    """The keys of the sources of which a text was erased."""
    erased = Erasure.objects.filter(part="content", revision__record_type="source")
    return frozenset(erased.values_list("revision__record_key", flat=True))


def source_facts(records: Iterable[ClaimRecord]) -> dict[str, SourceFacts]:
    """The facts of the public sources of these claims today, by key."""
    places = sorted({f"source:{hop.source}" for record in records for hop in record.chain if hop.source})
    found = {}
    for start in range(0, len(places), CHUNK):
        some = RecordVersion.objects.filter(place__in=places[start : start + CHUNK], valid_to=None)
        for place, text in some.values_list("place", "revision__content__text"):
            record = from_text(text) if text else None
            if isinstance(record, SourceRecord):
                found[place.partition(":")[2]] = facts_of(record)
    return found


def _rows(versions: Sequence[_Sealed], told: dict[str, Told], scales: Collection[str]) -> Iterator[Projected]:
    """Every row of these versions, none of a claim that is withdrawn.

    Their order is that of the seals. A row that ends at the instant at which it began, or earlier because a
    clock was set back, was valid for no time.
    """
    if versions[-1].is_withdrawal:
        return
    changes = list(_changes(versions, told, scales))
    starts = [*accumulate((at for at, _, _ in changes), max)]
    first = next(start for start, (_, one, _) in zip(starts, changes, strict=True) if not one.is_withdrawal)
    for (_, one, found), start, end in zip(changes, starts, [*starts[1:], None], strict=True):
        if found is None:
            continue
        row, values = found
        row.revision_id, row.version, row.published_at = one.revision, one.version, first
        row.valid_from, row.valid_to, row.is_open = start, end, end is None
        yield row, values


def _changes(
    versions: Sequence[_Sealed], told: dict[str, Told], scales: Collection[str]
) -> Iterator[tuple[datetime, _Sealed, Projected | None]]:
    """Each seal that changed how a claim is found: its instant, the version, and how, None if not at all."""
    for one, following in zip(versions, [*versions[1:], None], strict=True):
        record = one.record
        if not isinstance(record, ClaimRecord):
            yield one.at, one, None
            continue
        cited = {hop: told[hop] for hop in _hops(record) if hop in told}
        until = following.seal if following else LAST
        later = {(seal, at) for all_ in cited.values() for seal, at, _ in all_ if one.seal < seal < until}
        before: Projected | None = None
        for seal, at in ((one.seal, one.at), *sorted(later)):
            found = project(record, _facts(cited, seal), scales)
            if before is None or differ(found, before):
                yield at, one, found
            before = found


def _facts(cited: Mapping[str, Told], seal: int) -> dict[str, SourceFacts]:
    """What sources said after a seal, by key."""
    found = {key: [facts for number, _, facts in all_ if number <= seal] for key, all_ in cited.items()}
    return {key: facts[-1] for key, facts in found.items() if facts}


def _hops(record: object) -> list[str]:
    return [hop.source for hop in record.chain] if isinstance(record, ClaimRecord) else []


def _sealed(record_type: str, keys: Sequence[str]) -> dict[str, list[_Sealed]]:
    """The versions of records, in order."""
    found: dict[str, list[_Sealed]] = defaultdict(list)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = Revision.objects.filter(record_type=record_type, record_key__in=some).order_by("version")
        columns = ("pk", "record_key", "version", "valid_from", "ledger_row", "change_class", "content__text")
        for pk, key, version, at, seal, change, text in rows.values_list(*plain(*columns)):
            record = from_text(text) if text else None
            found[key].append(_Sealed(pk, version, aware(at), seal, record, change == WITHDRAWAL))
    return found
