"""Lists as files: whole, as they stood at one moment, named after what they list, safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.formats.spreadsheet import BOM
from claims.queries.claim import table as claim_table
from claims.queries.known_records import KnownRecords
from claims.queries.lists import page_of_claims as listing
from claims.queries.lists import whole_list
from claims.queries.records import public_documents
from tests.cases import each_case
from tests.crowd import publish_crowd
from tests.more_records import put_on_record
from tests.world import ANN, BOB, World
from tests.world_claims import claim

pytestmark = pytest.mark.slow

QUERIES = (
    "", "speaker=viktor-lebed&sort=oldest", "from=2019-03", "q=bridge", "sort=added", "q=zebra",
    "kind=promise&kind=prediction", "as_of=2022-03-01", "as_of=2022-03-20&sort=oldest", "known_by=2020",
    "as_of=2022-03-20&q=flood", "year=2019&sort=added",
)  # fmt: skip


def download(address: str) -> StreamingHttpResponse:
    answer: object = Client().get(address)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.status_code == 200
    return answer


def pieces_of(address: str) -> Iterator[bytes]:
    return iter(download(address))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def rows(address: str) -> list[dict[str, str]]:
    return rows_of(download(address).getvalue().decode())


def keys(address: str) -> list[str]:
    return [row["key"] for row in rows(address)]


def listed(query: str) -> list[str]:
    answer = Client().get(f"/claims.json?size=100&{query}")
    return [record["key"] for record in answer.json()["results"]]


@each_case("query", QUERIES)
@each_case("size", [1, 3, 500])
def test_a_download_holds_every_claim_of_the_list_in_its_order(
    world: World, monkeypatch: pytest.MonkeyPatch, query: str, size: int
) -> None:
    monkeypatch.setattr(whole_list, "TOGETHER", size)
    monkeypatch.setattr(whole_list, "CHUNK", size)
    for ending in ("csv", "spreadsheet.csv"):
        assert keys(f"/claims.{ending}?{query}") == listed(query)


def test_a_list_by_relevance_that_is_too_long_for_it_is_newest_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_crowd(1, 12)
    newest = keys("/claims.csv?q=village&sort=newest")
    monkeypatch.setattr(listing, "UNRANKED", 5)
    assert keys("/claims.csv?q=village&sort=relevance") == newest == listed("q=village")


def test_what_changes_meanwhile_moves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim comes once and never twice; one that is withdrawn before its turn is not shown any more."""
    monkeypatch.setattr(whole_list, "TOGETHER", 2)
    monkeypatch.setattr("claims.formats.exact_csv.PIECE", 1)
    monkeypatch.setattr("claims.formats.exact_csv.TOGETHER", 1)
    before = listed("")
    pieces = pieces_of("/claims.csv")
    text = next(pieces) + next(pieces)
    found = KnownRecords.find({("claim", before[-2])}).claim(before[-2])
    assert found is not None
    moved = Amendment(replace(found, said="2021-12-31"), ChangeClass.UPDATE, "Another day.")
    amend(amendments=[moved], by=ANN, approver=BOB, at=timezone.now())
    withdraw(key=before[5], reason_class="error", note="Not in the source.", by=ANN, approver=BOB,
             at=timezone.now())  # fmt: skip
    put_on_record(claim("Said meanwhile", world.roe, "2021-12-30", world.check_source))
    text += b"".join(pieces)
    assert [row["key"] for row in rows_of(text.decode())] == [key for key in before if key != before[5]]


