"""Let the desk follow a merge, a renaming or its undoing.

Documents of drafts and claims stay as they are; whoever saves or publishes one writes the key of today. But
columns, and the values by which the desk finds claims, have the keys of today at once.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, models
from django.db.models import Q

from claims.actions.auditing import note_event
from claims.actions.desk_values import keep_desk_values
from claims.actions.drafts.writing import on_record, row_of
from claims.actions.merging.moving import Deciders
from claims.database.chunks import chunks
from claims.domain.record.shared import key_field
from claims.domain.search.desk_values import CHANGE, reference_fields
from claims.models import AuditEvent, Claim, Coding, DeskValue, FormerAddress, FrontQuestion
from claims.models.claim import claims_with
from claims.models.desk import SourcePassage, Worksheet
from claims.models.moves import FACETS_OF, Moves
from claims.models.record_mapping import ROWS, claim_record, columns_of, with_content

_FIND: Final = """INSERT INTO claims_deskvalue (claim_id, field, value)
SELECT claim_id, field, CAST(%s AS varchar(600)) FROM claims_deskvalue
WHERE value = %s AND field IN ({marks}) ON CONFLICT DO NOTHING"""


def follow_at_desk(move: FormerAddress, who: Deciders) -> None:
    """Let the desk find what points to the former record under the one that stays."""
    record_type, key, now = move.record_type, move.key, move.now_key
    found = on_record([(record_type, key), (record_type, now)])
    old, new = found[record_type, key][0], found[record_type, now][0]
    for model, column, _ in _columns(record_type):
        model._base_manager.filter(**{column: old}).update(**{column: new})
    fields = _fields(record_type)
    if record_type in FACETS_OF:
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(fields))
            cursor.execute(_FIND.format(marks=marks), [now, key, *fields])
        DeskValue.objects.filter(field__in=fields, value=key).delete()
        if record_type == "speaker":  # Whoever speaks is not one of the others.
            joint = DeskValue.objects.filter(field="with", value=now)
            joint.filter(claim__in=Claim.objects.filter(speaker=new).values("pk")).delete()
            joint = DeskValue.objects.filter(field=f"{CHANGE}with", value=now)
            joint.filter(claim__in=claims_with(f"{CHANGE}speaker", now)).delete()
    else:
        _find_anew(claims_with(fields, key).values_list("claim", flat=True))
    _move_rows(move, who)


def follow_back_at_desk(move: FormerAddress, who: Deciders) -> None:
    """Let the desk find what names a record under it again, after its redirect was undone."""
    record_type, moves = move.record_type, Moves.read()
    both = on_record([(record_type, move.key), (record_type, move.now_key)])
    old, new = both[record_type, move.key][0], both[record_type, move.now_key][0]
    named = [move.key, *moves.formers(record_type, move.key)]
    for model, column, field in _columns(record_type):
        says = _says([f'"{field}":"{key}"' for key in named])
        rows = model._base_manager.filter(**{column: new}).filter(says).order_by()
        pks = list(rows.values_list("pk", flat=True))
        for some in chunks(pks):
            model._base_manager.filter(pk__in=some).update(**{column: old})
    found = Q(pk__in=claims_with(_fields(record_type), move.now_key))
    if record_type == "speaker":  # Who spoke was none of the others, and may be one again.
        found |= Q(speaker__in=[old, new]) & _says(['"with":['])
    rows = Claim.objects.filter(found).filter(_says([f'"{key}"' for key in named]))
    _find_anew(rows.values_list("pk", flat=True))
    _move_rows_back(move, who)


def _fields(record_type: str) -> list[str]:
    """The names of desk values that hold keys of records of a type, changes included."""
    return [prefix + name for prefix in ("", CHANGE) for name in reference_fields(record_type)]


def _columns(record_type: str) -> list[tuple[type[models.Model], str, str]]:
    """The columns that refer to records of a type, each with its table and its name in documents."""
    return [
        (model, f"{column.name}_id", column.field.json)
        for model in ROWS.values()
        for column in columns_of(model)
        if column.ref == record_type
    ]


def _says(parts: Iterable[str]) -> Q:
    """The condition that a document, or the sealed text of a row, contains one of these parts of JSON."""
    condition = Q(pk__in=[])
    for part in parts:
        condition |= Q(document__contains=part) | Q(sealed__content__text__contains=part)
    return condition


def _find_anew(claims: Iterable[int]) -> None:
    """Write the values of these claims anew, from their documents with the keys of today."""
    moves = Moves.read()
    for some in chunks(list(claims)):
        rows = with_content(Claim.objects.filter(pk__in=some))
        keep_desk_values([(row, moves.current(claim_record(row))) for row in rows])


DESK_MOVED: Final = "move_desk_rows"
"""The audit event that lists the moved rows of the desk."""
_ROWS: Final[dict[str, tuple[type[models.Model], ...]]] = {
    "position": (Coding, FrontQuestion),
    "source": (SourcePassage, Worksheet),
}
"""The tables that point to records of a type, by a column named like the type."""


def _move_rows(move: FormerAddress, who: Deciders) -> None:
    """Move rows of the desk to the record that stays, unless it has such a row already."""
    moved = {
        model._meta.label: _moved(move, model, _to_move(move, model), move.now_key, who)
        for model in _ROWS.get(move.record_type, ())
    }
    if any(moved.values()):
        detail = {"move": move.pk, "moved": moved}
        place = (move.record_type, move.key)
        note_event(action=DESK_MOVED, by=who.by, at=who.at, place=place, detail=detail)


def _move_rows_back(move: FormerAddress, who: Deciders) -> None:
    """Move these rows back to the former record."""
    event = AuditEvent.objects.filter(action=DESK_MOVED, at=move.at, detail__move=move.pk).first()
    if event is None:
        return
    for model in _ROWS.get(move.record_type, ()):
        there = {f"{move.record_type}__{key_field(move.record_type)}": move.now_key}
        rows = model._base_manager.filter(pk__in=event.detail["moved"].get(model._meta.label, ()), **there)
        _moved(move, model, rows, move.key, who)


def _to_move(move: FormerAddress, model: type[models.Model]) -> models.QuerySet[Any]:
    path = f"{move.record_type}__{key_field(move.record_type)}"
    rows = model._base_manager.filter(**{path: move.key})
    there = model._base_manager.filter(**{path: move.now_key})
    if model is Coding:
        same = there.filter(claim=models.OuterRef("claim"), coder=models.OuterRef("coder"))
        return rows.exclude(models.Exists(same))
    return rows.none() if model is Worksheet and there.exists() else rows


def _moved(
    move: FormerAddress, model: type[models.Model], rows: models.QuerySet[Any], key: str, who: Deciders
) -> list[int]:
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    changes: dict[str, Any] = {move.record_type: row_of(move.record_type, key)}
    if found and model is FrontQuestion:
        changes |= {"picked_by": who.by.name, "picked_at": who.at}
        note_event(action="pick_question", by=who.by, at=who.at, detail={"position": key})
    model._base_manager.filter(pk__in=found).update(**changes)
    return found
