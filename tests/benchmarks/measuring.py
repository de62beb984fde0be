"""What one request of a page costs the whole server: right after another connection's write, and warm."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tests.benchmarks.counting import HEADER
from tests.benchmarks.databases import Database
from tests.benchmarks.pages import Page, pages_of
from tests.benchmarks.server import Answer, Server, serving
from tests.benchmarks.writing import BETWEEN, Writer, writing

AFTER_WRITES = 5
WARM_ROUNDS = 2
WORK_SECONDS = 0.06
"""CPU time that a warm round of one page should take at least, so that what else goes on hardly counts."""
MOST_REQUESTS = 50


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds of one request; ``status`` is what the page answered."""

    page: Page
    after_write: float
    warm: float
    status: int
    queries: int

    def is_over(self, ping: float) -> bool:
        """Whether it takes more than it may, where an empty view takes ``ping``."""
        return self.after_write > self.page.budget_at(ping)


@dataclass(frozen=True, slots=True)
class Measured:
    """The costs of every page of one database, and the memory of the worker that served them."""

    database: Database
    costs: tuple[Cost, ...]
    mebibytes: float

    @property
    def ping(self) -> float:
        return self.costs[0].after_write


def measure(databases: Sequence[Database]) -> list[Measured]:
    """The costs of every page with one worker, for each database; they take turns, so noise falls on all."""
    asked = [_pages_and_queries(database) for database in databases]
    found: list[list[Cost]] = [[] for _ in databases]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(one.url, one.pid)) for one in databases]
        writers = [stack.enter_context(writing(one)) for one in databases]
        for number in range(len(asked[0])):
            visits = [Visit(server, pages[number][0]) for server, pages in zip(servers, asked, strict=True)]
            after, later = after_writes(visits, writers), warm(visits)
            for costs, visit, pages, one, other in zip(found, visits, asked, after, later, strict=True):
                costs.append(Cost(visit.page, one, other, visit.status, pages[number][1]))
        return [
            Measured(database, tuple(costs), server.mebibytes())
            for database, costs, server in zip(databases, found, servers, strict=True)
        ]


def _pages_and_queries(database: Database) -> list[tuple[Page, int]]:
    """The pages of a database, and how many queries each makes; from a server that counts them."""
    with serving(database.url, database.pid, COUNT_QUERIES="1") as server:
        pages = pages_of(server, database.world, database.engine)
        return [(page, int(Visit(server, page).get().headers[HEADER] or 0)) for page in pages]


class Visit:
    """Requests for one page of one server."""

    def __init__(self, server: Server, page: Page) -> None:
        self.page = page
        self._server = server
        self._etag = ""
        self.learn_etag()
        self.status = self.get().status

    def learn_etag(self) -> None:
        """Ask for the page as it is now, if the next request is to be one for a page that is known."""
        if self.page.by_etag:
            self._etag = self._server.get(self.page.address).headers["ETag"] or ""

    def get(self) -> Answer:
        return self._server.get(self.page.address, self._etag)

    def milliseconds(self, requests: int = 1) -> float:
        """The CPU time of one request, the mean of so many."""
        before = self._server.cpu_seconds()
        for _ in range(requests):
            self.get()
        return 1000 * (self._server.cpu_seconds() - before) / requests


def after_writes(visits: Sequence[Visit], writers: Sequence[Writer]) -> list[float]:
    """For each visit the median of a few requests, each right after a write."""
    rounds = []
    for _ in range(AFTER_WRITES):
        spent = []
        for visit, writer in zip(visits, writers, strict=True):
            writer.do(BETWEEN)
            visit.learn_etag()
            spent.append(visit.milliseconds())
        rounds.append(spent)
    return [statistics.median(spent) for spent in zip(*rounds, strict=True)]


def warm(visits: Sequence[Visit]) -> list[float]:
    """For each visit the median of a few rounds of requests one after another."""
    once = [visit.milliseconds(2) for visit in visits]
    requests = [max(2, min(MOST_REQUESTS, int(1000 * WORK_SECONDS / max(spent, 0.1)))) for spent in once]
    rounds = [
        [visit.milliseconds(count) for visit, count in zip(visits, requests, strict=True)]
        for _ in range(WARM_ROUNDS)
    ]
    return [statistics.median(spent) for spent in zip(*rounds, strict=True)]
