"""Records of each type that can point to another are found by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record, TombstoneRecord
from claims.models.record_mapping import ROWS
from tests.generated_records import complete_records, lines_of
from tests.models.test_pointing import assert_asked_as_read
from tests.records_in_and_out import import_text, told

pytestmark = pytest.mark.slow


def without_tombstone() -> Iterator[Record]:
    """The records, without the one that is public as soon as it is there, and what points to it."""
    for record in complete_records():
        if isinstance(record, ClaimRecord):
            yield replace(record, relations=())
        elif not isinstance(record, TombstoneRecord):
            yield record


@pytest.mark.django_db
@pytest.mark.parametrize("publish", [False, True], ids=["drafts", "public records"])
def test_whatever_type_points_to_a_record_it_is_found(publish: bool) -> None:
    records = complete_records() if publish else list(without_tombstone())
    assert told(import_text(lines_of(records), publish=publish)) == []
    pairs = assert_asked_as_read()
    assert {pointing for _, pointing in pairs} == set(ROWS) - {"outlet", "topic"}
    assert {record_type for record_type, _ in pairs} == {
        "speaker", "outlet", "source", "topic", "position", "scale",
    }  # fmt: skip
