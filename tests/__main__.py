"""``python -m tests``: all tests but the benchmarks, on SQLite and on a PostgreSQL started for them.

Both run at once, and what PostgreSQL prints comes last. It runs the tests marked ``postgresql``, with few
examples of each property. ``--sqlite-only`` and ``--postgresql-only`` do half of it, the latter with all
tests. ``--quick`` is SQLite without what is marked ``browser`` or ``slow``, and with few examples.
Every other argument goes to pytest. The exit code is 0 only when all runs passed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from typing import IO

from tests import postgresql
from tests.browser import HOW_TO_GET_IT, find_chromium

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS_COLLECTED = 5
INTERRUPTED = 130
# They go with their server; to drop one by one makes it write down all of the others.
LEAVE_DATABASES = "--reuse-db"
FEW_EXAMPLES = ("--hypothesis-profile", "quick")
ON_BOTH = ("-m", "postgresql", *FEW_EXAMPLES)
TWO_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
QUICK = ("-m", "not browser and not slow", *FEW_EXAMPLES)


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__, allow_abbrev=False)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--sqlite-only", action="store_true")
    only.add_argument("--postgresql-only", action="store_true")
    only.add_argument("--quick", action="store_true")
    asked, for_pytest = parser.parse_known_args(arguments)

    signal.signal(signal.SIGTERM, _end)
    if asked.quick:
        return run_all([Run("SQLite", "", [*QUICK, *for_pytest])])["SQLite"]
    if find_chromium() is None:
        say(HOW_TO_GET_IT)
        if os.environ.get("CI"):
            say("without a browser the journeys would be skipped, which CI does not accept")
            return 1
    runs = [] if asked.postgresql_only else [Run("SQLite", "", for_pytest)]
    codes: dict[str, int] = {}
    marked = () if asked.postgresql_only else ON_BOTH
    try:
        with ExitStack() as stack:
            if not asked.sqlite_only:
                try:
                    url = stack.enter_context(postgresql.running())
                except postgresql.NoPostgreSQL as missing:
                    say(str(missing))
                    codes["PostgreSQL"] = 2
                else:
                    runs.append(Run("PostgreSQL", url, [LEAVE_DATABASES, *marked, *for_pytest]))
            codes |= run_all(runs)
    except KeyboardInterrupt:
        return INTERRUPTED
    # Where the caller chose the tests, none of them may be left for a second database.
    if codes.get("PostgreSQL") == NO_TESTS_COLLECTED and marked and for_pytest:
        codes["PostgreSQL"] = 0
    for name, code in codes.items():
        say(f"{name}: {'passed' if code == 0 else f'failed (pytest ended with {code})'}")
    return max(codes.values())


@dataclass
class Run:
    """A run of pytest against the database at ``url`` (empty: SQLite)."""

    name: str
    url: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] | None = None
    started: float = 0

    def start(self, *, output: IO[bytes] | None) -> None:
        """Start it. With a file for its output it runs behind another one: in one process, without input."""
        say(f"tests on {self.name}")
        self.started, self.output = time.monotonic(), output
        workers = () if output else _workers(self.arguments)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *workers, *self.arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": self.url},
            stdin=subprocess.DEVNULL if output else None,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )

    def wait(self) -> int:
        """Wait for its end, print its file, and return the exit code."""
        assert self.process is not None
        code = self.process.wait()
        if self.output is not None:
            self.output.seek(0)
            say(f"what the tests on {self.name} printed")
            sys.stdout.buffer.write(self.output.read())
            sys.stdout.flush()
        say(f"{self.name} took {time.monotonic() - self.started:.0f} s")
        return code

    def stop(self) -> None:
        """End it, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def run_all(runs: Sequence[Run]) -> dict[str, int]:
    """Run all of them and return their exit codes by name: at once, if pytest may have several processes."""
    at_once = bool(_workers(runs[0].arguments))
    codes: dict[str, int] = {}
    with ExitStack() as stack:
        for run in runs:
            is_behind = at_once and run is not runs[0]
            stack.callback(run.stop)
            run.start(output=stack.enter_context(TemporaryFile()) if is_behind else None)
            if not at_once:
                codes[run.name] = run.wait()
        return codes or {run.name: run.wait() for run in runs}


def _workers(arguments: Sequence[str]) -> Sequence[str]:
    """Two at a time, unless the caller says otherwise or looks at one test with a debugger.

    A file goes to one of the two as a whole, because some build once what all of their tests read.
    """
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "--collect-only")) for word in arguments)
    return () if chosen or (os.cpu_count() or 1) < 2 else TWO_WORKERS


def say(sentence: str) -> None:
    """Print at once, so that it stands before what pytest prints next."""
    print(f"== {sentence}", flush=True)


def _end(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C, so that the server is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
