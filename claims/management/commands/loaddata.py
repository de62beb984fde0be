"""``loaddata`` for records: it validates everything, derives, loads and seals in one transaction.

It takes the place of Django's, which would write past the rules of records, their revisions and the ledger.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from claims.actions.loading import load_records
from claims.domain.errors import Problem
from claims.formats import django_fixture
from claims.formats.base import Found, UnusableFile
from claims.management.answering import AnsweringCommand
from claims.models.fixture_tables import fixture_tables


class Command(AnsweringCommand):
    help = "Loads fixtures of records, and seals what they publish. Nothing that is on record is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fixtures", nargs="+", metavar="fixture", help="a name in fixtures/, or a path")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=[DEFAULT_DB_ALIAS])

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [find_fixture(name) for name in options["fixtures"]]
        names = ", ".join(path.stem for path in paths)
        plan = load_records(reading=read_fixtures(paths), names=names, at=timezone.now())
        if options["verbosity"]:
            published = sum(1 for step in plan.to_do() if step.publishes)
            self.stdout.write(f"Loaded {len(plan.steps):,} records, {published:,} of them published.")


def read_fixtures(paths: list[Path]) -> Iterator[Found | Problem]:
    """The records of fixtures, or what is wrong with them."""
    tables = fixture_tables()
    for path in paths:
        with path.open("rb") as file:
            yield from django_fixture.read(file, _name(path), tables)


def find_fixture(name: str) -> Path:
    """The file that a fixture's name means: a path, or a JSON file of a folder of fixtures.

    Raises UnusableFile where there is none, or another format is asked for.
    """
    asked = Path(name)
    file = asked if asked.suffix else asked.with_suffix(".json")
    folders = [Path(folder) for folder in settings.FIXTURE_DIRS]
    folders += [Path(config.path) / "fixtures" for config in apps.get_app_configs()]
    if asked.suffix not in ("", ".json"):
        raise UnusableFile(f"{name}: fixtures are JSON files; use import_claims for other files.")
    for candidate in [file, *(folder / file for folder in folders if not file.is_absolute())]:
        if candidate.is_file():
            return candidate
    raise UnusableFile(
        f"{name}: there is no such fixture, here or in {', '.join(map(str, settings.FIXTURE_DIRS))}."
    )


def _name(path: Path) -> str:
    """The path as messages show it: from here where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
