"""Rows ⇄ records: no column is without its field, and what is public is what was sealed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from claims.domain.record.codec import canonical_text
from claims.models import Claim, RevisionContent
from claims.models.fuzzy_dates import ends_of
from claims.models.record_mapping import (
    ROWS,
    as_record,
    claim_in_work,
    claim_record,
    columns_of,
    with_content,
)
from claims.models.record_row import RecordRow
from tests.cases import each_case
from tests.world import World
from tests.world_claims import WORKING_COPY

STANDING = {
    "id", "state", "version", "edition", "author", "hands", "created_at", "changed_at", "published_at",
    "revised_at", "search_text", "document", "sealed",
}  # fmt: skip
DERIVED = {"Claim": {"change_note", "change_state", "lacks", "said_year"}}
"""Columns that repeat no field of a record, besides how a row stands and the ends of dates."""


def nothing_of_ends(model: type[models.Model]) -> set[str]:
    return {end for name in getattr(model, "DATED", ()) for end in ends_of(name)}


@each_case("model", ROWS.values())
def test_every_column_repeats_a_field_or_is_said_to_be_derived(model: type[RecordRow]) -> None:
    """A new column is in the record, and so in every export, or is named here."""
    concrete = {field.name for field in model._meta.concrete_fields}
    repeated = {column.name for column in columns_of(model)}
    derived = DERIVED.get(model.__name__, set()) | nothing_of_ends(model)
    assert concrete - repeated - STANDING - derived == set()
    assert not repeated & derived


@each_case("model", ROWS.values())
def test_every_reference_is_repeated_by_a_foreign_key_or_by_text(model: type[RecordRow]) -> None:
    for column in columns_of(model):
        is_key = isinstance(model._meta.get_field(column.name), models.ForeignKey)
        assert is_key == bool(column.ref), column.name
    assert not model._meta.many_to_many


def test_every_model_with_a_record_is_a_table_of_records() -> None:
    with_record = {model for model in apps.get_app_config("claims").get_models() if hasattr(model, "RECORD")}
    assert with_record == {*ROWS.values()}


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


def test_a_public_claim_says_what_is_public_and_in_work_what_would_change(world: World) -> None:
    claim = Claim.objects.get(key=world.later_support)
    assert claim_record(claim).context == ""
    assert claim_in_work(claim).context == WORKING_COPY["context"]
