"""The list of claims: what it finds, what it says of each claim, and what a page of it costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.models import Claim, Source, Speaker
from claims.models.claim import claims_with
from claims.queries.desk.missing import LACKS
from claims.queries.desk.search import kept_count
from tests.cases import each_case
from tests.looking_back import claim_of
from tests.world import ANN, FOUNDED_AT, World

pytestmark = pytest.mark.slow

LIST = "/admin/claims/claim/"


def listed(browser: Client, **query: Any) -> list[str]:
    """The keys on the page."""
    answer = browser.get(LIST, query)
    assert answer.status_code == 200
    rows = answer.context["cl"].result_list
    return [row.key for row in rows]


@pytest.mark.postgresql
def test_claims_of_every_state_are_listed_newest_first(world: World, editor: Client) -> None:
    answer = editor.get(LIST)
    rows = answer.context["cl"].result_list
    assert {row.state for row in rows} == {"draft", "submitted", "returned", "published", "withdrawn"}
    assert [row.pk for row in rows] == list(Claim.objects.values_list("pk", flat=True))
    assert answer.context["cl"].count_words == f"{len(rows)}"


def test_a_row_says_where_a_claim_stands_and_what_it_lacks(world: World, editor: Client) -> None:
    answer = editor.get(LIST, {"q": world.first_support})
    assert "published, v1" in answer.text
    assert "published, v1; change, draft" in editor.get(LIST, {"q": world.later_support}).text
    assert "no archived copy" in editor.get(LIST, {"missing": "archive"}).text


@pytest.mark.postgresql
@pytest.mark.parametrize("typed", ["Лебедь", "lebed", "VIKTOR"])
def test_claims_are_found_by_every_name_of_their_speaker(world: World, editor: Client, typed: str) -> None:
    found = listed(editor, q=typed)
    assert world.first_support in found
    assert world.no_change in found
    assert world.timed not in found


@pytest.mark.postgresql
def test_an_address_finds_the_claims_of_its_source_however_it_is_written(
    world: World, editor: Client
) -> None:
    source = Source.objects.get(key=claim_of(world.first_support).chain[0].source)
    citing = Claim.objects.filter(pk__in=claims_with("chain.source", source.key))
    expected = set(citing.values_list("key", flat=True))
    plain = source.url.removeprefix("https://")
    for typed in (source.url, f"http://www.{plain}?utm_source=x#top", f"https://m.{plain}/"):
        found = listed(editor, q=typed)
        assert expected <= {*found, None}, typed
        assert world.first_support in found


@pytest.mark.postgresql
def test_an_unpublished_claim_is_found_by_part_of_a_word(world: World, editor: Client) -> None:
    assert world.draft in listed(editor, q=world.unseen[0][:6])


@pytest.mark.postgresql
def test_a_change_is_found_with_its_claim_by_what_only_it_says(world: World, editor: Client) -> None:
    found = claim_of(world.later_support)
    changed = replace(found, words=replace(found.words, text="We praise the ferry"))
    propose_change(record=changed, by=ANN, at=FOUNDED_AT)
    assert listed(editor, q="praise the ferr") == [world.later_support]
    assert world.later_support in listed(editor, state__exact="draft", by="others")
    assert world.later_support in listed(editor, state__exact="published")


@pytest.mark.postgresql
def test_filters_narrow_the_list(world: World, editor: Client) -> None:
    lebed = Speaker.objects.get(slug=world.lebed)
    assert set(listed(editor, speaker=lebed.pk)) == set(listed(editor, speaker=world.lebed))
    assert world.first_support in listed(editor, speaker=world.lebed)
    assert world.first_support in listed(editor, position="build-the-bridge", state__exact="published")
    assert world.first_support in listed(editor, year="2019")
    assert world.later_support not in listed(editor, year="2019")
    assert listed(editor, rating="any") == [world.rated]
    assert world.rated not in listed(editor, rating="none")
    assert world.draft in listed(editor, by="others")
    assert listed(editor, by="me") == []
    assert listed(editor, batch="no such batch") == []
    assert listed(editor, published="today") == []


@each_case("missing", ["", "passage", "archive"])
@each_case("state", ["published", "draft", "submitted"])
def test_a_state_is_told_from_the_others_whatever_else_is_asked(
    world: World, editor: Client, state: str, missing: str
) -> None:
    shown = editor.get(LIST, {"state__exact": state, "missing": missing}).context["cl"].result_list
    expected = Claim.objects.filter(Q(state=state) | Q(change_state=state))
    if missing:
        expected = expected.filter(LACKS[missing].where())
    assert [row.pk for row in shown] == list(expected.values_list("pk", flat=True))
    whose = editor.get(LIST, {"state__exact": state, "missing": missing, "speaker": world.lebed})
    assert {row.pk for row in whose.context["cl"].result_list} == {
        row.pk for row in expected.filter(speaker__slug=world.lebed)
    }


@pytest.mark.postgresql
def test_published_claims_are_found_without_reading_others(world: World, editor: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        editor.get(LIST, {"state__exact": "published"})
    assert any("\"state\" = ('published')" in query["sql"] for query in asked), asked.captured_queries


@each_case(
    ("name", "value"),
    [("year", "soon"), ("year", "0"), ("speaker", "nobody"), ("position", "\x00"), ("speaker", "9" * 30)],
)
def test_a_filter_that_cannot_be_read_is_told_and_does_not_narrow(
    world: World, editor: Client, name: str, value: str
) -> None:
    answer = editor.get(LIST, {name: value})
    assert answer.status_code == 200
    assert f"no {name} can be read from this" in answer.text
    assert len(answer.context["cl"].result_list) == Claim.objects.count()


@each_case("query", [{"p": "0"}, {"p": "9999"}, {"p": "x"}, {"p": "-1"}, {"o": "99"}, {"all": ""}])
def test_a_page_that_is_not_there_is_the_nearest_one(
    world: World, editor: Client, query: dict[str, str]
) -> None:
    assert len(listed(editor, **query)) == Claim.objects.count()


@pytest.mark.postgresql
def test_a_long_list_tells_how_far_it_was_counted(
    world: World, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.admin.searching.CAP", 5)
    answer = editor.get(LIST, {"state__exact": "published"})
    assert "5+ claims; narrow the list down" in answer.text
    assert len(answer.context["cl"].result_list) == 5


@pytest.mark.postgresql
def test_what_nothing_narrows_is_counted_without_reading_public_rows(world: World, editor: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        kept = kept_count(Claim)
    assert kept.number == Claim.objects.count()
    assert len(asked) == 2


def more_claims(number: int) -> None:
    """Drafts beside those of the world; the list does not ask what else a claim has."""
    one = Claim.objects.filter(state="draft").first()
    assert one is not None
    at = datetime(2022, 4, 1, tzinfo=UTC)
    Claim.objects.bulk_create(
        Claim(
            key=f"zzzzzzzz{count:02}",
            text=f"Draft {count}",
            document=one.document,
            speaker_id=one.speaker_id,
            created_at=at,
            changed_at=at,
            said_earliest=one.said_earliest,
            said_latest=one.said_latest,
            said_newest=one.said_newest,
            said_oldest=one.said_oldest,
        )
        for count in range(number)
    )


@pytest.mark.parametrize("query", [{}, {"q": "bridge"}, {"speaker": "viktor-lebed"}, {"missing": "stance"}])
def test_a_page_takes_twelve_queries_and_a_search_one_more_however_many_rows_it_has(
    world: World, query: dict[str, str]
) -> None:
    User.objects.create_user("carl", is_staff=True).groups.add(
        *Group.objects.filter(name__in=["Contributor", "Editor"])
    )
    browser = Client()
    browser.force_login(User.objects.get(username="carl"), "django.contrib.auth.backends.ModelBackend")
    counts = []
    for more in (0, 10):
        more_claims(more)
        browser.get(LIST, query)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST, query).status_code == 200
        counts.append(len(asked))
    # A search looks names up beside the claims.
    assert counts[0] == counts[1] <= 12 + ("q" in query)


def test_fewer_than_two_or_more_than_six_are_not_compared(world: World, editor: Client) -> None:
    pks = list(Claim.objects.exclude(key=None).values_list("pk", flat=True)[:7])
    for ticked in (pks[:1], pks):
        sent = {"action": "compare_selected", "_selected_action": ticked, "index": "0"}
        answer = editor.post(LIST, sent, follow=True)
        assert "Tick 2 to 6 claims to compare them." in answer.text
    sent = {"action": "compare_selected", "_selected_action": pks[:3], "index": "0"}
    answer = editor.post(LIST, sent)
    keys = sorted(str(claim.key) for claim in Claim.objects.filter(pk__in=pks[:3]))
    assert answer["Location"] == f"{LIST}compare/?" + "&".join(f"c={key}" for key in keys)


def test_no_list_deletes_many_rows_at_once(world: World, editor: Client) -> None:
    sent = {"action": "delete_selected", "_selected_action": list(Claim.objects.values_list("pk", flat=True))}
    before = Claim.objects.count()
    editor.post(LIST, sent, follow=True)
    assert Claim.objects.count() == before
