"""The site as a production serves it: gunicorn as the service starts it, in the sample environment."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgresql

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
RECORDS = sorted((ROOT / "fixtures" / "records").glob("*.jsonl"))
INSTALLED_AT = "/opt/fact-check-database"
HOST = "claims.example.org"
SECRET_KEY = "".join(chr(33 + number) for number in range(80))
PATIENCE_SECONDS = 30
# An answer that takes longer never comes. The site gives up after three seconds; machines of tests are busy.
LONGEST_ANSWER_SECONDS = 20


def sample_environment(database_url: str, static_root: Path) -> dict[str, str]:
    """The sample environment with what a deployer is told to change, and nothing of ours beside it."""
    lines = (DEPLOY / "environment.sample").read_text("utf-8").splitlines()
    sample = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    ours = {
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": database_url,
        "STATIC_ROOT": str(static_root),
        "TEMPLATES_ROOT": str(static_root.parent / "templates"),
    }
    assert ours.keys() <= sample.keys()
    return {"PATH": os.environ["PATH"], **sample, **ours}


def command_of_the_service() -> list[str]:
    """What systemd would start, where this copy and its Python lie."""
    lines = (DEPLOY / "fact-check-database.service").read_text("utf-8").splitlines()
    (started,) = (line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart="))
    program, *arguments = started.split()
    assert program == f"{INSTALLED_AT}/.venv/bin/gunicorn"
    return [str(Path(sys.executable).with_name("gunicorn")), *arguments]


def manage(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ``manage.py`` in that environment."""
    return run(environment, "manage.py", *arguments)


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in that environment and no other."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False
    )


def do(environment: Mapping[str, str], *arguments: str) -> str:
    """The same, for what must succeed; what it said."""
    ended = manage(environment, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent; names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class _BySocket(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__(HOST, timeout=LONGEST_ANSWER_SECONDS)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


@dataclass(frozen=True, slots=True)
class Site:
    """A server that runs; ``environment`` is its own."""

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET", *, host: str = HOST, **headers: str) -> Answer:
        """An answer as the proxy gets it. Raises ``TimeoutError`` where it hangs.

        Names of headers are written with underscores.
        """
        connection = _BySocket(self.folder / "socket")
        sent = {"Host": host, "X-Forwarded-Proto": "https"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers=sent)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())
        finally:
            connection.close()

    def log(self) -> list[dict[str, Any]]:
        """What it logged so far; every line is JSON."""
        lines = (self.folder / "log").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]


# What a deployer runs one after the other; one process for all of them starts once.
PREPARE = """
import sys
import django
from django.core.management import call_command
django.setup()
call_command("migrate", interactive=False, verbosity=0)
call_command("compile_templates", verbosity=0)
if sys.argv[1:]:
    call_command("import_claims", "--publish", *sys.argv[1:])
"""


def gather_static_files(folder: Path) -> None:
    """Gather the files of a production in this folder."""
    do(sample_environment("sqlite://", folder), "collectstatic", "--noinput", "-v0")


@contextmanager
def serving(
    database_url: str, records: Sequence[Path] = (), static_root: Path | None = None
) -> Iterator[Site]:
    """Migrate, publish records, start the service, yield it; stop it and leave nothing.

    It serves the static files that were gathered in ``static_root``, else gathers them.
    """
    # Short, because the path of a socket must stay below 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    environment = sample_environment(database_url, static_root or folder / "static")
    environment["TEMPLATES_ROOT"] = str(folder / "templates")
    try:
        if static_root is None:
            gather_static_files(folder / "static")
        settings = {"DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        ended = run(environment | settings, "-c", PREPARE, *map(str, records))
        assert ended.returncode == 0, ended.stderr
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command_of_the_service(),
                cwd=ROOT,
                env=environment | {"BIND": f"unix:{folder / 'socket'}", "PROCESSES": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        site = Site(folder, environment, process)
        try:
            _wait_until_healthy(site)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_healthy(site: Site) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at and site.process.poll() is None:
        try:
            if site.ask("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"the site did not start:\n{(site.folder / 'log').read_text()}")


@dataclass(frozen=True, slots=True)
class Production:
    """The site and its database."""

    site: Site
    database: postgresql.Server


@contextmanager
def a_production(records: Sequence[Path] = (), static_root: Path | None = None) -> Iterator[Production]:
    """The site on a PostgreSQL of its own, with the records of these files published; see ``serving``."""
    with postgresql.a_server() as database, serving(database.url, records, static_root) as site:
        yield Production(site, database)


def expect_headers(answer: Answer) -> None:
    """Every answer has them, whatever its status."""
    headers = answer.headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert len(headers["x-request-id"]) == 32
