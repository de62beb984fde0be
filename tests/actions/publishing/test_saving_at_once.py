"""Thirty saves of one edition at once: one wins, the others are told, and in the end none is lost.

Threads with connections of their own, on the file of SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, record_draft
from claims.actions.publishing.amending import Amendment, correct
from claims.actions.publishing.publishing import publish
from claims.database.condition import Condition, condition_of
from claims.domain.errors import Conflict
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import Alias, SpeakerRecord
from claims.models import Revision, Speaker
from claims.models.record_mapping import as_record, with_content
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER
from tests.world import ANN, BOB

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

SAVES, AT_ONCE = 30, 6
SLUG = "ruritanian-chorus"


def now() -> tuple[SpeakerRecord, int]:
    """The record as somebody reads it, with its edition."""
    row = with_content(Speaker.objects.filter(slug=SLUG)).get()
    record = as_record(row)
    assert isinstance(record, SpeakerRecord)
    return record, row.edition


def with_name(record: SpeakerRecord, number: int) -> SpeakerRecord:
    aliases = (*record.aliases, Alias(text=f"Voice {number:03}"))
    return replace(record, aliases=tuple(sorted(aliases, key=lambda alias: alias.text)))


def save_draft(record: SpeakerRecord, edition: int) -> None:
    change_draft(record=record, by=ANN, at=AFTER, edition=edition)


def save_amendment(record: SpeakerRecord, edition: int) -> None:
    told = {"note": "One more.", "wrong": "missing", "right": "there", "learned": "It sang."}
    amendment = Amendment(record, ChangeClass.UPDATE, **told)
    correct(amendment=amendment, by=ANN, approver=BOB, at=AFTER, edition=edition)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_public", [False, True], ids=["draft", "public"])
def test_thirty_conflicting_saves_lose_none(is_public: bool) -> None:
    record_draft(record=SpeakerRecord(slug=SLUG, name="Chorus", kind="group"), by=ANN, at=AFTER)
    if is_public:
        publish(places=[("speaker", SLUG)], by=BOB, at=AFTER)
    save = save_amendment if is_public else save_draft
    read, first_edition = now()

    def keep_mine_on_top_of_theirs(number: int) -> int:
        """Save what was read before anybody saved; told of a conflict, read again and save once more.

        Returns how often it was told of one.
        """
        conflicts, mine, edition = 0, with_name(read, number), first_edition
        try:
            while True:
                try:
                    save(mine, edition)
                except Conflict:
                    conflicts += 1
                    theirs, edition = now()
                    mine = with_name(theirs, number)
                except OperationalError as error:
                    # SQLite serves no queue: on a busy machine somebody may be passed over for five seconds,
                    # is told that nothing was written, and sends it again.
                    if condition_of(error) is not Condition.BUSY:
                        raise
                else:
                    return conflicts
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        conflicts = list(pool.map(keep_mine_on_top_of_theirs, range(SAVES)))

    record, edition = now()
    assert [alias.text for alias in record.aliases] == [f"Voice {number:03}" for number in range(SAVES)]
    assert conflicts.count(0) == 1
    assert edition == first_edition + SAVES
    if is_public:
        versions = Revision.objects.filter(record_key=SLUG).values_list("version", flat=True)
        assert sorted(versions) == list(range(1, SAVES + 2))
        verify_database()
