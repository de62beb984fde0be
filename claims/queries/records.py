"""Public records, read from their revisions: today's version, an earlier one, or that of an instant.

Pages of today and of earlier versions therefore have the same source. Drafts and withdrawn records are not
found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Exists, QuerySet
from msgspec import json

from claims.database.current_texts import current_texts, referring_texts
from claims.domain.record.codec import from_document, from_text, to_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, key_field, key_of_record
from claims.domain.record.vocabulary import FINAL_REASONS
from claims.models.moves import Moves
from claims.models.projection import RecordVersion, valid_at
from claims.models.revision import Revision, Tombstone

T = TypeVar("T")
D = TypeVar("D", bound="Document")
Document = Mapping[str, Any]
"""A record as JSON has it: fields by name, those with their default left out."""


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A published version of a record, with the data of its revision."""

    record: Record
    version: int
    change_class: str
    note: str
    author: str
    approver: str
    published_at: datetime
    valid_from: datetime
    digest: str


def public_record(
    record_type: str, key: str, *, version: int | None = None, at: datetime | None = None
) -> PublicRecord | None:
    """The latest version of a public record, version number ``version``, or the one valid ``at`` an instant.

    None if the record is not public, has no such version, or its content was erased. One query.
    """
    if version is None:
        return public_records([(record_type, key)], at=at).get((record_type, key))
    place = f"{record_type}:{key}"
    is_public = Exists(RecordVersion.objects.filter(place=place, valid_to=None))
    rows = RecordVersion.objects.filter(is_public, place=place, version=version)
    return dict(_read(rows)).get((record_type, key))


def public_records(places: Iterable[Place], *, at: datetime | None = None) -> Mapping[Place, PublicRecord]:
    """The public records among these, today's versions or those ``at`` an instant. At most one query.

    With ``at``, also shared records that were public then and have been merged or renamed since, so that
    references to them are shown with the names of that time.
    """
    wanted = {f"{record_type}:{key}" for record_type, key in places}
    if not wanted:
        return {}
    return dict(_read(RecordVersion.objects.filter(valid_at(at), place__in=wanted)))


def record_of(record_type: str, key: str, *, at: datetime | None = None) -> Record | None:
    """The public record, today's version or that ``at`` an instant; None as for ``public_record``. One query.

    It is quicker, because the revision is not read. None for a former key, too.
    """
    found = public_values([(record_type, key)], from_text, at=at).get((record_type, key))
    return found if found is not None and key_of_record(found) == key else None


def public_documents(
    places: Iterable[Place], *, at: datetime | None = None, with_outlets: bool = False
) -> dict[Place, dict[str, Any]]:
    """The records as plain documents, which is quicker for many. One query, or two.

    A former key has the document of the record to which it leads.
    ``with_outlets`` adds the outlets of sources and scales.
    """
    return public_values(places, json.decode, at=at, with_outlets=with_outlets)


def public_values(
    places: Iterable[Place],
    read: Callable[[str], T],
    *,
    at: datetime | None = None,
    with_outlets: bool = False,
) -> dict[Place, T]:
    """The results of ``read`` for the canonical texts. One query, and one for keys that are not public."""
    wanted = {f"{record_type}:{key}" for record_type, key in places if key}
    found = current_texts(wanted, at, with_outlets=with_outlets) if wanted else []
    return {place_of(place): read(text) for place, _, text, _ in found}


def with_keys_of_today(
    claims: Sequence[D], named: dict[Place, dict[str, Any]]
) -> tuple[Sequence[D | dict[str, Any]], dict[Place, dict[str, Any]]]:
    """These claims with the keys of the records that they name, and the records by those keys too.

    ``named`` are the documents of the records as ``public_documents`` finds them, also by former keys.
    """
    moves, named = moves_of(named)
    if not moves.leads:
        return claims, named
    return [to_document(moves.current(from_document(claim))) for claim in claims], named


def moves_of(named: dict[Place, dict[str, Any]]) -> tuple[Moves, dict[Place, dict[str, Any]]]:
    """Where the former keys of these records lead, and the records by their own keys too."""
    leads = {place: key for place, record in named.items() if (key := _own_key(place, record)) != place[1]}
    now = {(record_type, key): named[record_type, former] for (record_type, former), key in leads.items()}
    return Moves(leads), {**named, **now}


def _own_key(place: Place, document: Document) -> str:
    return str(document.get(key_field(place[0]), place[1]))


def referring(
    record_types: str | Sequence[str], places: Iterable[Place], *, at: datetime | None = None
) -> list[tuple[Place, dict[str, Any]]]:
    """The public records of a type, or of several, that refer to one of these places, as documents.

    Each comes with the place, and with each of several places. Those of a type are in the order of its list.
    At most one query.
    """
    wanted = {f"{of}:{key}" for of, key in places}
    if not wanted:
        return []
    types = [record_types] if isinstance(record_types, str) else record_types
    texts = referring_texts(types, wanted, at)
    return [(place_of(place), json.decode(text)) for place, text in texts]


def place_of(place: str) -> Place:
    """The type and the key of a record: "speaker:dmitry-peskov" → speaker, dmitry-peskov."""
    record_type, _, key = place.partition(":")
    return record_type, key


def withdrawn_claim(key: str, version: int) -> PublicRecord | None:
    """A version of a withdrawn claim, for its history; None as for ``public_record``.

    Also None if the claim was withdrawn by law or to protect a person. One query.
    """
    shown = Tombstone.objects.filter(key=key).exclude(reason_class__in=FINAL_REASONS)
    rows = Revision.objects.filter(
        record_type="claim", record_key__in=shown.values("key"), version=version, content__isnull=False
    )
    found = rows.select_related("content", "correction").first()
    return read_revision(found) if found else None


def read_revision(row: Revision) -> PublicRecord:
    """The record of a revision that has its content, which should be selected with it."""
    return PublicRecord(
        record=from_text(row.content.text),
        version=row.version,
        change_class=row.change_class,
        note=row.note,
        author=row.author,
        approver=row.approver,
        published_at=row.published_at,
        valid_from=row.valid_from,
        digest=row.digest,
    )


COLUMNS: Final = (
    "place",
    "revision__content__text",
    "version",
    "revision__change_class",
    "revision__correction__note",
    "revision__author",
    "revision__approver",
    "revision__published_at",
    "valid_from",
    "revision__digest",
)


def _read(rows: QuerySet[RecordVersion]) -> Iterator[tuple[Place, PublicRecord]]:
    """Each row whose text was not erased."""
    for place, text, version, change_class, note, *others in rows.values_list(*COLUMNS):
        if text:
            record = from_text(text)
            yield place_of(place), PublicRecord(record, version, change_class, note or "", *others)
