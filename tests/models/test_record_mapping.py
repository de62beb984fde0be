"""Rows ⇄ records: no field of a record and no column of content is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.models import Claim, Occasion, RevisionContent
from claims.models.fuzzy_dates import ends_of
from claims.models.record_mapping import (
    ROWS,
    as_record,
    mapping_of,
    with_content,
)
from tests.records_in_and_out import content_models
from tests.world import World

STANDING = {
    "id", "state", "version", "edition", "author", "hands", "created_at", "changed_at", "published_at",
    "revised_at", "search_text",
}  # fmt: skip
NO_CONTENT: dict[str, set[str]] = {
    "Claim": {"amends", "said_year"},
    "Answer": {"place"},
    "Rating": {"place"},
    "Figure": {"place"},
    "ExactPassage": {"place"},
    "Evidence": {"place"},
}
"""Columns that no record holds, besides how a row stands, its parent and the ends of dates."""


def nothing_of_ends(model: type[models.Model]) -> set[str]:
    return {end for name in getattr(model, "DATED", ()) for end in ends_of(name)}


@pytest.mark.parametrize("model", content_models(), ids=lambda model: model.__name__)
def test_every_column_of_a_content_table_is_content_or_said_to_be_none(model: type[models.Model]) -> None:
    """A new column is either in the record, and so in every export, or is named here."""
    concrete = {field.name for field in model._meta.concrete_fields}
    content = {column.name for column in mapping_of(model).columns if column.how != "keys"}
    content |= {"occasion"} if model is Claim else set()
    other = NO_CONTENT.get(model.__name__, set()) | nothing_of_ends(model) | {getattr(model, "PARENT", "")}
    assert concrete - content - STANDING - other == set()
    assert not content & other


@pytest.mark.parametrize("model", content_models(), ids=lambda model: model.__name__)
def test_every_link_of_a_content_table_is_content(model: type[models.Model]) -> None:
    links = {field.name for field in model._meta.many_to_many}
    assert links == {column.name for column in mapping_of(model).columns if column.how == "keys"}


def test_every_model_with_a_record_is_reached_from_the_records() -> None:
    with_record = {model for model in apps.get_app_config("claims").get_models() if hasattr(model, "RECORD")}
    assert with_record == {*content_models(), Occasion}


def test_what_the_rows_hold_is_what_was_sealed(world: World) -> None:
    texts = {
        (content.revision.record_type, content.revision.record_key, content.revision.version): content.text
        for content in RevisionContent.objects.select_related("revision")
    }
    for record_type, model in ROWS.items():
        rows = list(with_content(model._base_manager.filter(state="published")))
        assert rows
        for row in rows:
            assert canonical_text(as_record(row)) == texts[record_type, row.record_key, row.version]


def test_reading_rows_takes_as_many_queries_for_one_as_for_all(
    world: World, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        for claim in with_content(Claim.objects.published()):
            as_record(claim)


def test_a_working_copy_answers_with_the_key_of_the_claim_that_it_amends(world: World) -> None:
    copy = Claim.objects.get(amends__key=world.later_support)
    record = as_record(copy)
    assert isinstance(record, ClaimRecord)
    assert (copy.key, record.key) == (None, world.later_support)
