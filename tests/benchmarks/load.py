"""Many readers at once, while one claim a second is published."""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from claims.domain.record import paths
from tests.benchmarks.databases import Database
from tests.benchmarks.server import GUNICORN, ROOT, Server, answering, environment
from tests.benchmarks.shared import PROBE_SPEAKER
from tests.benchmarks.world import probe_keys
from tests.benchmarks.writing import WriteFailed, Writer, writing

READERS: Final = (64, 200)
SECONDS = 20
WORKERS = {"PROCESSES": "2", "THREADS": "4"}
LEAST_ANSWERS, MOST_SECONDS = 100, 2


@dataclass(slots=True)
class Load:
    """What so many readers got; ``seconds`` of each answer, statuses, and the milliseconds of each write."""

    readers: int
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    writes: list[float] = field(default_factory=list)
    took: float = 0

    @property
    def errors(self) -> str:
        wrong = {name: number for name, number in self.statuses.items() if name != "200"}
        return ", ".join(f"{number} × {name}" for name, number in sorted(wrong.items())) or "0"

    def row(self) -> list[str]:
        """Readers, answers a second, median and 99th percentile in seconds, errors, and a write."""
        cuts = statistics.quantiles(self.seconds, n=100)
        rate, late = len(self.seconds) / self.took, cuts[98]
        return [
            str(self.readers),
            f"{rate:.0f}" if rate >= LEAST_ANSWERS else f"**{rate:.0f}**",
            f"{cuts[49]:.2f}",
            f"{late:.2f}" if late <= MOST_SECONDS else f"**{late:.2f}**",
            self.errors,
            f"{len(self.writes)}, {statistics.median(self.writes):.0f} ms" if self.writes else "none",
        ]


HEADS = ["readers", "answers a second", "median, s", "p99, s", "errors", "writes, median on the clock"]


def measure_load(database: Database) -> list[Load]:
    """Two workers as in production, without a proxy; each number of readers in turn."""
    config = ROOT / "deploy" / "gunicorn.conf.py"
    command = [*GUNICORN, f"--config={config}", "factcheck.wsgi"]
    variables = environment(database.url, **WORKERS)
    with answering(command, variables, "/ping/", database.pid) as server, writing(database) as writer:
        return [_run(server, writer, readers, _mix(int(database.world))) for readers in READERS]


def _mix(claims: int) -> list[str]:
    keys = probe_keys(claims)
    return [
        "/",
        "/claims/",
        f"/claims/?speaker={PROBE_SPEAKER}&topic=topic-0",
        "/claims/?q=harvest",
        paths.claim_path(keys.claim, keys.claim_words),
        paths.compare_path(keys.compared),
        paths.speaker_path(PROBE_SPEAKER),
        paths.position_path("position-0"),
    ]


def _run(server: Server, writer: Writer, readers: int, addresses: Sequence[str]) -> Load:
    load, done = Load(readers), threading.Event()

    def read(start: int) -> None:
        for address in itertools.islice(itertools.cycle(addresses), start, None):
            if done.is_set():
                return
            began = time.monotonic()
            try:
                status = str(server.get(address).status)
            except OSError as error:
                status = type(error).__name__
            load.seconds.append(time.monotonic() - began)
            load.statuses[status] += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    while (passed := time.monotonic() - began) < SECONDS:
        try:
            load.writes.append(writer.do("publish")[1])
        except WriteFailed as failed:
            load.statuses[f"write: {str(failed)[-100:]}"] += 1
        time.sleep(max(0.0, int(passed) + 1 - (time.monotonic() - began)))
    done.set()
    for thread in threads:
        thread.join()
    load.took = time.monotonic() - began
    return load
