"""The tables of a database before claims became documents, and what its drafts said then.

``tables_of_0001.json.gz`` is the world of the tests with a draft that has every part, two codings, a proposal
and an erasure, written by the program of that time: ``tables`` (columns and rows by name) and ``documents``
(the canonical text of each draft and working copy, by primary key).

As a program: ``load`` fills the tables of an empty database at that migration, ``tell`` writes its drafts as
JSON.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

STATE: Final = ("claims", "0001_initial")
FILE: Final = Path(__file__).parent / "tables_of_0001.json.gz"


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(FILE.read_bytes()))
    return found


def load() -> None:
    """Fill the tables. The database is at the migration of ``STATE``."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.loader import MigrationLoader

    from claims.actions.database.installing import lift

    lift(using="default")
    models = MigrationLoader(connection).project_state(STATE).apps.get_models(include_auto_created=True)
    by_table = {model._meta.db_table: model for model in models}
    tables = read()["tables"]
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
    """Write the drafts and working copies of the database, as they are now, by table and primary key."""
    from claims.models.record_mapping import ROWS

    found = {
        record_type: {str(pk): document for pk, document in rows.values_list("pk", "document")}
        for record_type, model in ROWS.items()
        if (rows := model._base_manager.filter(version=0).order_by("pk"))
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    {"load": load, "tell": tell}[sys.argv[1]]()
