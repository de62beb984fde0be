"""What one request of a page costs the whole server."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tests.benchmarks.counting import HEADER
from tests.benchmarks.databases import Database
from tests.benchmarks.pages import PING, Page, pages_of
from tests.benchmarks.server import Answer, Server, gather_static_files, serving

WARM_UP = 5
ROUNDS = 5
WORK_SECONDS = 0.15
"""CPU time that a round of one page should take at least, so that what else goes on hardly counts."""
MOST_REQUESTS = 100
BUILT_ANEW = {"KEPT_PAGES_MB": "0"}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds of one request; ``status`` is what the page answered."""

    page: Page
    milliseconds: float
    pings: float
    status: int
    queries: int


def measure(databases: Sequence[Database], *, kept: bool) -> list[tuple[Cost, ...]]:
    """The costs of every page, warm, with one worker: a tuple for each page, a cost for each database.

    With ``kept`` the server may give finished pages again, as it does by itself; else it builds each anew.

    The databases take turns, so that noise falls on all of them alike.
    """
    gather_static_files()
    asked = [_pages_and_queries(database) for database in databases]
    with ExitStack() as stack:
        more = {} if kept else BUILT_ANEW
        servers = [stack.enter_context(serving(one.url, one.pid, **more)) for one in databases]
        pings: list[float] = []
        found = []
        for number in range(len(asked[0][0])):
            visits = [Visit(server, pages[number]) for server, (pages, _) in zip(servers, asked, strict=True)]
            milliseconds = _milliseconds(visits)
            pings = pings or milliseconds
            found.append(
                tuple(
                    Cost(visit.page, spent, spent / ping, visit.status, queries[number])
                    for visit, spent, ping, (_, queries) in zip(
                        visits, milliseconds, pings, asked, strict=True
                    )
                )
            )
        return found


def _pages_and_queries(database: Database) -> tuple[list[Page], list[int]]:
    """The pages of a database, and how many queries each makes; from a server that counts them."""
    with serving(database.url, database.pid, COUNT_QUERIES="1", **BUILT_ANEW) as server:
        pages = [PING, *pages_of(server, database.world)]
        headers = [Visit(server, page).get().headers for page in pages]
        return pages, [int(found[HEADER] or 0) for found in headers]


class Visit:
    """Requests for one page of one server."""

    def __init__(self, server: Server, page: Page) -> None:
        self.page = page
        self._server = server
        self._etag = (server.get(page.address).headers["ETag"] or "") if page.by_etag else ""
        self.status = self.get().status

    def get(self) -> Answer:
        return self._server.get(self.page.address, self._etag)

    def cpu_seconds(self, requests: int) -> float:
        """What so many requests took."""
        before = self._server.cpu_seconds()
        for _ in range(requests):
            self.get()
        return self._server.cpu_seconds() - before


def _milliseconds(visits: Sequence[Visit]) -> list[float]:
    """For each visit the median of a few rounds, in which they take turns."""
    once = [visit.cpu_seconds(WARM_UP) / WARM_UP for visit in visits]
    requests = [max(5, min(MOST_REQUESTS, int(WORK_SECONDS / max(spent, 1e-4)))) for spent in once]
    rounds = [
        [visit.cpu_seconds(count) / count for visit, count in zip(visits, requests, strict=True)]
        for _ in range(ROUNDS)
    ]
    return [1000 * statistics.median(spent) for spent in zip(*rounds, strict=True)]
