"""Where Chromium is on this machine, and what a journey says when there is none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# The first one draws no window, which takes half as long.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = (
    "the journeys need a browser: apt-get install chromium-headless-shell (or chromium),"
    " or name one, CHROMIUM=/path/to/chromium"
)
# No talk with the outside world; root has no sandbox; small shared memory, as in containers, is enough.
BACKGROUND_OFF = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--in-process-gpu",
)


def find_chromium() -> Path | None:
    """The program that ``CHROMIUM`` names, else the first known one on the path, else nothing."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((Path(program) for program in found if program), None)


def arguments() -> list[str]:
    """What Chromium is started with."""
    return [*BACKGROUND_OFF, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
