"""``move_record``: merges a record, renames it, or undoes that, however many records point to it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.formats.base import UnusableFile
from claims.management.answering import AnsweringCommand, actor_named
from claims.management.progress import ProgressLine
from claims.models import FormerAddress
from claims.queries.desk.consequences import what_moving_changes


class Command(AnsweringCommand):
    help = (
        "Merges a record into another, renames it with --rename, or takes that back with --undo. All in one "
        "transaction: stopped halfway, nothing has changed, and the same command does it again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", metavar="TYPE", help="speaker, outlet, source, topic or position")
        parser.add_argument("key", metavar="KEY", help="the key or slug of the record that goes")
        parser.add_argument("now", metavar="NOW", nargs="?", default="", help="that of the one that stays")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--rename", action="store_true", help="NOW is a new slug of the same record")
        how.add_argument("--undo", action="store_true", help="take back where KEY leads; without NOW")
        parser.add_argument("--note", default="", help="why; it is public")
        parser.add_argument("--by", default="", metavar="NAME", help="the editor in whose name it is done")
        parser.add_argument(
            "--approver", default="", metavar="NAME", help="the second editor, if one is needed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        record_type, key, now = options["type"], options["key"], options["now"]
        if bool(now) == options["undo"]:
            raise UnusableFile("Name the record that stays, or say --undo and no other record.")
        with ProgressLine(sys.stderr) as progress:
            who: dict[str, Any] = {
                "note": options["note"],
                "by": actor_named(options["by"]),
                "approver": actor_named(options["approver"]) if options["approver"] else None,
                "at": timezone.now(),
                "progress": progress,
            }
            if options["undo"]:
                self._undo(record_type, key, who)
                return
            for line in what_moving_changes(record_type, key):
                self.stdout.write(line)
            if options["rename"]:
                done = rename(record_type=record_type, key=key, now_key=now, **who)
            else:
                done = merge(record_type=record_type, key=key, into=now, **who)
        self.stdout.write(f"Done: {done}.")

    def _undo(self, record_type: str, key: str, who: dict[str, Any]) -> None:
        moves = FormerAddress.objects.filter(record_type=record_type, key=key, undone_at=None)
        move = moves.order_by("pk").last()
        if move is None:
            raise UnusableFile(f"The {record_type} {key} leads nowhere: there is nothing to undo.")
        kept = undo_move(former=move.pk, **who)
        self.stdout.write(f"Undone: {move}.")
        for name in kept:
            self.stdout.write(f"  It has changed since, and stays as it is: {name}")
