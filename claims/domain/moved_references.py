"""References that move from one record to another, and back: what a merge does to the records around it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from claims.domain.record import ClaimRecord
from claims.domain.record_codec import Field, fields_of, in_set_order
from claims.domain.shared_records import Record, SpeakerRecord

R = TypeVar("R", bound=Record)


def with_references_moved(record: R, record_type: str, key: str, now_key: str) -> R:
    """The record with every reference to one record turned into a reference to another.

    What would point twice to one thing points to it once; a joint speaker who turns out to be the speaker
    is no longer joint, and nobody is part of himself, or identified as himself.
    """
    moved = cast("R", _moved(record, record_type, key, now_key))
    if isinstance(moved, ClaimRecord) and moved.speaker in moved.with_:
        others = tuple(slug for slug in moved.with_ if slug != moved.speaker)
        return cast("R", dataclasses.replace(moved, with_=others))
    if isinstance(moved, SpeakerRecord) and moved.slug in (moved.part_of, moved.identified_as):
        part_of = moved.part_of if moved.part_of != moved.slug else ""
        identified_as = moved.identified_as if moved.identified_as != moved.slug else ""
        return cast("R", dataclasses.replace(moved, part_of=part_of, identified_as=identified_as))
    return moved


def _moved(value: Any, record_type: str, key: str, now_key: str) -> Any:
    changes = {}
    for field in fields_of(type(value)):
        old = getattr(value, field.name)
        new = _field_moved(field, old, record_type, key, now_key)
        if new != old:
            changes[field.name] = new
    return dataclasses.replace(value, **changes) if changes else value


def _field_moved(field: Field, content: Any, record_type: str, key: str, now_key: str) -> Any:
    if content is None:
        return None
    if field.of:
        if not field.many:
            return _moved(content, record_type, key, now_key)
        parts = tuple(_moved(part, record_type, key, now_key) for part in content)
        return in_set_order(dict.fromkeys(parts)) if field.is_set and parts != content else parts
    if field.ref != record_type:
        return content
    if not field.many:
        return now_key if content == key else content
    if key not in content:
        return content
    return tuple(sorted({now_key if one == key else one for one in content}))


def taken_back(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A document without the change from ``before`` to ``after``, and the fields in which it had to stay.

    A field that has changed again since stays as it is now.

    >>> taken_back({"speaker": "a"}, {"speaker": "b"}, {"speaker": "b", "role": "senator"})
    ({'speaker': 'a', 'role': 'senator'}, ())
    """
    found, kept = dict(now), []
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        if now.get(name) != after.get(name):
            kept.append(name)
        elif name in before:
            found[name] = before[name]
        else:
            found.pop(name, None)
    return found, tuple(kept)
