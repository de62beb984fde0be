"""``backup``: writes the whole database, drafts and accounts included, to one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from claims.actions.database.backups import back_up
from claims.management.answering import AnsweringCommand


class Command(AnsweringCommand):
    help = "Writes everything that the database holds at this moment to one file, while the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", metavar="OUT", help="the file to write; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["out"])
        manifest = back_up(target=target, at=timezone.now())
        self.stdout.write(
            f"{manifest.rows:,} rows of {len(manifest.tables)} tables are in {target}. "
            "It holds drafts and accounts: keep it where only you can read it."
        )
