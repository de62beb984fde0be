"""``python -m tests.benchmarks``: what each page and each write costs, and how it grows with the record.

Prints Markdown tables; it never fails on a time. docs/benchmarks.md tells how to read them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from tests import postgresql
from tests.benchmarks import beside, load, tables
from tests.benchmarks.databases import Database, copied, databases
from tests.benchmarks.generate import CROWD
from tests.benchmarks.measuring import measure
from tests.benchmarks.rates import measure_rates
from tests.benchmarks.server import gather_static_files
from tests.benchmarks.writing import measure_writes

ENGINES = ("sqlite", "postgresql")
PARTS = ("pages", "crowd", "writes", "load", "rates", "beside")


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; the exit code is 2 where there is no PostgreSQL."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--claims", default="10000,100000", help="sizes of the worlds (%(default)s)")
    parser.add_argument("--database", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--parts", default=",".join(PARTS), help="what to measure (%(default)s)")
    parser.add_argument("--datasette", default="datasette", help="the program, for the part beside")
    parser.add_argument(
        "--keep", action="store_true", help="use SQLite files of an earlier program as they are"
    )
    asked = parser.parse_args(arguments)
    parts = asked.parts.split(",")
    if wrong := set(parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(wrong))}")
    sizes = [] if parts == ["crowd"] else sorted(int(size) for size in asked.claims.split(","))
    worlds = [*map(str, sizes), *([CROWD] if "crowd" in parts else [])]
    gather_static_files()
    for engine in ENGINES if asked.database == "both" else [asked.database]:
        try:
            with databases(engine, worlds, keep=asked.keep) as found:
                for part in parts:
                    measure_part(part, engine, found, asked.datasette)
        except postgresql.NoPostgreSQL as missing:
            print(missing)
            return 2
    return 0


def measure_part(part: str, engine: str, found: Sequence[Database], datasette: str) -> None:
    """Measure one part on copies of the databases, and print its table."""
    grown = [one for one in found if one.world != CROWD]
    crowd = [one for one in found if one.world == CROWD]
    with ExitStack() as stack:

        def copies(some: Sequence[Database], *, statistics: bool = True) -> list[Database]:
            return [stack.enter_context(copied(one, statistics=statistics)) for one in some]

        if part == "pages":
            tables.print_pages(engine, measure([*copies(grown), *copies(grown[-1:], statistics=False)]))
        elif part == "crowd":
            tables.print_pages(f"{engine}, crowd", measure(copies(crowd)))
        elif part == "writes":
            measured = copies([*grown, *crowd])
            heads = ["write", "at most", *(one.claims for one in measured)]
            tables.print_table(f"{engine}, writes, CPU ms", heads, measure_writes(measured))
        elif part == "load":
            (largest,) = copies(grown[-1:])
            title = f"{engine}, {largest.claims} claims, one published a second"
            tables.print_table(title, load.HEADS, [one.row() for one in load.measure_load(largest)])
        elif part == "rates":
            (largest,) = copies(grown[-1:])
            title = f"{engine}, {largest.claims} claims, per CPU second"
            tables.print_table(title, ["work", "at least", "rate"], measure_rates(largest))
        elif part == "beside" and engine == "sqlite":
            (largest,) = copies(grown[-1:])
            title = f"{engine}, {largest.claims} claims, beside others, CPU ms"
            tables.print_table(title, beside.HEADS, beside.measure_beside(largest, datasette))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
