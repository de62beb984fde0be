"""The browser of the journeys, the site that they go to, and what every journey is watched for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser import HOW_TO_GET_IT, arguments, find_chromium
from tests.journeys.desk import a_desk
from tests.prepared import PreparedDatabases, connected_to
from tests.world import World, build_world

DESKTOP = (1280, 900)
PATIENCE_MILLISECONDS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey: it needs a browser, and a database is made only where a test is marked."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.django_db)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a run; they are skipped where there is none."""
    program = find_chromium()
    if program is None:
        pytest.skip(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments())
        yield chromium
        chromium.close()


@dataclass(frozen=True, slots=True)
class Site:
    """A server with the world on record."""

    url: str
    world: World


@pytest.fixture(scope="package")
def site(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A copy of the world, because the server's threads commit what they write."""
    with (
        django_db_blocker.unblock(),
        prepared.copied("world", build_world) as database,
        connected_to(database),
    ):
        server = LiveServer("localhost:0")
        yield Site(server.url, World())
        server.stop()


ServeDesk = Callable[..., str]


@pytest.fixture(scope="module")
def serve_desk(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[ServeDesk]:
    """Serves a desk until the end of the module; see ``a_desk`` for what is asked and returned."""
    with django_db_blocker.unblock(), ExitStack() as desks:

        def serve(records: Sequence[Path], **more: Any) -> str:
            return desks.enter_context(a_desk(prepared, records, **more))

        yield serve


@dataclass
class Watch:
    """What no page may do, seen while a journey lasts. Open to attributes, because Playwright sets some."""

    home: str
    seen: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"script failed: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # That a page is a refusal is said by its status, which the journey looks at.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self.seen.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        is_part = response.request.resource_type not in ("document", "fetch")
        if response.status >= (400 if is_part else 500):
            self.seen.append(f"{response.status}: {response.url}")
        if "set-cookie" in response.headers:
            self.seen.append(f"cookie: {response.url}")


Opening = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opening]:
    """Opens the address of a page in a browser of nobody; at the end nothing forbidden was seen."""
    watch = Watch(site.url)
    with ExitStack() as open_contexts:

        def opened(path: str, *, javascript: bool = True, size: tuple[int, int] = DESKTOP) -> Page:
            context = browser.new_context(
                base_url=site.url,
                java_script_enabled=javascript,
                viewport={"width": size[0], "height": size[1]},
                reduced_motion="reduce",
            )
            open_contexts.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            watch.follow(page)
            page.goto(path)
            return page

        yield opened
    assert watch.seen == []


@pytest.fixture(scope="package")
def session(site: Site, django_db_blocker: DjangoDbBlocker) -> str:
    """The session of an editor who is signed in at the site."""
    with django_db_blocker.unblock():
        browser = Client()
        browser.force_login(
            User.objects.create_superuser("lister"), "django.contrib.auth.backends.ModelBackend"
        )
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def unlocked(db: None) -> None:
    """Lets the server write: SQLite has one writer, and the transaction of the test would be it."""
    transaction.set_rollback(True)
    connections["default"].close()


@pytest.fixture
def desk(browser: Browser, site: Site, session: str, unlocked: None) -> Iterator[Opening]:
    """Opens a page of the site's desk for that editor; at the end no script failed, no policy was broken."""
    watch = Watch(site.url)
    with ExitStack() as open_contexts:

        def opened(path: str, **more: Any) -> Page:
            context = browser.new_context(
                base_url=site.url,
                viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
                reduced_motion="reduce",
                **more,
            )
            open_contexts.callback(context.close)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}])
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            watch.follow(page)
            page.goto(path)
            return page

        yield opened
    assert [seen for seen in watch.seen if not seen.startswith("cookie: ")] == []
