"""Ratings wherever they are shown: with whose they are, and accuracy apart from consistency."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim
from claims.models.record_mapping import as_record
from claims.queries.claim.page import ClaimPage, Site, claim_page
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.history.verification import verify_database
from claims.queries.lists.facets import facets
from claims.queries.lists.page_of_claims import count, list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from tests.cases import each_case
from tests.rated import HARBOUR, REVIEW, TRUTH, build_rated, ferry, harbour, tunnel, verdict
from tests.records_in_and_out import AT, import_text, told
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.django_db, pytest.mark.same_sql]
LATER = AT + timedelta(days=30)


@pytest.fixture
def rated(world: World) -> World:
    build_rated()
    return world


def page_of(key: str) -> ClaimPage:
    page = claim_page(key, site=Site("The record", "https://record.example"))
    assert page is not None
    return page


def row_of(key: str) -> ClaimRow:
    (found,) = claim_rows([key])
    return found


def found_by(**asked: str) -> set[str]:
    """The keys of a list, which is as long as it says."""
    matching = SelectedClaims(read_selection({name: [value] for name, value in asked.items()}))
    keys = set(list_claims(matching).keys)
    assert count(SelectedClaims(matching.selection)).number == len(keys)
    return keys


def facet(name: str, **asked: str) -> dict[str, tuple[str, int]]:
    selection = read_selection({key: [value] for key, value in asked.items()})
    shown = facets(SelectedClaims(selection)).facets
    return {m.value: (m.label, m.count) for one in shown if one.name == name for m in one.members}


def test_a_row_has_each_rating_with_whose_it_is(rated: World) -> None:
    row = row_of(harbour)
    assert [one.text for one in row.ratings] == [
        "Desk (La Voz de Valdoria): False",
        "The Strelsau Gazette: False",
    ]
    assert [one.step for one in row.ratings] == [1, None]
    assert row.consistency_ratings == ()
    assert row_of(rated.first_support).ratings == ()


def test_a_rating_of_consistency_stands_under_consistency_alone(rated: World) -> None:
    row, page = row_of(tunnel), page_of(tunnel)
    assert row.ratings == ()
    assert [(one.text, one.step) for one in row.consistency_ratings] == [
        ("La Voz (La Voz de Valdoria): Full Flop", None)
    ]
    assert page.findings.accuracy == ()
    assert page.findings.not_rated == "Not rated: it is not clear whether it can be checked."
    assert [one.rating.word for one in page.findings.consistency] == ["Full Flop"]
    assert page.review is None
    both = page_of(ferry)
    assert [one.rating.text for one in both.findings.accuracy] == ["Desk: Right"]
    assert [one.rating.text for one in both.findings.consistency] == ["Desk (La Voz de Valdoria): No Flip"]


def test_the_page_of_a_claim_leads_to_the_review_of_another_checker(rated: World, client: Client) -> None:
    ours, theirs = page_of(harbour).findings.accuracy
    assert (ours.review_url, theirs.review_url) == ("", REVIEW)
    html = client.get(page_of(harbour).path).content.decode()
    assert f'href="{REVIEW}"' in html
    assert html.count("<b>False</b>") == 2  # Of two checkers.
    assert "ruler-1" in html


def test_an_accuracy_scale_without_order_has_no_ruler_and_keeps_its_numbers_to_itself(rated: World) -> None:
    page = page_of(ferry)
    assert page.findings.accuracy[0].rating.step is None
    assert page.review is not None
    assert page.review["author"] == {"@type": "Organization", "name": "Desk"}
    assert page.review["url"] == f"https://record.example{page.path}"
    assert page.review["reviewRating"] == {"@type": "Rating", "alternateName": "Right"}


def test_structured_data_give_the_numbers_of_an_ordered_scale(rated: World) -> None:
    review = page_of(harbour).review
    assert review is not None
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": "1",
        "bestRating": "2",
        "worstRating": "1",
    }


def test_structured_data_name_the_other_checker_and_lead_to_his_review(rated: World) -> None:
    change(harbour, verdicts=lambda verdicts: [one for one in verdicts if one.url])
    review = page_of(harbour).review
    assert review is not None
    assert (review["author"]["name"], review["url"]) == ("The Strelsau Gazette", REVIEW)
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "False"}


def change(key: str, **made: Callable[[Any], Iterable[Any]]) -> None:
    """Amend a claim: each field becomes what is made of it."""
    found = as_record(Claim.objects.get(key=key))
    assert isinstance(found, ClaimRecord)
    changes: dict[str, Any] = {name: tuple(make(getattr(found, name))) for name, make in made.items()}
    amendment = Amendment(replace(found, **changes), ChangeClass.UPDATE, "We know more.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=LATER)


@each_case(
    ("asked", "keys"),
    [
        ({"rating": "voz-truth:false"}, {harbour}),
        ({"rating": "gazette-2020:false"}, {harbour}),
        ({"rating": "false"}, {harbour}),
        ({"rating": "free-scale:right"}, {ferry}),
        ({"rating": "voz-flips:full-flop"}, set()),
        ({"rating": "full-flop"}, set()),
        ({"consistency": "voz-flips:full-flop"}, {tunnel}),
        ({"consistency": "voz-flips:no-flip"}, {ferry}),
        ({"consistency": "voz-truth:false"}, set()),
        ({"consistency": "nowhere:full-flop"}, set()),
    ],
)
def test_accuracy_and_consistency_are_asked_for_apart(
    rated: World, asked: dict[str, str], keys: set[str]
) -> None:
    assert found_by(**asked) == keys
    assert found_by(**asked, kind="statement") == keys


def test_what_is_rated_for_consistency_alone_is_not_rated(rated: World) -> None:
    assert tunnel in found_by(rating="none")
    assert {harbour, ferry}.isdisjoint(found_by(rating="none"))
    assert found_by(has="verdict") == {harbour, ferry, rated.rated}
    several = SelectedClaims(read_selection({"consistency": ["unchecked", "voz-flips:full-flop"]}))
    assert set(list_claims(several).keys) == {tunnel, rated.no_change}


@pytest.mark.parametrize("asked", [{}, {"kind": "statement"}, {"q": "the"}])
def test_facets_name_whose_a_rating_is_and_keep_both_measures_apart(
    rated: World, asked: dict[str, str]
) -> None:
    accuracy, consistency = facet("rating", **asked), facet("consistency", **asked)
    assert accuracy["voz-truth:false"] == ("La Voz de Valdoria: False", 1)
    assert accuracy["gazette-2020:false"] == ("The Strelsau Gazette: False", 1)
    assert accuracy["free-scale:right"] == ("A scale of nobody: Right", 1)
    assert not any(value.startswith("voz-flips") for value in accuracy)
    assert consistency["voz-flips:full-flop"] == ("La Voz de Valdoria: Full Flop", 1)
    assert consistency["voz-flips:no-flip"] == ("La Voz de Valdoria: No Flip", 1)
    assert not any(value.startswith(("voz-truth", "gazette")) for value in consistency)
    none = accuracy["none"][1]
    assert none == len(found_by(rating="none", **asked))


def test_two_scales_of_one_outlet_are_told_apart_by_their_names(rated: World) -> None:
    older = {**TRUTH, "slug": "voz-truth-2010", "name": "Verdad 2010"}
    again = {**HARBOUR, "verdicts": [*HARBOUR["verdicts"], verdict("voz-truth-2010", "false")]}
    text = "".join(f"{json.dumps(one)}\n" for one in (older, again))
    assert told(import_text(text, publish=True)) == []
    labels = {label for label, _ in facet("rating").values()}
    assert {"La Voz de Valdoria: False (Verdad)", "La Voz de Valdoria: False (Verdad 2010)"} <= labels


def test_chips_say_whose_a_rating_is(rated: World, client: Client) -> None:
    html = client.get("/claims/?rating=voz-truth:false&consistency=voz-flips:no-flip").content.decode()
    assert "La Voz de Valdoria: False" in html
    assert "La Voz de Valdoria: No Flip" in html
    assert client.get("/claims/?consistency=no-flip").status_code == 400


@pytest.mark.parametrize("view", ["list", "table"])
def test_lists_show_whose_each_rating_is(rated: World, client: Client, view: str) -> None:
    html = client.get(f"/claims/?speaker=anna-roe&view={view}").content.decode()
    for words in ("Desk (La Voz de Valdoria): False", "The Strelsau Gazette: False", "Desk: Right",
                  "La Voz (La Voz de Valdoria): Full Flop"):  # fmt: skip
        assert words in html


def test_a_table_for_programs_has_the_ratings_with_whose_they_are(rated: World, client: Client) -> None:
    answer = client.get("/claims.csv?speaker=anna-roe")
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    lines = {line["key"]: line for line in csv.DictReader(text.splitlines())}
    found = lines[harbour]
    assert json.loads(found["ratings_words"]) == [
        "Desk (La Voz de Valdoria): False",
        "The Strelsau Gazette: False",
    ]
    assert json.loads(found["rated_by"]) == ["Desk (La Voz de Valdoria)", "The Strelsau Gazette"]
    assert found["ratings"] == "voz-truth:false; gazette-2020:false"
    assert (found["review_urls"], found["consistency_ratings"]) == (REVIEW, "")
    assert (lines[tunnel]["ratings"], lines[tunnel]["ratings_words"]) == ("", "")
    assert lines[tunnel]["consistency_ratings"] == "voz-flips:full-flop"
    assert json.loads(lines[tunnel]["consistency_words"]) == ["La Voz (La Voz de Valdoria): Full Flop"]


@pytest.mark.parametrize("address", ["/claims.json?consistency=voz-flips:no-flip", "/api/v1/claims/{ferry}/"])
def test_documents_say_whose_each_rating_is(rated: World, client: Client, address: str) -> None:
    document = client.get(address.format(ferry=ferry)).json()
    (found,) = document.get("results", [document])
    assert found["meta"]["ratings"] == [
        {"measure": "consistency", "rated_by": "Desk (La Voz de Valdoria)", "rating": "No Flip",
         "code": "voz-flips:no-flip", "review_url": None},
        {"measure": "accuracy", "rated_by": "Desk", "rating": "Right", "code": "free-scale:right",
         "review_url": None},
    ]  # fmt: skip


def test_a_comparison_for_programs_says_whose_each_rating_is(rated: World, client: Client) -> None:
    first, second = sorted((harbour, tunnel))
    document = client.get(f"/compare/{first},{second}.json").json()
    found = {item["key"]: [one["rated_by"] for one in item["ratings"]] for item in document["items"]}
    assert found == {
        harbour: ["Desk (La Voz de Valdoria)", "The Strelsau Gazette"],
        tunnel: ["La Voz (La Voz de Valdoria)"],
    }


def test_a_past_day_keeps_both_measures_apart(rated: World) -> None:
    change(tunnel, verdicts=lambda verdicts: ())
    change(ferry, topics=lambda topics: ("trade",))
    day = (AT + timedelta(days=3)).date().isoformat()
    assert found_by(consistency="voz-flips:full-flop") == set()
    assert found_by(consistency="voz-flips:full-flop", as_of=day) == {tunnel}
    assert found_by(consistency="voz-flips:no-flip", as_of=day) == {ferry}
    assert found_by(rating="free-scale:right", as_of=day) == {ferry}
    assert found_by(rating="full-flop", as_of=day) == set()
    assert tunnel in found_by(rating="none", as_of=day)
    assert facet("consistency", as_of=day)["voz-flips:full-flop"] == ("La Voz de Valdoria: Full Flop", 1)
    assert "voz-flips:full-flop" not in facet("rating", as_of=day)
    (row,) = claim_rows([tunnel], at=AT + timedelta(days=3), as_of=day)
    assert words(row.consistency_ratings) == ["La Voz (La Voz de Valdoria): Full Flop"]
    assert row.ratings == ()


def words(ratings: Iterable[Any]) -> list[str]:
    return [one.text for one in ratings]


def test_everything_kept_of_ratings_is_what_the_revisions_give(rated: World) -> None:
    change(tunnel, verdicts=lambda verdicts: ())
    change(harbour, verdicts=lambda verdicts: verdicts[:1])
    verify_database()
