"""The pictures of the README and of docs/time.md, and the icon: ``python -m docs.make_pictures``.

Serves a fresh demo, opens its pages in Chromium and writes what it sees. Needs Chromium and what
tests/requirements.txt lists.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import HOW_TO_GET_IT, arguments, find_chromium

ROOT = Path(__file__).resolve().parent.parent
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
# Russian officials in March 2019 and Lavrov in November 2025, on what the agreements provide for.
COMPARED = "/compare/bdksgmkv8p,tb56ye7b50/"
ICON_PIXELS = 48


@contextmanager
def demo() -> Iterator[None]:
    """A demo with a database of its own, until the pictures are made."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        command = [sys.executable, "manage.py", "demo", "--port", str(PORT)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{SITE}/healthz", timeout=5).close()
                except OSError:
                    time.sleep(0.2)
                else:
                    break
            yield
        finally:
            process.terminate()
            process.wait()


def main() -> int:
    program = find_chromium()
    if program is None:
        print(HOW_TO_GET_IT)
        return 1
    with demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=arguments())
        picture(browser, COMPARED, ROOT / "docs" / "compare.png")
        picture(browser, "/positions/support-for-maduro/", ROOT / "docs" / "position.png")
        icon(browser, ROOT / "claims" / "root" / "favicon.ico")
        browser.close()
    return 0


def picture(browser: Browser, path: str, file: Path) -> None:
    page = browser.new_page(viewport={"width": 1120, "height": 1110}, color_scheme="light")
    page.goto(SITE + path, wait_until="networkidle")
    page.screenshot(path=str(file))
    page.close()
    print(f"{file.relative_to(ROOT)}: {path}")


def icon(browser: Browser, file: Path) -> None:
    """The icon for programs that read no SVG: one PNG in the container of Windows icons."""
    page = browser.new_page(viewport={"width": ICON_PIXELS, "height": ICON_PIXELS}, color_scheme="light")
    drawing = (ROOT / "claims" / "static" / "claims" / "icon.svg").read_text("utf-8")
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing}")
    png = page.screenshot(omit_background=True)
    page.close()
    size = struct.pack("<BBBBHHII", ICON_PIXELS, ICON_PIXELS, 0, 0, 1, 32, len(png), 6 + 16)
    file.write_bytes(struct.pack("<HHH", 0, 1, 1) + size + png)


if __name__ == "__main__":
    sys.exit(main())
