"""The state of the record as one question, and the ETag that follows from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

import claims
from claims.models import LedgerRow
from claims.queries.site.frame import RecordState, page_etag, program_files, record_state
from tests.world import World

TODAY = date(2022, 3, 1)
ROOT = Path(claims.__file__).resolve().parent


def test_the_state_is_read_by_one_question(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        state = record_state()
    assert len(asked) == 1
    latest = LedgerRow.objects.order_by("-sequence").first()
    assert latest is not None
    assert (state.claims_count, state.updated) == (len(world.public_claims), latest.at)


def test_an_etag_tells_record_address_day_and_settings_apart() -> None:
    state = RecordState(version=1, claims_count=0, updated=None)
    other = RecordState(version=2, claims_count=0, updated=None)
    tags = {
        page_etag(state, "/", TODAY),
        page_etag(other, "/", TODAY),
        page_etag(state, "/claims/", TODAY),
        page_etag(state, "/", date(2022, 3, 2)),
        page_etag(state, "/", TODAY, settings=("CC0 1.0",)),
    }
    assert len(tags) == 5
    assert page_etag(state, "/", TODAY) in tags


def test_an_etag_covers_all_that_makes_a_page() -> None:
    """A new program whose templates, styles or views differ must not confirm the pages of the old one."""
    folders = {path.relative_to(ROOT).parts[0] for path in program_files()}
    assert {"domain", "jinja2", "queries", "static", "templates", "web"} <= folders
    endings = {path.suffix for path in program_files()}
    assert {".py", ".html", ".css", ".js", ".svg"} <= endings
