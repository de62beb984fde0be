"""``loaddata`` for records: validates, loads and seals everything in one transaction.

It replaces Django's command, which would ignore the rules of records, revisions and the ledger.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands.loaddata import Command as LoadData
from django.utils import timezone

from claims.actions.importing.plan import Plan
from claims.actions.importing.run import load_records
from claims.domain.errors import Problem
from claims.domain.text.plurals import number_of
from claims.formats import django_fixture
from claims.formats.base import Found, UnusableFile
from claims.management.answering import AnsweringCommand, check_database
from claims.management.plan_words import said_lines

STANDARD_INPUT = "-"
HOW_TO_PUBLISH = 'To publish a record write "state": "published" after its "fields", and load the file again.'


class Command(AnsweringCommand, LoadData):
    help = "Loads fixtures of records and seals what they publish. Nothing that is on record is changed."

    def handle(self, *fixtures: str, **options: Any) -> None:
        check_database(options["database"])
        for name in ("ignore", "exclude"):
            if options[name]:
                raise UnusableFile(
                    f"loaddata has no --{name.replace('ignore', 'ignorenonexistent')} here: "
                    "every entry of a fixture of records is loaded, or what is wrong with it is named."
                )
        if options["format"] not in (None, "json"):
            raise UnusableFile(f"Fixtures of records are JSON, not {options['format']}.")
        files = [find_fixture(name, app=options["app_label"]) for name in fixtures]
        names = ["standard input" if file is None else file.stem for file in files]
        plan = load_records(reading=read_fixtures(files), names=names, at=timezone.now())
        if not plan.steps:
            raise UnusableFile(f"{', '.join(fixtures)}: there is no record in it.")
        if options["verbosity"]:
            for line in _outcome(plan):
                self.stdout.write(line)


def read_fixtures(files: list[Path | None]) -> Iterator[Found | Problem]:
    """The records and problems of fixtures. None is standard input."""
    for path in files:
        if path is None:
            yield from django_fixture.read(sys.stdin.buffer, STANDARD_INPUT)
        else:
            with path.open("rb") as file:
                yield from django_fixture.read(file, _name(path))


def find_fixture(name: str, *, app: str | None = None) -> Path | None:
    """The file of a fixture: a path, or a JSON file in a folder of fixtures. None for ``-``.

    With ``app`` only the folder of this app is searched. Raises UnusableFile if there is no such file or it
    is not a JSON file.
    """
    if name == STANDARD_INPUT:
        return None
    folders = [Path(config.path) / "fixtures" for config in _apps(app)]
    folders = folders if app else [Path(), *map(Path, settings.FIXTURE_DIRS), *folders]
    asked = Path(name)
    files = [asked] if asked.suffix == ".json" else [Path(f"{name}.json"), asked]
    for file in files:
        for folder in folders:
            if (folder / file).is_file():
                return _checked(folder / file)
    raise UnusableFile(
        f"{name}: there is no such fixture. Looked for {files[0]} in: "
        f"{', '.join(str(folder.absolute()) for folder in folders if folder.is_dir())}."
    )


def _checked(file: Path) -> Path:
    if file.suffix != ".json":
        raise UnusableFile(
            f"{file}: a fixture is a JSON list in a file that ends in .json; "
            "records one a line are imported with manage.py import_claims."
        )
    return file


def _apps(label: str | None) -> list[Any]:
    if label is None:
        return list(apps.get_app_configs())
    try:
        return [apps.get_app_config(label)]
    except LookupError:
        raise UnusableFile(f"There is no app {label}.") from None


def _name(path: Path) -> str:
    """The path for messages: relative if it is below the working directory."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _outcome(plan: Plan) -> Iterator[str]:
    """Sentences about what was loaded and what was skipped."""
    steps = list(plan.to_do())
    loaded = sum(1 for step in steps if step.how)
    published = sum(1 for step in steps if step.publishes)
    if loaded:
        yield f"Loaded {number_of(loaded, 'record')}, {published:,} of them published."
    elif published:
        yield f"Published {number_of(published, 'record')} that had been loaded as drafts."
    else:
        yield "Nothing to do: everything is on record."
    for step in plan.steps.values():
        if step.outcome == "skipped":
            name = f"{step.place[0]} {step.place[1]} ({step.item.file}:{step.item.line})"
            yield f"Left as it is: {name} was changed here since it was loaded."
    yield from said_lines(plan)
    if loaded and not published:
        yield HOW_TO_PUBLISH
