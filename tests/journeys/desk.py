"""The desk in a browser, on a database of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.prepared import Build, PreparedDatabases, connected_to

PASSWORD = "a heron stood in the river"


@contextmanager
def a_desk(
    prepared: PreparedDatabases, records: Sequence[Path], *, review: bool = False, begin: Build | None = None
) -> Iterator[str]:
    """Serve the site with these files of records public, and yield its address.

    Eve and Fay are its editors; with ``review`` nobody publishes alone. ``begin`` does what was done there
    before.
    """
    name = " ".join(map(str, records))
    filled = (name, lambda: _fill(records))
    copied = (
        prepared.copied(f"{name} {begin.__qualname__}", begin, upon=filled)
        if begin
        else prepared.copied(*filled)
    )
    with copied as database, connected_to(database), override_settings(REVIEW_REQUIRED=review):
        server = LiveServer("localhost:0")
        yield server.url
        server.stop()


def _fill(records: Sequence[Path]) -> None:
    call_command("import_claims", "--publish", *map(str, records), verbosity=0)
    for name in ("eve", "fay"):
        User.objects.create_superuser(name, f"{name}@ruritania.example", PASSWORD)


class Hands:
    """A page, and the keys that an editor presses at it; after each comes a pause, if one is given."""

    def __init__(self, page: Page, *, pause_milliseconds: int = 0) -> None:
        self.page = page
        self.keystrokes = 0
        self.pause_milliseconds = pause_milliseconds

    def sign_in(self, path: str, *, name: str = "eve", password: str = PASSWORD) -> None:
        """Come in as an editor, on the way to a page."""
        self.page.goto(f"/admin/login/?next={path}")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(f"**{path}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self._struck(1)

    def type(self, text: str) -> None:
        for character in text:
            self.page.keyboard.type(character)
            self._struck(1)

    def paste(self, text: str) -> None:
        """What is copied from the article costs two keys."""
        self.page.keyboard.insert_text(text)
        self._struck(2)

    def _struck(self, keys: int) -> None:
        self.keystrokes += keys
        if self.pause_milliseconds:
            self.page.wait_for_timeout(keys * self.pause_milliseconds)

    def focused(self) -> str:
        """The name of the field that has the focus."""
        return str(self.page.evaluate("document.activeElement.name || document.activeElement.textContent"))

    def tab_to(self, name: str) -> None:
        """Go on by the keyboard until a field has the focus."""
        for _ in range(40):
            self.press("Tab")
            if self.focused() == name:
                return
        raise AssertionError(f"Tab does not lead to {name}")

    def choose(self, label: str) -> None:
        """Go down the choices below the field to the one that is meant, and take it."""
        meant = f".claim-choices:not([hidden]) li[data-label={json.dumps(label, ensure_ascii=False)}]"
        self.page.wait_for_selector(meant)
        while self.page.get_attribute(meant, "aria-selected") != "true":
            self.press("ArrowDown")
        self.press("Enter")
