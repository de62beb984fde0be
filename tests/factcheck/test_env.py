"""A wrong environment stops the start with a sentence; a right one says what it means."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck import env
from tests.cases import each_case
from tests.environment import NAMES

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD_SECRET = "x" * env.SHORTEST_SECRET


def started_with(*, module: str = "manage", **environment: str) -> subprocess.CompletedProcess[str]:
    """What a new process says that is started in this environment and no other."""
    command = ["manage.py", "check"] if module == "manage" else ["-c", f"import {module}"]
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_value_is_read_from_the_variable_or_from_the_file_that_it_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_text("from the file\n")
    assert env.text("THING", "otherwise") == "otherwise"
    monkeypatch.setenv("THING_FILE", str(kept))
    assert env.text("THING") == "from the file"
    monkeypatch.delenv("THING_FILE")
    monkeypatch.setenv("THING", "from the variable")
    assert env.text("THING") == "from the variable"


@each_case(("value", "meaning"), [("", 7), ("0", 0), ("60", 60)])
def test_a_number_is_whole_and_within_its_bounds(
    monkeypatch: pytest.MonkeyPatch, value: str, meaning: int
) -> None:
    monkeypatch.setenv("THING", value)
    assert env.number("THING", default=7, least=0, most=60) == meaning


@each_case("value", ["61", "-1", "1.5", "many", "１", "9" * 400])
def test_any_other_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("THING", value)
    with pytest.raises(env.WrongEnvironment, match=r"THING is .*; write a whole number from 0 to 60"):
        env.number("THING", default=7, least=0, most=60)


def test_a_variable_beside_its_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THING", "one")
    monkeypatch.setenv("THING_FILE", str(tmp_path / "other"))
    with pytest.raises(env.WrongEnvironment, match="THING and THING_FILE are both set"):
        env.text("THING")


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THING_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(env.WrongEnvironment, match=r"THING_FILE names .*nowhere"):
        env.text("THING")


@each_case(("value", "meaning"), [("1", True), ("Yes", True), ("0", False), ("off", False)])
def test_a_flag_is_a_yes_or_a_no(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("THING", value)
    assert env.flag("THING", default=not meaning) is meaning


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "perhaps")
    with pytest.raises(env.WrongEnvironment, match="THING is 'perhaps'; write 1 or 0"):
        env.flag("THING", default=False)


@each_case(
    ("value", "expected"),
    [
        ("http://localhost:8000/", env.Site("http://localhost:8000", "localhost", production=False)),
        ("https://claims.example.org", env.Site("https://claims.example.org", "claims.example.org", True)),
        ("http://[::1]:8000", env.Site("http://[::1]:8000", "[::1]", production=False)),
    ],
)
def test_the_site_follows_from_its_address(value: str, expected: env.Site) -> None:
    assert env.site("THING", value) == expected


@each_case(
    "value",
    [
        "claims.example.org",
        "ftp://claims.example.org",
        "https://",
        "https://claims.example.org/path",
        "https://claims.example.org/?a=b",
        "https://somebody@claims.example.org",
        "https://claims.example.org:port",
        "https://[::1",
    ],
)
def test_an_address_that_is_not_just_the_site_is_refused(value: str) -> None:
    with pytest.raises(env.WrongEnvironment, match="THING is "):
        env.site("THING", value)


def test_sqlite_keeps_acknowledged_work_and_makes_writers_queue() -> None:
    options = env.database("THING", "sqlite:///some.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 5
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-4000"):
        assert pragma in options["init_command"]


def test_postgresql_has_a_pool_and_gives_up_soon() -> None:
    config = env.database("THING", "postgresql://somebody:secret@host:5433/claims?sslmode=require")
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("host", 5433, "claims")
    assert config["OPTIONS"]["pool"]["timeout"] == env.DATABASE_PATIENCE_SECONDS
    assert config["OPTIONS"]["sslmode"] == "require"


def test_postgresql_acknowledges_what_is_on_the_disk_and_ends_long_statements() -> None:
    url = "postgresql:///claims?host=/run/postgresql&options=-c%20work_mem%3D64MB"
    options = env.database("THING", url, statement_seconds=15)["OPTIONS"]["options"]
    assert options == "-c synchronous_commit=on -c statement_timeout=15s -c work_mem=64MB"


@each_case(
    "url",
    [
        "mysql://somebody:hidden@host/claims",
        "hidden",
        "postgresql://u:hidden@host:no/x",
        "postgresql://u:hidden@host",
    ],
)
def test_a_wrong_database_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(env.WrongEnvironment, match=r"^THING (names|is) ") as refusal:
        env.database("THING", url)
    assert "hidden" not in str(refusal.value)


def test_replicas_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.databases("THING") == []
    monkeypatch.setenv("THING", "postgresql://u@one/claims, postgresql://u@two/claims")
    assert [config["HOST"] for config in env.databases("THING")] == ["one", "two"]


@each_case(("url", "backend"), [("memory:", "LocMemCache"), ("file:///var/cache/claims", "FileBasedCache")])
def test_a_cache_is_in_memory_or_in_a_folder(url: str, backend: str) -> None:
    assert env.cache("THING", url)["BACKEND"].endswith(backend)


@each_case("url", ["memcached://host", "file:relative", "nonsense"])
def test_an_unknown_cache_is_refused(url: str) -> None:
    with pytest.raises(env.WrongEnvironment, match="THING names no known cache"):
        env.cache("THING", url)


def test_mail_leaves_encrypted_with_the_password_decoded() -> None:
    mail = env.mail("THING", "smtp://desk%40example.org:p%2Fw@mail.example.org")
    assert (mail.host, mail.port, mail.user, mail.password) == (
        "mail.example.org",
        587,
        "desk@example.org",
        "p/w",
    )
    assert (mail.use_tls, mail.use_ssl) == (True, False)
    assert env.mail("THING", "smtps://mail.example.org").use_ssl


def test_mail_may_go_nowhere() -> None:
    assert env.mail("THING", "none:").backend.endswith("dummy.EmailBackend")


@each_case("url", ["http://mail.example.org", "smtp://", "smtp://u:hidden@host:port"])
def test_a_wrong_mail_server_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(env.WrongEnvironment, match="THING is no address of a mail server") as refusal:
        env.mail("THING", url)
    assert "hidden" not in str(refusal.value)


def test_in_development_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / ".secret_key"
    made = env.secret_key("THING", production=False, kept_in=path)
    assert len(made) >= env.SHORTEST_SECRET
    assert path.stat().st_mode & 0o777 == 0o600
    assert env.secret_key("THING", production=False, kept_in=path) == made
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_secret_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".secret_key"
    path.touch()
    with pytest.raises(env.WrongEnvironment, match=r"\.secret_key is empty; delete it"):
        env.secret_key("THING", production=False, kept_in=path)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SITE_URL": "https://claims.example.org"}, "SECRET_KEY is not set"),
        ({"SITE_URL": "https://claims.example.org", "SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SITE_URL": "https://claims.example.org", "SECRET_KEY": GOOD_SECRET, "DEBUG": "1"}, "DEBUG is on"),
        (
            {"SITE_URL": "https://a.org", "SECRET_KEY": GOOD_SECRET, "EMAIL_URL": "console:"},
            "EMAIL_URL is con",
        ),
        ({"SITE_URL": "claims"}, "SITE_URL is 'claims'"),
        ({"STATEMENT_TIMEOUT": "soon"}, "STATEMENT_TIMEOUT is 'soon'; write a whole number"),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL names neither SQLite nor PostgreSQL"),
        ({"REVIEW_REQUIRED": "perhaps"}, "REVIEW_REQUIRED is 'perhaps'"),
    ],
)
def test_the_settings_refuse_a_wrong_value_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sentence: str
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(env.WrongEnvironment, match=f"^{re.escape(sentence)}"):
        runpy.run_path(str(ROOT / "factcheck" / "settings.py"))


@pytest.mark.slow
def test_a_wrong_value_stops_the_start_with_one_sentence() -> None:
    ended = started_with(STATEMENT_TIMEOUT="soon")
    assert ended.returncode == 2
    assert ended.stderr.startswith("STATEMENT_TIMEOUT is 'soon'; write a whole number")
    assert ended.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_wrong_value_stops_the_server_with_the_code_that_ends_gunicorn() -> None:
    ended = started_with(module="factcheck.wsgi", SITE_URL="https://claims.example.org")
    assert ended.returncode == 3
    assert ended.stderr.startswith("SECRET_KEY is not set")
