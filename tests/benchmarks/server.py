"""The real server on a database, as a child process that answers on a socket of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.cpu import cpu_seconds, mebibytes, tree

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = "tests.benchmarks.settings"
HOST = "claims.example"
PATIENCE_SECONDS = 30
GUNICORN = (sys.executable, "-m", "gunicorn", "--bind=unix:SOCKET")
# A plain worker is ended after its timeout, also in the middle of a long file.
ONE_WORKER = (*GUNICORN, "--workers=1", "--timeout=0", "--log-level=warning", "factcheck.wsgi")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__(HOST)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE_SECONDS)
        self.sock.connect(self._path)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``pids`` are the roots of all processes that work for it, the database's too.

    ``session`` is the cookie of an editor's, which goes along to pages of the admin.
    """

    path: str
    pids: tuple[int, ...]
    session: str = ""

    def get(self, address: str, etag: str = "") -> Answer:
        """One request on a connection of its own, as gunicorn's plain worker wants it."""
        connection = _Connection(self.path)
        headers = {"X-Forwarded-Proto": "https", "Accept-Encoding": "identity"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"Cookie": self.session} if address.startswith("/admin/") else {}
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pids)

    def mebibytes(self) -> float:
        """The memory of its largest process, the database's not among them."""
        return max(mebibytes(pid) for pid in tree(self.pids[:1]))


def environment(database_url: str, **more: str) -> dict[str, str]:
    """The environment of a program on that database."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "SECRET_KEY", "DEBUG")}
    return {**inherited, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": SETTINGS, **more}


def gather_static_files() -> None:
    """Put the style sheets, the scripts and the compiled templates where the server wants them."""
    for command in (["collectstatic", "--noinput"], ["compile_templates"]):
        whole = [sys.executable, "manage.py", *command, "--verbosity=0"]
        subprocess.run(whole, cwd=ROOT, env=environment(""), check=True)


@contextmanager
def serving(database_url: str, database_pid: int | None, **more: str) -> Iterator[Server]:
    """Start gunicorn with one worker, yield it, and stop it."""
    variables = environment(database_url, **more)
    with answering(ONE_WORKER, variables, "/ping/", database_pid) as server:
        yield replace(server, session=_signed_in(database_url))


@contextmanager
def answering(
    command: Sequence[str], variables: Mapping[str, str], first: str, database_pid: int | None = None
) -> Iterator[Server]:
    """Start any server, with SOCKET in its command or environment for the path of its socket.

    Yields it when it answers at the address ``first``, and stops it.
    """
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as folder:
        path, log = f"{folder}/socket", Path(folder, "log")
        with log.open("w") as written:
            # Every request is logged, as in production.
            process = subprocess.Popen(
                [part.replace("SOCKET", path) for part in command],
                cwd=ROOT,
                env={name: value.replace("SOCKET", path) for name, value in variables.items()},
                stdout=written,
                stderr=written,
            )
        try:
            server = Server(path, (process.pid, *([database_pid] if database_pid else [])))
            _wait_until_ready(process, server, first, log)
            yield server
        finally:
            process.terminate()
            process.wait()


def _signed_in(database_url: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.desk"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(database_url), check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _wait_until_ready(process: subprocess.Popen[bytes], server: Server, first: str, log: Path) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < give_up_at:
        try:
            server.get(first)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"The server did not start:\n{log.read_text()[-2000:]}")
