"""A production: the service's own command line, the sample environment, a PostgreSQL that comes and goes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from django.urls import resolve

from tests import postgresql
from tests.serving import (
    DEPLOY,
    ROOT,
    Answer,
    Site,
    command_of_the_service,
    do,
    manage,
    run,
    sample_environment,
    serving,
)

READERS = 12
# The database is back; so long may the site take to notice.
RETURN_SECONDS = 2
PATIENCE_SECONDS = 30
# Pages of one kind that are looked at.
A_FEW = 3
RECORDS = sorted((Path(__file__).parent.parent / "fixtures" / "records").glob("*.jsonl"))


@dataclass(frozen=True, slots=True)
class Production:
    """The site and its database."""

    site: Site
    database: postgresql.Server


@pytest.fixture(scope="module")
def production() -> Iterator[Production]:
    with postgresql.a_server() as database, serving(database.url) as site:
        do(site.environment, "import_claims", "--publish", *map(str, RECORDS))
        yield Production(site, database)


@pytest.fixture
def site(production: Production) -> Site:
    return production.site


def test_the_sample_environment_passes_every_check_for_deployment(site: Site) -> None:
    ended = manage(site.environment, "check", "--deploy", "--fail-level", "WARNING")
    assert ended.returncode == 0, ended.stderr


def test_the_service_starts_without_static_files_only_to_say_what_to_run(site: Site, tmp_path: Path) -> None:
    environment = sample_environment(site.environment["DATABASE_URL"], tmp_path)
    ended = run(environment, "-c", "import factcheck.wsgi")
    assert ended.returncode == 3
    assert ended.stderr == f"There are no static files in {tmp_path}: run collectstatic.\n"


@pytest.mark.parametrize("name", ["PROCESSES", "THREADS"])
def test_a_wrong_number_of_processes_stops_the_service_with_a_sentence(site: Site, name: str) -> None:
    ended = subprocess.run(
        [*command_of_the_service(), "--check-config"],
        cwd=ROOT,
        env=site.environment | {name: "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert ended.stderr.startswith(f"{name} is 'many'; write a whole number from 1 to")
    assert "Traceback" not in ended.stderr


def test_the_configuration_of_the_service_is_the_one_beside_it() -> None:
    assert command_of_the_service()[1:] == ["--config", "deploy/gunicorn.conf.py", "factcheck.wsgi"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs commands as the service's user")
def test_commands_run_in_the_environment_of_the_service(site: Site, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    told = {**site.environment, "DATA_LICENCE": "Two words and $MORE"}
    lines = [f"{name}={value}" for name, value in told.items() if name != "PATH"]
    environment.write_text("# a comment\n\n" + "\n".join(lines) + "\n", "utf-8")
    copy = tmp_path / "copy"
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (copy / "deploy").mkdir()
    shutil.copy(DEPLOY / "manage", copy / "deploy")
    (copy / "manage.py").write_text("import os, sys; print(sys.argv[1:], os.environ['DATA_LICENCE'])")
    ended = subprocess.run(
        [copy / "deploy" / "manage", "check", "--deploy"],
        env={"PATH": os.environ["PATH"], "ENVIRONMENT_FILE": str(environment), "RUN_AS": "root"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout == "['check', '--deploy'] Two words and $MORE\n", ended.stderr


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/claims/", 200),
        ("/claims.json", 200),
        ("/claims/?unknown=1", 400),
        ("/nowhere/", 404),
        ("/admin/", 302),
        ("/admin/login/", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/static/claims/css/base.css", 200),
        ("/static/nowhere.css", 404),
    ],
)
def test_every_answer_carries_the_headers_whatever_its_status(site: Site, path: str, status: int) -> None:
    answer = site.ask(path)
    assert answer.status == status
    expect_headers(answer)


def test_a_refused_form_and_a_refused_method_carry_them_too(site: Site) -> None:
    form = site.ask("/admin/login/", "POST", Content_Length="0")
    assert form.status == 403
    expect_headers(form)
    method = site.ask("/readyz", "POST", Content_Length="0")
    assert method.status == 405
    expect_headers(method)


def expect_headers(answer: Answer) -> None:
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


def test_health_is_answered_to_any_host_and_nothing_else_is(site: Site) -> None:
    assert site.ask("/healthz", host="10.1.2.3:8000").status == 200
    assert json.loads(site.ask("/readyz", host="nobody").body) == {
        "ready": True,
        "database": "ok",
        "migrations": "applied",
    }
    refused = site.ask("/", host="nobody.example.com")
    assert refused.status == 400
    expect_headers(refused)


def test_plain_http_is_sent_to_https(site: Site) -> None:
    answer = site.ask("/claims/", X_Forwarded_Proto="http")
    assert (answer.status, answer.headers["location"]) == (301, "https://claims.example.org/claims/")


def test_staff_pages_are_kept_by_nobody_and_their_cookies_travel_by_https_alone(site: Site) -> None:
    answer = site.ask("/admin/login/")
    assert "no-store" in answer.headers["cache-control"]
    assert "Secure" in answer.headers["set-cookie"]
    assert "no-store" in site.ask("/admin/jsi18n/").headers["cache-control"]


def test_static_files_have_names_of_their_content_and_are_kept_for_good_and_compressed(site: Site) -> None:
    page = site.ask("/").body.decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert files
    for file in files:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), file
    (sheet,) = (file for file in files if "/tokens." in file)
    answer = site.ask(sheet, Accept_Encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]


def test_every_kind_of_page_is_drawn_with_the_files_of_a_production(site: Site) -> None:
    seen: dict[str, int] = {}
    kinds: dict[str, int] = {}
    ahead = ["/", "/claims/", "/admin/login/"]
    while ahead:
        path = ahead.pop(0)
        kind = resolve(path).route
        if path in seen or kinds.get(kind, 0) == A_FEW:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = site.ask(path)
        seen[path] = answer.status
        if answer.headers["content-type"].startswith("text/html"):
            for file in re.findall(r'(?:href|src)="/static/([^"]+)"', answer.body.decode()):
                assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), f"{path} names {file}"
            ahead += re.findall(r'href="(/(?!static/|admin/)[^"?#]*)"', answer.body.decode())
    assert len(kinds) > 12
    assert {path: status for path, status in seen.items() if status not in {200, 301}} == {}


def test_the_log_is_json_with_the_number_of_the_request_and_nothing_that_was_asked(site: Site) -> None:
    answer = site.ask("/claims/?q=overheard", X_Request_ID="of-the-proxy-1")
    assert answer.headers["x-request-id"] == "of-the-proxy-1"
    site.ask("/admin/claims/claim/?q=overheard")
    site.ask("/claims/abcdefghjk/a-slug-overheard/")
    forged = site.ask("/", X_Request_ID='"overheard"; a b').headers["x-request-id"]
    assert len(forged) == 32
    lines = site.log()
    (line,) = (line for line in lines if line.get("request") == "of-the-proxy-1")
    assert (line["route"], line["path"], line["status"]) == ("claims/", "/claims/", 200)
    assert "overheard" not in json.dumps(lines)
    assert site.environment["SECRET_KEY"] not in json.dumps(lines)


def test_the_database_may_stop_and_start_under_load(production: Production) -> None:
    site, database = production.site, production.database
    stopped = Event()
    done = Event()

    def read() -> list[Answer]:
        answers = []
        while not done.is_set():
            was_away = stopped.is_set()
            answer = site.ask("/claims/")
            # What was asked before the database went may be either.
            if was_away and stopped.is_set():
                answers.append(answer)
        return answers

    with ThreadPoolExecutor(READERS) as readers:
        reading = [readers.submit(read) for _ in range(READERS)]
        try:
            for _ in range(2):
                assert site.ask("/claims/").status == 200
                database.stop()
                stopped.set()
                until(lambda: site.ask("/readyz").status == 503, PATIENCE_SECONDS)
                assert site.ask("/healthz").status == 200
                assert site.ask("/claims/").status == 503
                stopped.clear()
                database.start()
                until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)
                until(lambda: site.ask("/readyz").status == 200, RETURN_SECONDS)
        finally:
            done.set()
        answers = [answer for one in reading for answer in one.result()]
    assert answers
    for answer in answers:
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        assert "Traceback" not in answer.body.decode()
        expect_headers(answer)
    expect_no_traceback(site)


def expect_no_traceback(site: Site) -> None:
    assert not [line for line in site.log() if "error" in line]


def test_machines_are_told_in_json_and_staff_pages_too_wait(production: Production) -> None:
    site, database = production.site, production.database
    session = "sessionid=somebody-who-signed-in-once"
    database.stop()
    try:
        listed = site.ask("/claims.json")
        assert (listed.status, json.loads(listed.body)["mend"]) == (503, "Try again in a few seconds.")
        # Reading a session fails in a middleware, not in a view.
        assert site.ask("/admin/", Cookie=session).status == 503
        assert site.ask("/nowhere/").status == 503
        assert site.ask("/static/claims/css/base.css").status == 200
        assert json.loads(site.ask("/readyz").body)["database"] == "away"
    finally:
        database.start()
    until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)


def test_a_database_that_stands_still_keeps_nobody_waiting(production: Production) -> None:
    site, database = production.site, production.database
    with ThreadPoolExecutor(READERS) as readers:
        assert {one.status for one in readers.map(site.ask, ["/claims/"] * READERS)} == {200}
        database.freeze()
        try:
            # An answer that takes longer than a page may take raises TimeoutError.
            answers = list(readers.map(site.ask, ["/claims/", "/readyz", "/healthz"] * READERS))
        finally:
            database.thaw()
    assert {one.status for one in answers[0::3]} == {503}
    assert {one.status for one in answers[1::3]} == {503}
    assert {one.status for one in answers[2::3]} == {200}
    until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)
    expect_no_traceback(site)


def test_missing_migrations_are_told_apart_from_a_missing_database(site: Site) -> None:
    do(site.environment, "migrate", "admin", "zero", "-v0")
    try:
        answer = site.ask("/readyz")
        assert answer.status == 503
        assert json.loads(answer.body) == {"ready": False, "database": "ok", "migrations": "missing"}
    finally:
        do(site.environment, "migrate", "admin", "-v0")
    assert site.ask("/readyz").status == 200


def until(condition: object, seconds: float) -> None:
    """Return as soon as the condition holds; fail where it does not within that time."""
    assert callable(condition)
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not come true in time"
        time.sleep(0.02)
