"""``undo_import``: undoes an import, and names what stays."""

import sys
from argparse import ArgumentParser
from typing import Any, Final

from django.utils import timezone

from claims.actions.importing.undoing import undo_import
from claims.domain.errors import Refused
from claims.domain.history.permissions import IMPORTER
from claims.management.answering import AnsweringCommand
from claims.management.progress import ProgressLine

MOST_NAMED: Final = 20
"""The most records that are named for each reason why they stay."""


class Command(AnsweringCommand):
    help = (
        "Undoes an import in one transaction: discards the drafts that it made, restores what it changed, "
        "and withdraws the claims that it published. Names what has changed since, and leaves it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", help="the name of the import, as import_claims gave it")

    def handle(self, *args: Any, **options: Any) -> None:
        with ProgressLine(sys.stderr) as progress:
            undone = undo_import(batch=options["batch"], by=IMPORTER, at=timezone.now(), progress=progress)
        for reason, places in undone.kept_by_reason.items():
            for record_type, key in places[:MOST_NAMED]:
                self.stdout.write(f"{record_type} {key} stays: {reason}")
            if len(places) > MOST_NAMED:
                self.stdout.write(f"… and {len(places) - MOST_NAMED:,} more that stay: {reason}")
        done = ", ".join(f"{count:,} {what}" for what, count in undone.counts.items())
        if undone.kept and not done:
            raise Refused("Nothing was undone.")
        self.stdout.write(f"Undone: {done}." if done else "Nothing is left to undo.")
