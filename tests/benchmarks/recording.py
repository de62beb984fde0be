"""``python -m tests.benchmarks.recording ADDRESS NAME``: how long an editor's first two claims take.

Types them in Chromium at 150 ms a key, at a site that runs, such as one that ``manage.py demo`` has started.
The password is asked for, or read from a pipe. Prints keys and seconds, and leaves two drafts at the desk.
"""

from __future__ import annotations

import getpass
import sys
import time
from collections.abc import Sequence

from playwright.sync_api import sync_playwright

from tests.browser import HOW_TO_GET_IT, arguments, find_chromium
from tests.journeys.desk import Hands
from tests.journeys.first_claims import record_first, record_next

MILLISECONDS_A_KEY = 150
GOALS = {"first claim": 60, "next claim from its source": 25}
"""Seconds that each may take."""


def main(asked: Sequence[str]) -> int:
    """Exit code 2 for other arguments, or where there is no Chromium."""
    program = find_chromium()
    if len(asked) != 2 or program is None:
        print(__doc__ if program else HOW_TO_GET_IT)
        return 2
    address, name = asked
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().strip()
    mark = f" {time.time():.0f}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments())
        page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}).new_page()
        hands = Hands(page, pause_milliseconds=MILLISECONDS_A_KEY)
        hands.sign_in("/admin/", name=name, password=password)
        for (what, goal), record in zip(GOALS.items(), (record_first, record_next), strict=True):
            hands.keystrokes, started = 0, time.monotonic()
            record(hands, mark=mark)
            seconds = time.monotonic() - started
            print(f"{what}: {hands.keystrokes} keys, {seconds:.1f} seconds (goal: at most {goal})")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
