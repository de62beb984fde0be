"""Every outcome, every gap and every kind of change, as a reader meets them on the page of a position."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from claims.domain.positions.sentences import CHANGES, INTERVALS, LAYERS, SEQUENCE
from claims.queries.positions.asked import Asked
from claims.queries.positions.page import position_page
from claims.queries.positions.voices import AskedVoice
from tests.cases import each_case
from tests.lines_on_record import LINES, Line, publish_lines

pytestmark = pytest.mark.slow
TOLD_ELSEWHERE = {"leads", "cannot_be_said", "place_not_known", "said_taken_back", "same_day"}
"""What other worlds have: leads, and statements of one day."""


@pytest.fixture(scope="module")
def lines_on_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The lines, published once for this module."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        publish_lines()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def lines(lines_on_record: None, db: None) -> None:
    """The lines, on record before the test and again as they were after it."""


def words_of(client: Client, address: str) -> str:
    """All words of a page, as a reader reads them, with single spaces."""
    answer = client.get(address)
    assert answer.status_code == 200
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


def sentences_of(html: str) -> set[str]:
    """The names of the sentences of a page."""
    return set(re.findall(r'data-sentence="(\w+)"', html))


@each_case("line", LINES)
def test_a_position_says_what_its_record_shows_and_nothing_more(
    lines: None, client: Client, line: Line
) -> None:
    names = sentences_of(client.get(f"/positions/{line.slug}/").content.decode())
    assert line.names - names == set()
    assert line.without & names == set()
    words = words_of(client, f"/positions/{line.slug}/")
    assert [told for told in line.says if told not in words] == []
    assert [told for told in line.never_says if told in words] == []


def test_every_sentence_on_a_line_is_told_by_one_of_them() -> None:
    told = frozenset().union(*(line.names for line in LINES))
    assert {*LAYERS, *CHANGES, *INTERVALS, *SEQUENCE} - told == TOLD_ELSEWHERE


@each_case("line", LINES)
def test_a_speaker_has_the_same_facts_on_his_own_page(lines: None, client: Client, line: Line) -> None:
    page = position_page(line.slug, Asked(AskedVoice(line.slug)), today=date(2024, 2, 2))
    assert page is not None
    assert page.finding is not None
    words = words_of(client, f"/speakers/{line.slug}/")
    assert page.finding.facts in words


def test_answers_without_an_order_are_called_no_change_on_any_page(lines: None, client: Client) -> None:
    assert "change of position" not in words_of(client, "/speakers/selm/")
    assert "Different answers" in words_of(client, "/positions/sark/")


def test_a_statement_is_compared_with_the_one_before_it_where_one_voice_is_followed(
    lines: None, client: Client
) -> None:
    assert "Goes further" in words_of(client, "/positions/rune/?voice=rune")
    assert "Goes further" not in words_of(client, "/positions/rune/")


def test_what_limits_a_statement_goes_with_it_into_a_timeline(lines: None, client: Client) -> None:
    def slides(slug: str) -> list[tuple[str, str]]:
        document = client.get(f"/positions/{slug}/timeline.json").json()
        return [(event["text"]["headline"], event["text"]["text"]) for event in document["events"]]

    assert "Council of Hollin: No (as reported)" in [headline for headline, _ in slides("hollin")]
    assert "Council of Yarm: Yes (summed up)" in [headline for headline, _ in slides("yarm")]
    assert any("Refusal" in text for _, text in slides("arn"))
    assert any("Retracted or disavowed by another claim" in text for _, text in slides("ygg"))


def test_a_table_of_statements_tells_what_was_taken_back(lines: None, client: Client) -> None:
    answer = client.get("/positions/ygg/timeline.csv")
    head, *rows = csv.reader(io.StringIO(b"".join(answer).decode()))
    assert [bool(row[head.index("taken_back_by")]) for row in rows] == [True, False, False]
