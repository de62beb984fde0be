"""``python -m tests``: all tests but the benchmarks, on SQLite and then on a PostgreSQL started for them.

PostgreSQL runs the tests marked ``postgresql``. ``--sqlite-only`` and ``--postgresql-only`` do half of it,
the latter with all tests. ``--quick`` is SQLite without what is marked ``browser`` or ``slow``, and with few
examples of each property. Every other argument goes to pytest. The exit code is 0 only when all runs passed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from tests import postgresql
from tests.browser import HOW_TO_GET_IT, find_chromium

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS_COLLECTED = 5
INTERRUPTED = 130
# They go with their server; to drop one by one makes it write down all of the others.
LEAVE_DATABASES = "--reuse-db"
ON_BOTH = ("-m", "postgresql")
TWO_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
QUICK = ("-m", "not browser and not slow", "--hypothesis-profile", "quick")


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
        return run_on("SQLite", "", [*QUICK, *for_pytest])
    if find_chromium() is None:
        say(HOW_TO_GET_IT)
        if os.environ.get("CI"):
            say("without a browser the journeys would be skipped, which CI does not accept")
            return 1
    codes: dict[str, int] = {}
    try:
        if not asked.postgresql_only:
            codes["SQLite"] = run_on("SQLite", "", for_pytest)
        if not asked.sqlite_only:
            with postgresql.running() as url:
                marked = () if asked.postgresql_only else ON_BOTH
                code = run_on("PostgreSQL", url, [LEAVE_DATABASES, *marked, *for_pytest])
                # Where the caller chose the tests, none of them may be left for a second database.
                none_left = code == NO_TESTS_COLLECTED and marked and for_pytest
                codes["PostgreSQL"] = 0 if none_left else code
    except postgresql.NoPostgreSQL as missing:
        say(str(missing))
        codes["PostgreSQL"] = 2
    except KeyboardInterrupt:
        return INTERRUPTED
    for name, code in codes.items():
        say(f"{name}: {'passed' if code == 0 else f'failed (pytest ended with {code})'}")
    return max(codes.values())


def run_on(name: str, url: str, arguments: Sequence[str]) -> int:
    """Run pytest against the database at ``url`` (empty: SQLite) and return its exit code."""
    say(f"tests on {name}")
    started = time.monotonic()
    environment = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", *_workers(arguments), *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    say(f"{name} took {time.monotonic() - started:.0f} s")
    return code


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
