"""``verify_records``: verifies every revision, the ledger and derived data."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from claims.database.many_rows import many_rows
from claims.database.transactions import snapshot
from claims.domain.history.chain_breaks import Head
from claims.domain.text.plurals import number_of
from claims.formats.base import UnusableFile
from claims.management.answering import AnsweringCommand
from claims.queries.history.verification import Verified, verify_database, verify_export


class Command(AnsweringCommand):
    help = "Recomputes revisions, ledger and what follows, and names the first thing that does not fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--export", metavar="FILE", help="verify an export with history, not the database"
        )
        parser.add_argument(
            "--head",
            metavar="ROW:HASH",
            help="the latest ledger row as you noted it down, which has to be there as it was",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        head = _head(options["head"]) if options["head"] else None
        if options["export"]:
            with Path(options["export"]).open("rb") as file:
                verified = verify_export(file, options["export"], head=head)
        else:
            with many_rows(), snapshot():
                verified = verify_database(head=head)
        self.stdout.write(_sentences(verified))


def _head(text: str) -> Head:
    """A head from the command line. Raises UnusableFile if it cannot be read."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip(), re.ASCII)
    if found is None:
        raise UnusableFile("This is no head: write the number of the row, a colon and its hash of 64 digits.")
    return Head(int(found[1]), found[2])


def _sentences(verified: Verified) -> str:
    head = f" Its head is {verified.head.sequence}:{verified.head.hash}." if verified.head else ""
    lines = [
        f"{number_of(verified.ledger_rows, 'ledger row')}: the chain holds.{head}",
        f"{number_of(verified.revisions, 'revision')}: every digest fits, no version is missing.",
        f"{number_of(verified.records, 'public record')}: each stands as its latest revision says.",
        f"{number_of(verified.tombstones, 'tombstone')}: each has the revision that withdrew the claim.",
    ]
    if verified.claims is not None:
        claims = number_of(verified.claims, "public claim")
        versions = number_of(verified.versions, "claim version")
        lines.append(f"{claims}: columns follow from the records.")
        lines.append(f"{versions} in the projection: values, counts and search follow from the revisions.")
    if verified.moves:
        moves = "1 merge or renaming" if verified.moves == 1 else f"{verified.moves:,} merges and renamings"
        lines.append(f"{moves}: each old address leads where a sealed revision says.")
    if verified.erased:
        lines.append(f"{number_of(verified.erased, 'text')} erased, each under a ledger row that says so.")
    return "\n".join(lines)
