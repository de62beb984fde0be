"""CPU time of processes and their children, from ``/proc``: so benchmarks run on Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")


def cpu_seconds(roots: Iterable[int]) -> float:
    """The CPU time that these processes and all below them have used, with children that are gone."""
    return sum(_of_process(pid) for pid in tree(roots))


def tree(roots: Iterable[int]) -> set[int]:
    """The processes and all below them."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, IndexError):
                children.setdefault(parent_of(int(folder.name)), []).append(int(folder.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting.extend(children.get(pid, []))
    return found


def mebibytes(pid: int) -> float:
    """The memory that a process holds now, without what is in swap."""
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    (held,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(held.split()[1]) / 1024


def parent_of(pid: int) -> int:
    return int(_stat(pid)[1])


def _of_process(pid: int) -> float:
    """Its threads to the nanosecond, and the children that it has outlived in ticks."""
    with suppress(OSError):
        fields = _stat(pid)
        threads = (PROC / str(pid) / "task").iterdir()
        own = sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)
        return own / 1e9 + (int(fields[13]) + int(fields[14])) * TICK_SECONDS
    return 0.0


def _stat(pid: int) -> list[str]:
    """The fields of ``stat`` from the third on: the name before them may hold spaces."""
    return (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
