"""A server killed while it saves: every answer that said “saved” was true.

Gunicorn on a database of its own, of the engine of this run. Writers add drafts and publish them; after some
answers the processes get SIGKILL, with saves under way.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoDbBlocker

from claims.models import AuditEvent, Topic
from claims.queries.history.verification import verify_database
from tests.prepared import PreparedDatabases, connected_to, url_of
from tests.serving import ROOT

pytestmark = pytest.mark.slow

WRITERS, KILLS, ANSWERS = 3, 2, 12
TOKEN = "k" * 32
LONGEST_SECONDS = 20


class BySocket(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=LONGEST_SECONDS)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


@dataclass(slots=True)
class Confirmed:
    """What the server said was saved, by slug, and what it said was public."""

    session: str
    drafts: set[str] = field(default_factory=set)
    public: set[str] = field(default_factory=set)
    answers: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def post(self, connection: BySocket, path: str, **answers: str) -> str | None:
        """Where a form that was accepted leads; None where it was not."""
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **answers})
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 302, (answer.status, path, text[:3000])
        return answer.getheader("Location")

    def write(self, socket_path: Path, prefix: str) -> None:
        """Add and publish topics until the server is gone."""
        for number in range(1000):
            slug = f"{prefix}-{number}"
            connection = BySocket(socket_path)
            try:
                where = self.post(connection, "/admin/claims/topic/add/", name=slug, slug=slug, _continue="1")
                self.drafts.add(slug)
                self.answers.release()
                page = re.sub(r"change/$", "publish/", where or "")
                self.post(connection, page, edition="1", _confirm="1")
                self.public.add(slug)
                self.answers.release()
            except (OSError, http.client.HTTPException):
                return
            finally:
                connection.close()


@contextmanager
def gunicorn(environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server, ready to answer; whatever is left of it at the end is killed."""
    where = folder / "socket"
    where.unlink(missing_ok=True)
    program = Path(sys.executable).with_name("gunicorn")
    # What both workers need is imported once.
    arguments = ["--preload", "--bind", f"unix:{where}", "--workers", "2", "--threads", "2", "factcheck.wsgi"]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [program, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait(process, where, folder / "log")
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], where: Path, log: Path) -> None:
    answered = threading.Event()
    for _ in range(LONGEST_SECONDS * 20):
        assert process.poll() is None, log.read_text()
        connection = BySocket(where)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            answered.wait(0.05)
        finally:
            connection.close()
    raise AssertionError(log.read_text())


def test_a_server_that_is_killed_while_it_saves_loses_nothing_that_it_confirmed(
    prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        django_db_blocker.unblock(),
        tempfile.TemporaryDirectory(prefix="kill-", dir="/tmp") as name,
        prepared.copied("nothing", lambda: None) as database,
    ):
        folder = Path(name)
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": url_of(database),
            "SECRET_KEY": settings.SECRET_KEY,
            "REVIEW_REQUIRED": "0",
            "SITE_URL": "http://localhost",
        }
        with connected_to(database):
            browser = Client()
            browser.force_login(
                User.objects.create_superuser("eve"), "django.contrib.auth.backends.ModelBackend"
            )
        confirmed = Confirmed(browser.cookies[settings.SESSION_COOKIE_NAME].value)
        for kill in range(KILLS):
            with gunicorn(environment, folder) as process:
                writers = [
                    threading.Thread(target=confirmed.write, args=(folder / "socket", f"t-{kill}-{number}"))
                    for number in range(WRITERS)
                ]
                for writer in writers:
                    writer.start()
                for _ in range(ANSWERS):
                    assert confirmed.answers.acquire(timeout=LONGEST_SECONDS), (folder / "log").read_text()
                os.killpg(process.pid, signal.SIGKILL)
                for writer in writers:
                    writer.join()
        with connected_to(database):
            verify_database()
            versions = dict(Topic.objects.values_list("slug", "version"))
            recorded = AuditEvent.objects.filter(record_type="topic", action="record")
            assert versions.keys() == set(recorded.values_list("record_key", flat=True))
        assert len(confirmed.drafts) + len(confirmed.public) >= KILLS * ANSWERS
        assert confirmed.drafts <= versions.keys()
        assert {slug for slug in confirmed.public if versions[slug] == 1} == confirmed.public
