"""Constraints are named, worded for people, and hold on both databases whoever writes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.constraints import BaseConstraint

from claims.models import Claim, DeskValue, Source, Speaker
from claims.models.record_mapping import ROWS
from tests.cases import each_case
from tests.world import FOUNDED_AT, World

WORDED: list[tuple[type[models.Model], BaseConstraint]] = [
    (model, constraint) for model in ROWS.values() for constraint in model._meta.constraints
]


@each_case(("model", "constraint"), WORDED)
def test_a_constraint_of_content_says_in_a_sentence_what_is_wrong(
    model: type[models.Model], constraint: BaseConstraint
) -> None:
    assert constraint.violation_error_message != constraint.default_violation_error_message
    assert re.fullmatch(r"[A-Z“].*\.", str(constraint.violation_error_message))


def test_the_names_of_constraints_begin_with_what_they_hold() -> None:
    names = [c.name for model in apps.get_app_config("claims").get_models() for c in model._meta.constraints]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names)


def claim(**changes: Any) -> Claim:
    columns: dict[str, Any] = {
        "key": "0000000001",
        "text": "The bridge stands",
        "speaker": Speaker.objects.get(slug="anna-roe"),
        "created_at": FOUNDED_AT,
        "changed_at": FOUNDED_AT,
    }
    return Claim(**{**columns, **changes})


@each_case(
    "changes",
    [
        {"text": ""},
        {"change_state": "draft", "document": "{}"},
        {"kind": "rumour"},
        {"kind": ""},
        {"form": "shouted"},
        {"version": 1},
        {"state": "published"},
        {"state": "published", "version": 1},
        {"state": "withdrawn"},
        {"said_earliest": "2020-01-02", "said_latest": "2020-01-01"},
    ],
)
def test_a_claim_that_cannot_be_is_refused_in_words_and_by_the_database(
    world: World, changes: dict[str, Any]
) -> None:
    wrong = claim(**changes)
    with pytest.raises(ValidationError) as told:
        wrong.validate_constraints()
    assert all(message.endswith(".") for message in told.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize("state", ["", "published", "withdrawn"])
def test_a_change_is_never_public_itself(world: World, state: str) -> None:
    changed = Claim.objects.filter(key=world.later_support)
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.update(change_state=state)


def test_only_a_public_claim_has_a_change_and_it_says_something(world: World) -> None:
    for key, document in ((world.draft, "{}"), (world.withdrawn, "{}"), (world.turn, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(key=key).update(change_state="draft", document=document)


def test_two_claims_never_share_a_key(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        claim(key=world.draft).save()


def refused(row: models.Model) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_desk_finds_a_claim_by_a_value_once(world: World) -> None:
    value = DeskValue.objects.filter(claim__key=world.draft)[0]
    refused(DeskValue(claim=value.claim, field=value.field, value=value.value))


def test_one_source_describes_an_anonymous_speaker_once(world: World) -> None:
    known = Speaker.objects.get(slug=world.person_at_court)
    columns = {"created_at": FOUNDED_AT, "changed_at": FOUNDED_AT, "kind": "anonymous", "name": known.name}
    refused(Speaker(slug="another-person", described_in=known.described_in, **columns))
    Speaker(slug="another-person", described_in=Source.objects.get(key=world.month_source), **columns).save()


def test_a_body_is_not_part_of_itself(world: World) -> None:
    office = Speaker.objects.get(slug=world.unseen_speaker)
    office.part_of = office
    refused(office)


def test_what_a_column_points_to_cannot_be_deleted(world: World) -> None:
    with pytest.raises(models.ProtectedError):
        Speaker.objects.get(slug=world.roe).delete()
