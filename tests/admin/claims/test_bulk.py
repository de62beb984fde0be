"""One step with many claims: what is refused is named with its reason, and keeps no other back."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django.fixtures import Settings

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.reviewing import send_back
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.record.claim import Words
from claims.models import Assignment, AuditEvent, Claim, LedgerRow
from claims.models.record_mapping import claim_in_work, claim_record
from tests.actions.drafts.small_records import AFTER, drafted, later, row, submitted
from tests.admin.accounts.people import browser_of, person
from tests.admin.decisions.ways_to_review import change_from_its_form
from tests.admin.desk_pages import text_of
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow

LIST = "/admin/claims/claim/"


@pytest.fixture(autouse=True)
def review(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True


@pytest.fixture
def fay(world: World) -> Client:
    return browser_of(person("fay", "Editor"))


def asked(browser: Client, action: str, *claims: Claim) -> Any:
    """The page that asks, as the list opens it."""
    ticked = [claim.pk for claim in claims]
    return browser.post(LIST, {"action": action, "index": "0", "_selected_action": ticked})


def taken(browser: Client, action: str, *claims: Claim, **answers: str) -> str:
    """Confirm with the editions that the page showed; the words of the list that follows."""
    editions = {f"edition_{claim.pk}": claim.edition for claim in claims}
    sent = {"action": action, "_selected_action": [claim.pk for claim in claims], "_confirm": "1"}
    return text_of(browser.post(LIST, sent | editions | answers, follow=True))


def test_drafts_are_submitted_together_and_the_others_say_why_not(world: World, fay: Client) -> None:
    one, two = row(drafted(world, "The toll is high")), row(drafted(world, "The toll is low"))
    waiting = row(submitted(world, "The toll is fair"))
    page = asked(fay, "submit_selected", one, two, waiting)
    assert "The toll is high" in page.text
    assert Claim.objects.get(pk=one.pk).state == "draft"
    said = taken(fay, "submit_selected", one, two, waiting)
    assert "2 claims submitted for review." in said
    assert "1 claim was left as before" in said
    assert "This record is already waiting for review." in said
    assert {Claim.objects.get(pk=pk).state for pk in (one.pk, two.pk)} == {"submitted"}


def test_an_editor_approves_the_work_of_others_and_is_told_what_is_her_own(world: World, fay: Client) -> None:
    one, own = row(submitted(world, "The toll is high")), row(submitted(world, "The toll is low"))
    Claim.objects.filter(pk=own.pk).update(author="fay", hands=["fay"])
    draft = row(drafted(world, "The toll is fair"))
    changed = row(submitted(world, "The toll is new"))
    Claim.objects.filter(pk=changed.pk).update(edition=changed.edition + 1)
    before = LedgerRow.objects.count()
    said = taken(fay, "approve_selected", one, own, draft, changed)
    assert "1 claim published." in said
    assert "Somebody other than fay, who wrote this record, has to publish it." in said
    assert "has changed since you opened it" in said
    assert "3 claims were left as before" in said
    assert LedgerRow.objects.count() == before + 1
    assert Claim.objects.get(pk=one.pk).is_public
    assert not Claim.objects.filter(pk__in=[own.pk, draft.pk, changed.pk], version__gt=0).exists()


def test_a_change_that_waits_is_approved_with_the_note_of_its_proposer(world: World, fay: Client) -> None:
    _, key = change_from_its_form(world)
    words = Words(text="The ferry is very late", language="en", form="quoted")
    propose_change(
        record=replace(claim_in_work(Claim.objects.get(key=key)), words=words), by=ANN, at=later(1)
    )
    copy = Claim.objects.get(key=key)
    assert "The ferry is very late" in text_of(asked(fay, "approve_selected", copy))
    assert "1 claim published." in taken(fay, "approve_selected", copy)
    now = Claim.objects.get(key=key)
    assert (now.version, claim_record(now).role) == (2, "captain")


def test_a_change_that_was_returned_is_not_approved_with_its_old_note(
    world: World, fay: Client, settings: Settings
) -> None:
    settings.REVIEW_REQUIRED = False
    _, key = change_from_its_form(world)
    send_back(record_type="claim", key=key, comment="By which source?", by=BOB, at=later(1))
    said = taken(fay, "approve_selected", Claim.objects.get(key=key))
    assert "This change is not submitted" in said
    assert Claim.objects.get(key=key).version == 1


def test_claims_that_point_to_each_other_are_approved_in_the_order_that_works(
    world: World, fay: Client
) -> None:
    later = row(submitted(world, "The toll is gone"))
    first = submitted(world, "The toll stays")
    second = row(
        submitted(world, "The toll stays, he says", relations=[{"kind": "repeats", "to": first.key}])
    )
    assert "3 claims published." in taken(fay, "approve_selected", second, later, row(first))


def test_a_claim_is_given_to_an_editor_and_found_by_her(world: World, fay: Client) -> None:
    one, public = row(submitted(world, "The toll is high")), Claim.objects.get(key=world.first_support)
    joe = browser_of(person("joe", "Editor"))
    assert 'value="joe"' in asked(fay, "assign_selected", one).text
    said = taken(fay, "assign_selected", one, public, to="joe")
    assert "1 claim assigned." in said
    assert "This claim is not in work" in said
    assert Assignment.objects.get().person.username == "joe"
    assert AuditEvent.objects.filter(action="assign", record_key=one.key, detail={"to": "joe"}).exists()
    mine = joe.get(LIST, {"assigned": "me"})
    assert [found.pk for found in mine.context["cl"].result_list] == [one.pk]
    assert "submitted, for joe" in mine.text
    assert '<span class="number">1</span> Assigned to you' in joe.get("/admin/").text
    (waiting,) = joe.get("/admin/review/", {"assigned": "me"}).context["found"].rows
    assert waiting.assigned == "joe"
    assert fay.get("/admin/review/", {"assigned": "me"}).context["found"].rows == ()
    taken(fay, "assign_selected", one, to="")
    assert not Assignment.objects.exists()
    taken(fay, "assign_selected", one, to="joe")
    taken(fay, "approve_selected", one)
    assert not joe.get(LIST, {"assigned": "me"}).context["cl"].result_list  # What is public is done.


def test_nobody_but_an_editor_with_an_open_account_is_given_a_claim(world: World, fay: Client) -> None:
    one = row(drafted(world))
    person("jan", "Contributor")
    assert "Select a valid choice" in taken(fay, "assign_selected", one, to="jan")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("groups", "offered"),
    [
        (["Contributor"], {"submit_selected"}),
        (["Editor"], {"submit_selected", "approve_selected", "assign_selected"}),
        (["Admin"], set()),
    ],
)
def test_each_role_is_offered_its_own_steps_and_refused_the_others(
    world: World, groups: list[str], offered: set[str]
) -> None:
    browser, one = browser_of(person("jan", *groups)), row(submitted(world))
    listed = browser.get(LIST)
    steps = {"submit_selected", "approve_selected", "assign_selected"}
    assert {name for name in steps if f'value="{name}"' in listed.text} == offered
    for name in steps - offered:
        asked(browser, name, one)
        taken(browser, name, one, to="jan")
        assert Claim.objects.get(pk=one.pk).state == "submitted"
        assert not Assignment.objects.exists()


def test_chosen_claims_are_files_of_the_desk_with_their_state(world: World, fay: Client) -> None:
    draft, public = row(drafted(world, "=The toll")), Claim.objects.get(key=world.first_support)
    answer = asked(fay, "export_csv", draft, public)
    lines = {line["key"]: line for line in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert {key: line["state"] for key, line in lines.items()} == {
        draft.key: "draft",
        public.key: "published",
    }
    shown = lines[str(draft.key)]
    assert (shown["words"], shown["speaker_name"]) == ("=The toll", draft.speaker.name)
    assert "/admin/claims/claim/" in shown["url"]
    of_readers = Client().get("/claims.csv")
    public_lines = csv.DictReader(io.StringIO(b"".join(of_readers.streaming_content).decode()))  # type: ignore[attr-defined]
    expected = next(line for line in public_lines if line["key"] == public.key)
    assert {name: value for name, value in lines[str(public.key)].items() if name != "state"} == expected
    assert answer["Cache-Control"].startswith("no-store, private")
    found = json.loads(asked(fay, "export_json", draft, public).content)
    assert found["count"] == 2
    assert {(one["key"], one["state"]) for one in found["results"]} == {
        (draft.key, "draft"),
        (public.key, "published"),
    }


def test_more_than_a_hundred_are_not_taken_at_once(world: World, fay: Client) -> None:
    one = row(drafted(world))
    sent = {"action": "submit_selected", "index": "0", "_selected_action": [one.pk, *range(10_000, 10_101)]}
    assert "At most 100 claims at once" in text_of(fay.post(LIST, sent, follow=True))


def test_a_claim_that_was_withdrawn_or_deleted_meanwhile_is_said_so(world: World, fay: Client) -> None:
    gone, one = row(drafted(world)), row(drafted(world, "The toll is high"))
    Claim.objects.filter(pk=gone.pk).delete()
    withdraw(key=world.rated, reason_class="error", note="Never said.", by=BOB, at=AFTER, approver=ANN)
    said = taken(fay, "submit_selected", gone, one, Claim.objects.get(key=world.rated))
    assert "1 claim submitted for review." in said
    assert "Somebody deleted this claim meanwhile." in said
    assert "This record is withdrawn" in said
