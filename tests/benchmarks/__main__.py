"""``python -m tests.benchmarks``: what each page costs, in pings, and how it grows with the number of claims.

Prints a table for each database; it never fails on a time. docs/benchmarks.md tells how to read it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests import postgresql
from tests.benchmarks.databases import databases
from tests.benchmarks.generate import CROWD
from tests.benchmarks.measuring import Cost, measure

ENGINES = ("sqlite", "postgresql")


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; the exit code is 2 where there is no PostgreSQL."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--claims", default="10000,100000", help="sizes of the worlds (%(default)s)")
    parser.add_argument("--database", choices=[*ENGINES, "both"], default="both")
    parser.add_argument(
        "--keep", action="store_true", help="use SQLite files of an earlier program as they are"
    )
    parser.add_argument("--crowd", action="store_true", help="only the speaker with 51,000 claims")
    asked = parser.parse_args(arguments)
    sizes = [] if asked.crowd else [int(size) for size in asked.claims.split(",")]
    for engine in ENGINES if asked.database == "both" else [asked.database]:
        try:
            with databases(engine, [*map(str, sizes), CROWD], keep=asked.keep) as found:
                *grown, crowd = found
                if grown:
                    print_table(f"{engine}, every page built anew", sizes, measure(grown, kept=False))
                    print_table(f"{engine}, finished pages kept", sizes, measure(grown, kept=True))
                print_budgets(f"{engine}, every page built anew", measure([crowd], kept=False))
                print_budgets(f"{engine}, finished pages kept", measure([crowd], kept=True))
        except postgresql.NoPostgreSQL as missing:
            print(missing)
            return 2
    return 0


def print_table(title: str, sizes: Sequence[int], measured: Sequence[Sequence[Cost]]) -> None:
    """A Markdown table: a row for each page, two columns for each world, and the growth between them."""
    heads = [f"{size:,} claims: ms | pings" for size in sizes]
    print(f"\n{title}\n\n| page | queries | {' | '.join(heads)} | growth |")
    print("|---|--:|" + "--:|--:|" * len(sizes) + "--:|")
    for costs in measured:
        first, latest = costs[0], costs[-1]
        queries = " → ".join(dict.fromkeys(str(cost.queries) for cost in costs))
        figures = " | ".join(f"{cost.milliseconds:.2f} | {cost.pings:.1f}" for cost in costs)
        growth = f"{latest.milliseconds / first.milliseconds:.2f} ×"
        if not first.page.fixed:
            growth += " (its result grows)"
        wrong = {cost.status for cost in costs} - {200, 304}
        name = first.page.name + "".join(f" (answered {status})" for status in sorted(wrong))
        print(f"| {name} | {queries} | {figures} | {growth} |")


def print_budgets(title: str, measured: Sequence[Sequence[Cost]]) -> None:
    """A Markdown table of pages that have a budget of their own; one that is not there is not measured."""
    print(f"\n{title}\n\n| page | queries | ms | pings | at most |\n|---|--:|--:|--:|--:|")
    for (cost,) in measured:
        page = cost.page
        if cost.status != 200:
            print(f"| {page.name} | skipped: {page.address} answered {cost.status} | | | |")
            continue
        goal = f"{page.budget} ms" if page.budget else ""
        figures = f"{cost.milliseconds:.2f} | {cost.pings:.1f}"
        print(f"| {page.name} | {cost.queries} | {figures} | {goal} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
