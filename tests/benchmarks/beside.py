"""The same rows in a stock Django app (``stock``) and in Datasette, beside ours, in one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from tests.benchmarks.databases import KEPT, Database, remove
from tests.benchmarks.measuring import Visit, after_writes, warm
from tests.benchmarks.pages import DESK, NARROWED, Page
from tests.benchmarks.sentences import COMMON, RARE
from tests.benchmarks.server import ONE_WORKER, ROOT, answering, environment, serving
from tests.benchmarks.writing import writing

HEADS: Final = ["page", "ours, after a write", "stock app", "Datasette"]
STOCK_SETTINGS = "tests.benchmarks.stock.settings"
TABLE = "/stock/stock_claim"
THROUGH = '{"table":"stock_claim_topics","column":"topic_id","value":"1"}'


def _asked(address: str, **parameters: str) -> str:
    return f"{address}?{urlencode(parameters)}"


PAGES: Final = (
    ("newest 25", "/claims/", "/claims/", _asked(TABLE, _size="25", _sort_desc="said")),
    (
        "speaker, topic and dates",
        _asked("/claims/", **NARROWED),
        _asked("/claims/", **NARROWED),
        _asked(
            TABLE,
            _size="25",
            speaker_id="1",
            said__gte=NARROWED["from"],
            said__lte=NARROWED["to"],
            _through=THROUGH,
        ),
    ),
    *(
        (
            f"search, {word} word",
            _asked("/claims/", q=q),
            _asked("/claims/", q=q),
            _asked(TABLE, _size="25", _search=q),
        )
        for word, q in (("rare", RARE), ("common", COMMON))
    ),
    (
        "facets, common word",
        _asked("/claims/facets/", q=COMMON),
        "",
        _asked(TABLE, _size="0", _search=COMMON, _facet="speaker_id"),
    ),
    ("admin, claims", DESK, "/admin/stock/claim/", ""),
    ("admin, common word", _asked(DESK, q=COMMON), _asked("/admin/stock/claim/", q=COMMON), ""),
)
"""What is asked of ours, of the stock app and of Datasette; empty where there is no such page."""


def measure_beside(database: Database, datasette: str) -> list[list[str]]:
    """A row for each page; without the program ``datasette`` its column says that it is not installed."""
    path = KEPT / "stock.db"
    remove(path)
    variables = {**environment(""), "DJANGO_SETTINGS_MODULE": STOCK_SETTINGS, "STOCK_DATABASE": str(path)}
    session = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.stock.fill", database.world],
        cwd=ROOT, env=variables, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    program = shutil.which(datasette)
    application = [
        part.replace("factcheck.wsgi", "tests.benchmarks.stock.wsgi:application") for part in ONE_WORKER
    ]
    with ExitStack() as stack:
        ours = stack.enter_context(serving(database.url, database.pid))
        writer = stack.enter_context(writing(database))
        stock = replace(stack.enter_context(answering(application, variables, "/claims/1/")), session=session)
        others = [stock]
        if program:
            serve = [program, "serve", str(path), "--uds=SOCKET", "--setting", "suggest_facets", "off"]
            others.append(stack.enter_context(answering(serve, dict(os.environ), "/-/versions.json")))
        rows = []
        for name, own, *addresses in PAGES:
            (figure,) = after_writes([Visit(ours, Page(name, own))], [writer])
            row = [name, f"{figure:.1f}"]
            for server, address in zip(others, addresses, strict=False):
                visit = Visit(server, Page(name, address)) if address else None
                row.append(
                    ""
                    if visit is None
                    else f"{warm([visit])[0]:.1f}"
                    if visit.status == 200
                    else f"answered {visit.status}"
                )
            rows.append(row if program else [*row, "not installed"])
        return rows
