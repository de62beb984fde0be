"""A production: the service's own command line in the sample environment, on PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import resolve

from tests.serving import (
    DEPLOY,
    RECORDS,
    ROOT,
    Site,
    a_production,
    command_of_the_service,
    expect_headers,
    manage,
    run,
)

pytestmark = pytest.mark.slow

# Pages of one kind that are looked at.
A_FEW = 3


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[Site]:
    with a_production(built, RECORDS) as production:
        yield production.site


def test_the_sample_environment_passes_every_check_for_deployment(site: Site) -> None:
    ended = manage(site.environment, "check", "--deploy", "--fail-level", "WARNING")
    assert ended.returncode == 0, ended.stderr


def test_the_service_starts_without_static_files_only_to_say_what_to_run(site: Site, tmp_path: Path) -> None:
    ended = run(site.environment | {"STATIC_ROOT": str(tmp_path)}, "-c", "import factcheck.wsgi")
    assert ended.returncode == 3
    assert ended.stderr == f"There are no static files in {tmp_path}: run collectstatic.\n"


def test_the_service_starts_without_compiled_templates_only_to_say_what_to_run(
    site: Site, tmp_path: Path
) -> None:
    ended = run(site.environment | {"TEMPLATES_ROOT": str(tmp_path)}, "-c", "import factcheck.wsgi")
    assert ended.returncode == 3
    told = f"There are no compiled templates of this version in {tmp_path}: run compile_templates.\n"
    assert ended.stderr == told


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
        ("/claims/?from=soon", 400),
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
    assert answer.headers["set-cookie"].startswith("__Host-csrftoken=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "Domain" not in answer.headers["set-cookie"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "no-store" in site.ask("/admin/jsi18n/").headers["cache-control"]


def test_no_cookie_of_whatever_kind_makes_a_public_answer_set_or_delete_one(site: Site) -> None:
    for cookie in ("__Host-sessionid=over", "__Host-csrftoken=x", "messages=y", "sessionid=z"):
        for path in ("/", "/claims.json", "/nowhere/", "/static/claims/css/base.css"):
            answer = site.ask(path, Cookie=cookie)
            assert "set-cookie" not in answer.headers, (cookie, path)
            assert "cookie" not in answer.headers.get("vary", "").casefold(), (cookie, path)


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
