"""The form of a claim on record: sent back, changed by two, closed once public, and sent whatever can be."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import reverse
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.claim import ClaimRecord
from claims.models import AuditEvent, Claim
from claims.models.record_mapping import claim_in_work, claim_record
from tests.actions.drafts.small_records import AFTER
from tests.admin.accounts.people import browser_of, person
from tests.admin.claim_form.claim_form_pages import (
    ADD,
    FIRST,
    change_page,
    counts,
    errors_of,
    record_of,
    saved,
    sent_back,
)
from tests.admin.desk_pages import hidden, page_of, text_of
from tests.cases import each_case
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["draft", "submitted", "returned"])
def test_a_form_that_is_sent_back_as_it_is_changes_nothing(world: World, editor: Client, name: str) -> None:
    claim = Claim.objects.get(key=getattr(world, name))
    url = change_page(claim)
    answer = editor.post(url, sent_back(editor, url) | {"_save": ""})
    now = Claim.objects.get(pk=claim.pk)
    assert (answer.status_code, now.edition, record_of(now)) == (302, claim.edition, record_of(claim))


def test_every_claim_of_the_world_survives_its_form(world: World, editor: Client) -> None:
    for key in world.public_claims:
        claim = Claim.objects.get(key=key)
        if claim.has_change:
            continue
        url = reverse("admin:claims_claim_propose", args=[claim.pk])
        answer = editor.post(url, sent_back(editor, url) | {"_save": ""})
        now = Claim.objects.get(pk=claim.pk)
        assert (answer.status_code, now.edition, now.has_change) == (302, claim.edition, False)


def test_a_draft_is_changed(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"text": "Mended wörds", "said": "nov 2021", "_save": ""}
    now = saved(editor.post(change_page(claim), sent))
    assert (now.key, now.text, now.said, now.edition) == (
        world.draft,
        "Mended wörds",
        "2021-11",
        claim.edition + 1,
    )
    # The day on which its source was published.
    assert now.said_latest.isoformat() == "2021-11-05"
    assert (now.search_text, now.identities.count()) == ("mended words", 2)
    assert AuditEvent.objects.get(record_key=world.draft, action="change").actor == "eve"


@pytest.mark.parametrize(("review", "step"), [(True, "submit"), (False, "publish")])
def test_save_and_decide_leads_on_to_what_brings_the_draft_to_the_public(
    world: World, editor: Client, review: bool, step: str
) -> None:
    page = change_page(Claim.objects.get(key=world.draft))
    with override_settings(REVIEW_REQUIRED=review):
        answer = editor.post(page, sent_back(editor, page) | {"role": "reeve", "_decide": ""})
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"/{step}/")
        assert editor.get(answer["Location"]).status_code == 200


def test_changes_of_two_to_different_fields_are_both_kept(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"context": "What I found", "_save": ""}
    change_draft(record=_with_role(record_of(claim), "their role"), by=ANN, at=AFTER)
    answer = editor.post(change_page(claim), sent, follow=True)
    assert "ann (" in text_of(answer)
    assert "changed: role. Both changes are kept." in text_of(answer)
    now = Claim.objects.get(pk=claim.pk)
    assert (record_of(now).role, record_of(now).context) == ("their role", "What I found")
    assert now.hands[-2:] == ["ann", "eve"]


def test_only_the_field_that_both_changed_is_asked_and_all_else_is_kept(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    mine = {"context": "What I found", "role": "my role", "speaker": "Nova Example", "speaker_kind": "person"}
    sent = sent_back(editor, change_page(claim)) | mine | {"_save": ""}
    theirs = replace(_with_role(record_of(claim), "their role"), summary="Their summary")
    change_draft(record=theirs, by=ANN, at=AFTER)
    page = editor.post(change_page(claim), sent)
    assert page.status_code == 409
    assert [one.path for one in page.context["disputed"]] == ["role"]
    assert "by ann (" in text_of(page)
    assert record_of(Claim.objects.get(pk=claim.pk)).context == ""
    unchosen = editor.post(page_of("settle", claim), hidden(page))
    assert "Choose for each of these fields" in text_of(unchosen)
    answer = editor.post(page_of("settle", claim), {**hidden(unchosen), "take_role": "mine"})
    assert answer.status_code == 302
    now = record_of(Claim.objects.get(pk=claim.pk))
    assert (now.role, now.context, now.summary) == ("my role", "What I found", "Their summary")
    assert now.speaker == "nova-example"


def test_a_form_that_does_not_say_what_it_began_from_overwrites_nothing(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"context": "What I found", "_save": ""}
    change_draft(record=_with_role(record_of(claim), "their role"), by=ANN, at=AFTER)
    for began in ("", "[" * 5000, '{"type":"claim"}'):
        page = editor.post(change_page(claim), sent | {"began_from": began})
        assert page.status_code == 409
        assert sorted(one.path for one in page.context["disputed"]) == ["context", "role"]
    assert record_of(Claim.objects.get(pk=claim.pk)).role == "their role"


def _with_role(record: ClaimRecord, role: str) -> ClaimRecord:
    return replace(record, role=role)


def test_two_who_propose_at_once_do_not_overwrite_each_other(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.first_support)
    url = reverse("admin:claims_claim_propose", args=[claim.pk])
    sent = sent_back(editor, url)
    saved(editor.post(url, sent | {"context": "first", "_save": ""}))
    page = editor.post(url, sent | {"context": "second", "role": "reeve", "_save": ""})
    assert [one.path for one in page.context["disputed"]] == ["context"]
    copy = Claim.objects.get(pk=claim.pk)
    assert (record_of(copy).context, record_of(copy).role) == ("first", record_of(claim).role)
    chosen = {**hidden(page), "take_context": "theirs"}
    assert editor.post(page_of("settle", copy), chosen).status_code == 302
    copy.refresh_from_db()
    assert (record_of(copy).context, record_of(copy).role) == ("first", "reeve")
    assert claim_record(copy).context == ""


def test_a_draft_that_was_published_while_its_form_was_open_is_saved_as_a_change(
    world: World, editor: Client
) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"role": "reeve", "_save": ""}
    publish(places=[("claim", world.draft)], by=FIXTURES, at=FOUNDED_AT)
    now = saved(editor.post(change_page(claim), sent))
    assert (now.key, now.version, now.change_state) == (world.draft, 1, "draft")
    assert (claim_in_work(now).role, claim_record(now).role) == ("reeve", claim_record(claim).role)


def test_a_form_of_a_claim_that_was_withdrawn_meanwhile_keeps_what_was_typed(
    world: World, editor: Client
) -> None:
    claim = Claim.objects.get(key=world.rated)
    url = page_of("propose", claim)
    sent = sent_back(editor, url) | {"role": "reeve", "_save": ""}
    withdraw(key=world.rated, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=AFTER)
    page = editor.post(url, sent)
    assert f"The claim {world.rated} is withdrawn: it can only be published again." in text_of(page)
    assert page.context["form"]["role"].value() == "reeve"
    assert editor.get(url).status_code == 404


def test_a_saved_change_to_a_public_claim_is_told_in_its_own_words(world: World, editor: Client) -> None:
    url = page_of("propose", Claim.objects.get(key=world.rated))
    answer = editor.post(url, sent_back(editor, url) | {"text": "It stands", "_save": ""}, follow=True)
    assert "Change saved: “It stands”" in text_of(answer)


def test_the_page_of_a_public_claim_is_no_form(world: World, editor: Client) -> None:
    page = editor.get(change_page(Claim.objects.get(key=world.rated)))
    assert page.status_code == 200
    assert 'name="_save"' not in page.text


def test_one_more_row_keeps_what_is_typed(world: World, editor: Client) -> None:
    answer = editor.post(ADD, FIRST | {"_more": "stances"})
    assert len(answer.context["rows"]["stances"].forms) == 4
    assert "The stones are sold" in answer.text


def test_a_page_of_the_form_runs_no_script_of_its_own(world: World, editor: Client) -> None:
    answer = editor.get(change_page(Claim.objects.get(key=world.draft)))
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


def test_choices_offer_the_speakers_of_the_source_first(world: World, editor: Client) -> None:
    url = reverse("admin:claims_claim_choices")
    asked = {"kind": "speaker", "source": "https://gazette.example/2019/02/07/bridge", "said": "7 feb 2019"}
    offered = editor.get(url, asked).json()["choices"]
    assert {"key": "viktor-lebed", "label": "Viktor Lebed",
            "note": "Виктор Лебедь · spokesman, The Palace"} in offered  # fmt: skip
    assert "maria-solano" not in [one["key"] for one in offered]
    offered = editor.get(url, asked | {"q": "Анна Ро"}).json()["choices"]
    assert [one["key"] for one in offered] == ["anna-roe"]
    assert editor.get(url, {"kind": "song"}).status_code == 404


def test_an_occasion_is_offered_as_long_as_a_claim_has_it(world: World, editor: Client) -> None:
    def offered(typed: str) -> list[dict[str, str]]:
        answer = editor.get(reverse("admin:claims_claim_choices"), {"kind": "occasion", "q": typed})
        found: list[dict[str, str]] = answer.json()["choices"]
        return found

    note = f"{world.occasion} · Strelsau"
    assert offered("REPORTERS strelsau") == [{"key": world.occasion, "label": "to reporters", "note": note}]
    draft = saved(editor.post(ADD, FIRST | {"occasion": "at the quarry"}))
    assert [one["label"] for one in offered("quarry")] == ["at the quarry"]
    draft.delete()
    assert offered("quarry") == []


def test_the_place_of_an_occasion_is_mended_while_no_other_claim_has_it(world: World, editor: Client) -> None:
    draft = saved(editor.post(ADD, FIRST | {"occasion": "at the quary", "occasion_place": "Hof"}))
    page = change_page(draft)
    sent = sent_back(editor, page)
    draft = saved(editor.post(page, sent | {"occasion_place": "Zenda"}))
    assert (draft.occasion_slug, draft.occasion_place) == ("2019-02-07-viktor-lebed-at-the-quary", "Zenda")
    saved(editor.post(ADD, FIRST | {"text": "None is left", "occasion": "at the quary"}))
    answer = editor.post(page, sent_back(editor, page) | {"occasion_place": "Hof"})
    assert errors_of(answer) == {
        "occasion_place": ["This occasion is in the database with “Zenda”: leave this field empty."]
    }


def test_an_occasion_that_a_change_adds_is_known_to_the_next_claim(world: World, editor: Client) -> None:
    public = Claim.objects.get(key=world.first_support)
    page = reverse("admin:claims_claim_propose", args=[public.pk])
    sent = sent_back(editor, page) | {"occasion": "at the mill", "occasion_place": "Hof"}
    change = record_of(saved(editor.post(page, sent)))
    said_so = {"speaker": change.speaker, "said": change.said, "occasion": "at the mill"}
    typed = FIRST | {"source": sent["source"]} | said_so
    assert "-at-the-mill, 1 claim." in text_of(editor.post(ADD, typed | {"_check": "1"}))
    draft = saved(editor.post(ADD, typed))
    assert record_of(draft).occasion == change.occasion


@each_case("kind", ["source", "outlet", "position", "topic", "scale", "claim", "occasion", "speaker"])
@each_case("typed", ["", "bridge", "\x00", "%", "x" * 3000])
def test_choices_of_every_kind_are_offered_for_whatever_is_typed(
    world: World, editor: Client, kind: str, typed: str
) -> None:
    answer = editor.get(reverse("admin:claims_claim_choices"), {"kind": kind, "q": typed})
    assert answer.status_code == 200
    assert len(answer.json()["choices"]) <= 10


def test_who_may_not_write_gets_no_form(world: World, client: Client) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, FIRST).status_code == 403
    assert client.get(reverse("admin:claims_claim_choices")).status_code == 403


@pytest.mark.parametrize(("group", "status"), [("Contributor", 302), ("Editor", 302), ("Admin", 403)])
def test_contributors_and_editors_record(world: World, group: str, status: int) -> None:
    browser = browser_of(person("carl", group))
    assert browser.post(ADD, FIRST | {"_save": ""}).status_code == status
    assert Claim.objects.filter(author="carl").count() == (status == 302)


STRANGE = [
    "\x00",
    "9" * 400,
    "x" * 30_000,
    "%",
    "’; --",
    "\n\r\n",
    "2019-02-07/..",
    "http://[",
    "-1",
    "٣",
]


def test_whatever_is_sent_is_answered_and_nothing_strange_is_written(world: World, editor: Client) -> None:
    before = counts()
    names = [name for name in sent_back(editor, ADD) if "_FORMS" not in name]
    for strange in STRANGE:
        for changed, button in (
            (names, "_save"),
            (("chain-TOTAL_FORMS", "stances-INITIAL_FORMS"), "_check"),
            (("edition", "_more", "speaker_key", "source_key"), "_check"),
        ):
            sent = FIRST | dict.fromkeys(changed, strange) | {button: "1"}
            assert editor.post(ADD, sent).status_code == 200, (strange, changed)
    assert editor.get(ADD, {"after": "x", "source": "http://[", "said": "9" * 99}).status_code == 200
    assert counts() == before
