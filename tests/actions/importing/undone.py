"""Import records, and undo their batch."""

from __future__ import annotations

from typing import Any

from claims.actions.importing.undoing import UndoneBatch, undo_import
from claims.domain.history.permissions import IMPORTER
from claims.models import LedgerRow
from claims.models.record_mapping import ROWS
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import CLAIM
from tests.actions.publishing.test_counts import assert_kept_as_counted
from tests.records_in_and_out import AT
from tests.recounted import assert_kept_as_recounted

BOARD = {"type": "speaker", "slug": "ferry-board", "name": "Ferry Board", "kind": "body"}

CREW = {"type": "speaker", "slug": "a-crew", "name": "A Crew", "kind": "body", "part_of": "ferry-board"}


def undone(batch: str) -> UndoneBatch:
    found = undo_import(batch=batch, by=IMPORTER, at=AT)
    verify_database()
    if LedgerRow.objects.exists():
        assert_kept_as_counted()
        assert_kept_as_recounted()
    return found


def rows() -> dict[str, list[str]]:
    """The documents of every record, public or not."""
    return {
        name: sorted(map(str, model._base_manager.values_list("document", "sealed__content__text")))
        for name, model in ROWS.items()
    }


def words_with(**changed: Any) -> dict[str, Any]:
    return {**CLAIM, **changed}


def claims(*texts: str, **more: Any) -> list[dict[str, Any]]:
    return [{**words_with(**more), "words": {**CLAIM["words"], "text": text}} for text in texts]
