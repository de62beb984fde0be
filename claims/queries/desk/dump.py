"""All records of the database, drafts included, for ``dumpdata``."""

from collections.abc import Iterator

from claims.domain.record.shared import Record, key_field
from claims.models.claim import HAS_CHANGE, Claim
from claims.models.record_mapping import ROWS, as_record, with_content
from claims.queries.history.export import CHUNK, in_code_points, public_records


def dumped_records() -> Iterator[tuple[Record, str]]:
    """Each record with ``published`` or ``draft``: public ones first, both in the order of an export.

    Submitted and returned drafts are drafts. Changes to public claims are left out; ``unpublished_changes``
    lists them.
    """
    for record in public_records():
        yield record, "published"
    for model in ROWS.values():
        name = key_field(model.RECORD.TYPE)
        rows = with_content(model.objects.drafts().order_by(in_code_points(name)))
        for row in rows.iterator(chunk_size=CHUNK):
            yield as_record(row), "draft"


def unpublished_changes() -> list[str]:
    """The keys of the public claims that have a change, in order."""
    return list(Claim.objects.filter(HAS_CHANGE).order_by("key").values_list("key", flat=True))
