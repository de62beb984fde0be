"""``dumpdata`` for records: public records and drafts, as a fixture for ``loaddata``.

The dump has no accounts, audit log, ledger or salts. Other apps are dumped by Django's own command, if they
are named.
"""

from pathlib import Path
from typing import Any

from django.core.management.commands.dumpdata import Command as DumpData

from claims.database.transactions import snapshot
from claims.formats import django_fixture
from claims.formats.base import UnusableFile
from claims.management.answering import AnsweringCommand, check_database, output_file
from claims.queries.desk.dump import dumped_records, unpublished_changes

APP = "claims"
MOST_NAMED = 20


class Command(AnsweringCommand, DumpData):
    help = (
        "Writes public records and drafts as a fixture that loaddata takes: all of them, or the types named "
        "(claims.claim). Another app that is named is dumped as Django does it."
    )

    def handle(self, *labels: str, **options: Any) -> None:
        ours = [label for label in labels if is_ours(label)]
        if labels and not ours:
            super().handle(*labels, **options)
            return
        if len(ours) < len(labels):
            raise UnusableFile("Records are dumped by themselves: name other apps in another dumpdata.")
        _check_options(options)
        excluded = [label for label in options["exclude"] if is_ours(label)]
        types = types_named(ours or [APP]) - types_named(excluded)
        with snapshot(), output_file(options["output"], self.stdout) as file:
            entries = ((record, state) for record, state in dumped_records() if record.TYPE in types)
            for text in django_fixture.write(entries, indent=options["indent"]):
                file.write(text)
            changed = unpublished_changes() if "claim" in types else []
        if options["verbosity"] and not labels:
            self.stderr.write("Dumped the records of claims. Other apps are dumped if they are named.")
        if options["verbosity"] and changed:
            named = ", ".join(changed[:MOST_NAMED]) + (" …" if len(changed) > MOST_NAMED else "")
            self.stderr.write(f"Not in the dump are the unpublished changes of {named}: a backup has them.")


def is_ours(label: str) -> bool:
    """Whether a label of the command line names this app or a model of it."""
    return label.partition(".")[0] == APP


def types_named(labels: list[str]) -> set[str]:
    """The types of records that these labels name. The label ``claims`` names all.

    Raises UnusableFile for a model that is not a record.
    """
    found: set[str] = set()
    for label in labels:
        if label == APP:
            found |= set(django_fixture.MODELS.values())
        elif label.lower() in django_fixture.MODELS:
            found.add(django_fixture.MODELS[label.lower()])
        else:
            known = ", ".join(django_fixture.MODELS)
            raise UnusableFile(
                f"{label} is not dumped: a dump has records alone ({known}). A backup holds everything."
            )
    return found


def _check_options(options: dict[str, Any]) -> None:
    check_database(options["database"])
    if options["format"] != "json":
        raise UnusableFile(f"Records are dumped as JSON, not {options['format']}.")
    if options["primary_keys"]:
        raise UnusableFile("Records have no pk in a dump: name types of records, or use export_claims.")
    if options["output"] and Path(options["output"]).suffix != ".json":
        raise UnusableFile(
            f"{options['output']}: a dump is a JSON list, and loaddata takes files that end in .json alone."
        )
