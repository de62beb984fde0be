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


def sample_environment(database_url: str, built: Path) -> dict[str, str]:
    """The sample environment with what a deployer is told to change. ``build`` fills the folder ``built``."""
    lines = (DEPLOY / "environment.sample").read_text("utf-8").splitlines()
    sample = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    ours = {
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": database_url,
        "STATIC_ROOT": str(built / "static"),
        "TEMPLATES_ROOT": str(built / "templates"),
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


def run_together(environment: Mapping[str, str], *commands: Sequence[str]) -> None:
    """Run several commands of ``manage.py`` in one process, which starts once. All must succeed."""
    named = {**environment, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    ended = run(named, "-c", TOGETHER, json.dumps(commands))
    assert ended.returncode == 0, ended.stderr


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


TOGETHER = """
import json, sys
import django
from django.core.management import call_command
django.setup()
for command in json.loads(sys.argv[1]):
    call_command(*command)
"""


NEVER_ASKED_FOR = ("--ignore=select2", "--ignore=jquery.js", "--ignore=xregexp.js")
"""Files of Django's admin that no page of a production names; to compress them takes half of the time."""


def build(folder: Path) -> None:
    """Gather the static files of a production in this folder, and compile its templates."""
    commands = (["collectstatic", "--noinput", "-v0", *NEVER_ASKED_FOR], ["compile_templates", "-v0"])
    run_together(sample_environment("sqlite://", folder), *commands)


@contextmanager
def serving(database_url: str, built: Path, records: Sequence[Path] = ()) -> Iterator[Site]:
    """Migrate, publish records, start the service with what was built, yield it; stop it, leave nothing."""
    # Short, because the path of a socket must stay below 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    environment = sample_environment(database_url, built)
    try:
        publish = [["import_claims", "--publish", *map(str, records)]] if records else []
        run_together(environment, ["migrate", "--noinput", "-v0"], *publish)
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
def a_production(built: Path, records: Sequence[Path] = ()) -> Iterator[Production]:
    """The site on a PostgreSQL of its own, with the records of these files published; see ``serving``."""
    with postgresql.a_server() as database, serving(database.url, built, records) as site:
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
