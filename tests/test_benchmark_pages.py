"""The benchmarks visit every public route."""

from __future__ import annotations

import subprocess
import sys
from typing import cast
from urllib.parse import urlsplit

from django.urls import resolve

from claims.queries.site.index_pages import INDEX_PAGES
from tests.addresses import public_routes, route
from tests.benchmarks.generate import CROWD
from tests.benchmarks.pages import pages_of
from tests.benchmarks.rates import FILES
from tests.benchmarks.server import ROOT, Answer, Server

LEAD_ON = {"claim-short", "source-short"}
"""Routes that only lead to another."""
SAME_AS_CSV = "-spreadsheet"
"""How routes end whose files are made by the code of the CSV files."""
CSV_OF_INDEX = {route(page.name, "csv") for page in INDEX_PAGES}
"""Files of the code that makes the JSON of the same list."""


class NoServer:
    """Stands for a server that has one page of claims."""

    def get(self, address: str) -> Answer:
        return Answer(200, None, b"")  # type: ignore[arg-type]


def test_every_public_route_is_measured() -> None:
    server = cast("Server", NoServer())
    pages = [page for world in ("2000", CROWD) for page in pages_of(server, world, "sqlite")]
    addresses = [urlsplit(address).path for address in (*(page.address for page in pages), *FILES)]
    visited = {resolve(address).url_name for address in addresses if address != "/ping/"}
    routes = {name for name in public_routes() if not name.endswith(SAME_AS_CSV)}
    assert routes - visited <= LEAD_ON | CSV_OF_INDEX


def test_the_program_that_measures_starts_without_django() -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--help"], cwd=ROOT, check=True, capture_output=True
    )
