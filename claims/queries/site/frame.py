"""The state of the public record. Every page shows it, and ETags contain it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Exists, Subquery, Value

import claims
from claims.database.statements import instant_of
from claims.domain.history.chain_breaks import Head
from claims.models.former_address import FormerAddress
from claims.models.projection import FacetCount
from claims.models.revision import LedgerRow

PROGRAM = Path(claims.__file__).resolve().parent
SOURCE_FILES = frozenset({".py", ".html", ".css", ".js", ".svg"})


@dataclass(frozen=True, slots=True)
class RecordState:
    """The state of the public record. ``version`` grows with each change, ``updated`` is the latest change.

    ``seal`` is the hash of the latest ledger row, so it identifies the content of the record.
    ``names_moved`` is true if one of the keys in an address was merged or renamed.
    """

    version: int
    claims_count: int
    updated: datetime | None
    seal: str = ""
    names_moved: bool = False


def record_state(named: Sequence[str] = ()) -> RecordState:
    """The state of the public record now, and whether one of the ``named`` keys has moved. One query."""
    sql, params = _state_sql(connection.vendor, len(named))
    given = {_mark(number): key for number, key in enumerate(named)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(value, value) for value in params])
        kept = {facet: values for facet, *values in cursor.fetchall()}
    version, updated, seal, moved = kept.get("version", (0, None, None, False))
    count = kept["all"][0] if "all" in kept else 0
    return RecordState(
        version=version,
        claims_count=count,
        updated=instant_of(updated) if updated else None,
        seal=seal or "",
        names_moved=bool(moved),
    )


def ledger_head() -> Head | None:
    """The latest row of the ledger, whose hash covers all rows before it; None if it is empty. One query."""
    found = LedgerRow.objects.order_by("-sequence").values_list("sequence", "row_hash").first()
    return Head(*found) if found is not None else None


@lru_cache(maxsize=64)
def _state_sql(vendor: str, named: int) -> tuple[str, tuple[Any, ...]]:
    """The SQL of ``record_state`` with placeholders for ``named`` keys.

    Every request asks for it, and Django takes ten times longer to build it than the database to answer.
    """
    latest = LedgerRow.objects.order_by("-sequence")
    moves = FormerAddress.objects.filter(undone_at=None, key__in=[_mark(number) for number in range(named)])
    rows = (
        FacetCount.objects.filter(facet__in=("version", "all"), value="")
        .annotate(
            updated=Subquery(latest.values("at")[:1]),
            seal=Subquery(latest.values("row_hash")[:1]),
            moved=Exists(moves.order_by()) if named else Value(False),
        )
        .values_list("facet", "number", "updated", "seal", "moved")
    )
    sql, params = rows.query.sql_with_params()
    return sql, params


def _mark(number: int) -> str:
    return f"\0{number}"


def page_etag(state: RecordState, address: str, today: date, *, settings: tuple[str, ...] = ()) -> str:
    """A strong ETag. It is equal only for the same program, record, address and day.

    The day is part of it because pages name the month. ``settings`` are values that pages show.
    """
    # An erasure changes the seal but no count.
    parts = (build_id(), str(state.version), state.seal, address, today.isoformat(), *settings)
    return f'"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=1)
def build_id() -> str:
    """A hash of the files of the program, so that a new version sends no old page. They are read once."""
    digest = sha256()
    for path in program_files():
        digest.update(str(path.relative_to(PROGRAM)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def program_files() -> list[Path]:
    """The files from which pages are made: code, templates, styles, scripts and drawings."""
    return sorted(path for path in PROGRAM.rglob("*") if path.suffix in SOURCE_FILES)
