"""References that are given whole (``"speaker": {"name": "…"}``), and records that come without their key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.domain.errors import InvalidRecord, InvalidValue
from claims.domain.identity import claim_identity, key_of, slug_of, source_key
from claims.domain.record_codec import Field, fields_of
from claims.domain.shared_records import RECORD_TYPES

_NAMED_BY = {
    "speaker": "name",
    "outlet": "name",
    "topic": "name",
    "scale": "name",
    "position": "question",
    "event": "text",
}
"""The field from which a slug is made, for each type that has one made."""

Document = dict[str, Any]
Aside = tuple[str, Document]
"""The path at which a record is given whole, and its document."""


def unfold(document: Mapping[str, Any]) -> tuple[Document, list[Aside]]:
    """The document with keys alone for references, and path and document of each that was given whole.

    Raises InvalidRecord where one of these cannot be given a key.
    """
    cls = RECORD_TYPES.get(str(document.get("type", "")))
    if cls is None:
        return dict(document), []
    aside: list[Aside] = []
    return _unfolded(cls, document, "", aside), aside


def with_key(document: Document) -> Document:
    """The document with the slug or key that its type makes from its content, where it came without."""
    record_type = document["type"]
    try:
        if record_type == "source" and "key" not in document:
            named = {name: _text(document, name) for name in ("url", "outlet", "title", "published")}
            return {**document, "key": source_key(**named)}
        if record_type in _NAMED_BY and "slug" not in document:
            name = _text(document, _NAMED_BY[record_type])
            slug = slug_of(name) if name else ""
            if slug and _text(document, "described_in"):
                slug = f"{slug[:60].rstrip('-')}-{_text(document, 'described_in').removeprefix('s-')}"
            return {**document, "slug": slug} if slug else document
    except InvalidValue as error:
        raise InvalidRecord(error.message, field=error.field, value=error.value, mend=error.mend) from None
    return document


def first_key(document: Mapping[str, Any]) -> str | None:
    """The key of a claim that came without, as the first of its kind; None without words or speaker."""
    words = document.get("words")
    text = words.get("text") if isinstance(words, Mapping) else None
    speaker, said = document.get("speaker"), document.get("said", "")
    if not (isinstance(text, str) and isinstance(speaker, str) and isinstance(said, str)):
        return None
    try:
        return key_of(claim_identity(words=text, speaker=speaker, said=said))
    except InvalidValue:
        return None


def _unfolded(cls: type[Any], document: Mapping[str, Any], path: str, aside: list[Aside]) -> Document:
    fields = {field.json: field for field in fields_of(cls)}
    found: Document = {}
    for name, value in document.items():
        field = fields.get(name)
        if field is not None and field.many and isinstance(value, list):
            found[name] = [
                _part(field, item, f"{path}{name}[{number}]", aside) for number, item in enumerate(value)
            ]
        else:
            found[name] = value if field is None else _part(field, value, f"{path}{name}", aside)
    return found


def _part(field: Field, value: Any, path: str, aside: list[Aside]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if field.of:
        return _unfolded(field.of, value, f"{path}.", aside)
    if field.ref not in _NAMED_BY and field.ref != "source":
        return value
    try:
        whole = with_key(_unfolded(RECORD_TYPES[field.ref], {**value, "type": field.ref}, f"{path}.", aside))
    except InvalidRecord as error:
        raise InvalidRecord(error.message, field=path, value=error.value, mend=error.mend) from None
    key = whole.get("key" if field.ref == "source" else "slug")
    if not isinstance(key, str) or not key:
        needed = "a title" if field.ref == "source" else f"its {_NAMED_BY[field.ref]}"
        raise InvalidRecord(f"this {field.ref} has nothing to be named by", field=path, mend=f"give {needed}")
    aside.append((path, whole))
    return key


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name, "")
    return value if isinstance(value, str) else ""
