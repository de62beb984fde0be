"""What the pages on deploying name is there: files, commands, variables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.serving import DEPLOY, INSTALLED_AT, ROOT

PAGES = [ROOT / "docs" / "deploy.md", ROOT / "docs" / "upgrade.md"]
MADE_BY_THE_READER = {"deploy/.env", "deploy/secrets"}
READ_ELSEWHERE = {"BIND", "FORWARDED_ALLOW_IPS", "PROCESSES", "THREADS"}


@pytest.fixture(params=PAGES, ids=lambda page: page.stem)
def page(request: pytest.FixtureRequest) -> str:
    text: str = request.param.read_text("utf-8")
    return text


def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = set(re.findall(r"\bdeploy/(?:\.env|[\w.-]+\w)", page)) - MADE_BY_THE_READER - {"deploy/deploy.md"}
    assert named
    for name in named:
        assert (ROOT / name).exists(), name
    for link in re.findall(r"\]\((?!#|https?:)([^)#]+)", page):
        assert (ROOT / "docs" / link).exists(), link


def test_every_command_that_a_page_runs_is_there(page: str) -> None:
    run = set(re.findall(r"(?:deploy/manage|manage\.py) ([a-z_]+)", page))
    assert run
    assert run <= get_commands().keys() | {"createsuperuser"}


def test_every_variable_of_the_sample_and_the_containers_is_one_that_the_site_reads() -> None:
    settings = (ROOT / "factcheck" / "settings.py").read_text("utf-8")
    known = set(re.findall(r"^\| ([A-Z_]+) \|", settings, re.MULTILINE)) | READ_ELSEWHERE
    sample = re.findall(r"^([A-Z_]+)=", (DEPLOY / "environment.sample").read_text("utf-8"), re.MULTILINE)
    assert set(sample) <= known
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    (environment,) = re.findall(r"environment: &environment\n((?:    \w+: .*\n)+)", compose)
    names = re.findall(r"^    ([A-Z_]+):", environment, re.MULTILINE)
    assert names
    assert {name.removesuffix("_FILE") for name in names} <= known


def test_the_service_starts_what_the_page_installs() -> None:
    unit = (DEPLOY / "fact-check-database.service").read_text("utf-8")
    page = PAGES[0].read_text("utf-8")
    assert f"git clone REPOSITORY {INSTALLED_AT}" in page
    assert f"WorkingDirectory={INSTALLED_AT}" in unit
    for path in ("/etc/fact-check-database/environment", "User=factcheck"):
        assert path in unit
        assert path.removeprefix("User=") in page


def test_the_image_holds_what_the_program_needs() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
    let_in = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8")
    for name in copied:
        assert Path(ROOT / name).exists(), name
        assert f"!{name}\n" in let_in, name
