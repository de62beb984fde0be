"""References by name, or by a whole record, instead of by key, and the records that they mean.

A stand-in key takes their place until the record is found. A whole record matches a known record only if none
of the given fields differ::

    {"name": "Ana Example"}                            matches by name
    {"name": "Ана Пример"}                             matches by an alias
    {"name": "Ana Example", "description": "a judge"}  does not match another description
"""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any, Final, cast

from msgspec.structs import replace

from claims.domain.errors import InvalidValue
from claims.domain.record.canonical import crockford_of
from claims.domain.record.codec import Read, read_document, to_document
from claims.domain.record.identity import Place, source_key
from claims.domain.record.marks import Url
from claims.domain.record.parts import Field, Part, fields_of
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord
from claims.domain.record.slugs import slug_of
from claims.domain.record.urls import normalise_url
from claims.domain.text.folding import fold

NAMED_BY: Final = {
    "speaker": "name",
    "outlet": "name",
    "source": "title",
    "topic": "name",
    "position": "question",
    "scale": "name",
    "event": "text",
}
"""The field with the name of a record, for each type that has one."""

_STAND_IN: Final = f"given-{token_hex(8)}-"
"""The prefix of stand-ins. It is random, so that no slug of a file can be mistaken for one."""


def stand_in(what: str) -> str:
    """A stand-in key, the same for the same text while the program runs."""
    return f"{_STAND_IN}{crockford_of(what)}"


def is_stand_in(key: str) -> bool:
    """Whether a key is a stand-in."""
    return key.startswith(_STAND_IN)


def called(name: str) -> str:
    """The form in which names are compared; the search uses the same."""
    return fold(name) or name


def names_of(record: Record) -> tuple[str, ...]:
    """The names of a record: its own name, followed by its aliases."""
    own = getattr(record, NAMED_BY[record.TYPE]) if record.TYPE in NAMED_BY else ""
    aliases = [alias.text for alias in record.aliases] if isinstance(record, SpeakerRecord) else []
    return tuple(name for name in (own, *aliases) if name)


def made_key(record: Record) -> str:
    """The key made from the values of a record."""
    if isinstance(record, SourceRecord):
        return source_key(
            url=record.url, outlet=record.outlet, title=record.title, published=record.published
        )
    slug = slug_of(getattr(record, NAMED_BY[record.TYPE]))
    if isinstance(record, SpeakerRecord) and record.described_in:
        return f"{slug[:60].rstrip('-')}-{record.described_in.removeprefix('s-')}"
    return slug


def with_own_key(record: Record, key: str) -> Record:
    """The record with another key."""
    return replace(cast("Any", record), **{"key" if hasattr(record, "key") else "slug": key})  # type: ignore[no-any-return]


def with_keys(record: Record, keys: Mapping[Place, str]) -> Read:
    """The record with its references replaced by these keys, or the problems that this causes."""
    return read_document({"type": record.TYPE, **_with_keys(type(record), to_document(record), keys)})


def _with_keys(cls: type[Any], document: Mapping[str, Any], keys: Mapping[Place, str]) -> dict[str, Any]:
    found = {}
    for field in fields_of(cls):
        if field.json in document:
            value = document[field.json]
            found[field.json] = (
                [_turned(field, item, keys) for item in value] if field.many else _turned(field, value, keys)
            )
    return found


def _turned(field: Field, value: Any, keys: Mapping[Place, str]) -> Any:
    if field.of and value is not None:
        return _with_keys(field.of, value, keys)
    return keys.get((field.ref, value), value) if field.ref else value


def differing(given: Record, given_fields: frozenset[str], known: Record) -> tuple[str, ...]:
    """The fields whose given values differ from those of a known record, as documents name them.

    ``given_fields`` are the fields that were given. Empty fields do not differ. The entries of a list must
    all be in the known list. A name may be any name of the record, an address any spelling of it.
    """
    found = []
    for field in fields_of(type(given)):
        value = getattr(given, field.name)
        if field.json not in given_fields or field.json in ("key", "slug") or value in ("", (), None):
            continue
        if field.json == NAMED_BY.get(given.TYPE):
            is_same = called(value) in {called(name) for name in names_of(known)}
        else:
            is_same = _holds(field, getattr(known, field.name), value)
        if not is_same:
            found.append(field.json)
    return tuple(found)


def _holds(field: Field, known: Any, given: Any) -> bool:
    if field.many:
        return all(any(_is_same(field, one, item) for one in known) for item in given)
    return _is_same(field, known, given)


def _is_same(field: Field, known: Any, given: Any) -> bool:
    if isinstance(given, Part):
        return known is not None and all(
            value == part.default or _holds(part, getattr(known, part.name), value)
            for part in fields_of(type(given))
            for value in (getattr(given, part.name),)
        )
    if any(isinstance(mark, Url) for mark in field.marks) and known:
        return _address(known) == _address(given)
    return bool(known == given)


def _address(url: str) -> str:
    try:
        return normalise_url(url)
    except InvalidValue:  # The record was made when other addresses were allowed.
        return url
