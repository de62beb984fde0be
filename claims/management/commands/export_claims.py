"""``export_claims``: everything that is public, streamed; the same content is the same bytes."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TextIO

from claims.database.snapshot import snapshot
from claims.formats import django_fixture
from claims.formats.base import UnusableFile
from claims.formats.registry import OUT, check_format
from claims.management.answering import AnsweringCommand
from claims.models.fixture_tables import fixture_tables
from claims.queries.export import history_texts, public_records, public_texts


class Command(AnsweringCommand):
    help = "Writes all public records, by type and key, to a file or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", default="jsonl", help=f"one of {', '.join(OUT)}")
        parser.add_argument("--history", action="store_true", help="add all revisions and the ledger")
        parser.add_argument(
            "-o", "--output", metavar="OUT", help="the file to write (default: standard output)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = check_format(options["format"], OUT)
        if options["history"] and name != "jsonl":
            raise UnusableFile("History is exported as jsonl only.")
        with snapshot(), _opened(options["output"], self.stdout) as file:
            for line in _lines(name, history=options["history"]):
                file.write(line)


def _lines(name: str, *, history: bool) -> Iterator[str]:
    if name == "fixture":
        return django_fixture.write(public_records(), fixture_tables())
    return (text + "\n" for text in chain(public_texts(), history_texts() if history else ()))


@contextlib.contextmanager
def _opened(output: str | None, stdout: Any) -> Iterator[TextIO | Any]:
    """Where to write. A file takes its name only when it is whole, so that no half of an export is left."""
    if not output:
        inner = getattr(stdout, "_out", stdout)
        if inner is sys.stdout and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield inner
        return
    target = Path(output)
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    umask = os.umask(0)
    os.umask(umask)
    Path(file.name).chmod(0o666 & ~umask)
    Path(file.name).replace(target)
