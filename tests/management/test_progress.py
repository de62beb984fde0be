from __future__ import annotations

from io import StringIO

import pytest

from claims.management.progress import ELSEWHERE, ON_A_TERMINAL, ProgressLine, progress_line


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed, as the only item."""
    seconds = [0.0]
    monkeypatch.setattr("claims.management.progress.time.monotonic", lambda: seconds[0])
    return seconds


def test_a_terminal_has_one_line_that_is_written_over_and_cleared(clock: list[float]) -> None:
    terminal = Terminal()
    with ProgressLine(terminal) as progress:
        for done in (500, 1_000):
            clock[0] += ON_A_TERMINAL
            progress("Written", done, 2_000)
    assert terminal.getvalue().count("Written: ") == 2
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_elsewhere_there_is_a_line_now_and_then(clock: list[float]) -> None:
    file = StringIO()
    with ProgressLine(file) as progress:
        for done in range(1, 31):
            clock[0] += ELSEWHERE / 10
            progress("Written", done, 30)
    assert len(file.getvalue().splitlines()) == 3
    assert "\x1b" not in file.getvalue()


def test_short_work_tells_nothing(clock: list[float]) -> None:
    file = StringIO()
    with ProgressLine(file) as progress:
        progress("Written", 30, 30)
    assert file.getvalue() == ""


def test_the_rate_is_that_of_the_work_at_hand(clock: list[float]) -> None:
    file = StringIO()
    with ProgressLine(file) as progress:
        clock[0] = 100
        progress("Read", 10, 0)
        clock[0] = 110
        progress("Written", 50, 150)
    assert file.getvalue().splitlines()[-1] == progress_line("Written", 50, 150, 10)


def test_the_time_left_follows_from_the_rate() -> None:
    assert progress_line("Written", 50, 150, 10) == "Written: 50 of 150, 5 a second, 20 seconds left"
    assert progress_line("Read", 50, 0, 10) == "Read: 50, 5 a second"
    assert progress_line("Read", 50, 0, 0) == "Read: 50"
