"""``import_claims``: imports records from files, in one transaction."""

import json
import shlex
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from claims.actions.importing.plan import Plan
from claims.actions.importing.planning import ON_CONFLICT, ImportOptions
from claims.actions.importing.run import import_records
from claims.actions.progress import silent
from claims.domain.history.permissions import IMPORTER
from claims.formats import json_lines
from claims.formats.base import DEEPEST, IN, LONGEST_LINE, UnusableFile, check_format, format_of
from claims.management.answering import AnsweringCommand, output_file
from claims.management.plan_words import difference, plan_lines, report_of
from claims.management.progress import ProgressLine


class Command(AnsweringCommand):
    help = (
        "Imports records as drafts, or publishes them; the same file twice changes nothing. "
        f"JSON Lines: UTF-8, one record a line, at most {LONGEST_LINE:,} bytes a line, "
        f"{DEEPEST} levels of nesting."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file of records; - is standard input")
        parser.add_argument("--format", help=f"the format of all files: {', '.join(IN)}")
        parser.add_argument("--map", help="a mapping of columns to fields, for formats that have columns")
        parser.add_argument("--dry-run", action="store_true", help="say what the import would do, and end")
        parser.add_argument(
            "--on-conflict",
            choices=ON_CONFLICT,
            default="fail",
            help="what to do with a record that was edited here since its last import",
        )
        parser.add_argument("--publish", action="store_true", help="publish, and amend what is public")
        parser.add_argument("--batch", default="", help="the name of this import (default: file and time)")
        parser.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
        parser.add_argument(
            "--report", metavar="OUT.json", help="write what was done, or is wrong, to a file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[str] = options["files"]
        if options["map"]:
            raise UnusableFile("--map is for formats with columns; JSON Lines names its fields itself.")
        for file in files:
            check_format(options["format"] or format_of(file), IN)
            if Path(file).is_dir():
                raise UnusableFile(f"{file}: this is a directory; name the files in it.")
            if file != "-" and not Path(file).is_file():
                is_there = Path(file).exists()
                what = "this is no regular file; read a pipe with -" if is_there else "there is no such file"
                raise UnusableFile(f"{file}: {what}.")
        at = timezone.now()
        batch = options["batch"] or _name(files, at)
        report = options["report"]
        quiet = options["quiet"] or not options["verbosity"]
        # Opened first, so that nothing is imported if it cannot be written.
        with (
            output_file(report, None) if report else nullcontext() as report_file,
            ProgressLine(sys.stderr) as progress,
        ):
            plan = import_records(
                reading=_read(files),
                files=files,
                options=ImportOptions(publish=options["publish"], on_conflict=options["on_conflict"]),
                batch=batch,
                by=IMPORTER,
                at=at,
                dry_run=options["dry_run"],
                progress=silent if quiet else progress,
            )
            if report_file is not None:
                text = json.dumps(report_of(plan), ensure_ascii=False, indent=1)
                report_file.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
        says = _nothing if quiet else self.stdout.write
        says("\n".join(plan_lines(plan)))
        if plan.problems:
            self.refuse(plan.problems)
        if not (plan.steps or plan.problems):
            raise UnusableFile(f"{', '.join(files)}: there is no record in it.")
        if options["dry_run"]:
            for line in difference(plan):
                says(line)
            says("Dry run: nothing was written.")
        elif any(plan.to_do()):
            says(_done(plan))
            says(f"To undo it: manage.py undo_import {shlex.quote(batch)}")
        else:
            says("Nothing to do: everything is on record as the files have it.")


def _read(files: list[str]) -> Iterator[json_lines.Line]:
    for file in files:
        if file == "-":
            yield from json_lines.unread(sys.stdin.buffer, "-")
        else:
            with Path(file).open("rb") as opened:
                yield from json_lines.unread(opened, file)


def _name(files: list[str], at: datetime) -> str:
    stem = "standard input" if files[0] == "-" else Path(files[0]).stem[:100]
    return f"{stem} {at:%Y-%m-%d %H:%M:%S.%f}"


def _done(plan: Plan) -> str:
    published = sum(1 for step in plan.to_do() if step.is_public_after)
    return f"Imported; {published:,} of them published or amended." if published else "Imported as drafts."


def _nothing(_: str) -> None:
    """The output of a silent command."""
