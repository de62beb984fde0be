"""JSON Lines with a record on each line, as written by the project or by people.

Limits: UTF-8 (with or without a byte-order mark), lines of at most 1,000,000 bytes, lists and objects at most
32 deep. Empty lines are ignored, and so are the history lines of an export, which cannot be imported. A
reference may be given as a whole record, and a claim without a key.
"""

import codecs
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

import msgspec

from claims.domain.errors import InvalidRecord, InvalidValue
from claims.domain.record.codec import read_canonical
from claims.domain.record.identity import Place
from claims.domain.record.shared import RECORD_TYPES
from claims.formats.base import LONGEST_LINE, Found, Reading, UnusableFile, problem_of
from claims.formats.file_shapes import LINES_LOOKED_AT, other_shape
from claims.formats.json_text import decode, read_json
from claims.formats.whole_references import read_record

HISTORY = ("revision", "ledger")
"""The types of lines that ``export_claims --history`` adds."""


def read(file: BinaryIO, name: str) -> Reading:
    """The records of a file, or the problems of its lines, in order.

    Raises UnusableFile for a file of another format, and says which it is and what to do.
    """
    for line in unread(file, name):
        yield from line.read()


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line of a file that was not read yet."""

    file: str
    number: int
    raw: bytes

    def read(self) -> Reading:
        """Its records or problems, as ``read_line`` gives them."""
        return read_line(self.raw, file=self.file, line=self.number)

    @property
    def text(self) -> str:
        """Its text. What is not UTF-8 is replaced."""
        return self.raw.decode(errors="replace")

    @property
    def place(self) -> Place | None:
        """The type and key that stand in it, and no more; None if it is no line of a record with a key."""
        try:
            head = _HEAD.decode(self.raw)
        except (ValueError, RecursionError):
            return None
        key = head.key or head.slug
        return (head.type, key) if head.type in RECORD_TYPES and key else None


class _Head(msgspec.Struct):
    type: str = ""
    key: str = ""
    slug: str = ""


_HEAD = msgspec.json.Decoder(_Head)


def unread(file: BinaryIO, name: str) -> Iterator[Line]:
    """The lines of a file, for who may not have to read them all. Raises UnusableFile as ``read``."""
    numbered = lines(file)
    begun = list(islice(numbered, LINES_LOOKED_AT))
    is_whole = len(begun) < LINES_LOOKED_AT
    if description := other_shape([raw for _, raw in begun], is_whole=is_whole):
        raise UnusableFile(f"{name}: this file {description}.")
    for number, raw in chain(begun, numbered):
        yield Line(name, number, raw)


def read_line(raw: bytes, *, file: str, line: int) -> Reading:
    """The record of a line, after records given whole in it, or its problems; nothing for an empty line."""
    try:
        if (text := _text_of(raw)) is None:
            return
        if (record := read_canonical(text)) is not None:
            yield Found(file, line, record, text=text)
            return
        document = read_json(text)
    except InvalidValue as error:
        yield problem_of(error, file=file, line=line)
        return
    if isinstance(document, dict) and document.get("type") in HISTORY:
        return
    yield from read_record(document, file=file, line=line)


def read_value(raw: bytes) -> Any:
    """The value of a line, or None if it is empty. Raises InvalidValue for a line that cannot be read."""
    text = _text_of(raw)
    return None if text is None else read_json(text)


def _text_of(raw: bytes) -> str | None:
    """The text of a line, or None if it is empty."""
    if len(raw) > LONGEST_LINE:
        raise InvalidRecord(f"the line is longer than {LONGEST_LINE:,} bytes", mend="one record a line")
    text = decode(raw).strip(" \t\r\n")
    if text.startswith("\ufeff"):
        message = "there is a byte order mark (U+FEFF) inside the file, as where files were joined"
        raise InvalidRecord(message, mend="take it out; only the very beginning may have one")
    return text or None


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers. Of a line that is too long only the beginning is kept."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 3):
        number += 1
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield number, raw.rstrip(b"\r\n")
