"""Writes the rows of all records in the public projection: times, references, and words of names."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, Protocol

from django.db import connection
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest
from msgspec import Struct

from claims.database.chunks import chunks
from claims.database.inserting import insert_columns, insert_rows
from claims.domain.history.ledger import NO_NOTE, PublicNote, Redirect
from claims.domain.record.identity import Place
from claims.domain.record.shared import keys_by_type
from claims.models import RecordReference, RecordVersion, RecordWord, Revision
from claims.models.versions import ProjectedRecord, record_versions

COLUMNS: Final = ("record_type", "place", "version", "revision_id", "valid_from", "valid_to", "sort")


class Kept(Protocol):
    """What gives its text when it is asked: many texts at once would fill the memory."""

    @property
    def text(self) -> str: ...


Text = str | Kept


def in_full(text: Text) -> str:
    """The text."""
    return text if isinstance(text, str) else text.text


class NewRevision(Struct, gc=False):
    """A version of a record to be sealed. ``text`` is its canonical text, or what gives it.

    ``hands`` are all who changed the record since the version before, the author first. ``revision`` is its
    primary key once it is sealed.
    """

    record_type: str
    record_key: str
    version: int
    text: Text
    change_class: str
    hands: tuple[str, ...]
    approver: str
    note: PublicNote = NO_NOTE
    redirects: tuple[Redirect, ...] = ()
    before: str = ""  # the canonical text of the version before, empty for the first
    revision: int = 0
    has_row: bool = True  # False for a new claim: ``write_claims`` of ``seal`` inserts its row.

    @property
    def holds_content(self) -> bool:
        """Whether the text is the content of the record. A withdrawn claim has its tombstone as text."""
        return not (self.record_type == "claim" and self.change_class == "withdrawal")

    @property
    def after(self) -> Text:
        """The public text from now on; empty for a withdrawn record."""
        return "" if self.change_class == "withdrawal" else self.text

    @property
    def is_again(self) -> bool:
        """Whether a withdrawn record is public again."""
        return bool(self.after and not self.before and self.version > 1)

    @property
    def place(self) -> str:
        return f"{self.record_type}:{self.record_key}"


def project_records(sealed: Sequence[NewRevision], at: datetime) -> None:
    """Write the rows of these revisions, and end those of the revisions that they replace."""
    for some in chunks(sealed):
        ended = [one.place for one in some if one.before and (one.after or one.redirects)]
        stood = RecordVersion.objects.filter(place__in=ended, valid_to=None)
        # A clock that was set back does not turn the order of versions.
        starts = {place: max(at, since) for place, since in stood.values_list("place", "valid_from")}
        stood.update(valid_to=Greatest(Value(at, DateTimeField()), F("valid_from")))
        gone = [one.place for one in some if one.before and not (one.after or one.redirects)]
        RecordVersion.objects.filter(place__in=gone).delete()
        _insert_records(
            ProjectedRecord(
                one.record_type, one.place, one.version, one.revision, starts.get(one.place, at)
            ).read(in_full(one.after) if one.record_type != "claim" else "")
            for one in some
            if one.after and not one.is_again
        )
        project_records_anew([(one.record_type, one.record_key) for one in some if one.is_again])


def project_records_anew(places: Sequence[Place]) -> None:
    """Make the rows of these records anew from all their revisions."""
    for record_type, keys in keys_by_type(places).items():
        RecordVersion.objects.filter(place__in=[f"{record_type}:{key}" for key in keys]).delete()
        revisions = Revision.objects.filter(record_type=record_type, record_key__in=keys)
        _insert_records(chain.from_iterable(record_versions(revisions)))


def _insert_records(rows: Iterable[ProjectedRecord]) -> None:
    made = list(rows)
    if not made:
        return
    numbers = insert_columns(RecordVersion, {name: [getattr(one, name) for one in made] for name in COLUMNS})
    numbered = [*zip(numbers, made, strict=True)]
    places = [(place, number) for number, one in numbered for place in one.places]
    insert_rows(connection, RecordReference._meta.db_table, ("place", "version_id"), places)
    words = [(word, written, number) for number, one in numbered for word, written in one.words.items()]
    insert_rows(connection, RecordWord._meta.db_table, ("word", "written", "version_id"), words)
