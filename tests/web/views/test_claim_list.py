"""The page of claims, as a reader without JavaScript has it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.squeezing import squeezed
from tests.world import World
from tests.world_shared import GAZETTE_FEBRUARY


def get(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert isinstance(response, HttpResponse)
    assert response.status_code == status
    assert not response.cookies
    return squeezed(response.content.decode())


def keys(page: str) -> list[str]:
    return re.findall(r'name="c" value="([^"]+)"', page)


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return unescape(found.group(1)).strip()


def test_all_claims_are_listed_with_their_number(world: World) -> None:
    page = get("/claims/")
    assert heading(page) == "17 claims"
    assert set(keys(page)) == set(world.public_claims)


def test_the_heading_says_what_was_asked_for(world: World) -> None:
    assert heading(get("/claims/?speaker=viktor-lebed&year=2021")) == "2 claims by Viktor Lebed said in 2021"
    assert heading(get("/claims/?topic=trade")) == "2 claims on Trade with Valdoria"
    assert heading(get("/claims/?q=flood")).endswith("matching flood")


def test_a_chip_takes_its_filter_away(world: World) -> None:
    page = get("/claims/?kind=promise&speaker=maria-solano")
    chips = dict(re.findall(r'<li><a href="([^"]+)"><span class="name">(\w+)</span>', page))
    assert {unescape(url): name for url, name in chips.items()} == {
        "/claims/?kind=promise": "Speaker",
        "/claims/?speaker=maria-solano": "Kind",
    }


def test_facets_are_check_boxes_that_stay_ticked(world: World) -> None:
    page = get("/claims/?kind=statement")
    assert re.search(r'name="kind" value="statement" checked', page)
    assert re.search(r'name="kind" value="promise">', page)
    assert re.search(r'name="speaker" value="anna-roe">', page)


def test_claims_are_ticked_for_comparison_by_a_form(world: World) -> None:
    page = get("/claims/")
    assert '<form id="compare" action="/compare/" method="get">' in page
    assert page.count("Compare ticked") == 1
    assert f'form="compare" name="c" value="{world.turn}"' in " ".join(page.split())


@pytest.mark.parametrize(
    "path",
    ["/", "/claims/?q=bridge", "/claims/?view=table", "/speakers/viktor-lebed/", "/topics/the-eder-bridge/",
     "/positions/build-the-bridge/", f"/sources/{GAZETTE_FEBRUARY}/"],
)  # fmt: skip
def test_every_row_of_every_list_has_a_box_for_a_comparison(world: World, path: str) -> None:
    page = Client().get(path, follow=True).content.decode()
    assert page.count('type="checkbox"') >= page.count("data-row") > 0
    assert page.count("Compare ticked") >= 1


def test_the_table_view_leaves_empty_columns_out(world: World) -> None:
    heads = r'<th scope="col">\s*([A-Z][a-z]+)'
    assert "Accuracy" in re.findall(heads, get("/claims/?view=table"))
    unrated = get("/claims/?view=table&rating=none")
    assert "Accuracy" not in re.findall(heads, unrated)
    assert "None of the claims on this page is rated." in unrated


def test_matches_are_marked_and_texts_are_no_markup(world: World) -> None:
    assert "<mark>bridge</mark>" in get("/claims/?q=bridges")
    page = get("/claims/?q=" + quote("<script>alert(1)</script>"))
    assert "<script>alert" not in page


def test_pages_follow_one_another_and_lead_back(world: World) -> None:
    first = get("/claims/?size=10")
    older = re.search(r'href="([^"]+)" rel="next"', first)
    assert older
    second = get(unescape(older.group(1)))
    assert len(keys(first)) == 10
    assert set(keys(first)) | set(keys(second)) == set(world.public_claims)
    newer = re.search(r'href="([^"]+)" rel="prev"', second)
    assert newer
    assert keys(get(unescape(newer.group(1)))) == keys(first)


def test_a_mistyped_filter_is_named_and_left_out(world: World) -> None:
    page = get("/claims/?spaeker=x&kind=promise")
    assert "There is no filter “spaeker”" in page
    assert "Did you mean “speaker”?" in page
    assert keys(page) == [world.promise]


def test_a_cursor_that_is_none_is_explained_with_a_way_on(world: World) -> None:
    page = get("/claims/?after=zzz", 404)
    assert "no place in a list" in page
    assert 'href="/claims/"' in page


def test_a_bad_date_keeps_the_other_filters(world: World) -> None:
    page = get("/claims/?from=soon&kind=promise", 400)
    assert keys(page) == [world.promise]
    assert 'value="soon"' in page
    assert 'aria-invalid="true"' in page
    assert "cannot be read" in page


def test_a_bad_search_is_explained_and_stays_in_its_field(world: World) -> None:
    page = get("/claims/?q=" + quote('"not closed'), 400)
    assert "A quotation mark is not closed" in page
    assert keys(page) == []
    page = get("/claims/?kind=statement&q=" + quote('"not closed'), 400)
    assert 'id="list-search" name="q" value="&#34;not closed"' in page
    assert '<input type="hidden" name="kind" value="statement">' in page


def test_no_match_says_what_would_match(world: World) -> None:
    page = unescape(get("/claims/?speaker=maria-solano&kind=refusal"))
    assert "No claims match." in page
    assert "Without “María Solano”: 1." in page
    assert "Without “refusal to answer”: 3." in page


def test_what_has_no_date_is_counted_where_it_is_left_out(world: World) -> None:
    assert "1 without a date is left out." in get("/claims/?from=2019")


def test_a_search_for_what_is_not_public_finds_nothing(world: World) -> None:
    for word in world.unseen:
        page = get("/claims/?q=" + quote(word))
        assert heading(page) == "No claims match"
    page = get("/claims/?size=100")
    assert not [word for word in world.unseen if word in page]


def test_the_table_shows_the_same_claims(world: World) -> None:
    assert keys(get("/claims/?view=table")) == keys(get("/claims/"))


@pytest.mark.parametrize("others", ["", "&q=bridge", "&topic=the-eder-bridge&form=quoted&from=2018"])
def test_four_rows_take_as_many_queries_as_two(world: World, others: str) -> None:
    numbers = []
    for size in ("2", "4"):
        get(f"/claims/?size={size}{others}")
        with CaptureQueriesContext(connection) as asked:
            get(f"/claims/?size={size}{others}")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= (14 if "q=" in others else 12)


@pytest.mark.parametrize(
    "address",
    [
        "/claims/?speaker=viktor-lebed&topic=the-eder-bridge&form=quoted&from=2018&to=2022",
        "/claims/?q=bridge+speaker:lebed+said:2019..&position=build-the-bridge&outlet=gazette",
        "/claims/?rating=none&consistency=unchecked&has=no_change&lang=ru",
    ],
)
def test_a_first_visit_takes_at_most_twelve_queries_and_a_search_two_more(world: World, address: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        get(address)
    assert len(asked) <= (14 if "q=" in address else 12), [
        query["sql"][:120] for query in asked.captured_queries
    ]


@pytest.mark.parametrize("view", ["list", "table"])
def test_a_day_that_is_not_certain_is_no_day_to_programs(world: World, view: str) -> None:
    times = re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', get(f"/claims/?view={view}&size=100"))
    told = {words: value for value, words in times}
    assert told["7 Feb 2019"] == "2019-02-07"
    assert told["May 2020"] == "2020-05"
    # "About 2 Apr 2019", "2022?", bounds and half-open dates are words alone.
    assert not [words for words in told if "c. " in words or "?" in words or "–" in words or "from" in words]
    assert "2019-04-02" not in told.values()
