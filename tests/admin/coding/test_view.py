"""The screen on which stances are coded: one claim at a time, openly or blind, and what is suggested."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from claims.actions.editing.coding import Judgement, code
from claims.domain.record.claim import Stance
from claims.models import Claim, Coding
from claims.models.record_mapping import claim_record
from tests.actions.drafts.small_records import later
from tests.admin.accounts.people import browser_of, person
from tests.admin.claim_form.claim_form_pages import ADD, FIRST
from tests.admin.test_policy import check
from tests.world import BOB, World

pytestmark = pytest.mark.slow

SCREEN = "/admin/code/build-the-bridge/"


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = False


def shown(browser: Client, address: str = SCREEN) -> Any:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.context["page"]


def fields(browser: Client, address: str = SCREEN, **chosen: str) -> dict[str, str]:
    """What a browser sends for the form as it stands, with what is chosen."""
    form = browser.get(address).context["form"]
    sent = {name: str(form[name].value() or "") for name in ("claim", "edition")}
    for name in ("basis", "note"):
        if name in form.fields:
            sent[name] = str(form[name].value() or "")
    return {**sent, **chosen}


def save(browser: Client, address: str = SCREEN, **chosen: str) -> Any:
    return browser.post(address, fields(browser, address, **chosen), follow=True)


def stance_of(key: str) -> Stance | None:
    """The stance of a claim on the position of the screen."""
    stances = claim_record(Claim.objects.get(key=key)).stances
    return next((one for one in stances if one.position == "build-the-bridge"), None)


def test_claims_without_a_stance_come_in_the_order_of_time(world: World, editor: Client) -> None:
    seen: list[str] = []
    address = SCREEN
    while (page := shown(editor, address)).claim is not None:
        seen.append(page.claim.key)
        address = f"{SCREEN}?after={page.claim.key}"
    assert len(seen) == len(set(seen)) == shown(editor).waiting.number
    rows = {row.key: row for row in Claim.objects.filter(key__in=seen)}
    ordered = [(rows[key].said_undated, rows[key].said_newest, rows[key].pk) for key in seen]
    assert ordered == sorted(ordered)
    assert not any(stance_of(key) for key in seen)
    assert world.draft in seen
    assert world.withdrawn not in seen


def test_the_claim_stands_with_words_role_source_and_day(world: World, editor: Client) -> None:
    text = editor.get(f"{SCREEN}?claim={world.no_change}").text
    for words in (
        "Наша позиция совсем не изменилась",
        "Our position has not changed at all",
        "spokesman of the Palace",
        "7 February 2019",
        "to reporters",
        "Has the Palace changed its mind?",
    ):
        assert words in text


def test_a_saved_stance_leads_to_the_next_claim(world: World, editor: Client) -> None:
    first = shown(editor).claim
    answer = save(editor, answer="later", grounds="“in time”")
    assert f"after={first.key}" in answer.request["QUERY_STRING"]
    assert first.key in str(next(iter(answer.context["messages"])))
    stance = stance_of(first.key)
    assert stance is not None
    assert (stance.answer, stance.unchanged, stance.grounds) == ("later", False, "“in time”")
    assert answer.context["page"].claim.key != first.key
    assert first.key in {one.key for one in shown(editor).coded}


def test_nothing_changed_alone_is_an_answer(world: World, editor: Client) -> None:
    first = shown(editor).claim
    save(editor, unchanged="on", grounds="“as before”", since="feb 2018", of="viktor-lebed")
    stance = stance_of(first.key)
    assert stance is not None
    assert (stance.answer, stance.unchanged, stance.since) == (None, True, "2018-02")
    assert stance.of == world.lebed


def test_a_claim_without_a_stance_does_not_come_again(world: World, editor: Client) -> None:
    first = shown(editor).claim
    assert "nothing changes" in save(editor, answer="none").text
    assert stance_of(first.key) is None
    assert shown(editor).claim.key != first.key


@pytest.mark.parametrize(
    ("chosen", "field", "sentence"),
    [
        ({}, "answer", "Choose an answer"),
        ({"answer": "yes"}, "grounds", "A stance needs its grounds"),
        (
            {"answer": "maybe", "grounds": "He says so."},
            "answer",
            "no such answer (choose one of no, later, yes)",
        ),
        ({"answer": "yes", "grounds": "x", "of": "nobody at all"}, "of", "Nothing in the database is called"),
        ({"unchanged": "on", "grounds": "x", "since": "32 feb"}, "since", "("),
        ({"answer": "yes", "grounds": "x", "basis": "guess"}, "basis", "guess"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(
    world: World, editor: Client, chosen: dict[str, str], field: str, sentence: str
) -> None:
    answer = save(editor, **chosen)
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[field])
    for name, typed in chosen.items():
        if name not in ("answer", "unchanged", "basis"):
            assert typed in answer.text
    assert not Coding.objects.exists()


def test_a_claim_that_has_changed_is_shown_again_and_may_then_be_saved(world: World, editor: Client) -> None:
    sent = fields(editor, f"{SCREEN}?claim={world.rated}", answer="yes", grounds="He says so.")
    Claim.objects.filter(key=world.rated).update(edition=99)
    answer = editor.post(SCREEN, sent)
    assert "Changed while you wrote by " in answer.text
    assert answer.context["form"]["edition"].value() == "99"
    assert editor.post(SCREEN, {**sent, "edition": "99"}).status_code == 302


def test_what_another_coded_meanwhile_is_shown_with_who_and_when_and_what_was_typed_stays(
    world: World, editor: Client
) -> None:
    sent = fields(editor, f"{SCREEN}?claim={world.rated}", answer="yes", grounds="He says so.")
    judgement = Judgement(answer="no", grounds="He denies it.", condition="in May")
    code(position=world.ordered_position, claim=world.rated, judgement=judgement, note="Coded.",
         by=BOB, at=later(1))  # fmt: skip
    form = editor.post(SCREEN, sent).context["form"]
    (told,) = form.non_field_errors()
    assert "Changed while you wrote by bob (" in told
    assert "On record now: No; grounds: He denies it.; condition: in May" in told
    assert (form["answer"].value(), form["grounds"].value()) == ("yes", "He says so.")
    kept = stance_of(world.rated)
    assert kept is not None
    assert kept.answer == "no"
    assert editor.post(SCREEN, form.data).status_code == 302
    kept = stance_of(world.rated)
    assert kept is not None
    assert kept.answer == "yes"


def test_a_second_coder_sees_no_answer_of_another(world: World, editor: Client) -> None:
    page = shown(editor, f"{SCREEN}?blind=1&claim={world.first_support}")
    assert (page.coded, page.grounds, page.start) == ((), (), {})
    text = editor.get(f"{SCREEN}?blind=1&claim={world.first_support}").text
    assert " checked" not in text
    assert "He says so." not in text
    assert 'name="grounds"' not in text


def test_coding_blind_tells_the_agreement_and_lists_what_to_settle(world: World, editor: Client) -> None:
    address = f"{SCREEN}?blind=1&claim="
    save(editor, f"{address}{world.first_support}", answer="yes")
    save(editor, f"{address}{world.turn}", answer="later", note="He only waits.")
    answer = save(editor, f"{address}{world.later_support}", answer="yes")
    twice = shown(editor).twice
    assert (twice.agreement.agreed, twice.agreement.claims, twice.agreement.codings) == (2, 3, 6)
    assert "Agreed on 2 of 3 claims" in answer.text
    assert "Krippendorff’s alpha" in answer.text
    (one,) = twice.disagreements
    assert one.key == world.turn
    assert one.answers == (("on record before", "No", ""), ("eve", "Later", "He only waits."))
    save(editor, f"{SCREEN}?claim={world.turn}", answer="no", grounds="He refuses it.")
    assert (shown(editor).twice.disagreements, shown(editor).twice.settled) == ((), 1)
    assert shown(editor).twice.agreement.agreed == 2


def test_a_disagreement_is_hidden_from_who_has_not_coded_the_claim(world: World, editor: Client) -> None:
    save(editor, f"{SCREEN}?blind=1&claim={world.turn}", answer="later", note="He only waits.")
    other = browser_of(person("dora", "Editor"))
    twice = shown(other).twice
    assert (twice.disagreements, twice.hidden) == ((), 1)
    assert "He only waits." not in other.get(SCREEN).text
    assert other.get("/admin/claims/coding/").status_code == 403


def test_suggestions_say_why_and_code_nothing(world: World, editor: Client) -> None:
    before = list(Claim.objects.order_by("pk").values_list("pk", "edition"))
    answer = editor.get(f"{SCREEN}suggestions/")
    assert "Suggested by software" in answer.text
    found = {one.key: one for one in answer.context["suggestions"]}
    assert world.bounded in found
    assert any("shares" in reason for reason in found[world.bounded].reasons)
    assert all(one.reasons for one in found.values())
    assert not any(stance_of(key) for key in found)
    assert list(Claim.objects.order_by("pk").values_list("pk", "edition")) == before


def test_what_is_not_there_is_not_found(world: World, editor: Client) -> None:
    assert editor.get("/admin/code/no-such/").status_code == 404
    assert editor.get("/admin/code/no-such/suggestions/").status_code == 404
    assert shown(editor, f"{SCREEN}?claim=0000000000").claim is None
    assert shown(editor, f"{SCREEN}?claim={world.withdrawn}").claim is None
    assert shown(editor, f"{SCREEN}?after=%00").claim is not None
    assert editor.post(SCREEN, {"claim": "0000000000"}).status_code == 404


def test_who_may_not_look_at_claims_may_not_code_them(world: World) -> None:
    assert browser_of(person("nobody")).get(SCREEN).status_code == 403
    assert Client().get(SCREEN).status_code == 302


def test_the_screens_keep_the_policy_of_content(world: World, editor: Client) -> None:
    for address in ("/admin/code/", SCREEN, f"{SCREEN}?blind=1", f"{SCREEN}suggestions/"):
        check(editor.get(address))


def test_the_queries_do_not_grow_with_the_claims(world: World, editor: Client) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(address).status_code == 200
        return len(found)

    asked(SCREEN)
    few = asked(SCREEN)
    for key in (world.first_support, world.turn, world.later_support):
        save(editor, f"{SCREEN}?blind=1&claim={key}", answer="later")
    assert asked(SCREEN) <= few + 1 <= 24


@pytest.mark.parametrize("position", ["ordered_position", "other_position"])
def test_an_answer_has_the_same_digit_on_this_screen_and_in_the_form_of_a_claim(
    world: World, editor: Client, position: str
) -> None:
    slug = getattr(world, position)
    here = {one.slug: key for one, key in shown(editor, f"/admin/code/{slug}/").answers}
    sent = FIRST | {"stances-0-position": slug, "_check": ""}
    page = editor.post(ADD, sent)
    options = list(page.context["rows"]["stances"][0]["answer"])
    assert {option.data["value"]: option.data["digit"] for option in options} == {"": "0", **here}
    for digit in here.values():
        assert f"<kbd>{digit}</kbd>" in page.text
        assert f'data-answer="{digit}"' in page.text
