"""``export_claims``: writes all public records. Equal content gives equal bytes."""

from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from typing import Any

from claims.database.transactions import snapshot
from claims.formats import django_fixture
from claims.formats.base import OUT, UnusableFile, check_format
from claims.management.answering import AnsweringCommand, output_file
from claims.queries.history.export import history_texts, public_records, public_texts


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
        with snapshot(), output_file(options["output"], self.stdout) as file:
            for line in _lines(name, history=options["history"]):
                file.write(line)


def _lines(name: str, *, history: bool) -> Iterator[str]:
    if name == "fixture":
        return django_fixture.write((record, "published") for record in public_records())
    return (text + "\n" for text in chain(public_texts(), history_texts() if history else ()))
