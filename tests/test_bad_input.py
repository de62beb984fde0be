"""Whatever is written into an address, the answer is a page or a sentence, and never a failure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from claims.queries.lists.parameters import known_names
from tests.addresses import FORMS, LISTS
from tests.cases import each_case
from tests.world import World

pytestmark = pytest.mark.slow

ANSWERED = frozenset({200, 301, 302, 304, 400, 404, 410})
ODD = (
    "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C0%AF", "%F4%90%80%80", "%", "%zz", "%25", "%2e%2e%2f",
    "%0d%0aX:1", "%EF%BF%BE", "%E2%80%AE", "%E2%80%8B", "%F0%9F%8C%89", "%D9%A3", "%C2%B2", "-1", "0", "00",
    "1e9", "٣", "9" * 20, "9" * 400, "99999-12-31", "0000-00-00", "-0001", "2019-02-30", "x" * 5000, ":",
    ":::", ",", ",,,", "..", "'", "'%22", "%22", "%22%22", "(", "--", "-", "-%22", "speaker:", "said:..",
    "said:9..1", "*", "a*", "AND", "NOT", "NEAR(a", "a:b", "{a}", "^a", "\\", "%5C", "|", "&amp;", ";",
    "1;2", "<b>", "%3Cscript%3E", "None", "null", "NaN", "true", "[]", "{}",
)  # fmt: skip
"""What people, robots and attackers write where a value is expected, percent-encoded."""
REFUSED_BY_DATABASES = ("a%00b", "%ED%A0%80", "9" * 20, "9" * 400, "99999-12-31", "0000-00-00", "-0001")
"""Those of them that some database has no type for."""

KEY_LETTERS = "0123456789bcdfghjkmnpqrstvwxyz"
EVERY_PAGE = (
    *(f"/{name}/" for name in LISTS), "/claims.json", "/claims.csv", "/api/v1/claims/", "/compare/", "/",
    "/method/", "/about/",
)  # fmt: skip
DETAILS = (
    "/claims/{}/", "/claims/{}/x/", "/claims/{}/x/history/", "/claims/{}/x/v/1/", "/api/v1/claims/{}/",
    "/compare/{}/", "/compare/{}.json", "/speakers/{}/", "/topics/{}/", "/positions/{}/", "/sources/{}/",
    "/sources/{}/x/",
)  # fmt: skip

values = st.one_of(
    st.text(max_size=40).map(lambda text: quote(text, errors="surrogatepass")),
    st.binary(max_size=20).map(quote_from_bytes),
    st.sampled_from(ODD),
    st.integers(min_value=-(10**30), max_value=10**30).map(str),
    st.dates().map(str),
)
queries = st.lists(
    st.tuples(
        st.one_of(st.sampled_from([*known_names(), "c", "marks", "against", "version"]), values),
        values,
    ),
    max_size=5,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
keys = st.one_of(st.text(alphabet=KEY_LETTERS, min_size=10, max_size=10), values)


@given(path=st.sampled_from(EVERY_PAGE), query=queries)
@example(path="/claims/", query="q=" + "a+" * 2000)
@example(path="/claims/", query="&".join(f"speaker=s{number}" for number in range(1000)))
@example(path="/claims/", query="q=a&q=b&q=c")
@example(path="/compare/", query="&".join(f"c=k{number}" for number in range(500)))
def test_any_query_is_answered(client: Client, world: World, path: str, query: str) -> None:
    answered(client, f"{path}?{query}")


@given(
    path=st.sampled_from([f"/{name}.{form}" for name in LISTS for form in FORMS]),
    name=st.sampled_from(["after", "name", "class", "size", "sort", "kind", "type", "q"]),
    value=values,
)
def test_any_parameter_of_a_list_for_programs_is_answered(
    client: Client, world: World, path: str, name: str, value: str
) -> None:
    answered(client, f"{path}?{name}={value}")


@given(address=st.sampled_from(DETAILS), name=keys)
def test_any_name_in_an_address_is_answered(client: Client, world: World, address: str, name: str) -> None:
    answered(client, address.format(name))


@given(asked=st.lists(st.one_of(keys, st.sampled_from(World().public_claims)), min_size=1, max_size=9))
def test_any_keys_are_compared_or_named(client: Client, world: World, asked: list[str]) -> None:
    for address in ("/compare/{}/", "/compare/{}.json", "/compare/?c={}"):
        answered(client, address.format(",".join(asked)))


@pytest.mark.postgresql
@given(number=values, day=values)
def test_any_version_and_day_is_answered(client: Client, world: World, number: str, day: str) -> None:
    key = world.amended
    for path in (
        f"/claims/{key}/x/v/{number}/",
        f"/api/v1/claims/{key}/?version={number}",
        f"/api/v1/claims/{key}/?as_of={day}",
        f"/claims/{key}/?as_of={day}",
        f"/compare/{key},{world.turn}/?as_of={day}",
        f"/compare/{key},{world.turn}.json?as_of={day}",
    ):
        answered(client, path)


@each_case("name", known_names())
def test_odd_values_of_a_filter_are_explained(client: Client, world: World, name: str) -> None:
    for number, value in enumerate(ODD):
        answered(
            client, f"{('/claims/', '/claims.json', '/claims.spreadsheet.csv')[number % 3]}?{name}={value}"
        )


@pytest.mark.postgresql
def test_values_that_a_database_may_refuse_are_explained(client: Client, world: World) -> None:
    for name in known_names():
        for value in REFUSED_BY_DATABASES:
            answered(client, f"/claims.json?{name}={value}")


def test_odd_names_are_answered_as_what_is_not_there(client: Client, world: World) -> None:
    for number, address in enumerate(DETAILS):
        for value in ODD[number % 3 :: 3]:
            answered(client, address.format(value))


@pytest.mark.postgresql
@each_case("address", DETAILS)
def test_a_name_that_no_database_can_be_asked_for_is_not_there(
    client: Client, world: World, address: str
) -> None:
    response = client.get(address.format("a%00b"), follow=True)
    assert response.status_code == 404


@pytest.mark.postgresql
@each_case("name", sorted(LISTS))
def test_a_cursor_that_no_database_can_be_asked_for_is_refused(
    client: Client, world: World, name: str
) -> None:
    for form in ("/", ".json", ".csv", ".spreadsheet.csv"):
        assert client.get(f"/{name}{form}?after=a%00b").status_code in (400, 404)


def test_a_cursor_that_was_tampered_with_is_refused_with_a_way_on(client: Client, world: World) -> None:
    page = client.get("/claims/?size=5").content.decode()
    found = re.search(r"after=([^\"&]+)", page)
    assert found
    cursor = found.group(1)
    for wrong in (cursor[:-1], cursor + "A", cursor[::-1], cursor.swapcase(), "A" * len(cursor)):
        response = client.get(f"/claims/?size=5&after={wrong}")
        assert response.status_code in (400, 404), wrong
        assert '<a href="/claims/">First page</a>' in response.content.decode()
        assert client.get(f"/claims.json?size=5&after={wrong}").json()["error"]
    other_question = client.get(f"/claims/?size=5&sort=oldest&after={cursor}")
    assert other_question.status_code == 404


@each_case("path", [*EVERY_PAGE, "/nothing/", "/admin/login/"])
def test_more_parameters_than_are_read_are_no_failure(client: Client, world: World, path: str) -> None:
    response = client.get(f"{path}?{'&'.join(f'a{number}=1' for number in range(10_001))}")
    assert response.status_code == (404 if path == "/nothing/" else 400)


@each_case("size", ["0", "-1", "101", "10000", "1e1", "ten", "٣", " "])
def test_a_size_that_no_page_has_is_explained(client: Client, world: World, size: str) -> None:
    response = client.get("/claims/", {"size": size})
    assert response.status_code == (200 if size == " " else 400)


def test_repeated_and_unknown_keys_of_a_comparison_are_named(client: Client, world: World) -> None:
    asked = f"{world.turn},{world.turn},bcdfghjkmn,{world.first_support}"
    page = client.get(f"/compare/{asked}/", follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert "bcdfghjkmn" in text
    assert "not on our public record" in text or "not found" in text
    assert text.count('class="said-item') == 2


def test_a_seventh_claim_is_left_out_with_a_sentence(client: Client, world: World) -> None:
    page = client.get("/compare/" + ",".join(world.public_claims[:7]) + "/", follow=True)
    text = page.content.decode()
    assert "Six at most" in text
    assert text.count('class="said-item') == 6


def answered(client: Client, path: str) -> None:
    """A page or text with a status that says how it went; no traceback, and no broken transaction."""
    with in_its_own_transaction():
        response = client.get(path)
    assert isinstance(response, HttpResponseBase)
    assert response.status_code in ANSWERED, path
    body = bytes(response.getvalue())
    if response.status_code not in (301, 302):
        text = body.decode()
        assert text, path
        assert "Traceback" not in text, path
        assert "DoesNotExist" not in text, path


@contextmanager
def in_its_own_transaction() -> Iterator[None]:
    """A request that fails in the database must not take those after it down."""
    with transaction.atomic():
        yield
