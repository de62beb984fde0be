"""Everything that waits for review is on one list, and whoever rewrites it is an author too."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace
from pytest_django.fixtures import Settings

from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.editing.coding import Judgement, code, code_blind
from claims.actions.publishing.amending import Amendment, correct
from claims.actions.publishing.reviewing import submit
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.shared import TopicRecord
from claims.models import Position, Revision, Topic
from claims.queries.desk.waiting_list import waiting_list
from tests.actions.drafts.small_records import AFTER, later, published, row, submitted
from tests.admin.accounts.people import browser_of, person
from tests.admin.decisions.ways_to_review import EVE, NOW, WAYS, Way, each_way, new_topic, waiting_from
from tests.admin.desk_pages import decide, page_of, text_of
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def review(settings: Settings) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


@pytest.fixture(autouse=True)
def ann(world: World) -> Client:
    return browser_of(person("ann", "Editor"))


@pytest.fixture
def fay(db: None) -> Client:
    return browser_of(person("fay", "Editor"))


def approve(browser: Client, url: str) -> Any:
    """Open the page and press its first button: what the proposer wrote stands in the form."""
    form = browser.get(url).context["form"]
    written = {name: form[name].value() for name in form.fields}
    return browser.post(url, {**{n: v for n, v in written.items() if v is not None}, "_confirm": "1"})


def latest(place: tuple[str, str]) -> Revision:
    found = Revision.objects.filter(record_type=place[0], record_key=place[1]).order_by("version").last()
    assert found is not None
    return found


@each_way
def test_it_is_on_the_list_and_a_second_editor_approves_it_there(world: World, fay: Client, way: Way) -> None:
    place, found = waiting_from(way, world)
    assert (found.work, found.who) == (way.work, "ann")
    page = fay.get("/admin/review/")
    assert found.url.replace("&", "&amp;") in page.text
    assert way.work in page.text
    opened = fay.get(found.url)
    assert opened.status_code == 200
    assert opened.context["changes"] or "Never said." in text_of(opened)
    answer = approve(fay, found.url)
    assert (answer.status_code, answer.get("Location")) == (302, "/admin/review/"), text_of(answer)
    sealed = latest(place)
    assert (sealed.author, sealed.approver) == ("ann", "fay")
    assert found.url not in fay.get("/admin/review/").text


@each_way
def test_it_is_returned_there_with_a_comment_that_its_author_reads(
    world: World, ann: Client, fay: Client, way: Way
) -> None:
    _, found = waiting_from(way, world)
    returning = fay.get(found.url).context["returning"]
    sent = {returning.name: "1", "edition": returning.edition, "comment": "Which ferry?"}
    answer = fay.post(returning.url or found.url, sent)
    assert (answer.status_code, answer.get("Location")) == (302, "/admin/review/")
    assert found.url not in {waiting.url for waiting in waiting_list(now=NOW).rows}
    back = ann.get("/admin/returned/").context["rows"][0]
    assert (back.by, back.comment) == ("fay", "Which ferry?")
    pages = {back.work.record_url, found.record_url}
    for page in (text_of(ann.get(url, follow=True)) for url in pages):
        assert "Which ferry?" in page
        assert "Returned by fay" in page


def test_what_is_returned_needs_a_comment_and_is_counted_for_its_author_alone(
    world: World, ann: Client, fay: Client
) -> None:
    _, found = waiting_from(WAYS["change to another record"], world)
    returning = fay.get(found.url).context["returning"]
    sent = {returning.name: "1", "edition": returning.edition}
    url = returning.url or found.url
    assert fay.post(url, {**sent, "comment": " "}).status_code == 200
    assert found.url in fay.get("/admin/review/").text
    fay.post(url, {**sent, "comment": "Which ferry?"})
    assert found.url not in fay.get("/admin/review/").text
    returned = ann.get("/admin/returned/").context["rows"]  # The world has returned something too.
    assert f'<span class="number">{len(returned)}</span> Returned to you' in ann.get("/admin/").text
    assert fay.get("/admin/returned/").context["rows"] == ()


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.rewrite])
def test_who_rewrites_it_is_an_author_and_it_goes_to_another_pair_of_eyes(
    world: World, fay: Client, name: str
) -> None:
    way = WAYS[name]
    place, found = waiting_from(way, world)
    assert way.rewrite is not None
    way.rewrite(*place)
    eve = browser_of(person("eve", "Editor"))
    version = latest(place).version if Revision.objects.filter(record_key=place[1]).exists() else 0
    assert "Somebody other than eve" in text_of(approve(eve, found.url))
    (again,) = [one for one in waiting_list(now=NOW).rows if one.url == found.url]
    assert (again.who, again.since) == ("ann, eve", found.since)  # It keeps its place in the list.
    assert approve(fay, found.url).status_code == 302
    sealed = latest(place)
    assert (sealed.version, sealed.hands, sealed.approver) == (version + 1, ["ann", "eve"], "fay")


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.rewrite])
def test_who_wrote_it_first_approves_what_another_rewrote_since(world: World, ann: Client, name: str) -> None:
    way = WAYS[name]
    place, found = waiting_from(way, world)
    assert "Somebody other than ann" in text_of(approve(ann, found.url))
    assert way.rewrite is not None
    way.rewrite(*place)
    assert approve(ann, found.url).status_code == 302
    sealed = latest(place)
    assert (sealed.hands, sealed.approver) == (["ann", "eve"], "ann")


def test_a_change_to_another_record_is_rewritten_by_the_reviewer_and_waits_for_another(
    world: World, ann: Client, fay: Client
) -> None:
    place, found = waiting_from(WAYS["change to another record"], world)
    form = fay.get(found.url).context["rewriting"]
    sent = {name: form[name].value() for name in form.fields}
    assert sent["text_name"] == "Bridges"
    assert "Nothing changes" in text_of(fay.post(found.url, {**sent, "_rewrite": "1"}))
    refused = fay.post(found.url, {**sent, "text_name": "A\u202eB", "_rewrite": "1"})
    assert "U+202E" in text_of(refused)
    done = fay.post(found.url, {**sent, "text_name": "Bridges and fords", "_rewrite": "1"})
    assert (done.status_code, done["Location"]) == (302, "/admin/review/")
    (again,) = [one for one in waiting_list(now=NOW).rows if "topic" in one.url]
    assert again.url != found.url
    assert (again.work, again.who) == (found.work, "ann, fay")
    assert fay.get(found.url).status_code == 404
    assert not fay.get(again.url).context["button"]  # Nobody approves his own.
    assert approve(ann, again.url).status_code == 302
    sealed = latest(place)
    assert (sealed.hands, sealed.approver, sealed.note) == (["ann", "fay"], "ann", "It is wider.")
    assert Topic.objects.get(slug=world.topic).name == "Bridges and fords"


@pytest.mark.parametrize("name", ["withdrawal", "change"])
def test_only_a_change_of_another_record_is_rewritten_on_its_page(
    world: World, fay: Client, name: str
) -> None:
    _, found = waiting_from(WAYS[name], world)
    page = fay.get(found.url)
    assert not page.context.get("rewriting")
    assert "Rewrite it" not in page.text


@pytest.mark.parametrize("name", ["change", "change to another record", "withdrawal"])
def test_mending_class_and_note_makes_nobody_an_author(world: World, fay: Client, name: str) -> None:
    place, found = waiting_from(WAYS[name], world)
    form = fay.get(found.url).context["form"]
    assert form["note"].value()
    sent = {field: form[field].value() for field in form.fields if form[field].value() is not None}
    answer = fay.post(found.url, {**sent, "note": "Said better.", "_confirm": "1"})
    assert answer.status_code == 302, text_of(answer)
    sealed = latest(place)
    assert (sealed.note, sealed.hands, sealed.approver) == ("Said better.", ["ann"], "fay")


@pytest.mark.parametrize("name", ["change to another record", "withdrawal"])
def test_what_came_back_is_proposed_again_from_its_page(
    world: World, ann: Client, fay: Client, name: str
) -> None:
    place, found = waiting_from(WAYS[name], world)
    assert not ann.get(found.url).context["button"]  # Nobody approves his own.
    fay.post(found.url, {"_decline": "1", "comment": "Say more."})
    link = found.url.partition("?")[0]
    assert link in ann.get(found.record_url, follow=True).text
    form = ann.get(link).context["form"]
    sent = {field: form[field].value() for field in form.fields if form[field].value() is not None}
    assert ann.post(link, {**sent, "note": "More.", "_confirm": "1"}).status_code == 302
    (again,) = [one for one in waiting_list(now=NOW).rows if one.record_url == found.record_url]
    assert approve(fay, again.url).status_code == 302
    assert latest(place).note == "More."


def test_a_change_is_submitted_from_its_page_with_class_and_note(world: World, fay: Client) -> None:
    found = published(world, "The ferry is late")
    carl = browser_of(person("carl", "Contributor"))
    by = Actor("carl", roles=frozenset({Role.CONTRIBUTOR}))
    copy = propose_change(record=replace(found, role="captain"), by=by, at=AFTER)
    assert page_of("submit", copy) in carl.get(page_of("change", copy)).text
    refused = decide(carl, "submit", copy, change_class="correction", note="His role.", wrong="None.")
    assert "Fill in: What is right, How we learned" in text_of(refused)
    told = {"wrong": "None.", "right": "Captain.", "learned": "From the recording."}
    answer = decide(carl, "submit", copy, change_class="correction", note="His role.", **told)
    assert answer.status_code == 302, text_of(answer)
    (waits,) = [one for one in waiting_list(now=NOW).rows if one.work == "Change to a claim"]
    assert waits.differs == "role"
    form = fay.get(waits.url).context["form"]
    assert (form["change_class"].value(), form["learned"].value()) == ("correction", "From the recording.")


def test_what_is_not_submitted_is_not_on_the_list_and_nobody_makes_it_public(
    world: World, fay: Client
) -> None:
    before = waiting_list(now=NOW).rows
    found = published(world)
    copy = propose_change(record=replace(found, role="captain"), by=ANN, at=AFTER)
    assert waiting_list(now=NOW).rows == before
    assert fay.get(page_of("amend", row(found)))["Location"] == page_of("submit", copy)
    amendment = Amendment(replace(found, role="captain"), ChangeClass.UPDATE, "New.", "a", "b", "c")
    with pytest.raises(Refused, match="has not been submitted"):
        correct(amendment=amendment, by=ANN, at=AFTER, approver=EVE)
    assert row(found).version == 1


def test_two_codings_that_differ_wait_until_somebody_settles_them(world: World, fay: Client) -> None:
    place = world.ordered_position
    first, second = Judgement(answer="yes", grounds="So."), Judgement(answer="no")
    draft = submitted(world, "The ferry is late")
    code(position=place, claim=draft.key, judgement=first, note="", by=ANN, at=AFTER)
    before = waiting_list(now=NOW).rows
    code_blind(position=place, claim=draft.key, judgement=second, note="", by=BOB, at=later(1))
    (found,) = [one for one in waiting_list(now=NOW).rows if one not in before]
    assert (found.work, found.who) == ("Two coders differ", "ann, bob")
    assert Position.objects.get(slug=place).question in found.differs
    code(position=place, claim=draft.key, judgement=first, note="", by=EVE, at=later(2))
    assert found.url not in {one.url for one in waiting_list(now=NOW).rows}


def test_two_codings_are_settled_from_the_list_with_both_answers_in_sight_and_the_list_comes_again(
    world: World, fay: Client
) -> None:
    place = world.ordered_position
    first, second = Judgement(answer="yes", grounds="So."), Judgement(answer="no")
    draft = submitted(world, "The ferry is late")
    code(position=place, claim=draft.key, judgement=first, note="", by=ANN, at=AFTER)
    code_blind(position=place, claim=draft.key, judgement=second, note="He only hopes.", by=BOB, at=later(1))
    (found,) = [one for one in waiting_list(now=NOW).rows if one.work == "Two coders differ"]
    shown = fay.get(found.url)
    assert shown.context["page"].settles.answers == (("ann", "Yes", ""), ("bob", "No", "He only hopes."))
    assert "He only hopes." in shown.text
    other = fay.get(found.url.partition("&")[0])
    assert "He only hopes." not in other.text, "a second coder yet to come is told nothing"
    form = shown.context["form"]
    sent = {name: str(form[name].value() or "") for name in ("claim", "edition", "basis", "grounds")}
    refused = fay.post(found.url, {**sent, "answer": "yes", "grounds": ""})
    assert refused.context["page"].settles is not None
    done = fay.post(found.url, {**sent, "answer": "no"})
    assert (done.status_code, done["Location"]) == (302, "/admin/review/")
    assert found.url not in {one.url for one in waiting_list(now=NOW).rows}


def test_the_oldest_stands_first_and_the_number_of_the_desk_is_that_of_the_list(
    world: World, fay: Client
) -> None:
    for way in ("new topic", "change to another record", "check"):
        WAYS[way].begin(world)
    found = waiting_list(now=NOW)
    assert [one.since for one in found.rows] == sorted(one.since for one in found.rows)
    assert found.count.number == len(found.rows) == 4  # The world has one claim that waits.
    assert ">4</span> Awaiting review" in fay.get("/admin/").text


def test_a_long_list_takes_no_more_queries(world: World, fay: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert fay.get("/admin/review/").status_code == 200
        return len(found)

    new_topic(world)
    few = asked()
    for number in range(5):
        record_draft(record=TopicRecord(slug=f"ferry-{number}", name="F"), by=ANN, at=AFTER)
        submit(record_type="topic", key=f"ferry-{number}", by=ANN, at=AFTER)
    assert asked() == few


def test_who_may_not_publish_is_led_to_the_records(world: World) -> None:
    carl = browser_of(person("carl", "Contributor"))
    new_topic(world)
    page = carl.get("/admin/review/")
    assert page_of("change", Topic.objects.get(slug="ferries")) in page.text
    assert "/publish/" not in page.text
