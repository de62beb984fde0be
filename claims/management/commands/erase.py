"""``erase``: erases parts of a record permanently, which adds a ledger row."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from claims.actions.publishing.erasing import erasable, erase
from claims.domain.errors import Refused
from claims.domain.history.ledger import Part
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.record.shared import RECORD_TYPES
from claims.formats.base import UnusableFile
from claims.management.answering import AnsweringCommand, actor_named
from claims.queries.desk.consequences import parts_in_words


class Command(AnsweringCommand):
    help = (
        "Erases versions of a record, or their public notes, by law and for good. Without --content and "
        "--note it lists what can be erased."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", metavar="TYPE", help="the type of the record: claim, speaker, source …")
        parser.add_argument("key", metavar="KEY", help="its key or slug")
        for part, whose in (("content", "whose content is erased"), ("note", "whose public note is erased")):
            parser.add_argument(
                f"--{part}", type=int, nargs="+", default=[], metavar="VERSION", help=f"versions {whose}"
            )
        parser.add_argument("--reason", default="", help="why; the ledger keeps it, and it is public")
        parser.add_argument("--by", default="", metavar="NAME", help="the admin in whose name it is done")
        parser.add_argument("--yes", action="store_true", help="do it without asking")

    def handle(self, *args: Any, **options: Any) -> None:
        record_type, key = options["type"], options["key"]
        if record_type not in RECORD_TYPES or record_type == "tombstone":
            types = ", ".join(sorted(set(RECORD_TYPES) - {"tombstone"}))
            raise UnusableFile(f"There is no type {record_type}: write one of {types}.")
        contents, notes = sorted(set(options["content"])), sorted(set(options["note"]))
        wanted: list[tuple[int, Part]] = [(version, "content") for version in contents]
        wanted += [(version, "note") for version in notes]
        possible = erasable(record_type, key)
        if not wanted:
            self._list(record_type, key, possible)
            return
        by = _admin(options["by"])
        self.stdout.write(f"To erase for good, of the {record_type} {key}:")
        for line in parts_in_words(record_type, key, [part for part in wanted if part in possible]):
            self.stdout.write(f"  {line}")
        if not options["yes"]:
            _ask()
        row = erase(
            record_type=record_type,
            key=key,
            contents=contents,
            notes=notes,
            reason=options["reason"],
            by=by,
            at=timezone.now(),
        )
        self.stdout.write(
            f"Erased, under row {row.sequence} of the ledger. Backups and exports made earlier still hold it."
        )

    def _list(self, record_type: str, key: str, possible: tuple[tuple[int, Part], ...]) -> None:
        if not possible:
            raise Refused(
                f"Nothing of the {record_type} {key} can be erased: if it is public, amend or withdraw it."
            )
        lines = parts_in_words(record_type, key, possible)
        for (version, part), line in zip(possible, lines, strict=True):
            self.stdout.write(f"--{part} {version}  {line}")


def _admin(name: str) -> Actor:
    """The admin who erases. Raises UnusableFile if there is no such account, NotAllowed."""
    actor = actor_named(name)
    check_may(actor, Task.ERASE)
    return actor


def _ask() -> None:
    """Ask for confirmation. Raises Refused without it, UnusableFile if nobody can be asked."""
    if not sys.stdin.isatty():
        raise UnusableFile("Nobody can be asked here: say --yes to erase without being asked.")
    if input("This cannot be undone. Type “erase” to do it: ").strip() != "erase":
        raise Refused("Nothing was erased.")
