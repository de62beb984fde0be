"""Verification of derived columns and identities, computed again."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery

from claims.database.chunks import chunks
from claims.database.odd_values import first_odd_value
from claims.domain.history.verify import Misfit
from claims.domain.record.shared import Record, key_field
from claims.domain.search.desk_values import DeskValues
from claims.models import Claim, DeskValue, Revision
from claims.models.claim_identities import missing_identities
from claims.models.derived import cap_of, derived_values
from claims.models.record_mapping import ROWS, columns_of
from claims.models.record_row import RecordRow
from claims.queries.history.stored_rows import StoredRow, repeating


def check_columns(
    model: type[RecordRow], row: StoredRow, record: Record, change: Record | None, days: Mapping[str, date]
) -> None:
    """Compare the columns of a row with its record and the change to it, which follow from them.

    ``days`` are of the sources that claims cite.
    """
    derived = derived_values(model, record, cap_of(record, days), change)
    values = [(column.value_of(record), column.ref) for column in columns_of(model)]
    wanted = (*derived.values(), *(value or None if ref else value for value, ref in values))
    if row.columns != wanted:
        wrong = next(n for n, a, b in zip(repeating(model), row.columns, wanted, strict=True) if a != b)
        raise Misfit(f"The {record.TYPE} {row.key}: the column {wrong} is not what the record gives.")


def check_desk_values(claims: Mapping[int, DeskValues]) -> None:
    """Compare the values by which the desk finds these claims (by primary key) with those that they have."""
    stored: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, field, value in DeskValue.objects.filter(claim__in=claims).values_list("claim", "field", "value"):
        stored[pk].add((field, value))
    for pk, values in claims.items():
        for field, _ in sorted(values ^ stored[pk]):
            key = Claim.objects.values_list("key", flat=True).get(pk=pk)
            raise Misfit(
                f"The claim {key}: the values of {field} by which the desk finds it are not its own."
            )


def check_forms() -> None:
    """Find booleans, days and times stored in a form that SQL and Python read differently."""
    for model in apps.get_app_config("claims").get_models(include_auto_created=True):
        odd = first_odd_value(connection, model)
        if odd is not None:
            column, pk = odd
            row = f"the {model._meta.verbose_name} number {pk}"
            raise Misfit(f"The column {column} of {row} holds what this program never writes there.")


def check_instants() -> None:
    """Compare the times of publication and revision in rows with the revisions."""
    with connection.cursor() as cursor:
        for record_type, name, sql, values in _wrong_instants():
            cursor.execute(sql, values)
            if wrong := cursor.fetchone():
                raise Misfit(f"The {record_type} {wrong[0]}: {name} is not what its revisions say.")


@cache
def _wrong_instants() -> tuple[tuple[str, str, str, tuple[Any, ...]], ...]:
    """For each column, the type of record, the column, and a query for the first key where it is wrong.

    The queries never change, and take longer to compile than to run.
    """
    found = []
    for record_type, model in ROWS.items():
        key = key_field(record_type)
        revisions = Revision.objects.filter(record_type=record_type, record_key=OuterRef(key))
        # The first version of a claim whose tombstone was imported is that tombstone.
        public = revisions.exclude(change_class="withdrawal").order_by("version")
        expected = {"published_at": public[:1], "revised_at": revisions.filter(version=OuterRef("version"))}
        rows = model._base_manager.exclude(version=0).order_by("pk")
        for name, instant in expected.items():
            then = Subquery(instant.values("published_at"))
            wrong = rows.annotate(then=then).filter(_differ(name, "then")).values_list(key)[:1]
            found.append((record_type, name, *wrong.query.sql_with_params()))
    return tuple(found)


def _differ(one: str, other: str) -> Q:
    """The condition that two nullable columns differ."""
    lone = Q(**{f"{one}__isnull": True, f"{other}__isnull": False})
    lone |= Q(**{f"{one}__isnull": False, f"{other}__isnull": True})
    return lone | Q(**{f"{one}__lt": F(other)}) | Q(**{f"{one}__gt": F(other)})


def check_identities() -> None:
    """Raise Misfit that names the first claim with a missing identity."""
    for some in chunks(Claim.objects.order_by("pk").values_list("pk", "key")):
        for missing in missing_identities(some):
            words = missing.assertion.words[:60]
            raise Misfit(f"The claim {missing.key} lacks the identity of its words “{words}”.")
