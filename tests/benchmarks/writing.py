"""Another connection that writes: the writes that are measured, and the one between two measured requests."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.cpu import cpu_seconds
from tests.benchmarks.databases import Database
from tests.benchmarks.server import ROOT, environment

WITHOUT_REVIEW = {"REVIEW_REQUIRED": "0"}
BETWEEN: Final = "amend"
"""The write that comes between two measured requests."""


@dataclass(frozen=True, slots=True)
class Write:
    """A write by its name in ``writer_process``, with what it may take in milliseconds.

    ``times`` is how often it is measured: 1 for what grows with a record, and is done once.
    """

    name: str
    words: str
    budget: int
    times: int = 7


WRITES: Final = (
    Write("publish", "publish a claim", 25),
    Write("amend", "amend a claim", 25),
    Write("code", "code a stance", 25),
    Write("rename", "rename a speaker with three claims", 25),
    Write("withdraw", "withdraw a claim", 25),
    Write("change_tenure", "another office of the speaker with the most claims", 5_000, 1),
    Write("move_source", "the source with the most claims moves to another outlet", 5_000, 1),
    Write("merge", "merge the speaker with the most claims", 5_000, 1),
)


class WriteFailed(Exception):
    """The write was refused or broke; the message says why."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A process with a connection of its own; ``pids`` are it and the database server."""

    process: subprocess.Popen[str]
    pids: tuple[int, ...]

    def do(self, name: str) -> tuple[float, float]:
        """One write. Returns CPU milliseconds and milliseconds on the clock. Raises ``WriteFailed``."""
        self._ask(f"prepare {name}")
        cpu, clock = cpu_seconds(self.pids), time.monotonic()
        self._ask("write")
        return 1000 * (cpu_seconds(self.pids) - cpu), 1000 * (time.monotonic() - clock)

    def _ask(self, line: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer != "ok":
            raise WriteFailed(answer)


@contextmanager
def writing(database: Database) -> Iterator[Writer]:
    """Start a writer, yield it, and stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.writer_process", database.world],
        cwd=ROOT,
        env=environment(database.url, **WITHOUT_REVIEW),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Writer(process, (process.pid, *([database.pid] if database.pid else [])))
    finally:
        process.terminate()
        process.wait()


def measure_writes(databases: Sequence[Database]) -> list[list[str]]:
    """For each write a row: its words, what it may take, and its median CPU milliseconds in each database."""
    columns = [_measure(database) for database in databases]
    return [
        [write.words, f"{write.budget:,}", *figures] for write, *figures in zip(WRITES, *columns, strict=True)
    ]


def _measure(database: Database) -> list[str]:
    """The figure of each write, or why it could not be done."""
    found = []
    with writing(database) as writer:
        for write in WRITES:
            try:
                spent = statistics.median(writer.do(write.name)[0] for _ in range(write.times))
                found.append(f"**{spent:,.0f}**" if spent > write.budget else f"{spent:,.0f}")
            except WriteFailed as failed:
                found.append(f"failed: {str(failed).replace('|', '').rstrip('; ')[-150:]}")
    return found
