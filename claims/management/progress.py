"""Tells how far a command is: on one line of a terminal, or else in a line now and then."""

from __future__ import annotations

import time
from typing import Final, TextIO

ON_A_TERMINAL: Final = 0.2
ELSEWHERE: Final = 10.0
"""The least number of seconds between two lines."""
BEGINNING: Final = "\r\x1b[K"
"""Goes back to the beginning of a line and clears it."""


class ProgressLine:
    """Writes "Made public: 12,000 of 100,000, 950 a second, 93 seconds left", and clears it at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._pause = ON_A_TERMINAL if self._is_terminal else ELSEWHERE
        self._what = ""
        self._began = self._latest = self._told = time.monotonic()
        self._is_open = False

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._began = what, self._latest
        self._latest = now
        if now - self._told < self._pause:
            return
        self._told = now
        line = progress_line(what, done, total, now - self._began)
        self._stream.write(f"{BEGINNING}{line}" if self._is_terminal else f"{line}\n")
        self._stream.flush()
        self._is_open = self._is_terminal

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_open:
            self._stream.write(BEGINNING)
            self._stream.flush()


def progress_line(what: str, done: int, total: int, seconds: float) -> str:
    """The line after so many seconds of this work.

    >>> progress_line("Made public", 500, 2_000, 0.5)
    'Made public: 500 of 2,000, 1,000 a second, 2 seconds left'
    """
    of_all = f" of {total:,}" if total else ""
    rate = done / seconds if seconds > 0 else 0
    parts = [f"{what}: {done:,}{of_all}"]
    if rate:
        parts.append(f"{rate:,.0f} a second")
        if total:
            left = max(round((total - done) / rate), 0)
            parts.append(f"{left:,} second{'' if left == 1 else 's'} left")
    return ", ".join(parts)
