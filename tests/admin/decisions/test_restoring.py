"""Publishing a withdrawn claim again and restoring versions, by the pages of the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.actions.merging.merging import rename
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.models import Claim, Proposal, Revision, Source, Speaker, Tombstone, Topic
from claims.models.record_mapping import as_record, claim_in_work
from claims.models.record_row import RecordRow
from tests.actions.drafts.small_records import AFTER, later, published, row
from tests.admin.desk_pages import decide, hidden, page_of, second_editor, text_of
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


def gone(world: World, reason_class: str = "error") -> Claim:
    found = published(world)
    withdraw(key=found.key, reason_class=reason_class, note="Not said.", by=ANN, approver=BOB, at=AFTER)
    return row(found)


def changed(record: Any, **fields: Any) -> None:
    amendments = [Amendment(replace(record, **fields), ChangeClass.UPDATE, "We know more.")]
    amend(amendments=amendments, by=ANN, approver=BOB, at=later(1))


def test_a_withdrawn_claim_is_published_again_by_two_editors(
    editor: Client, client: Client, world: World
) -> None:
    found = gone(world)
    assert page_of("revive", found) in editor.get(page_of("change", found), follow=True).content.decode()
    page = text_of(editor.get(page_of("revive", found)))
    for text in (
        "version 3",
        "The history still shows the withdrawal",
        "It waits until a second editor approves",
    ):
        assert text in page
    answer = decide(editor, "revive", found, version="1", change_class="correction", note="It was said.")
    assert answer.status_code == 302
    assert client.get(f"/claims/{found.key}/").status_code == 410
    url = page_of("proposal", found, Proposal.objects.get().pk)
    assert "Somebody other than eve" in text_of(editor.post(url, {"_confirm": "1"}))
    other = second_editor()
    told = text_of(other.get(url))
    for text in ("Proposed by eve", "Version: 1", "Kind of change: correction", "Public note: It was said."):
        assert text in told
    assert other.post(url, {"_confirm": "1"}).status_code == 302
    assert client.get(f"/claims/{found.key}/", follow=True).status_code == 200
    latest = Revision.objects.get(record_type="claim", record_key=found.key, version=3)
    assert (latest.change_class, latest.author, latest.approver) == ("correction", "eve", "fay")
    assert not Tombstone.objects.filter(key=found.key).exists()


def test_where_nobody_reviews_one_editor_does_it(editor: Client, world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    found = gone(world)
    for lacking in ({"note": "", "change_class": "update"}, {"note": "Why.", "change_class": ""}):
        answer = decide(editor, "revive", found, version="1", **lacking)
        assert "This field is required" in text_of(answer)
    assert decide(editor, "revive", found, version="1", change_class="update", note="Why.").status_code == 302
    assert Claim.objects.get(pk=found.pk).is_public


@pytest.mark.parametrize("reason_class", ["law", "privacy"])
def test_what_went_for_good_has_no_button_and_says_why(
    editor: Client, world: World, reason_class: str
) -> None:
    found = gone(world, reason_class)
    body = editor.get(page_of("change", found), follow=True).content.decode()
    assert page_of("revive", found) not in body
    assert "restore/" not in editor.get(page_of("history", found)).content.decode()
    for url in (page_of("revive", found), page_of("restore", found, 1)):
        for answer in (editor.get(url), editor.post(url, {"_confirm": "1"})):
            assert answer.status_code == 409
            assert "withdrawn for good" in text_of(answer)


def test_what_was_erased_has_no_button_and_says_why(editor: Client, world: World) -> None:
    found = gone(world)
    revision = Revision.objects.get(record_type="claim", record_key=found.key, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="A court ordered it.",
        by=BOB,
        at=later(1),
    )
    answer = editor.get(page_of("revive", found))
    assert answer.status_code == 409
    assert "erased by law" in text_of(answer)


def test_the_page_of_a_public_claim_or_a_draft_says_that_it_does_not_fit(
    editor: Client, world: World
) -> None:
    for key in (world.turn, world.draft):
        found = Claim.objects.get(key=key)
        assert editor.get(page_of("revive", found)).status_code == 409
    assert editor.get(page_of("restore", Claim.objects.get(key=world.draft), 1)).status_code == 409


def test_a_contributor_restores_nothing(world: World) -> None:
    browser = Client()
    user = User.objects.create_user("carl", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributor"))
    browser.force_login(user)
    found, public = gone(world), Claim.objects.get(key=world.amended)
    assert browser.get(page_of("revive", found)).status_code == 403
    assert browser.get(page_of("restore", public, 1)).status_code == 403
    assert "Restore version" not in text_of(browser.get(page_of("history", public)))


def test_the_history_offers_every_version_but_the_one_that_is_public(editor: Client, world: World) -> None:
    public, withdrawn = Claim.objects.get(key=world.amended), Claim.objects.get(key=world.withdrawn)
    body = editor.get(page_of("history", public)).content.decode()
    assert [page_of("restore", public, number) in body for number in (1, 2, 3)] == [True, True, False]
    body = editor.get(page_of("history", withdrawn)).content.decode()
    assert [page_of("restore", withdrawn, number) in body for number in (1, 2)] == [True, False]
    page = editor.get(page_of("restore", withdrawn, 1))
    assert page["Location"] == f"{page_of('revive', withdrawn)}?version=1"


def test_a_version_of_a_public_claim_goes_into_its_working_copy(editor: Client, world: World) -> None:
    found = Claim.objects.get(key=world.amended)
    page = editor.get(page_of("restore", found, 1))
    assert "The content of version 1 goes into a working copy" in text_of(page)
    answer = editor.post(page_of("restore", found, 1), {**hidden(page), "_confirm": "1"})
    assert answer["Location"] == page_of("amend", found)
    first = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    copy = Claim.objects.get(pk=found.pk)
    assert copy.document == first.content.text
    assert Claim.objects.get(pk=found.pk).version == 3
    again = editor.post(page_of("restore", found, 2), {**hidden(page), "_confirm": "1"})
    assert "A change to this claim is waiting already" in text_of(again)
    answers = {"change_class": "correction", "note": "Version 1 was right.", "wrong": "a", "right": "b",
               "learned": "c"}  # fmt: skip
    # Who put it there does not approve it, but submits it with class and note.
    assert editor.get(page_of("amend", found))["Location"] == page_of("submit", copy)
    assert decide(editor, "submit", copy, **answers).status_code == 302
    assert decide(second_editor(), "amend", found, **answers).status_code == 302
    assert Claim.objects.get(pk=found.pk).version == 4


def test_a_working_copy_that_waits_is_not_overwritten(editor: Client, world: World) -> None:
    record: Any = as_record(Claim.objects.get(key=world.amended))
    propose_change(record=replace(record, role="a guest"), by=ANN, at=AFTER)
    found = Claim.objects.get(key=world.amended)
    page = editor.get(page_of("restore", found, 1))
    assert "A change to this claim is waiting already" in text_of(page)
    editor.post(page_of("restore", found, 1), {**hidden(page), "_confirm": "1"})
    assert claim_in_work(Claim.objects.get(pk=found.pk)).role == "a guest"


def shared(world: World, kind: str) -> RecordRow:
    """A public record of a kind with a second version."""
    if kind == "speaker":
        found: RecordRow = Speaker.objects.get(slug=world.solano)
        changed(as_record(found), description="A senator.")
    elif kind == "topic":
        found = Topic.objects.get(slug=world.topic)
        changed(as_record(found), description="On the bridge.")
    elif kind == "source":
        found = Source.objects.get(key=world.undated_source)
        changed(as_record(found), author="N. N.")
    else:
        raise AssertionError(kind)
    return found


@pytest.mark.parametrize("kind", ["speaker", "topic", "source"])
def test_a_version_of_another_record_is_restored_by_an_amendment(
    editor: Client, world: World, kind: str
) -> None:
    found = shared(world, kind)
    first = Revision.objects.get(record_type=kind, record_key=found.record_key, version=1).content.text
    page = editor.get(page_of("restore", found, 1))
    assert page.status_code == 200
    answers = {"change_class": "correction", "note": "Version 1 was right.", "wrong": "a", "right": "b",
               "learned": "c"}  # fmt: skip
    url = page_of("restore", found, 1)
    assert editor.post(url, {**hidden(page), "_confirm": "1", **answers}).status_code == 302
    proposal = Proposal.objects.get()
    assert second_editor().post(page_of("proposal", found, proposal.pk), {"_confirm": "1"}).status_code == 302
    latest = Revision.objects.get(record_type=kind, record_key=found.record_key, version=3)
    assert latest.content.text == first
    assert (latest.change_class, latest.author, latest.approver) == ("correction", "eve", "fay")


def test_what_was_renamed_since_is_named_as_it_is_now(editor: Client, world: World) -> None:
    withdrawn = gone(world)
    rename(record_type="speaker", key=world.roe, now_key="anna-stone", note="She married.", by=ANN,
           approver=BOB, at=later(1))  # fmt: skip
    page = text_of(editor.get(page_of("revive", withdrawn)))
    assert "Records that were merged or renamed since have their present names" in page


@pytest.mark.parametrize("version", [0, 4, 99])
def test_a_version_that_there_is_not_is_named(editor: Client, world: World, version: int) -> None:
    found = Claim.objects.get(key=world.amended)
    answer = editor.get(page_of("restore", found, version))
    assert answer.status_code == 409
    assert f"has no version {version}" in text_of(answer)


def test_an_erased_version_is_not_restored(editor: Client, world: World) -> None:
    revision = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="A court ordered it.",
        by=BOB,
        at=AFTER,
    )
    answer = editor.get(page_of("restore", Claim.objects.get(key=world.amended), 1))
    assert answer.status_code == 409
    assert "erased by law" in text_of(answer)


def test_restoring_what_has_changed_since_is_a_conflict(editor: Client, world: World) -> None:
    found = gone(world)
    page = editor.get(page_of("revive", found))
    Claim.objects.filter(pk=found.pk).update(edition=found.edition + 1)
    answers = {"version": "1", "change_class": "update", "note": "Why."}
    answer = editor.post(page_of("revive", found), {**hidden(page), "_confirm": "1", **answers})
    assert answer.status_code == 409
    assert Claim.objects.get(pk=found.pk).state == "withdrawn"
