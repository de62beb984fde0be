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

from tests.empty_databases import empty_database
from tests.prepared import url_of
from tests.serving import ROOT, SECRET_KEY, run

pytestmark = pytest.mark.slow

WRITERS, KILLS, ANSWERS = 3, 2, 12
TOKEN = "k" * 32
LONGEST_SECONDS = 20
SIGN_IN = """
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
eve = User.objects.create_superuser("eve")
session = SessionStore()
session[SESSION_KEY] = str(eve.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = eve.get_session_auth_hash()
session.create()
print("session", session.session_key)
"""
STANDING = """
from claims.queries.history.verification import verify_database
verify_database()
from claims.models import AuditEvent, Topic
for slug, version in Topic.objects.values_list("slug", "version"):
    assert AuditEvent.objects.filter(record_type="topic", record_key=slug, action="record").exists(), slug
    print(slug, version)
"""


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
    arguments = ["--bind", f"unix:{where}", "--workers", "2", "--threads", "2", "factcheck.wsgi"]
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


@pytest.mark.django_db
def test_a_server_that_is_killed_while_it_saves_loses_nothing_that_it_confirmed() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="kill-", dir="/tmp") as name,
        empty_database(Path(name)) as database,
    ):
        folder = Path(name)
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": url_of(database),
            "SECRET_KEY": SECRET_KEY,
            "REVIEW_REQUIRED": "0",
            "SITE_URL": "http://localhost",
        }
        signed_in = run(environment, "manage.py", "shell", "-v0", "-c", SIGN_IN)
        assert signed_in.returncode == 0, signed_in.stderr
        confirmed = Confirmed(signed_in.stdout.split()[-1])
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
        standing = run(environment, "manage.py", "shell", "-v0", "-c", STANDING)
        assert standing.returncode == 0, standing.stderr
        versions = dict(line.split() for line in standing.stdout.splitlines() if line.startswith("t-"))
        assert len(confirmed.drafts) + len(confirmed.public) >= KILLS * ANSWERS
        assert confirmed.drafts <= versions.keys()
        assert {slug for slug in confirmed.public if versions[slug] == "1"} == confirmed.public
