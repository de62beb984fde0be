"""Long work, as rows or claims per CPU second: files, checking the record, making the projection."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.cpu import cpu_seconds
from tests.benchmarks.databases import Database
from tests.benchmarks.server import ROOT, environment, serving

FILES = {"/claims.csv": 45_000, "/claims.spreadsheet.csv": 45_000}
COMMANDS = {"verify_records": 8_000, "derive_records": 0}


def measure_rates(database: Database) -> list[list[str]]:
    """Work, at least so much per CPU second (empty: no goal), and how much it was."""
    found: list[tuple[str, int, float]] = []
    with serving(database.url, database.pid) as server:
        for address, goal in FILES.items():
            before = server.cpu_seconds()
            answer = server.get(address)
            spent = server.cpu_seconds() - before
            rows = answer.body.count(b"\n") if answer.status == 200 else 0
            found.append((f"{address}, rows (of {rows:,})", goal, rows / spent))
        public = rows
    for command, goal in COMMANDS.items():
        before = cpu_seconds([database.pid]) if database.pid else 0.0
        used = _command(database, command)
        spent = used + (cpu_seconds([database.pid]) - before if database.pid else 0.0)
        found.append((f"{command}, public claims", goal, public / spent))
    return [[name, f"{goal:,}" if goal else "", _bold(rate, goal)] for name, goal, rate in found]


def _bold(rate: float, goal: int) -> str:
    return f"{rate:,.0f}" if rate >= goal else f"**{rate:,.0f}**"


def _command(database: Database, command: str) -> float:
    """The CPU seconds of a command."""
    with Path(os.devnull).open("w") as nowhere:
        process = subprocess.Popen(
            [sys.executable, "manage.py", command], cwd=ROOT, env=environment(database.url), stdout=nowhere
        )
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime
