"""What every page says of the public record as a whole, and by what a page is known to be unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Exists, Subquery, Value

import claims
from claims.domain.history.ledger import Head
from claims.models import FormerAddress, LedgerRow, Tally

PROGRAM = Path(claims.__file__).resolve().parent
SOURCE_FILES = frozenset({".py", ".html", ".css", ".js", ".svg"})


@dataclass(frozen=True, slots=True)
class RecordState:
    """The public record as it stands: ``version`` grows with each change, ``updated`` is the latest one.

    ``seal`` is the hash of the latest ledger row: what is kept under it was read from this very record.
    ``names_moved`` says whether one of the keys that an address names was merged or renamed.
    """

    version: int
    claims_count: int
    updated: datetime | None
    seal: str = ""
    names_moved: bool = False


def record_state(named: Sequence[str] = ()) -> RecordState:
    """How the public record stands now, and whether one of the ``named`` keys has moved. One query."""
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
        updated=_instant(updated),
        seal=seal or "",
        names_moved=bool(moved),
    )


def ledger_head() -> Head | None:
    """The latest row of the ledger, which covers all before it; None before anything is public. One query."""
    found = LedgerRow.objects.order_by("-sequence").values_list("sequence", "row_hash").first()
    return Head(*found) if found is not None else None


@lru_cache(maxsize=64)
def _state_sql(vendor: str, named: int) -> tuple[str, tuple[Any, ...]]:
    """The query, made once for a kind of database: making it takes longer than most pages that are kept.

    Marks stand for the keys that are named, so many of them.
    """
    latest = LedgerRow.objects.order_by("-sequence")
    moves = FormerAddress.objects.filter(undone_at=None, key__in=[_mark(number) for number in range(named)])
    rows = (
        Tally.objects.filter(facet__in=("version", "all"), member="")
        .annotate(
            updated=Subquery(latest.values("at")[:1]),
            seal=Subquery(latest.values("row_hash")[:1]),
            moved=Exists(moves.order_by()) if named else Value(False),
        )
        .values_list("facet", "value", "updated", "seal", "moved")
    )
    sql, params = rows.query.sql_with_params()
    return sql, params


def _mark(number: int) -> str:
    return f"\0{number}"


def _instant(given: datetime | str | None) -> datetime | None:
    """An instant as a cursor gives it: SQLite has texts or instants without a zone, in UTC."""
    instant = datetime.fromisoformat(given) if isinstance(given, str) else given
    return instant.replace(tzinfo=UTC) if instant and instant.tzinfo is None else instant


def page_etag(state: RecordState, address: str, today: date, *, settings: tuple[str, ...] = ()) -> str:
    """A strong ETag: the same for the same program, record, address and day, and for nothing else.

    The day is part of it because pages name the month; ``settings`` are values that pages print.
    """
    # The seal changes with an erasure too, which changes no count.
    parts = (build_id(), str(state.version), state.seal, address, today.isoformat(), *settings)
    return f'"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=1)
def build_id() -> str:
    """A hash of the files of the program, so that a new program sends no old page. They are read once."""
    digest = sha256()
    for path in program_files():
        digest.update(str(path.relative_to(PROGRAM)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def program_files() -> list[Path]:
    """The files from which pages are made: code, templates, styles, scripts and drawings."""
    return sorted(path for path in PROGRAM.rglob("*") if path.suffix in SOURCE_FILES)
