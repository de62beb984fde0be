"""Undoing an import leaves what has changed since, and names it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.importing.undoing import foresee_undoing
from claims.actions.merging.merging import merge
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit, submit_change
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.codec import from_document
from claims.models import Claim
from claims.models.record_mapping import claim_in_work, claim_record
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, KEY, SHARED, SPEAKER, lines
from tests.actions.importing.undone import claims, undone, words_with
from tests.records_in_and_out import AT, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_what_was_edited_since_stays_and_is_named() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    change_draft(record=from_document(words_with(key=KEY, role="mayor")), by=ANN, at=AT)
    found = undone("one")
    assert found.counts == {}
    assert set(found.kept) == {("claim", KEY), *((one["type"], one.get("slug", "s-1")) for one in SHARED)}
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor"


def test_what_an_editor_published_or_amended_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    submit(record_type="claim", key=KEY, by=ANN, at=AT)
    publish(places=[("claim", KEY)], by=BOB, at=AT)
    assert undone("one").counts == {}
    import_text(lines(words_with(role="mayor")), publish=True, batch="two")
    record = from_document(words_with(key=KEY, role="minister"))
    amend(
        amendments=[Amendment(record, ChangeClass.CORRECTION, "He was minister.")],
        by=ANN,
        approver=BOB,
        at=AT,
    )
    assert undone("two").counts == {}
    assert Claim.objects.get(key=KEY).version == 3


def test_a_claim_whose_change_waits_is_not_withdrawn() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    record = replace(claim_record(Claim.objects.get(key=KEY)), role="mayor")
    propose_change(record=record, by=ANN, at=AT)
    assert ("claim", KEY) in undone("one").kept
    assert Claim.objects.get(key=KEY).has_change


def test_a_draft_that_was_submitted_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    submit(record_type="claim", key=KEY, by=ANN, at=AT)
    assert undone("one").kept["claim", KEY] == "It was submitted since."


@pytest.mark.postgresql
def test_a_draft_claim_that_a_claim_of_another_batch_points_to_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    relation = {"kind": "repeats", "to": KEY, "grounds": "the same bridge"}
    import_text(lines(*claims("It stands", said="2019-02-08", relations=[relation])), batch="two")
    assert "It stands" in undone("one").kept["claim", KEY]
    assert undone("two").counts == {"discarded": 1}
    assert undone("one").counts == {"discarded": 4}


def test_a_public_claim_to_which_others_point_is_withdrawn_under_them() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    relation = {"kind": "repeats", "to": KEY, "grounds": "the same bridge"}
    import_text(
        lines(*claims("It stands", said="2019-02-08", relations=[relation])), publish=True, batch="two"
    )
    assert undone("one").counts == {"withdrawn": 1}
    assert Claim.objects.get(text="It stands").state == "published"


def test_what_a_speaker_of_the_batch_has_become_since_stays() -> None:
    """A later claim of somebody else names the speaker, and a merge changed the claim of the batch."""
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    import_text(lines({**SPEAKER, "slug": "ann-roe", "name": "Ann Roe"}, *claims("A toll")), publish=True)
    merge(record_type="speaker", key="anna-roe", into="ann-roe", note="One.", by=ANN, approver=BOB, at=AT)
    found = undone("one")
    assert ("speaker", "anna-roe") in found.kept
    assert Claim.objects.get(text="A toll").state == "published"


def test_an_answer_that_a_later_claim_was_coded_with_stays() -> None:
    position = {"type": "position", "slug": "a-toll", "question": "A toll?",
                "answers": [{"slug": "no", "text": "No", "rule": "refuses"}]}  # fmt: skip
    answers = [*position["answers"], {"slug": "yes", "text": "Yes", "rule": "agrees"}]
    import_text(lines(*SHARED, position), publish=True)
    import_text(lines({**position, "answers": answers}), publish=True, batch="two")
    stance = {"position": "a-toll", "answer": "yes", "grounds": "so it says", "basis": "own_words"}
    import_text(lines(words_with(stances=[stance])), publish=True)
    assert "yes: it is taken away" in undone("two").kept["position", "a-toll"]


def test_a_change_whose_version_before_was_erased_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="mayor")), publish=True, batch="two")
    admin = Actor("ada", roles=frozenset({Role.ADMIN}))
    erase(record_type="claim", key=KEY, contents=[1], reason="Law.", by=admin, at=AT)
    assert undone("two").kept["claim", KEY] == "Its version 1 was erased."


def test_a_change_that_was_submitted_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="mayor")), batch="two")
    changed = claim_in_work(Claim.objects.get(key=KEY))
    amendment = Amendment(changed, ChangeClass.UPDATE, "He is mayor.")
    submit_change(amendment=amendment, by=ANN, at=AT, note_is_enough=True)
    assert undone("two").kept["claim", KEY] == "It was submitted since."
    assert Claim.objects.get(key=KEY).has_change


def test_a_change_that_an_editor_made_public_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="builder")), publish=True)
    import_text(lines(words_with(role="mayor")), batch="three")
    changed = claim_in_work(Claim.objects.get(key=KEY))
    amendment = Amendment(changed, ChangeClass.UPDATE, "She is mayor.", "Role.", "Mayor.", "Her office.")
    submit_change(amendment=amendment, by=ANN, at=AT)
    amend(amendments=[amendment], by=BOB, at=AT)
    assert foresee_undoing(batch="three").kept == {("claim", KEY): "It has changed since."}
    assert undone("three").kept["claim", KEY] == "It has changed since."
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor"
