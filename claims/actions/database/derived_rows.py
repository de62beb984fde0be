"""Make the rows of the desk anew from their records."""

from __future__ import annotations

from claims.actions.desk_values import keep_desk_values
from claims.database.chunks import CHUNK, chunks
from claims.models.derived import cap_of, days_cited, derive, derived_columns
from claims.models.record_mapping import as_record, with_content
from claims.models.record_row import RecordRow


def derive_rows(model: type[RecordRow]) -> None:
    """Make the derived columns of a table anew, and the values by which the desk finds claims."""
    columns: tuple[str, ...] = ()
    for some in chunks(with_content(model._base_manager.order_by("pk")).iterator(chunk_size=CHUNK)):
        records = [as_record(row) for row in some]
        days = days_cited(records)
        changed = []
        for row, record in zip(some, records, strict=True):
            columns = derived_columns(row)
            stood = [getattr(row, name) for name in columns]
            derive(row, record, cap_of(record, days))
            if stood != [getattr(row, name) for name in columns]:
                changed.append(row)
        if changed:
            model._base_manager.bulk_update(changed, columns)
        keep_desk_values(list(zip(some, records, strict=True)))
