"""The tables of databases before a migration, and what their drafts say after it.

``tables_of_0001.json.gz`` is the world of the tests with a draft that has every part, two codings, a proposal
and an erasure, before claims became documents; ``tables_of_0004.json.gz`` has changes of every state to
public claims, when each was a row of its own. Both were written by the programs of their times: ``tables``
(columns and rows by name), and the first also ``documents`` (the canonical text of each draft and change, by
primary key).

As a program: ``load`` and the name of a migration fill the tables of an empty database at it, ``tell`` writes
the drafts as JSON.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any


def read(migration: str) -> dict[str, Any]:
    file = Path(__file__).parent / f"tables_of_{migration[:4]}.json.gz"
    found: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return found


def load(migration: str) -> None:
    """Fill the tables of a database that is at the migration."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.loader import MigrationLoader

    from claims.actions.database.installing import lift

    lift(using="default")
    state = MigrationLoader(connection).project_state(("claims", migration))
    by_table = {model._meta.db_table: model for model in state.apps.get_models(include_auto_created=True)}
    tables = read(migration)["tables"]
    with transaction.atomic():
        for name, table in tables.items():
            model = by_table[name]
            names = {str(field.column): field.attname for field in model._meta.concrete_fields}
            columns = [names[column] for column in table["columns"]]
            rows = [model(**dict(zip(columns, row, strict=True))) for row in table["rows"]]
            model._base_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [by_table[name] for name in tables]):
            cursor.execute(statement)


def tell() -> None:
    """Write the drafts of the database and its changes to claims, by table and primary key."""
    from django.db.models import Q

    from claims.models.claim import IN_WORK
    from claims.models.record_mapping import ROWS

    found = {
        record_type: {str(pk): document for pk, document in rows.values_list("pk", "document")}
        for record_type, model in ROWS.items()
        if (rows := model._base_manager.filter(IN_WORK if record_type == "claim" else Q(version=0)))
    }
    json.dump(found, sys.stdout)


def tell_changes() -> None:
    """Write what waits to become public of claims: state, hands, note, and how the desk finds it."""
    from claims.models import AuditEvent, Claim

    notes = AuditEvent.objects.filter(action="propose_note").order_by("pk")
    found = [
        {
            "key": claim.key,
            "state": claim.change_state,
            "hands": claim.hands,
            "note": claim.change_note,
            "assigned": claim.assignment.person.username if hasattr(claim, "assignment") else "",
            "search": claim.search_text,
            "values": sorted(claim.values.values_list("field", "value")),
            "notes": [[one.actor, one.detail["note"]] for one in notes if one.record_key == claim.key],
        }
        for claim in Claim.objects.filter(change_state__isnull=False)
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    {"load": load, "tell": tell, "tell_changes": tell_changes}[sys.argv[1]](*sys.argv[2:])
