"""Prints what was measured as Markdown tables; **bold** is what takes more than it may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.benchmarks.measuring import Cost, Measured


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, whose first column is text and whose others are numbers."""
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|---|{'--:|' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def print_pages(engine: str, measured: Sequence[Measured]) -> None:
    """A row for each page. Each database has a column of what a page costs after a write, and one of it warm.

    The growth is that between the first two databases with statistics.
    """
    grown = [number for number, one in enumerate(measured) if one.database.has_statistics][:2]
    heads = ["page", "at most", "queries"]
    for one in measured:
        heads += [f"{one.database.claims}: after a write", "warm"]
    has_growth = len(grown) == 2
    rows = [
        _row([one.costs[number] for one in measured], measured, grown if has_growth else ())
        for number in range(len(measured[0].costs))
    ]
    print_table(f"{engine}, pages, CPU ms", [*heads, *(["growth"] if has_growth else [])], rows)
    held = ", ".join(f"{one.mebibytes:.0f} MiB ({one.database.claims})" for one in measured)
    print(f"\nMemory of the worker at the end: {held}.")


def _row(costs: Sequence[Cost], measured: Sequence[Measured], grown: Sequence[int]) -> list[str]:
    page = costs[0].page
    wrong = sorted({cost.status for cost in costs} - {page.status})
    name = page.name + "".join(f" (answered {status})" for status in wrong)
    queries = " → ".join(dict.fromkeys(str(cost.queries) for cost in costs))
    goal = f"{page.pings:g} pings" if page.pings else f"{page.budget:g}"
    row = [name, goal, f"**{queries}**" if any(cost.queries > 12 for cost in costs) else queries]
    for cost, one in zip(costs, measured, strict=True):
        figure = f"{cost.after_write:.1f}"
        row += [f"**{figure}**" if cost.is_over(one.ping) else figure, f"{cost.warm:.1f}"]
    if grown:
        first, latest = (costs[number].after_write for number in grown)
        growth = f"{latest / first:.2f}"
        row.append(f"({growth})" if not page.fixed else f"**{growth}**" if latest > 1.25 * first else growth)
    return row
