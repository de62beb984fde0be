"""An import is undone while an editor works on its claims: what the editor saved stays."""

from __future__ import annotations

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.importing.undoing import UndoneBatch, undo_import
from claims.domain.history.permissions import IMPORTER
from claims.models import Claim
from claims.models.record_mapping import claim_in_work, claim_record
from tests.actions.importing.import_lines import ANN, CLAIM, KEY, SHARED, lines
from tests.at_once import meanwhile
from tests.records_in_and_out import AT, import_text

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer"),
]


def undo() -> UndoneBatch:
    return undo_import(batch="two", by=IMPORTER, at=AT)


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("is_changed", [True, False])
def test_what_an_editor_saves_at_the_same_time_stays(is_public: bool, is_changed: bool) -> None:
    import_text(lines(*SHARED), publish=True)
    if is_changed:
        import_text(lines(CLAIM), publish=is_public)
    changed = {**CLAIM, "role": "mayor"} if is_changed else CLAIM
    import_text(lines(changed), publish=is_public and not is_changed, batch="two")
    record = claim_record(Claim.objects.get(key=KEY))
    save = propose_change if is_public else change_draft
    found = meanwhile(lambda: save(record=replace(record, role="minister"), by=ANN, at=AT), undo)
    assert found.counts == {}
    assert set(found.kept) == {("claim", KEY)}
    assert claim_in_work(Claim.objects.get(key=KEY)).role == "minister"
