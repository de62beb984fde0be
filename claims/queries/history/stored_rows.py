"""The rows of a table of records as verification reads them: very many, so no objects of Django."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import JSONField, QuerySet, TextField, Value

from claims.domain.history.verify import UNREADABLE
from claims.domain.record.shared import key_field
from claims.models.derived import derived_columns
from claims.models.plain import plain
from claims.models.record_mapping import columns_of
from claims.models.record_row import PUBLIC, RecordRow
from claims.models.revision import Revision, RevisionContent
from claims.queries.history.verification_links import readable

CHUNK = 500


class StoredRow(NamedTuple):
    """What ``RecordRow`` says of a row, and its ``columns`` that follow from the record (``repeating``).

    ``sealed`` is the key and the version of the revision to which it points, ``sealed_text`` its text.
    """

    pk: int
    key: str
    state: str
    version: int
    document: str
    change_state: str | None
    sealed: tuple[str | None, int | None]
    sealed_text: str | None
    columns: tuple[Any, ...]

    @property
    def is_public(self) -> bool:
        return self.state == PUBLIC

    @property
    def has_change(self) -> bool:
        return self.change_state is not None

    @property
    def content(self) -> str:
        """The canonical text of its record. Raises ObjectDoesNotExist if there is none."""
        if self.document and not self.has_change:
            return self.document
        if self.sealed_text is not None:
            return self.sealed_text
        if self.sealed[1] is None:
            raise Revision.DoesNotExist("it has neither a document nor a sealed version")
        raise RevisionContent.DoesNotExist("Revision has no content.")


def repeating(model: type[RecordRow]) -> tuple[str, ...]:
    """The names of the columns that follow from the record: derived ones, then those that repeat it."""
    return (*derived_columns(model), *(column.name for column in columns_of(model)))


def stored_rows(model: type[RecordRow]) -> Iterator[StoredRow]:
    """All rows. Every column is read: raises Misfit for one that cannot be."""
    rows = _values(model)
    number = len(repeating(model))
    try:
        for row in rows.iterator(chunk_size=CHUNK):
            yield StoredRow._make((*row[:6], row[6:8], row[8], row[9 : 9 + number]))
    except UNREADABLE:
        for pk, key in rows.values_list("pk", key_field(model.RECORD.TYPE)).iterator():
            with readable(f"The {model.RECORD.TYPE} {key}"):
                list(rows.filter(pk=pk))
        raise


def _values(model: type[RecordRow]) -> QuerySet[Any, tuple[Any, ...]]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    keys = {one.name: f"{one.name}__{key_field(one.ref)}" for one in columns_of(model) if one.ref}
    own = ("pk", key_field(model.RECORD.TYPE), "state", "version", "document")
    change = plain("change_state") if "change_state" in fields else [Value(None, TextField())]
    sealed = plain("sealed__record_key", "sealed__version", "sealed__content__text")
    told = [keys.get(name, name) for name in repeating(model)]
    others = fields.keys() - {*own, *told}
    rest = [name if isinstance(fields[name], JSONField) else plain(name)[0] for name in sorted(others)]
    rows = model._base_manager.order_by("pk")
    return rows.values_list(*plain(*own), *change, *sealed, *plain(*told), *rest)
