"""A search box for people: what they type finds what they mean, the same on both databases."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document, to_document
from claims.models import Claim
from claims.queries.lists import page_of_claims as listing
from claims.queries.lists.claims_page import claim_list_page
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.records import public_record
from claims.queries.site.frame import record_state
from tests.cases import each_case
from tests.more_records import LATER, put_on_record
from tests.world import ANN, BOB, World
from tests.world_claims import claim


def keys(**given: str) -> list[str]:
    """The keys of the claims that a search finds, in the order of its list."""
    selection = read_selection({name: [value] for name, value in given.items()})
    return list(list_claims(SelectedClaims(selection)).keys)


def said(world: World, text: str, language: str = "en", day: str = "2018-03-01") -> str:
    [key] = put_on_record(claim(text, world.roe, day, world.check_source, words={"language": language}))
    return key


def page(query: str) -> str:
    return unescape(Client().get(f"/claims/?q={quote(query)}").content.decode())


@pytest.mark.parametrize(
    ("text", "language", "queries"),
    [
        ("The U.S. efforts came to nought", "en", ["US efforts", "U.S. efforts", "u. s. EFFORTS"]),
        ("Усилия С.Ш.А. напрасны", "ru", ["США", "с.ш.а. усилия", '"усилия США"']),
        ("600,000 carts", "en", ["600000", "600 000", "600.000 carts", "600’000", "٦٠٠٠٠٠"]),
        ("Насчитали 600\u202f000 телег", "ru", ["600000 телег", "600,000", "телеги 600 000"]),
        ("The S-300 left the harbour", "en", ["S300", "S 300", '"S300 left"', "С-300", "с300"]),
        ("Комплексы С300 ушли", "ru", ["С-300", "с 300 ушли", "С300", "S-300", "s300", "C-300"]),
        ("Il visite l’usine", "fr", ["usine", "l'usine", "L’USINE", "lusine"]),
        ("Ha chiuso l'opera dell’Ungheria", "it", ["opera", "ungheria", "dell'Ungheria"]),
        ("Her re-election is certain", "en", ["re-election", "reelection", "re election", '"reelection is"']),
        ("Her reelection is certain", "en", ["re-election", "reelection", "re election", '"re-election is"']),
        ("Он по-зимнему одет", "ru", ["по-зимнему", "позимнему"]),
        ("قالت المُعَارَضَة إنها باقية", "ar", ["المعارضة", "المـعارضة", "المُعَارَضَة انها"]),
        ("הַמֶּלֶךְ וארה״ב", "he", ["המלך", "הַמֶּלֶךְ", 'ארה"ב'.replace("א", "וא", 1), "וארהב"]),
        ("Η Αθήνα αρνείται", "el", ["αθηνα", "ΑΘΗΝΑ", "Αθήνα"]),
        ("The ferry and the pier", "en", ["ferry on pier", "the ferry in the pier", "pier at a ferry"]),
        ("Паром у причала", "ru", ["паром на причале", "паром и причал", "паром в причал"]),
        ("El faro de la costa", "es", ["faro en la costa", "el faro y la costa", "un faro de costa"]),
        ("Zeppelins crossed the evacuation line", "en", ["zeppelin evacuati", "zepp", "Zeppeli evacua"]),
        ("Дирижабли пересекли границу", "ru", ["дириж", "дирижаб границ"]),
    ],
)  # fmt: skip
def test_what_people_type_finds_what_they_mean(
    world: World, text: str, language: str, queries: list[str]
) -> None:
    key = said(world, text, language)
    for query in queries:
        assert keys(q=query) == [key], query


def test_small_words_alone_are_looked_for(world: World) -> None:
    key = said(world, "To be for or against, und so weiter", "de")
    assert keys(q="und") == [key]
    assert keys(q='"to be for"') == [key]
    assert keys(q='"for to be"') == []


def test_a_year_finds_what_was_said_in_it_and_what_names_it(world: World) -> None:
    key = said(world, "The bridge of 2031 will be of glass", day="2018-03-01")
    assert keys(q="2031") == [key]
    year = set(Claim.objects.published().filter(said_year=2021).values_list("key", flat=True))
    assert year
    assert set(keys(q="2021")) == year
    lebed = set(keys(q="Lebed"))
    assert set(keys(q="Lebed 2021")) == set(keys(q="2021 Лебедь")) == lebed & year
    assert set(keys(q="2021 -Lebed")) == year - lebed


@each_case("query", ["Gazette", "strelsau gazette", "Strelsau"])
def test_an_outlet_finds_the_claims_of_its_sources(world: World, query: str) -> None:
    assert set(keys(q=query)) == set(keys(outlet="gazette")) != set()


@each_case("query", ["Вестник", "вестника", "Эдерский"])
def test_an_outlet_is_found_in_its_own_script(world: World, query: str) -> None:
    assert set(keys(outlet="vestnik")) <= set(keys(q=query))


def test_an_outlet_with_a_new_name_is_found_by_it_also_on_past_days(world: World) -> None:
    theirs = set(keys(outlet="gazette"))
    record = public_record("outlet", "gazette")
    assert record is not None
    document = {**to_document(record.record), "name": "The Strelsau Trumpet"}
    change = Amendment(from_document(document), ChangeClass.UPDATE, "A new name.")
    assert keys(q="Trumpet") == []
    amend(amendments=[change], by=ANN, at=LATER, approver=BOB)
    assert set(keys(q="Trumpet")) == theirs
    then = {"as_of": "2022-03-31"}
    assert set(keys(q="Trumpet", **then)) == set(keys(outlet="gazette", **then)) != set()


@each_case(
    "name", ["Viktor Lebed", "Lebed Viktor", "Виктор Лебедь", "lebed, viktor", "LEBED", "viktor-lebed"]
)
def test_a_speaker_is_named_in_full_in_any_order(world: World, name: str) -> None:
    assert set(keys(q=f'speaker:"{name}"')) == set(keys(speaker="viktor-lebed"))


@each_case(
    ("typed", "meant"),
    [
        ("Lebde", "Lebed"),
        ("Lbeed", "Lebed"),
        ("Лебеть", "Лебедь"),
        ("Solanno", "Solano"),
        ("Strelsua", "Strelsau"),
        ("Lebde bridge", "Lebed bridge"),
        ("speaker:Solanno", "speaker:Solano"),
        ('speaker:"Viktor Lebde" bridge', 'speaker:"Viktor Lebed" bridge'),
    ],
)
def test_a_misspelt_name_is_asked_back(world: World, typed: str, meant: str) -> None:
    shown = page(typed)
    assert f"Did you mean “{meant}”?" in shown
    assert f'href="/claims/?{urlencode({"q": meant})}"' in shown
    assert keys(q=meant)


@each_case("typed", ["Lebed", "Lebbed", "Lebed zzzz", "zzzzzzzz", "Ungesehn", "Zurückgezogn", "9999", "ab"])
def test_nothing_is_asked_back_where_something_is_found_or_nothing_public_is_near(
    world: World, typed: str
) -> None:
    assert "Did you mean" not in page(typed)


def test_speakers_positions_and_topics_that_match_stand_above_the_claims(world: World) -> None:
    def named(query: str) -> dict[str, str]:
        shown = claim_list_page(read_selection({"q": [query]}), record_state(), today=LATER.date())
        return {record.url: record.kind for record in shown.records}

    assert named("Lebed") == named("Лебедя") == named("lebe") == {"/speakers/viktor-lebed/": "Speaker"}
    assert named("lebed 2021") == named("Lebed")
    assert named("trade") == {"/topics/trade/": "Topic"} | {
        url: kind for url, kind in named("trade").items() if kind == "Position"
    }
    assert "/positions/build-the-bridge/" in named("bridge")
    assert "/topics/the-eder-bridge/" in named("Eder bridges")
    assert named("zebra") == named("2021") == {}
    for word in world.unseen:
        assert named(word) == {}


def test_what_fits_best_comes_first_and_of_equals_the_newest(world: World) -> None:
    far = said(world, "The quay is closed and nobody of us knows when the market opens", day="2019-05-02")
    near = said(world, "The market is at the quay", day="2018-03-01")
    newer = said(world, "A market by the quay", day="2018-03-04")
    order = said(world, "The quay market", day="2017-03-01")
    assert keys(q="quay market") == [order, newer, near, far]
    assert keys(q="quay market", sort="newest") == [far, newer, near, order]
    named = said(world, "Anna is not here")
    assert keys(q="Anna")[0] == named


def test_more_claims_than_are_ranked_come_newest_first_and_the_page_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = keys(q="bridge", sort="newest")
    narrowed = [{"kind": "statement"}, {"kind": "statement", "form": "quoted"}, {"known_by": "2021-12-31"}]
    found = [keys(q="bridge", sort="newest", **more) for more in narrowed]
    assert len(newest) > min(map(len, found)) > 2, found
    monkeypatch.setattr("claims.search.base.FEW", 2)
    monkeypatch.setattr(listing, "UNRANKED", 2)
    assert keys(q="bridge") == newest
    for size in (1, 2, 100):
        assert [keys(q="bridge", size=str(size), **more) for more in narrowed] == [
            one[:size] for one in found
        ]
    shown = page("bridge")
    assert "claims match: newest first" in shown
    first = Client().get("/claims.json?q=bridge&size=2").json()
    second = Client().get(first["next"]).json()
    assert [one["key"] for one in (*first["results"], *second["results"])] == newest[:4]


def test_many_claims_of_a_past_day_are_counted_before_they_are_ranked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.search.base.FEW", 2)
    monkeypatch.setattr(listing, "UNRANKED", 2)
    selected = SelectedClaims(read_selection({"q": ["bridge"], "as_of": ["2022-03-31"]}))
    with CaptureQueriesContext(connection) as asked:
        assert list_claims(selected).is_unranked
        assert listing.count(selected).number > 2
    assert sum("claims_claimversion v" in one["sql"] for one in asked.captured_queries) == 2


@pytest.mark.parametrize("query", ["bridge", "quay market", "zepp", "2021", "Lebed bridge"])
def test_machine_forms_give_the_same_claims_in_the_same_order(world: World, query: str) -> None:
    said(world, "The zeppelin market is far from the quay")
    answer = Client().get(f"/claims.json?size=100&q={quote(query)}").json()
    assert [one["key"] for one in answer["results"]] == keys(q=query, size="100")
    assert answer["count"] == len(answer["results"]) > 0


@pytest.mark.parametrize(
    "query", ["Lebed 2021", "Lebde", "a b c d e f Lebde Solanno Strelsua", "zepp market"]
)
def test_a_search_takes_at_most_sixteen_queries(world: World, query: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        page(query)
    assert len(asked) <= 16, [one["sql"][:90] for one in asked.captured_queries]


@each_case("word", ["reelection", "S-300", "coexist", "анти-воен", "re-pre-anti-co-ex-word"])
def test_a_query_of_as_many_terms_as_are_allowed_is_answered(world: World, word: str) -> None:
    terms = [word] + ["".join(chr(97 + (n * m) % 26) for m in range(1, 9)) for n in range(1, 20)]
    assert keys(q=" ".join(terms)) == []
    assert keys(q=" ".join([word] * 20 if len(word) < 14 else [word])) == []


@pytest.mark.django_db
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_no_text_breaks_the_index(text: str) -> None:
    selection = read_selection({"q": [text]}) if text.isprintable() else read_selection({})
    list_claims(SelectedClaims(selection))
