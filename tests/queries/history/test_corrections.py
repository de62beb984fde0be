"""The public list of corrections."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims.actions.publishing.erasing import erase
from claims.domain.errors import InvalidQuery
from claims.models import Revision
from claims.queries.history.corrections import correction_index
from claims.queries.paging import StaleCursor
from tests.world import BOB, World


def test_corrections_stand_newest_first_and_changes_of_typography_are_left_out(world: World) -> None:
    rows = correction_index({}).rows
    assert [(row.record_key, row.change_class) for row in rows] == [
        (world.withdrawn, "withdrawal"),
        (world.amended, "correction"),
    ]


def test_a_correction_shows_the_words_before_and_after_and_since_when_they_stood(world: World) -> None:
    row = correction_index({"class": "correction"}).rows[0]
    [change] = row.changes
    assert change.diff is not None
    assert "not" in change.before
    assert change.after == "The flood was the towns’ fault"
    assert (row.notes.wrong, row.notes.right, row.notes.thanks) == ("was not", "was", "A reader in Zenda")
    assert row.version == 3
    # Version 2 changed the role alone: the words had stood since the founding.
    first = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    assert row.stood_since == first.valid_from
    assert row.before_url.endswith("/v/2/")


def test_a_withdrawal_gives_its_reason_and_not_the_words(world: World) -> None:
    row = correction_index({"class": "withdrawal"}).rows[0]
    assert row.name == f"Claim {world.withdrawn}"
    assert row.url == f"/claims/{world.withdrawn}/"
    assert row.reason == "recorded in error"
    assert row.changes == ()


def test_the_list_of_one_claim_holds_its_corrections_alone(world: World) -> None:
    part = correction_index({"claim": world.amended})
    assert (part.count, part.rows[0].record_key) == (1, world.amended)


def test_a_class_that_there_is_not_is_named(world: World) -> None:
    with pytest.raises(InvalidQuery, match="There is no class “typographic”"):
        correction_index({"class": "typographic"})


@pytest.mark.parametrize("after", ["0", "x", "-1", "٣", "99999999999999999999999"])
def test_a_cursor_outside_the_list_is_stale(world: World, after: str) -> None:
    with pytest.raises(StaleCursor):
        correction_index({"after": after})


def test_a_text_that_was_erased_is_not_said_to_stay(world: World) -> None:
    assert correction_index({"class": "withdrawal"}).rows[0].text_is_kept
    before = Revision.objects.get(record_type="claim", record_key=world.withdrawn, version=1)
    erase(
        record_type=before.record_type,
        key=before.record_key,
        contents=[before.version],
        reason="A court ordered it.",
        by=BOB,
        at=datetime(2022, 4, 2, tzinfo=UTC),
    )
    assert not correction_index({"class": "withdrawal"}).rows[0].text_is_kept
