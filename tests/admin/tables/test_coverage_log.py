"""Logging a search: dates as they are written, values kept for the next, and reasons for what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from claims.domain.record.shared import CoverageRecord
from claims.models import CoverageCheck
from claims.models.record_mapping import as_record
from tests.admin.accounts.people import browser_of, person
from tests.admin.test_policy import check
from tests.world import World

QUICK = "/admin/claims/coveragecheck/quick/"
SEARCH = {
    "voice": "The Palace",
    "terms": "bridge\nмост",
    "outlets": "gazette\nvestnik",
    "from_": "may 2020",
    "to": "31 dec 2020",
    "hits": "0",
    "checked_on": "today",
}


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = False


def log(browser: Client, **changes: str) -> Any:
    return browser.post(QUICK, {**SEARCH, **changes}, follow=True)


def latest() -> CoverageCheck:
    row: CoverageCheck = CoverageCheck.objects.latest("pk")
    return row


@pytest.mark.postgresql
def test_one_save_publishes_it_and_dates_are_read_as_they_are_written(world: World, editor: Client) -> None:
    answer = log(editor, voice=world.palace)
    assert "Search logged and public" in answer.text
    row = latest()
    search = as_record(row)
    assert isinstance(search, CoverageRecord)
    assert row.state == "published"
    assert (search.from_, search.to, search.hits) == ("2020-05", "2020-12-31", 0)
    assert (search.checked_on, search.by) == (timezone.localdate().isoformat(), "eve")
    assert search.terms == ("bridge", "мост")
    assert set(search.outlets) == {"gazette", "vestnik"}


def test_the_next_keeps_everything_but_what_was_found(world: World, editor: Client) -> None:
    answer = log(
        editor, voice=world.palace, positions=world.ordered_position, result="Nothing.", office="Herald"
    )
    form = answer.context["form"]
    kept = {name: form[name].value() for name in ("terms", "from_", "to", "office", "checked_on")}
    assert kept == {
        "terms": "bridge\nмост",
        "from_": "2020-05",
        "to": "2020-12-31",
        "office": "Herald",
        "checked_on": "today",
    }
    assert form["voice"].value().key == world.palace
    assert form["positions"].value() == "Should the bridge over the Eder be built?"
    assert not form["hits"].value()
    assert not form["result"].value()
    sent = {**SEARCH, "voice": form["voice"].value().text, "outlets": form["outlets"].value()}
    assert "Search logged" in editor.post(QUICK, sent, follow=True).text
    assert CoverageCheck.objects.filter(slug__endswith="-2").exists()


def test_a_save_alone_leads_to_the_record(world: World, editor: Client) -> None:
    answer = log(editor, voice=world.palace, _save="Save")
    assert answer.request["PATH_INFO"] == f"/admin/claims/coveragecheck/{latest().pk}/change/"


def test_how_a_date_is_read_is_told_before_it_is_saved(world: World, editor: Client) -> None:
    before = CoverageCheck.objects.count()
    answer = log(editor, voice=world.palace, _check="1", checked_on="yesterday")
    day = timezone.localdate() - timedelta(days=1)
    assert answer.context["notes"]["from_"] == "Read as May 2020 (day not known)."
    assert str(day.year) in answer.context["notes"]["checked_on"]
    assert CoverageCheck.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"voice": ""}, "voice", "Name the speaker that you searched for."),
        ({"voice": "nobody at all"}, "voice", "Nothing in the database is called “nobody at all”."),
        ({"outlets": "gazette\nno such"}, "outlets", "Nothing in the database is called “no such”."),
        ({"positions": "no such"}, "positions", "Nothing in the database is called “no such”."),
        ({"outlets": ""}, "outlets", "nobody can tell what was searched"),
        ({"terms": ""}, "terms", "Neither a term nor a position is named"),
        ({"from_": "32 feb 2020"}, "from_", "("),
        ({"from_": ""}, "from_", "The first day searched is missing"),
        ({"to": "2019"}, "to", "before it begins"),
        ({"checked_on": "2999-01-01"}, "checked_on", "still to come"),
        ({"checked_on": "2020-05"}, "checked_on", "This is not a day"),
        ({"hits": "-1"}, "hits", "0"),
        ({"hits": "none"}, "hits", "whole number"),
        ({"hits": ""}, "result", "What was found is missing"),
        ({"terms": "a\u202eb"}, "terms", "U+202E"),
    ],
)
def test_bad_input_is_explained_at_its_field_and_kept(
    world: World, editor: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    before = CoverageCheck.objects.count()
    answer = log(editor, **{"voice": world.palace, **changes})
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert field in errors, errors
    assert sentence.lower() in " ".join(errors[field]).lower()
    assert "31 dec 2020" in answer.text or "to" in changes
    assert CoverageCheck.objects.count() == before


def test_whoever_may_not_publish_hands_it_in(world: World, settings: Settings) -> None:
    cora = browser_of(person("cora", "Contributor"))
    assert "waits for review" in log(cora, voice=world.palace).text
    assert latest().state == "submitted"
    assert browser_of(person("nobody")).get(QUICK).status_code == 403


def test_it_keeps_the_policy_of_content(world: World, editor: Client) -> None:
    check(editor.get(QUICK))
    check(editor.get(f"{QUICK}?after={world.coverage}"))
    for after in ("no-such", "%00", "x" * 500):
        assert editor.get(f"{QUICK}?after={after}").status_code == 200