def test_an_error_on_the_way_breaks_the_download(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server then closes the connection without the end that chunks have: no half looks whole."""
    monkeypatch.setattr(whole_list, "TOGETHER", 5)
    read = public_documents
    asked: list[Any] = []

    def once(places: Any, **given: Any) -> Any:
        asked.append(places)
        if len(asked) > 3:
            raise OperationalError("the server closed the connection unexpectedly")
        return read(places, **given)

    monkeypatch.setattr(claim_table, "public_documents", once)
    for ending in ("csv", "spreadsheet.csv"):
        asked.clear()
        pieces = pieces_of(f"/claims.{ending}")
        assert next(pieces).startswith((b"key,", b'\xef\xbb\xbf"key"'))
        with pytest.raises(OperationalError):
            list(pieces)


def test_size_and_after_ask_for_one_page(world: World) -> None:
    first = download("/claims.csv?size=10")
    assert len(rows_of(first.getvalue().decode())) == 10
    following = first["Link"].partition(">")[0].removeprefix("<http://localhost:8000")
    last = download(following)
    assert "Link" not in last
    assert len(rows_of(last.getvalue().decode())) == 7
    sheet = rows("/claims.spreadsheet.csv?size=10&kind=statement")
    assert len(sheet) == 11
    assert sheet[-1]["key"] == (
        "Cut here: this is one page of a list that goes on."
        " All of it, exact: http://localhost:8000/claims.csv?kind=statement"
    )
    assert len(rows("/claims.spreadsheet.csv?size=100")) == 17


@pytest.mark.parametrize(
    ("said", "words", "earliest", "latest"),
    [
        ("2019-02-07", "7 February 2019", "2019-02-07", "2019-02-07"),
        ("2019-02-07T09:30+03:00", "7 February 2019, 09:30 (UTC+3)", "2019-02-07", "2019-02-07"),
        ("2019-02-07~", "about 7 February 2019", "2019-02-06", "2019-02-08"),
        ("2019-02-07?", "7 February 2019 (uncertain)", "2019-02-07", "2019-02-07"),
        ("2019-02", "February 2019 (day not known)", "2019-02-01", "2019-02-28"),
        ("2019", "2019 (month and day not known)", "2019-01-01", "2019-12-31"),
        ("2019-03-29/2019-03-30", "between 29 and 30 March 2019", "2019-03-29", "2019-03-30"),
        ("2019-09-25/..", "on or after 25 September 2019", "2019-09-25", ""),
        ("../2019-02-07", "on or before 7 February 2019", "", "2019-02-07"),
        ("", "date not known", "", ""),
    ],
)
def test_a_date_stands_as_recorded_in_words_and_with_both_its_ends(
    world: World, said: str, words: str, earliest: str, latest: str
) -> None:
    note = {} if said else {"said_note": "The page names no day."}
    [key] = put_on_record(claim("The pier is closed", world.roe, said, world.undated_source, **note))
    for ending in ("csv", "spreadsheet.csv"):
        [row] = [row for row in rows(f"/claims.{ending}?speaker={world.roe}") if row["key"] == key]
        assert row["said"].lstrip("'") == said
        assert (row["said_words"], row["said_earliest"], row["said_latest"]) == (words, earliest, latest)
        # A spreadsheet would read a month as its first day, and a year as a number.
        is_read_as_more = said in ("2019", "2019-02") or "/" in said
        assert row["said"].startswith("'") == (ending != "csv" and is_read_as_more)


@pytest.mark.parametrize("key", ["1234567890", "12345e6789", "0000000000", "1march2019", "9sept02019"])
def test_a_key_never_reads_as_a_number_or_a_day(world: World, key: str) -> None:
    put_on_record({**claim("The pier is open", world.roe, "2019-02-07", world.check_source), "key": key})
    query = f"speaker={world.roe}&q=pier"
    assert [row["key"] for row in rows(f"/claims.spreadsheet.csv?{query}")] == [f"'{key}"]
    assert keys(f"/claims.csv?{query}") == [key]


@pytest.mark.parametrize("text", ["=1+1", "Нет;=1+1", "＝1+1", "no\n-2+3", 'no,"@x'])
def test_words_are_exact_for_programs_and_harmless_in_a_spreadsheet(world: World, text: str) -> None:
    put_on_record(claim(text, world.roe, "2019-02-07", world.check_source, words={"language": "und"}))
    exact = [row["words"] for row in rows(f"/claims.csv?speaker={world.roe}")]
    sheet = [row["words"] for row in rows(f"/claims.spreadsheet.csv?speaker={world.roe}")]
    assert text in exact
    assert text not in sheet
    assert text in [words.replace("'", "", 1) for words in sheet]


@each_case(
    ("address", "name"),
    [
        ("/claims.csv", "claims-{}.csv"),
        ("/claims.csv?speaker=viktor-lebed&sort=oldest", "claims-speaker-viktor-lebed-{}.csv"),
        ("/claims.spreadsheet.csv?topic=trade", "claims-topic-trade-{}.spreadsheet.csv"),
        ("/claims.csv?topic=trade&kind=promise", "claims-topic-trade-kind-promise-{}.csv"),
        ("/claims.csv?on_behalf_of=palace&size=1", "claims-on-behalf-of-palace-part-{}.csv"),
        ("/claims.csv?as_of=2022-03-20", "claims-as-of-2022-03-20-{}.csv"),
        ("/speakers.csv?name=lebed", "speakers-name-lebed-{}.csv"),
        ("/coverage.spreadsheet.csv?voice=palace", "coverage-voice-palace-{}.spreadsheet.csv"),
        ("/positions/who-pays/timeline.csv?voice=maria-solano",
         "position-who-pays-voice-maria-solano-{}.csv"),
    ],
)  # fmt: skip
def test_a_file_is_offered_under_the_name_of_what_it_lists(world: World, address: str, name: str) -> None:
    day = timezone.now().date().isoformat()
    answer = Client().get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="{name.format(day)}"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_a_name_in_another_script_is_given_in_both(world: World) -> None:
    told = Client().get("/speakers.csv?name=Лебедь")["Content-Disposition"]
    assert 'filename="speakers-name-lebed-' in told
    assert "filename*=UTF-8''speakers-name-%D0%9B%D0%B5%D0%B1%D0%B5%D0%B4%D1%8C-" in told


@each_case(
    ("page", "lead", "exact"),
    [
        ("/claims/", "These 17 claims as", "/claims.csv"),
        ("/claims/?kind=promise", "This claim as", "/claims.csv?kind=promise"),
        ("/speakers/", "These 9 speakers as", "/speakers.csv"),
        ("/sources/", "These 6 sources as", "/sources.csv"),
        ("/coverage/", "This search as", "/coverage.csv"),
        ("/corrections/", "These 2 corrections as", "/corrections.csv"),
        ("/positions/who-pays/?voice=maria-solano", "2 rows of María Solano as",
         "/positions/who-pays/timeline.csv?voice=maria-solano"),
    ],
)  # fmt: skip
def test_a_page_offers_both_kinds_and_says_how_many_rows(
    world: World, page: str, lead: str, exact: str
) -> None:
    text = " ".join(Client().get(page).content.decode().split())
    line = text[text.index('<p class="export') :].partition("</p>")[0]
    assert lead in line
    sheet = exact.replace(".csv", ".spreadsheet.csv")
    assert f'<a href="{exact}" type="text/csv" download>CSV</a>' in line
    assert f'<a href="{sheet}" type="text/csv" download>CSV for spreadsheets</a>' in line
    answer = Client().get(sheet)
    number = lead.split()[1] if lead.startswith("These") else lead.split()[0] if lead[0].isdigit() else "1"
    assert str(len(rows_of(answer.getvalue().decode()))) == number


def test_a_comparison_is_a_file_too(world: World) -> None:
    pair = ",".join(sorted([world.first_support, world.turn]))
    answer = Client().get(f"/compare/{pair}.spreadsheet.csv")
    assert answer["Content-Disposition"].startswith(
        f'attachment; filename="comparison-{world.first_support}-{world.turn}-'
    )
    assert len(rows_of(answer.getvalue().decode())) == 2
    page = " ".join(Client().get(f"/compare/{pair}/").content.decode().split())
    assert f'href="/compare/{pair}.spreadsheet.csv" type="text/csv" download' in page


def test_who_asks_for_the_head_alone_makes_nobody_read_the_list(world: World) -> None:
    with CaptureQueriesContext(connection) as seen:
        answer = Client().head("/claims.csv")
        assert answer.getvalue() == b""
    assert len(seen) == 1
    again = Client().get("/claims.csv", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_the_first_line_is_sent_before_the_list_is_read(world: World) -> None:
    with CaptureQueriesContext(connection) as seen:
        assert next(pieces_of("/claims.csv")).startswith(b"key,said,")
    assert len(seen) == 1


def test_a_table_has_the_own_words_and_the_grade_of_each_answer(world: World) -> None:
    found = {row["key"]: row for row in rows("/claims.csv")}
    partial, quoted, summed_up = found[world.not_a_cent], found[world.turn], found[world.summary]
    assert partial["own_words"] == ""  # It has no quotation marks.
    assert json.loads(quoted["own_words"]) == [quoted["words"]]
    assert summed_up["own_words"] == ""
    assert quoted["grades"].startswith("build-the-bridge:")
    assert summed_up["layers"] == "who-pays:not_named"
