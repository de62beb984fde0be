"""A claim that was withdrawn and published again: its pages, its past and its machine forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import Relation
from tests.actions.drafts.small_records import later, published
from tests.cases import each_case
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def withdrawn(key: str, day: int, reason_class: str = "error") -> None:
    withdraw(key=key, reason_class=reason_class, note="Not said.", by=ANN, approver=BOB, at=later(day))


def back(key: str, day: int, change_class: ChangeClass = ChangeClass.CORRECTION) -> None:
    amendment = Amendment(earlier_content("claim", key), change_class, "The recording was found.")
    revive(amendment=amendment, by=ANN, approver=BOB, at=later(day))


@pytest.fixture
def key(world: World) -> str:
    """Published on 8 March 2022, withdrawn on the 10th, public again on the 12th."""
    found = published(world, "A heron nests under the bridge")
    withdrawn(found.key, 2)
    back(found.key, 4)
    return found.key


def text_at(client: Client, path: str, status: int = 200, **asked: str) -> str:
    answer = client.get(path, asked, follow=True)
    assert answer.status_code == status, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_its_address_answers_again_and_says_what_happened(client: Client, key: str) -> None:
    text = text_at(client, f"/claims/{key}/")
    assert "A heron nests under the bridge" in text
    assert "Withdrawn on 10 Mar 2022, published again on 12 Mar 2022." in text
    assert "The recording was found." in text


@pytest.mark.parametrize("change_class", ["correction", "update", "clarification"])
def test_the_history_shows_that_it_went_and_came_back(
    client: Client, world: World, change_class: str
) -> None:
    withdrawn(world.turn, 2, "source_withdrawn")
    back(world.turn, 4, ChangeClass(change_class))
    text = text_at(client, f"/claims/{world.turn}/x/history/")
    for part in (
        f"Published again ({change_class})",
        "Withdrawal , approved by bob. Not said.",
        "Reason: the source withdrew it.",
    ):
        assert part in text


def test_the_history_marks_what_changed_while_it_was_away(client: Client, world: World) -> None:
    found = published(world)
    withdrawn(found.key, 2)
    changed = replace(found, words=replace(found.words, text="The bridge needs no toll"), role="as mayor")
    revive(
        amendment=Amendment(changed, ChangeClass.CORRECTION, "Misread."), by=ANN, approver=BOB, at=later(3)
    )
    text = text_at(client, f"/claims/{found.key}/x/history/")
    assert "Changed: role, words." in text


@each_case(("version", "status"), [(1, 200), (2, 410), (3, 200), (4, 404), (0, 404)])
def test_each_version_answers_at_its_address(client: Client, key: str, version: int, status: int) -> None:
    text = text_at(client, f"/claims/{key}/x/v/{version}/", status)
    machine = client.get(f"/api/v1/claims/{key}/", {"version": version})
    assert machine.status_code == status
    if version == 2:
        assert "Version 2 is the withdrawal of this claim" in text
        assert "Withdrawn on 10 March 2022: recorded in error. It was published again later." in text
        assert "its withdrawal: withdrawn on 2022-03-10" in machine.json()["error"]
    elif version == 1:
        assert "This is version 1 of 3, as it stood from 8 Mar 2022 to 10 Mar 2022." in text


@each_case(
    ("day", "status"),
    [("2022-03-07", 404), ("2022-03-08", 200), ("2022-03-11", 410), ("2022-03-12", 200), ("2023-01-01", 200)],
)
def test_a_past_day_answers_as_the_record_was(client: Client, key: str, day: str, status: int) -> None:
    text = text_at(client, f"/claims/{key}/", status, as_of=day)
    if status == 410:
        assert "This claim was withdrawn on that day" in text
    assert client.get(f"/api/v1/claims/{key}/", {"as_of": day}).status_code == status
    found = client.get("/claims.json", {"q": "heron", "as_of": day}).json()
    assert found["count"] == (1 if status == 200 else 0)


def test_the_corrections_list_both(client: Client, key: str) -> None:
    text = text_at(client, "/corrections/", claim=key)
    assert "2 changes" in text
    assert "Published again (correction)" in text
    assert "Withdrawn: recorded in error. The text stays in the history." in text
    assert "Had stood since" not in text
    rows = client.get("/corrections.json", {"claim": key}).json()["results"]
    assert [(row["version"], row["class"]) for row in rows] == [(3, "correction"), (2, "withdrawal")]
    body = client.get("/corrections/", {"claim": key}).content.decode()
    assert re.findall(r'href="[^"]*/v/(\d)/">Version before', body) == ["1", "1"]


@pytest.mark.parametrize("reason_class", ["privacy", "law"])
def test_earlier_corrections_of_what_is_hidden_keep_their_words_to_themselves(
    client: Client, world: World, reason_class: str
) -> None:
    assert "was not" in text_at(client, "/corrections/", claim=world.amended)
    withdrawn(world.amended, 2, reason_class)
    text = text_at(client, "/corrections/", claim=world.amended)
    assert "was not" not in text
    assert "How we learned" not in text
    rows = client.get("/corrections.json", {"claim": world.amended}).json()["results"]
    assert not any(row["wrong"] or row["right"] or row["learned"] for row in rows)


@pytest.mark.parametrize(
    ("day", "named"), [("2022-03-11", True), ("2022-03-12", False), ("2022-03-08", False)]
)
def test_a_comparison_of_a_past_day_says_that_it_was_withdrawn_then(
    client: Client, world: World, key: str, day: str, named: bool
) -> None:
    keys = ",".join(sorted((key, world.turn)))
    told: dict[str, Any] = client.get(f"/compare/{keys}.json", {"as_of": day}).json()
    assert told["withdrawn"] == ([key] if named else [])


def test_a_version_of_another_claim_shows_that_it_was_withdrawn_then(client: Client, world: World) -> None:
    first, other = published(world), published(world, "The toll stays", said="2020-05-06")
    withdrawn(first.key, 2)
    related = replace(other, relations=(Relation(kind="repeats", to=first.key),))
    amend(amendments=[Amendment(related, ChangeClass.UPDATE, "Linked.")], by=ANN, approver=BOB, at=later(3))
    back(first.key, 4)
    assert "A claim that was withdrawn" in text_at(client, f"/claims/{other.key}/x/v/2/")
    assert "A claim that was withdrawn" not in text_at(client, f"/claims/{other.key}/")
