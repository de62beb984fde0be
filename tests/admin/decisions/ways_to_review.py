"""The ways in which the work of an editor comes to wait for a second one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.proposing import propose
from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.editing.coding import Judgement, code, confirm_check
from claims.actions.editing.coverage import log_search
from claims.actions.editing.relating import ChosenRelation, relate
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviewing import submit, submit_change
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record, TopicRecord
from claims.models import Claim, Topic
from claims.models.record_mapping import ROWS, as_record, claim_in_work
from claims.queries.desk.waiting_list import Waiting, waiting_list
from tests.actions.drafts.small_records import AFTER, later, published, row, submitted
from tests.actions.editing.test_coverage import SEARCH
from tests.world import ANN, World

EVE = Actor("eve", roles=frozenset({Role.CONTRIBUTOR, Role.EDITOR}))
NOW = later(5)


@dataclass(frozen=True)
class Way:
    """A way in which Ann's work comes to wait: what the list calls it, and what is sealed in the end."""

    work: str
    begin: Callable[[World], tuple[str, str]]
    rewrite: Callable[[str, str], object] | None = None


def _public_claim(key: str) -> ClaimRecord:
    record = as_record(Claim.objects.get(key=key))
    assert isinstance(record, ClaimRecord)
    return record


def new_claim(world: World) -> tuple[str, str]:
    return "claim", submitted(world, "The ferry is late").key


def new_topic(world: World) -> tuple[str, str]:
    record_draft(record=TopicRecord(slug="ferries", name="Ferries"), by=ANN, at=AFTER)
    submit(record_type="topic", key="ferries", by=ANN, at=AFTER)
    return "topic", "ferries"


def new_search(world: World) -> tuple[str, str]:
    return "coverage", log_search(record=SEARCH, by=ANN, at=AFTER)[0]


def change_from_its_form(world: World) -> tuple[str, str]:
    found = published(world, "The ferry is late")
    changed = replace(found, role="captain")
    propose_change(record=changed, by=ANN, at=AFTER)
    told = {"wrong": "No role.", "right": "Captain.", "learned": "From the recording."}
    submit_change(amendment=Amendment(changed, ChangeClass.UPDATE, "New.", **told), by=ANN, at=AFTER)
    return "claim", found.key


def stance(world: World) -> tuple[str, str]:
    judgement = Judgement(answer="yes", grounds="He wants it.")
    place = world.ordered_position
    code(position=place, claim=world.rated, judgement=judgement, note="Coded.", by=ANN, at=AFTER)
    return "claim", world.rated


def check(world: World) -> tuple[str, str]:
    confirm_check(
        key=world.no_change, position=world.ordered_position, computed="unclear",
        tested=[world.first_support], confirmed="one_agrees", reason="At one call.", by=ANN, at=AFTER,
    )  # fmt: skip
    return "claim", world.no_change


def relation(world: World) -> tuple[str, str]:
    chosen = [ChosenRelation(world.rated, world.first_support, "echoes")]
    relate(chosen=chosen, by=ANN, at=AFTER, change_class=ChangeClass.UPDATE, note="The same words.")
    return "claim", world.rated


def change_to_a_topic(world: World) -> tuple[str, str]:
    found = Topic.objects.get(slug=world.topic)
    record = as_record(found)
    assert isinstance(record, TopicRecord)
    answers = {
        "document": canonical_text(replace(record, name="Bridges")), "edition": found.edition,
        "change_class": "correction", "note": "It is wider.", "wrong": "narrow", "right": "wide",
        "learned": "From a reader.", "thanks": "",
    }  # fmt: skip
    propose(record_type="topic", key=world.topic, decision="amend", answers=answers, by=ANN, at=AFTER)
    return "topic", world.topic


def withdrawal(world: World) -> tuple[str, str]:
    found = row(published(world, "The ferry is late"))
    answers = {"reason_class": "error", "survivor": "", "note": "Never said.", "edition": found.edition}
    key = found.record_key
    propose(record_type="claim", key=key, decision="withdraw", answers=answers, by=ANN, at=AFTER)
    return "claim", key


def rewrite_draft(record_type: str, key: str) -> None:
    name = "key" if record_type == "claim" else "slug"
    record: Any = as_record(ROWS[record_type]._base_manager.get(**{name: key}))
    more = {"claim": {"role": "mate"}, "topic": {"name": "Ships"}, "coverage": {"result": "None of it."}}
    changed: Record = replace(record, **more[record_type])
    change_draft(record=changed, by=EVE, at=later(1))


def rewrite_copy(record_type: str, key: str) -> None:
    record = claim_in_work(Claim.objects.get(key=key))
    assert isinstance(record, ClaimRecord)
    propose_change(record=replace(record, role="mate"), by=EVE, at=later(1))


WAYS = {
    "new claim": Way("New claim", new_claim, rewrite_draft),
    "new topic": Way("New topic", new_topic, rewrite_draft),
    "search": Way("New search", new_search, rewrite_draft),
    "change": Way("Change to a claim", change_from_its_form, rewrite_copy),
    "stance": Way("Stance", stance, rewrite_copy),
    "check": Way("Check", check, rewrite_copy),
    "relation": Way("Relation", relation, rewrite_copy),
    "change to another record": Way("Change to the topic", change_to_a_topic),
    "withdrawal": Way("Withdrawal of the claim", withdrawal),
}

each_way = pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))


def waiting_from(way: Way, world: World) -> tuple[tuple[str, str], Waiting]:
    before = {one.url for one in waiting_list(now=NOW).rows}
    place = way.begin(world)
    (found,) = [one for one in waiting_list(now=NOW).rows if one.url not in before]
    return place, found
