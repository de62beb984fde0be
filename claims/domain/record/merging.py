"""Which records can be merged, and the effect of a merge on the record that stays and on other records."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.given_references import called, names_of
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import (
    RECORD_TYPES,
    Alias,
    OutletRecord,
    Record,
    SpeakerRecord,
    Tenure,
    TopicRecord,
    key_of_record,
)
from claims.domain.record.vocabulary import SPEAKER_KINDS

R = TypeVar("R", bound=Record)
KEEPS_SLUGS: Final = (SpeakerRecord, OutletRecord, TopicRecord)
NAMELESS: Final = ("anonymous", "unidentified")
"""The kinds of speakers who have a description and no name."""


def merge_problem(gone: Record, stays: Record) -> str:
    """Why ``gone`` cannot be merged into ``stays``, as a sentence; empty if it can.

    Speakers must be of the same kind. A speaker without a name can be merged into any speaker with one.
    """
    if gone.TYPE != stays.TYPE:
        return f"A {gone.TYPE} cannot be merged into a {stays.TYPE}."
    if key_of_record(gone) == key_of_record(stays):
        return "A record cannot be merged into itself."
    if not (isinstance(gone, SpeakerRecord) and isinstance(stays, SpeakerRecord)):
        return ""
    if stays.kind in kinds_that_stay(gone.kind):
        return ""
    return (
        f"“{gone.name}” is of the kind “{gone.kind}” and “{stays.name}” of the kind “{stays.kind}”: only "
        "speakers of one kind are merged. If a kind is wrong, amend that record first."
    )


def kinds_that_stay(gone: str) -> frozenset[str]:
    """The kinds of speakers into which one of the kind ``gone`` can be merged."""
    named = set(SPEAKER_KINDS) - set(NAMELESS)
    return frozenset({gone} | named if gone in NAMELESS else {gone})


def with_all_taken(stays: R, gone: Record) -> R:
    """The record that stays, with all new names of the other as aliases, its new offices, and its slugs.

    Names that differ only in case, accents or marks are the same. The description of a nameless speaker is
    not a name. The same office at the same time is the same, even from another source. Outlets and topics
    have neither; of sources and positions nothing is taken.
    """
    if isinstance(stays, KEEPS_SLUGS) and isinstance(gone, KEEPS_SLUGS):
        stays = cast("R", replace(stays, former_slugs=_slugs_of(stays.slug, stays, gone)))
    if not (isinstance(stays, SpeakerRecord) and isinstance(gone, SpeakerRecord)):
        return stays
    found = _with_offices(stays, gone)
    return cast("R", found if gone.kind in NAMELESS else _with_names(found, gone))


def with_other_slug(record: R, slug: str) -> R:
    """The record under another slug. Speakers, outlets and topics remember the one that they had."""
    renamed = cast("Any", record)
    if isinstance(record, KEEPS_SLUGS):
        renamed = replace(renamed, former_slugs=_slugs_of(slug, record))
    return cast("R", replace(renamed, slug=slug))


def _slugs_of(now: str, *records: SpeakerRecord | OutletRecord | TopicRecord) -> tuple[str, ...]:
    """All slugs that these records have or had, but the one of ``now``."""
    slugs = {slug for record in records for slug in (record.slug, *record.former_slugs)}
    return tuple(sorted(slugs - {now}))


def _with_offices(stays: SpeakerRecord, gone: SpeakerRecord) -> SpeakerRecord:
    known = {_identity(tenure) for tenure in stays.tenures}
    taken = [tenure for tenure in gone.tenures if _identity(tenure) not in known]
    return replace(stays, tenures=(*stays.tenures, *taken)) if taken else stays


def _identity(tenure: Tenure) -> tuple[str, str, str, str]:
    """What identifies a tenure: its office, body and dates."""
    return called(tenure.office), tenure.body, tenure.from_, tenure.to


def _with_names(stays: SpeakerRecord, gone: SpeakerRecord) -> SpeakerRecord:
    known = {called(name) for name in names_of(stays)}
    taken = []
    for alias in (Alias(text=gone.name), *gone.aliases):
        if called(alias.text) not in known:
            known.add(called(alias.text))
            taken.append(alias)
    return replace(stays, aliases=(*stays.aliases, *taken)) if taken else stays


def with_references_moved(record: R, record_type: str, key: str, now_key: str) -> R:
    """The record with all references to ``key`` replaced by references to ``now_key``.

    Double references become one. A joint speaker who turns out to be the speaker is removed, and so is a
    reference of a speaker to itself.
    """
    moved = cast("R", _moved(record, record_type, key, now_key))
    if isinstance(moved, ClaimRecord) and moved.speaker in moved.with_:
        others = tuple(slug for slug in moved.with_ if slug != moved.speaker)
        return cast("R", replace(moved, with_=others))
    if isinstance(moved, SpeakerRecord) and moved.slug in (moved.part_of, moved.identified_as):
        part_of = moved.part_of if moved.part_of != moved.slug else ""
        identified_as = moved.identified_as if moved.identified_as != moved.slug else ""
        return cast("R", replace(moved, part_of=part_of, identified_as=identified_as))
    return moved


def _moved(value: Any, record_type: str, key: str, now_key: str) -> Any:
    changes = {}
    for field in fields_of(type(value)):
        old = getattr(value, field.name)
        new = _field_moved(field, old, record_type, key, now_key)
        if new != old:
            changes[field.name] = new
    return replace(value, **changes) if changes else value


def _field_moved(field: Field, content: Any, record_type: str, key: str, now_key: str) -> Any:
    if content is None:
        return None
    if field.of:
        if not field.many:
            return _moved(content, record_type, key, now_key)
        parts = tuple(_moved(part, record_type, key, now_key) for part in content)
        return tuple(dict.fromkeys(parts)) if field.is_set else parts
    if field.ref != record_type:
        return content
    if not field.many:
        return now_key if content == key else content
    if key not in content:
        return content
    return tuple(sorted({now_key if one == key else one for one in content}))


def without_change(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The document ``now`` without the change from ``before`` to ``after``, and the fields that had to stay.

    A field that has changed again since is not undone. In a set, added members are removed and removed
    members are added, whatever else changed in it. ``now`` is a whole document; the others may have only the
    changed fields.

    >>> without_change({"speaker": "a"}, {"speaker": "b"}, {"speaker": "b", "role": "senator"})
    ({'role': 'senator', 'speaker': 'a'}, ())
    """
    found, kept = dict(now), []
    sets = _sets_of(now.get("type", ""))
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        if now.get(name) == after.get(name):
            was = [before[name]] if name in before else []
        elif (
            name in sets
            and (rest := _set_taken_back(before.get(name), after.get(name), now.get(name))) is not None
        ):
            was = [rest] if rest else []
        else:
            kept.append(name)
            continue
        found.pop(name, None)
        if was:
            found[name] = was[0]
    return found, tuple(kept)


def _sets_of(record_type: str) -> frozenset[str]:
    fields = fields_of(RECORD_TYPES[record_type]) if record_type else ()
    return frozenset(field.json for field in fields if field.is_set)


def _set_taken_back(before: Any, after: Any, now: Any) -> list[Any] | None:
    """The current set without the change; None if the same members have changed again since."""
    before, after, now = before or [], after or [], now or []
    added = [part for part in after if part not in before]
    gone = [part for part in before if part not in after]
    if any(part not in now for part in added) or any(part in now for part in gone):
        return None
    return [*(part for part in now if part not in added), *gone]
