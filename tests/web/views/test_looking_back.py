"""Pages and machine forms of a past day: what they show, what they say of it, and what they never show."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions.publishing.erasing import erase
from claims.models import Revision
from tests.cases import each_case
from tests.looking_back import LATE, noon
from tests.world import BOB, World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world_on_record(history_on_record: World) -> World:
    return history_on_record


@pytest.fixture
def late() -> str:
    """The key of the claim that came late."""
    return str(LATE["key"])


def page(client: Client, address: str, status: int = 200, **given: str) -> str:
    """The text of a page as a reader has it, without its marks."""
    response = client.get(address, given, follow=True)
    assert response.status_code == status, response.content.decode()[:2000]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def lines(client: Client, **given: str) -> list[dict[str, str]]:
    response = client.get("/claims.csv", given)
    assert response.status_code == 200
    text = response.getvalue().decode()
    return list(csv.DictReader(StringIO(text)))


def test_a_list_says_that_it_looks_back_and_to_which_day(client: Client, world: World) -> None:
    body = client.get("/claims/", {"as_of": "2022-03-06", "speaker": "viktor-lebed", "sort": "oldest"})
    text = body.content.decode()
    assert "You look back: What our record held at the end of 6 Mar 2022." in text
    assert "Claims that have been withdrawn since are not shown" in text
    assert 'href="/claims/?speaker=viktor-lebed&amp;sort=oldest">The page of today' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "You look back" not in page(client, "/claims/")


def test_a_list_of_then_has_the_words_and_names_of_then(client: Client, world: World) -> None:
    then = page(client, "/claims/", as_of="2022-03-04", size="100")
    assert "We support the building of the bridge" in then
    assert "Anna Roe" in then
    assert "Rischenheim" not in then
    assert "A ferry will do" not in then
    now = page(client, "/claims/", size="100")
    assert "We may build the viaduct" in now
    assert "Anna Roe" not in now
    assert "A ferry will do" in now


def test_a_row_of_then_leads_to_the_claim_of_then(client: Client, world: World) -> None:
    body = client.get("/claims/", {"as_of": "2022-03-04", "speaker": "viktor-lebed"}).content.decode()
    assert f"/claims/{world.first_support}/we-support-the-building-of-the-bridge/?as_of=2022-03-04" in body


def test_what_is_searched_for_is_marked_in_the_words_of_then(client: Client, world: World) -> None:
    body = client.get("/claims/", {"as_of": "2022-03-04", "q": "building"}).content.decode()
    assert "<mark>building</mark>" in body
    assert world.first_support in body


def test_both_days_can_be_given_at_once(client: Client, world: World) -> None:
    text = page(client, "/claims/", as_of="2022-03-06", known_by="2019-02-10")
    assert (
        "What our record held at the end of 6 Mar 2022, of what had been said by the end of 10 Feb 2019."
        in text
    )
    said = page(client, "/claims/", known_by="2019-02")
    assert "What had been said by the end of Feb 2019." in said
    assert "The words and names are those that our record has today." in said


def test_a_day_to_come_is_told_from_a_day_that_is_past(client: Client, world: World) -> None:
    assert "That day has not ended" in page(client, "/claims/", as_of="2999-01-01")
    assert "Nothing in our record has changed since." in page(client, "/claims/", as_of="2022-04-30")
    assert "Words, dates and names stand as they then were." in page(client, "/claims/", as_of="2022-03-06")


def test_before_its_first_day_the_record_held_nothing(client: Client, world: World) -> None:
    text = page(client, "/claims/", as_of="2021-12-31", topic="trade")
    assert "Our record begins on 1 Mar 2022: before that it held nothing." in text
    assert (
        "/claims/?topic=trade&amp;as_of=2022-03-01"
        in client.get("/claims/", {"as_of": "2021-12-31", "topic": "trade"}).content.decode()
    )


@each_case("day", ["yesterday", "2022", "2022-02-30", "2022-03-01/..", "9" * 200])
def test_a_day_that_cannot_be_read_is_said_beside_its_field(client: Client, world: World, day: str) -> None:
    response = client.get("/claims/", {"as_of": day, "speaker": "maria-solano"})
    assert response.status_code == 400
    body = response.content.decode()
    assert 'id="f-back-error"' in body
    assert "The other filters hold." in body
    assert "claims by María Solano" in body
    assert "You look back" not in body
    assert client.get("/claims.json", {"as_of": day}).status_code == 400


def test_a_day_stands_once(client: Client, world: World) -> None:
    response = client.get("/claims/?as_of=2022-03-01&as_of=2022-03-02")
    assert response.status_code == 400
    assert "given more than once" in response.content.decode()


def test_a_former_key_is_the_key_on_a_day_before_it_moved(client: Client, world: World) -> None:
    assert "claims by Anna Roe" in page(client, "/claims/", as_of="2022-03-04", speaker="anna-roe")
    response = client.get("/claims/", {"speaker": "anna-roe"})
    assert response.status_code == 301


def test_records_of_then_are_whole_documents_of_then(client: Client, world: World, late: str) -> None:
    for address in ("/claims.json", "/api/v1/claims/"):
        answer = client.get(address, {"as_of": "2022-03-04", "speaker": "viktor-lebed", "size": "2"}).json()
        assert answer["count"] == 5
        assert "as_of=2022-03-04" in answer["next"]
    answer = client.get("/claims.json", {"as_of": "2022-03-04", "size": "100"}).json()
    by_key = {result["key"]: result for result in answer["results"]}
    assert by_key[world.first_support]["words"]["text"] == "We support the building of the bridge"
    assert by_key[world.first_support]["meta"]["version"] == 1
    assert by_key[world.rated]["names"]["speaker"] == {"anna-roe": "Anna Roe"}
    assert late not in by_key
    assert world.anonymous not in by_key


def test_a_table_of_then_has_the_lines_of_then(client: Client, world: World) -> None:
    then = {line["key"]: line for line in lines(client, as_of="2022-03-04")}
    answer = client.get("/claims.json", {"as_of": "2022-03-04", "size": "100"}).json()
    assert set(then) == {result["key"] for result in answer["results"]}
    assert then[world.first_support]["answers"] == "build-the-bridge:yes"
    assert then[world.rated]["speaker_name"] == "Anna Roe"
    assert then[world.first_support]["url"].endswith("?as_of=2022-03-04")


def test_a_claim_of_then_says_which_version_it_is(client: Client, world: World) -> None:
    text = page(client, f"/claims/{world.first_support}/", as_of="2022-03-04")
    assert "You look back: What our record held at the end of 4 Mar 2022." in text
    assert "It was version 1 of 4, which held from 1 Mar 2022 to 5 Mar 2022." in text
    assert "We support the building of the bridge" in text
    today = page(client, f"/claims/{world.turn}/", as_of="2022-03-04")
    assert "It was version 1 of 1, which holds today." in today


def test_a_claim_of_then_has_the_relations_of_then(client: Client, world: World) -> None:
    """On 20 March the later claim ceased to repeat the first."""
    relation = "Repeated by"
    then = client.get(
        f"/claims/{world.first_support}/", {"as_of": "2022-03-04"}, follow=True
    ).content.decode()
    now = client.get(f"/claims/{world.first_support}/", follow=True).content.decode()
    assert world.later_support in then, relation
    assert f"/claims/{world.later_support}/" in then
    assert "The same words, a year on." in then
    assert "The same words, a year on." not in now


def test_a_claim_whose_version_of_then_was_erased_says_so(client: Client, world: World) -> None:
    text = page(client, f"/claims/{world.first_support}/", 410, as_of="2022-03-06")
    assert "was erased by law" in text
    answer = client.get(f"/api/v1/claims/{world.first_support}/", {"as_of": "2022-03-06"})
    assert answer.status_code == 410


def test_a_claim_that_had_not_been_said_by_then_says_so(client: Client, world: World) -> None:
    text = page(client, f"/claims/{world.turn}/", 404, known_by="2019-03-01")
    assert "Our record does not show that this had been said by then" in text
    assert client.get(f"/api/v1/claims/{world.turn}/", {"known_by": "2019-03-01"}).status_code == 404
    assert client.get(f"/api/v1/claims/{world.turn}/", {"known_by": "2021-03-10"}).status_code == 200


def test_beside_a_claim_stands_what_had_been_said_by_then(client: Client, world: World) -> None:
    path = f"/claims/{world.first_support}/"
    body = client.get(path, {"known_by": "2019-12"}, follow=True).content.decode()
    assert "What had been said by the end of Dec 2019." in body
    assert f"/claims/{world.turn}/" not in body
    assert f"/claims/{world.turn}/" in client.get(path, follow=True).content.decode()
    assert "application/ld+json" not in body


@pytest.mark.parametrize(
    "given", [{"known_by": "soon"}, {"known_by": ".."}, {"as_of": "2022", "known_by": "2019"}]
)
def test_days_of_a_claim_that_cannot_be_read_are_explained(
    client: Client, world: World, given: dict[str, str]
) -> None:
    assert "This day cannot be read" in page(client, f"/claims/{world.turn}/the/", 400, **given)
    assert client.get(f"/api/v1/claims/{world.turn}/", given).status_code == 400


@each_case("day", ["2022-03-01", "2022-03-13", "2022-03-26", "2030-01-01"])
def test_what_was_never_public_or_is_withdrawn_is_on_no_page_of_any_day(
    client: Client, world: World, day: str
) -> None:
    unseen = (
        *world.unseen,
        world.draft,
        world.withdrawn,
        world.anonymous,
        "Nobody believes",
        "Nobody at court",
    )
    for address in (
        "/claims/?size=100",
        "/claims.json?size=100",
        "/claims/?view=table&size=100",
        "/claims/?q=nobody",
    ):
        body = client.get(f"{address}&as_of={day}").content.decode()
        assert not [text for text in unseen if text in body], address
    assert not [line for line in lines(client, as_of=day) if line["key"] in unseen]
    assert json.loads(client.get(f"/claims.json?q=ungesehen&as_of={day}").content)["count"] == 0


def test_an_erased_version_leaves_every_list_of_its_time(client: Client, world: World) -> None:
    there = {"as_of": "2022-03-04", "q": "building"}
    assert world.first_support in client.get("/claims/", there).content.decode()
    revision = Revision.objects.get(record_type="claim", record_key=world.first_support, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="By order of a court.",
        by=BOB,
        at=noon(30),
    )
    assert world.first_support not in client.get("/claims/", there).content.decode()
    assert "We support" not in client.get("/claims.json", {"as_of": "2022-03-04"}).content.decode()


def test_a_list_of_then_asks_as_often_for_twelve_rows_as_for_three(client: Client, world: World) -> None:
    def asked(size: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/claims/", {"as_of": "2022-03-11", "size": size, "topic": "the-eder-bridge"})
        return len(queries)

    assert asked("3") == asked("12") <= 12


def test_every_way_of_asking_answers(client: Client, world: World) -> None:
    for query in ("sort=relevance&q=bridge", "sort=added", "view=table", "q=flood+-bridge", "rating=none",
                  "has=archive&from=2019", "from=2019&to=2020", "known_by=2020", "q=%22open"):  # fmt: skip
        response = client.get(f"/claims/?as_of=2022-03-11&{query}")
        assert response.status_code == (400 if "%22" in query else 200), query


def test_a_comparison_of_then_says_so_and_leads_to_that_of_today(client: Client, world: World) -> None:
    keys = ",".join(sorted((world.first_support, world.turn)))
    body = client.get(f"/compare/{keys}/", {"as_of": "2022-03-04", "against": "first"}).content.decode()
    assert "You look back: What our record held at the end of 4 Mar 2022." in body
    assert "We support the building of the bridge" in body
    assert f'href="/compare/{keys}/?against=first">The page of today' in body
    assert '<meta name="robots" content="noindex">' in body
    assert "You look back" not in client.get(f"/compare/{keys}/").content.decode()


def test_a_comparison_leaves_out_what_had_not_been_said_by_then(client: Client, world: World) -> None:
    keys = ",".join(sorted((world.first_support, world.turn, world.timed)))
    text = page(client, f"/compare/{keys}/", known_by="2020-01")
    assert f"“{world.turn}” had not certainly been said by the end of that day." in text
    assert "The bridge will not be built" not in text
    answer = client.get(f"/compare/{keys}.json", {"known_by": "2020-01"}).json()
    assert answer["not_yet_said"] == [world.turn]
    assert answer["keys"] == sorted((world.first_support, world.timed))
    assert answer["not_found"] == []
    both = client.get(f"/compare/{keys}.json", {"known_by": "2019-02-06", "as_of": "2022-04-01"}).json()
    assert set(both["not_yet_said"]) == {world.first_support, world.turn, world.timed}


@pytest.mark.parametrize("given", [{"known_by": "soon"}, {"known_by": "2019-02-07/.."}, {"as_of": "2022"}])
def test_days_of_a_comparison_that_cannot_be_read_are_explained(
    client: Client, world: World, given: dict[str, str]
) -> None:
    keys = ",".join(sorted((world.first_support, world.turn)))
    assert "This day cannot be read" in page(client, f"/compare/{keys}/", 400, **given)
    assert client.get(f"/compare/{keys}.json", given).status_code == 400


def test_a_saved_comparison_takes_no_day(client: Client, world: World) -> None:
    keys = ",".join(sorted((world.refusal, world.turn)))
    assert client.get(f"/compare/{keys}/", {"v": "1,1", "known_by": "2020"}).status_code == 400
