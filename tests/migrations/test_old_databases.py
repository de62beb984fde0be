from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.empty_databases import empty_database
from tests.migrations.old_tables import read
from tests.prepared import url_of

ROOT = Path(__file__).parents[2]

BEFORE = (("contenttypes",), ("auth",), ("claims", "0001_initial"))

pytestmark = pytest.mark.postgresql


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


@pytest.mark.django_db
def test_drafts_changes_codings_and_proposals_of_the_tables_of_parts_come_over(tmp_path: Path) -> None:
    old = read()
    with empty_database(tmp_path) as name:
        url = url_of(name)
        for app, *name in BEFORE:
            run(url, "manage.py", "migrate", app, *name, "--verbosity", "0")
        run(url, "-m", "tests.migrations.old_tables", "load")
        run(url, "manage.py", "migrate", "--verbosity", "0")
        drafts = json.loads(run(url, "-m", "tests.migrations.old_tables", "tell"))
        run(url, "manage.py", "derive_records")
        run(url, "manage.py", "verify_records")
        dumped = json.loads(run(url, "manage.py", "dumpdata", "claims"))
    assert drafts == old["documents"]
    assert {kind: len(found) for kind, found in drafts.items()} == {
        "speaker": 1, "outlet": 1, "source": 1, "topic": 1, "position": 1, "event": 1, "lead": 1, "claim": 5,
    }  # fmt: skip
    claims = old["tables"]["claims_claim"]
    withdrawn = [row for row in claims["rows"] if row[claims["columns"].index("state")] == "withdrawn"]
    copies = sum(row[claims["columns"].index("key")] is None for row in claims["rows"])
    of_claims = [entry for entry in dumped if entry["model"] == "claims.claim"]
    assert len(of_claims) == len(claims["rows"]) - len(withdrawn) - copies
