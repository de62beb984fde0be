"""The rows that point to a record, or would by a change that is not public yet, drafts included."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from claims.domain.record.codec import from_text, references
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import key_field, keys_by_type
from claims.domain.search.desk_values import CHANGE, reference_fields
from claims.models.claim import Claim, DeskValue, claims_with
from claims.models.projection import RecordReference
from claims.models.record_mapping import ROWS, as_record, columns_of, rows_with_keys
from claims.models.record_row import PUBLIC, RecordRow


def rows_pointing_to(
    record_type: str, key: str, *, by_change: bool = True
) -> Iterator[tuple[str, models.QuerySet[RecordRow]]]:
    """For each type of record, the rows that point to a record, withdrawn ones not all.

    What points to the tombstone of a claim is among them. With ``by_change`` also the claims of which only
    the change does.
    """
    for pointing, model in ROWS.items():
        if record_type in _refers_to(model.RECORD):
            where = _shared(pointing, record_type, key) if model is not Claim else _claims(record_type, key)
            if by_change and model is Claim:
                where |= Q(pk__in=changes_pointing_to(record_type, key))
            yield pointing, model._base_manager.filter(where).order_by("pk")


def changes_pointing_to(record_type: str, key: str) -> models.QuerySet[DeskValue, Any]:
    """The primary keys of the claims whose change points to a record."""
    return claims_with([CHANGE + field for field in reference_fields(record_type)], key)


def pointed_to(record_type: str, keys: Collection[str]) -> set[str]:
    """Those of these keys to which a record or a change points. A fixed number of queries.

    Reads all drafts of the other types.
    """
    places = [f"{record_type}:{key}" for key in keys]
    public = RecordReference.objects.filter(place__in=places, version__valid_to=None)
    found = {place.partition(":")[2] for place in public.values_list("place", flat=True)}
    fields = reference_fields(record_type)
    names = [*fields, *(CHANGE + field for field in fields)]
    found.update(DeskValue.objects.filter(field__in=names, value__in=keys).values_list("value", flat=True))
    for model in ROWS.values():
        if record_type not in _refers_to(model.RECORD):
            continue
        if model is not Claim:
            for document in model._base_manager.filter(version=0).values_list("document", flat=True):
                found.update(key for one, key in references(from_text(document)) if one == record_type)
            continue
        for column in columns_of(Claim):
            if column.ref == record_type:
                path = f"{column.name}__{key_field(record_type)}"
                named = Claim._base_manager.filter(**{f"{path}__in": keys}).order_by()
                found.update(named.values_list(path, flat=True).distinct())
    return found & set(keys)


def public_rows_pointing_to(record_type: str, key: str) -> Iterator[tuple[str, models.QuerySet[RecordRow]]]:
    """The same of public shared records alone, by type. One query."""
    naming = RecordReference.objects.filter(place=f"{record_type}:{key}", version__valid_to=None)
    places = (place.partition(":") for place in naming.values_list("version__place", flat=True))
    for pointing, keys in keys_by_type((of, other) for of, _, other in places).items():
        yield pointing, rows_with_keys(pointing, keys).filter(state=PUBLIC).order_by("pk")


def _claims(record_type: str, key: str) -> Q:
    """The condition on claims that point to a record: by a column, or by a value of the desk."""
    found = Q(pk__in=claims_with(reference_fields(record_type), key))
    for column in columns_of(Claim):
        if column.ref == record_type:
            # A subquery, because joins of several paths multiply rows.
            of_key = Claim._base_manager.filter(**{f"{column.name}__{key_field(record_type)}": key})
            found |= Q(pk__in=of_key.values("pk"))
    return found


def _shared(pointing: str, record_type: str, key: str) -> Q:
    """The condition on other records: public ones by the projection, drafts by what they say."""
    public = RecordReference.objects.filter(
        place=f"{record_type}:{key}", version__record_type=pointing, version__valid_to=None
    )
    keys = public.values(key=Substr("version__place", len(f"{pointing}:") + 1))
    naming = ROWS[pointing]._base_manager.filter(version=0, document__contains=f'"{key}"').order_by()
    pks = [row.pk for row in naming if (record_type, key) in references(as_record(row))]
    return Q(**{f"{key_field(pointing)}__in": keys}) | Q(pk__in=pks)


def _refers_to(part: type[Part]) -> set[str]:
    """The types of records to which a record, or a part of one, can refer."""
    found: set[str] = set()
    for field in fields_of(part):
        found |= _refers_to(field.of) if field.of else {field.ref}
    return found
