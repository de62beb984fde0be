"""Read the history lines of an export to verify them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from claims.domain.errors import InvalidValue
from claims.domain.history.ledger import FORMAT, LedgerEntry, SealedRevision
from claims.domain.history.verify import Salted, Sealed, SealedRow, erased_of, hands_of, redirects_of
from claims.formats.base import UnusableFile
from claims.formats.json_lines import lines, read_value

_ENTRY = ("sequence", "at", "kind", "actor", "summary")
_REVISION = ("key", "version", "change_class", "approver", "published_at", "valid_from", "digest")
_FIELDS = {
    "ledger": {*_ENTRY, "type", "format", "erased", "previous_hash", "row_hash"},
    "revision": {
        *_REVISION, "type", "record_type", "hands", "note_digest", "redirects",
        "salt", "text", "note_salt", "note_text",
    },
}  # fmt: skip
"""The only fields that history lines may have: no hash would cover other fields."""


@dataclass(slots=True)
class HistoryFile:
    """An export with history. Reading ``rows`` fills ``public`` with the SHA-256 of each record's line."""

    name: str
    file: BinaryIO
    public: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _waiting: tuple[int, dict[str, Any]] | None = None

    def rows(self) -> Iterator[SealedRow]:
        """Iterate over the ledger rows. Read the revisions of a row before the next row.

        Raises UnusableFile with the line number if the file is not an export with history.
        """
        documents = self._documents()
        self._waiting = next(documents, None)
        while self._waiting is not None:
            number, row = self._waiting
            if row["type"] != "ledger":
                raise UnusableFile(f"{self.name}:{number}: a revision comes before any ledger row.")
            self._waiting = None
            self._check_format(number, row)
            self._check_fields(number, row)
            with _named(self.name, number):
                entry = LedgerEntry(
                    **{name: row[name] for name in _ENTRY},
                    erased=erased_of(row["erased"]),
                )
                sealed = SealedRow(entry, row["previous_hash"], row["row_hash"], self._revisions(documents))
            yield sealed

    def _revisions(self, documents: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[Sealed]:
        for number, document in documents:
            if document["type"] == "ledger":
                self._waiting = (number, document)
                return
            self._check_fields(number, document)
            with _named(self.name, number):
                revision = SealedRevision(
                    **{name: document[name] for name in _REVISION},
                    type=document["record_type"],
                    hands=hands_of(document["hands"]),
                    note_digest=document.get("note_digest", ""),
                    redirects=redirects_of(document.get("redirects", [])),
                )
                content, note = _salted(document, ""), _salted(document, "note_")
            yield Sealed(revision, content, note)

    def _check_format(self, number: int, row: dict[str, Any]) -> None:
        form = row.get("format", 1)  # The first format had no such field.
        if form == FORMAT:
            return
        age = "a later" if isinstance(form, int) and form > FORMAT else "an earlier"
        raise UnusableFile(
            f"{self.name}:{number}: {age} version of this program wrote this history (ledger format {form}; "
            f"this one reads format {FORMAT}): export it again with --history."
        )

    def _check_fields(self, number: int, document: dict[str, Any]) -> None:
        if other := document.keys() - _FIELDS[document["type"]]:
            raise UnusableFile(f"{self.name}:{number}: a line of history has no field {min(other)}.")

    def _documents(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Iterate over the history lines. The lines of records before them are noted in ``public``."""
        for number, raw in lines(self.file):
            try:
                document = read_value(raw)
            except InvalidValue as error:
                raise UnusableFile(f"{self.name}:{number}: {error.message}.") from None
            if document is None and not raw.strip():
                continue
            if not isinstance(document, dict):
                raise UnusableFile(f"{self.name}:{number}: this is no line of an export.")
            if document.get("type") in ("ledger", "revision"):
                yield number, document
            else:
                place = (str(document.get("type")), str(document.get("key", document.get("slug"))))
                if place in self.public:
                    raise UnusableFile(f"{self.name}:{number}: {' '.join(place)} has a line already.")
                self.public[place] = hashlib.sha256(raw).digest()


def _salted(document: dict[str, Any], prefix: str) -> Salted | None:
    salt, text = document[f"{prefix}salt"], document[f"{prefix}text"]
    if (salt is None) is not (text is None):
        raise ValueError("a text and its salt were erased together, or neither was")
    return None if salt is None else Salted(salt, text)


@contextmanager
def _named(name: str, number: int) -> Iterator[None]:
    """Turn errors of a malformed line into one with the line number."""
    try:
        yield
    except (KeyError, TypeError, ValueError, InvalidValue):
        message = "this line of history lacks something, or holds something else."
        raise UnusableFile(f"{name}:{number}: {message}") from None
