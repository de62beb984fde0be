"""``restore``: restores a backup into an empty database and verifies it, or restores nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.actions.database.backups import prepare, restore
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.verify import Misfit
from claims.formats.backup_file import open_backup
from claims.management.answering import AnsweringCommand
from claims.queries.history.verification import verify_database

RESTORER = Actor("restore", is_system=True)


class Command(AnsweringCommand):
    help = "Fills an empty database from a backup; refuses a damaged file and a database that is not empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="IN", help="a file that manage.py backup wrote")
        parser.add_argument(
            "--unverified",
            action="store_true",
            help="keep what does not verify, to look into it (default: nothing is kept)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with open_backup(Path(options["file"])) as backup:
            prepare(backup)
            with transaction.atomic():
                restore(backup=backup, by=RESTORER, at=timezone.now())
                outcome = _verified(keep=options["unverified"])
            manifest = backup.manifest
        self.stdout.write(
            f"{manifest.rows:,} rows are restored, as they were at {manifest.made_at}. {outcome}"
        )


def _verified(*, keep: bool) -> str:
    try:
        found = verify_database()
    except Misfit as misfit:
        if keep:
            return f"They do not verify: {misfit.message}"
        raise Refused(
            f"The file is whole, but what it holds does not verify: {misfit.message} "
            "Nothing was restored; --unverified restores it nevertheless."
        ) from misfit
    return f"They verify: {found.ledger_rows:,} ledger rows, {found.revisions:,} revisions."
