"""Verification: whatever was changed past the actions is found and named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pytest_django import DjangoDbBlocker

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.permissions import Actor
from claims.domain.history.verify import Misfit
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.codec import from_document
from claims.formats.base import UnusableFile
from claims.queries.history.export import history_texts, public_texts
from claims.queries.history.verification import verify_database, verify_export
from tests.generated_records import TOMBSTONE, complete_records, lines_of
from tests.prepared import PreparedDatabases
from tests.records_in_and_out import import_text
from tests.sneaking import change_by_sql, take_triggers_away

pytestmark = pytest.mark.slow

AT = datetime(2026, 1, 3, 12, tzinfo=UTC)
ANN = Actor("ann", roles=frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN}))
BOB = Actor("bob", roles=ANN.roles)


def export() -> str:
    return "".join(f"{text}\n" for texts in (public_texts(), history_texts()) for text in texts)


def verify_text(text: str) -> None:
    verify_export(BytesIO(text.encode()), "e.jsonl")


def publish_complete_records() -> None:
    import_text(lines_of(complete_records()), publish=True)
    document = {"type": "topic", "slug": "roads", "name": "The roads"}
    amendment = Amendment(from_document(document), ChangeClass.CORRECTION, "the name")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AT)


@pytest.fixture(scope="module")
def published(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The complete records are on record while this module runs; each test takes back what it changed."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(prepared.connected("complete records", publish_complete_records))
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.mark.usefixtures("published", "db")
class TestCompleteRecords:
    def test_left_alone_they_verify(self) -> None:
        assert verify_database().tombstones == 1

    @pytest.mark.same_sql
    @pytest.mark.parametrize(
        ("sql", "message"),
        [
            (
                "UPDATE claims_speaker SET name = 'X' WHERE slug = 'anna-roe'",
                "The speaker anna-roe: the column name is not what the record gives",
            ),
            (
                "UPDATE claims_claim SET text = 'X' WHERE key = '1111111111'",
                "The claim 1111111111: the column text is not what the record gives",
            ),
            (
                "UPDATE claims_claim SET lacks = ',passage,' WHERE key = '1111111111'",
                "The claim 1111111111: the column lacks is not what the record gives",
            ),
            (
                "UPDATE claims_claim SET document = '{}' WHERE key = '1111111111'",
                "The claim 1111111111 has content that no revision has",
            ),
            (
                "UPDATE claims_claim SET sealed_id = (SELECT MAX(sealed_id) FROM claims_claim)",
                "The claim 1111111111 does not point to its latest version, 1",
            ),
            (
                "UPDATE claims_claim SET sealed_id = NULL",
                "The claim 1111111111 does not point to its latest version, 1",
            ),
            (
                "UPDATE claims_deskvalue SET value = value || 'X' WHERE field = 'chain.source'",
                "1111111111: the values of chain.source by which the desk finds it are not its own",
            ),
            (
                "DELETE FROM claims_deskvalue WHERE field = 'stances.answer'",
                "1111111111: the values of stances.answer by which the desk finds it are not its own",
            ),
            (
                "UPDATE claims_claim SET occasion_place = 'X'",
                "1111111111: the column occasion_place is not what",
            ),
            (
                "UPDATE claims_speaker SET document = '{}' WHERE slug = 'anna-roe'",
                "The speaker anna-roe has content that no revision has",
            ),
            (
                "UPDATE claims_topic SET version = 3 WHERE slug = 'roads'",
                "The topic roads says that its version is 3",
            ),
            ("UPDATE claims_event SET state = 'draft', version = 0", "has revisions, and no public record"),
            (
                "UPDATE claims_tombstone SET reason_class = 'law'",
                f"The tombstone of the claim {TOMBSTONE} is not",
            ),
            ("DELETE FROM claims_tombstone", f"The claim {TOMBSTONE} has revisions, and no public record"),
            ("UPDATE claims_revision SET approver = 'X' WHERE version = 2", "row 2: its hash is not"),
            (
                "UPDATE claims_revision SET author = 'X' WHERE version = 2",
                "The author of version 2 of",
            ),
            (
                "UPDATE claims_revision SET hands = '[]' WHERE version = 2",
                "The author of version 2 of",
            ),
            (
                "UPDATE claims_revision SET hands = '7' WHERE version = 2",
                "topic roads cannot be",
            ),
            (
                "UPDATE claims_revision SET redirects = '[1]' WHERE version = 2",
                "topic roads cannot be",
            ),
            ("UPDATE claims_correction SET note = 'X'", "public note on version . of .* is not"),
            ("UPDATE claims_correction SET wrong = 'X'", "public note on version . of .* is not"),
            (
                "UPDATE claims_correction SET thanks = 'X'",
                "public note on version . of .* is not",
            ),
            (
                "DELETE FROM claims_correction",
                "public note on version . of the .* is gone, and no",
            ),
            (
                'INSERT INTO claims_correction (revision_id, note, wrong, "right", learned, thanks, salt)'
                " SELECT id, 'X', '', '', '', '', '' FROM claims_revision WHERE record_key = 'anna-roe'",
                "The public note on version 1 of the speaker anna-roe was never sealed",
            ),
            ("UPDATE claims_revisioncontent SET text = text || ' '", "is not the one that was sealed"),
            ("DELETE FROM claims_revisioncontent", "is gone, and no ledger row says that it was erased"),
            ("UPDATE claims_ledgerrow SET summary = 'X' WHERE sequence = 1", "Ledger row 1: its hash is not"),
            ("UPDATE claims_ledgerrow SET sequence = 3 WHERE sequence = 2", "row 2 should be here"),
        ],
    )
    def test_what_was_changed_behind_the_triggers_is_named(self, sql: str, message: str) -> None:
        take_triggers_away()
        change_by_sql(sql)
        with pytest.raises(Misfit, match=message):
            verify_database()

    def test_a_change_that_nobody_sealed_is_named(self) -> None:
        change_by_sql("UPDATE claims_topic SET name = 'X' WHERE slug = 'roads'")
        with pytest.raises(Misfit, match="The topic roads: the column name is not what the record gives"):
            verify_database()

    def test_erased_contents_hold_under_their_erasure(self) -> None:
        erase(record_type="topic", key="roads", contents=[1], reason="the law", by=ANN, at=AT)
        assert verify_database().erased == 1
        verify_text(export())

    def test_a_withdrawal_holds(self) -> None:
        withdraw(key="1111111111", reason_class="error", note="not said", by=ANN, approver=BOB, at=AT)
        assert verify_database().tombstones == 2
        verify_text(export())

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (("The roads", "The road"), "has a line|is not its version|not the one that was sealed"),
            (("the name", "a name"), "The public note on version 2 of the topic roads is not the one"),
            (('"hands":["ann"]', '"hands":["ann","bob"]'), "Ledger row 2: its hash is not that of its cont"),
            (('"hands":["ann"]', '"hands":["bob"]'), "Ledger row 2: its hash is not that of its content"),
            (('"version":2', '"version":3'), "Version 2 of topic roads is missing: 3 comes next"),
            (('"actor":"bob"', '"actor":"eve"'), "Ledger row 2"),
            (
                ('"slug":"bridges"', '"slug":"bridge"'),
                "The topic bridges has revisions, and no line of its own",
            ),
        ],
    )
    def test_what_was_changed_in_an_export_is_named(self, change: tuple[str, str], message: str) -> None:
        with pytest.raises(Misfit, match=message):
            verify_text(export().replace(*change, 1))

    def test_a_line_without_revision_is_named(self) -> None:
        with pytest.raises(Misfit, match="The topic zebras has a line, and no revision"):
            verify_text('{"name":"Z","slug":"zebras","type":"topic"}\n' + export())

    def test_an_export_without_history_cannot_be_verified(self) -> None:
        with pytest.raises(Misfit, match=r"holds no history: export it with --history"):
            verify_text("".join(f"{text}\n" for text in public_texts()))

    def test_a_broken_line_is_named(self) -> None:
        with pytest.raises(UnusableFile, match=r"e\.jsonl:1: this is not JSON"):
            verify_text("{\n")
        with pytest.raises(UnusableFile, match=r"e\.jsonl:1: this line of history lacks something"):
            verify_text('{"type":"ledger","format":2}\n')

    @pytest.mark.parametrize(
        ("form", "age"), [("", "an earlier"), ('"format":1,', "an earlier"), ('"format":3,', "a later")]
    )
    def test_a_history_in_another_format_is_refused_with_a_sentence(self, form: str, age: str) -> None:
        with pytest.raises(UnusableFile, match=f"{age} version of this program wrote this history"):
            verify_text(export().replace('"format":2,', form))

    def test_a_record_with_two_lines_is_named(self) -> None:
        line = next(public_texts())
        with pytest.raises(UnusableFile, match="has a line already"):
            verify_text(f"{line}\n{export()}")
