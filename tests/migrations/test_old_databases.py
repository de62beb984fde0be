from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.empty_databases import empty_database
from tests.migrations.old_tables import read
from tests.prepared import url_of

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def run(url: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": url, "SECRET_KEY": "x" * 60},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def come_over(migration: str, folder: Path) -> Iterator[str]:
    """The address of a database that was filled at a migration, and then migrated."""
    with empty_database(folder) as name:
        url = url_of(name)
        for place in (("contenttypes",), ("auth",), ("claims", migration)):
            run(url, "manage.py", "migrate", *place, "--verbosity", "0")
        run(url, "-m", "tests.migrations.old_tables", "load", migration)
        run(url, "manage.py", "migrate", "--verbosity", "0")
        yield url


def drafts_of(url: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(run(url, "-m", "tests.migrations.old_tables", "tell"))
    return found


def claims_of(tables: dict[str, Any]) -> list[dict[str, Any]]:
    columns = tables["claims_claim"]["columns"]
    return [dict(zip(columns, row, strict=True)) for row in tables["claims_claim"]["rows"]]


def test_drafts_changes_codings_and_proposals_of_the_tables_of_parts_come_over(tmp_path: Path) -> None:
    old = read("0001_initial")
    with come_over("0001_initial", tmp_path) as url:
        drafts = drafts_of(url)
        run(url, "manage.py", "derive_records")
        run(url, "manage.py", "verify_records")
        dumped = json.loads(run(url, "manage.py", "dumpdata", "claims"))
    claims = claims_of(old["tables"])
    copies = {str(row["id"]): str(row["amends_id"]) for row in claims if row["key"] is None}
    of_claims = {copies.get(pk, pk): text for pk, text in old["documents"]["claim"].items()}
    assert drafts == {**old["documents"], "claim": of_claims}
    assert {kind: len(found) for kind, found in drafts.items()} == {
        "speaker": 1, "outlet": 1, "source": 1, "topic": 1, "position": 1, "event": 1, "lead": 1, "claim": 5,
    }  # fmt: skip
    withdrawn = [row for row in claims if row["state"] == "withdrawn"]
    entries = [entry for entry in dumped if entry["model"] == "claims.claim"]
    assert len(entries) == len(claims) - len(withdrawn) - len(copies)


def test_changes_that_were_rows_of_their_own_come_over_to_the_rows_of_their_claims(tmp_path: Path) -> None:
    copies = [row for row in claims_of(read("0004_parts_go")["tables"]) if row["key"] is None]
    with come_over("0004_parts_go", tmp_path) as url:
        drafts = drafts_of(url)
        changes = json.loads(run(url, "-m", "tests.migrations.old_tables", "tell_changes"))
        run(url, "manage.py", "derive_records")
        run(url, "manage.py", "verify_records")
        derived = json.loads(run(url, "-m", "tests.migrations.old_tables", "tell_changes"))
    assert derived == changes
    assert [row["state"] for row in copies] == ["draft", "submitted", "returned"]
    for row in copies:
        assert drafts["claim"][str(row["amends_id"])] == row["document"]
    told = {one["key"]: one for one in changes}
    assert {key: (one["state"], one["hands"]) for key, one in told.items()} == {
        "7a5rvmeszs": ("draft", ["ann"]),
        "ethjr7jp7w": ("submitted", ["ann", "", "eve"]),
        "rvbepvz27p": ("returned", ["ann", ""]),
    }
    assert {key: one["note"].get("note") for key, one in told.items()} == {
        "7a5rvmeszs": None, "ethjr7jp7w": "She was mayor then.", "rvbepvz27p": "The page says so.",
    }  # fmt: skip
    assert {key: one["assigned"] for key, one in told.items() if one["assigned"]} == {"ethjr7jp7w": "bob"}
    assert told["ethjr7jp7w"]["notes"] == [["ann", "She was mayor then."]]
