"""Backups: all tables of a database in one file with a checksum.

::

    x.backup   a ZIP archive
      tables/<name>.jsonl    a row on each line, with values in the order of the manifest's columns
      manifest.json          time, engine, migrations, and the tables with number of rows and SHA-256
      (the comment at the end) the SHA-256 of all bytes before it, which shows any damage

The checksum shows damage, not forgery: anybody who can write the file can write the checksum too.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from claims.formats.base import UnusableFile

KIND: Final = "fact-check-database backup"
VERSION: Final = 1
DIGEST_BYTES: Final = 64
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20

Row = list[Any]
"""The values of a row, as in JSON."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table of a backup."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a backup. ``migrations`` are the applied migrations as "app.name"."""

    made_at: str
    engine: str
    migrations: tuple[str, ...]
    tables: tuple[TablePart, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was checked to be complete."""

    manifest: Manifest
    archive: ZipFile

    def rows(self, table: TablePart) -> Iterator[Row]:
        """Iterate over the rows of a table."""
        with self.archive.open(table.path) as lines:
            for line in lines:
                yield json.loads(line)


def write_backup(
    target: Path, manifest: Manifest, tables: Iterable[tuple[str, tuple[str, ...], Iterable[Row]]]
) -> Manifest:
    """Write the tables (name, columns, rows) and return the manifest that includes them.

    The file gets its name only when it is complete and on the disk. Only its owner may read it: it contains
    drafts, accounts and password hashes. Raises UnusableFile if the name is taken.
    """
    if target.exists():
        raise UnusableFile(f"{target} exists already; a backup is never written over another file.")
    with NamedTemporaryFile("w+b", dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            parts = []
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                archive.comment = b"0" * DIGEST_BYTES
                parts = [_write_table(archive, *table) for table in tables]
                whole = Manifest(manifest.made_at, manifest.engine, manifest.migrations, tuple(parts))
                document = {"what": KIND, "version": VERSION, **asdict(whole)}
                archive.writestr(_entry(MANIFEST), json.dumps(document, indent=1))
            size = file.seek(0, os.SEEK_END)
            digest = _digest(file, size - DIGEST_BYTES)
            file.seek(size - DIGEST_BYTES)
            file.write(digest.encode())
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(target)
    return whole


def _write_table(archive: ZipFile, name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> TablePart:
    part, count, digest = TablePart(name, columns, 0, ""), 0, hashlib.sha256()
    with archive.open(_entry(part.path), "w", force_zip64=True) as lines:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            lines.write(line)
            count += 1
    return TablePart(name, columns, count, digest.hexdigest())


def _entry(path: str) -> ZipInfo:
    # Without a time, so that the same content gives the same bytes.
    entry = ZipInfo(path)
    entry.compress_type = ZIP_DEFLATED
    return entry


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """Check the whole file, and yield it if it is complete.

    Raises UnusableFile for a file that is no backup, cut off, damaged, or of a later version.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size <= DIGEST_BYTES:
            raise UnusableFile(f"{path} is no backup: it has {size} bytes.")
        file.seek(0)
        if file.read(2) != b"PK":
            raise UnusableFile(f"{path} is no backup, or its beginning is damaged.")
        file.seek(size - DIGEST_BYTES)
        noted = file.read()
        if not _is_digest(noted):
            raise UnusableFile(
                f"{path} is no backup, or its end is missing: it does not end with its SHA-256."
            )
        found = _digest(file, size - DIGEST_BYTES)
        if found.encode() != noted:
            where = _damaged_part(file)
            raise UnusableFile(
                f"{path} is damaged{where}: its SHA-256 is {found}, and its end says {noted.decode()}."
            )
        try:
            with ZipFile(file) as archive:
                yield Backup(_manifest(path, archive), archive)
        except (BadZipFile, KeyError, TypeError, ValueError) as error:
            raise UnusableFile(f"{path} is no backup of ours: {error}.") from error


def _is_digest(noted: bytes) -> bool:
    return len(noted) == DIGEST_BYTES and not set(noted) - set(b"0123456789abcdef")


def _digest(file: BinaryIO | Any, length: int) -> str:
    """The SHA-256 of the first ``length`` bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    while length > 0:
        some = file.read(min(CHUNK, length))
        digest.update(some)
        length -= len(some)
    return digest.hexdigest()


def _damaged_part(file: BinaryIO) -> str:
    """The damaged part of the archive, as " in NAME"; empty if it is not known."""
    with suppress(Exception), ZipFile(file) as archive:
        for name in archive.namelist():
            try:
                with archive.open(name) as part:
                    while part.read(CHUNK):
                        pass
            except Exception:
                return f" in {name}"
    return ""


def _manifest(path: Path, archive: ZipFile) -> Manifest:
    document = json.loads(archive.read(MANIFEST))
    if document.get("what") != KIND:
        raise UnusableFile(f"{path} is no backup of ours: its manifest names {document.get('what')!r}.")
    if document["version"] != VERSION:
        raise UnusableFile(
            f"{path} is of version {document['version']}, and this program reads version {VERSION}."
        )
    tables = tuple(
        TablePart(part["name"], tuple(part["columns"]), part["rows"], part["sha256"])
        for part in document["tables"]
    )
    return Manifest(document["made_at"], document["engine"], tuple(document["migrations"]), tables)
