from __future__ import annotations

from datetime import timedelta

import pytest

from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.models import Revision
from claims.queries.history.claim_history import claim_history, is_erased
from claims.queries.history.withdrawals import withdrawn_claim_of
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = pytest.mark.django_db
LATER = FOUNDED_AT + timedelta(days=400)


def test_versions_come_latest_first_with_class_note_and_approver(world: World) -> None:
    history = claim_history(world.amended)
    assert history is not None
    told = [(version.number, version.change, version.approved) for version in history.versions]
    assert told == [
        (3, "Correction", "approved by bob"),
        (2, "Typographic change", "approved by bob"),
        (1, "Published", "approved by bob"),
    ]
    assert history.versions[0].note == "The words held a “not” that the source does not have."
    assert history.versions[0].notes.thanks == "A reader in Zenda"


def test_changed_words_are_marked_and_other_fields_named(world: World) -> None:
    history = claim_history(world.amended)
    assert history is not None
    corrected, typographic, first = history.versions
    assert "words" in corrected.changed
    assert any(run.kind == "removed" for run in corrected.runs)
    assert typographic.changed == ("role",)
    assert not typographic.runs
    assert not first.changed


@pytest.mark.parametrize("kind", ["draft", "submitted", "returned"])
def test_what_was_never_public_has_no_history(world: World, kind: str) -> None:
    assert claim_history(getattr(world, kind)) is None
    assert withdrawn_claim_of(getattr(world, kind)) is None


def test_the_history_of_a_withdrawn_claim_stays_and_says_why(world: World) -> None:
    history = claim_history(world.withdrawn)
    assert history is not None
    assert history.withdrawn is not None
    assert history.withdrawn.reason == "recorded in error"
    assert history.withdrawn.decided_by == "bob"
    assert [version.change for version in history.versions] == ["Withdrawal", "Published"]
    assert history.words == ""


def test_what_was_withdrawn_to_protect_a_person_shows_no_version(world: World) -> None:
    withdraw(key=world.rated, reason_class="privacy", note="She asked us.", by=ANN, approver=BOB, at=LATER)
    history = claim_history(world.rated)
    assert history is not None
    assert not any(version.url for version in history.versions)
    assert "not shown" in history.versions[-1].gone


def test_an_erased_version_says_so_and_the_rest_stays(world: World) -> None:
    revision = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="A court ordered it.",
        by=BOB,
        at=LATER,
    )
    history = claim_history(world.amended)
    assert history is not None
    first = history.versions[-1]
    assert first.url == ""
    assert first.gone.startswith("The content of this version was erased by law")
    assert is_erased(world.amended, 1)
    assert not is_erased(world.amended, 2)
    assert not is_erased(world.draft, 1)
