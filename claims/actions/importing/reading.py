"""Read the files of an import into items: each record once, with its key and its place in the file."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from claims.actions.drafts.identities import assertion_of
from claims.actions.importing.items import Item, Items, Problems, Texts
from claims.actions.importing.names import KnownNames
from claims.actions.importing.on_record import known_places, sealed_alike
from claims.actions.importing.resolving import Resolver
from claims.database.chunks import chunks
from claims.domain.errors import Problem
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.given_references import NAMED_BY, is_stand_in, with_keys
from claims.domain.record.identity import Assertion, Place, key_of
from claims.domain.record.shared import Record, key_of_record
from claims.formats.base import Found, path_within, problem_of
from claims.formats.json_lines import Line
from claims.models import ClaimIdentity
from claims.models.moves import Moves

NO_KEY = "0000000000"


def gather(reading: Iterable[Found | Problem | Line], problems: Problems) -> Items:
    """The records of all files by type and key. All references in them are keys.

    A claim without a key gets the key of its identity and occurrence. A line that is the sealed text of a
    public record is not read: whatever it points to stands on record.

    Lines that cannot be read, records that occur twice, and references that fit several records are added to
    ``problems``.
    """
    items: Items = {}
    texts = Texts()
    waiting: list[Found] = []
    unfinished: dict[Place, Found] = {}
    pointed_to: set[Place] = set()
    resolver = Resolver(problems)
    for found in _opened(reading, items, texts, problems):
        if isinstance(found, Problem):
            problems.add(found)
            continue
        pointing = references(found.record)
        pointed_to |= {place for place in pointing if place[0] != "claim" and not is_stand_in(place[1])}
        if found.is_aside or is_stand_in(key_of_record(found.record)):
            resolver.take(found)
        elif found.is_keyless:
            resolver.take(found)
            waiting.append(found)
        else:
            resolver.take(found)
            _put(found, found.record, items, texts, problems)
            if any(is_stand_in(key) for _, key in pointing):
                unfinished[found.record.TYPE, key_of_record(found.record)] = found
    names = resolver.resolve(items, all_read=not problems)
    # Of two lines whose records were merged here, the second keeps its former key.
    for found, record, former in sorted(resolver.made, key=lambda made: made[2] is not None):
        is_taken = (record.TYPE, key_of_record(record)) in items
        _put(found, former if former is not None and is_taken else record, items, texts, problems)
    leading_on = _leading_on(pointed_to, items, names)
    keys = {**resolver.keys, **leading_on}
    for found in _resolved(unfinished.values(), keys, problems):
        place = (found.record.TYPE, key_of_record(found.record))
        items[place] = items[place].with_text(canonical_text(found.record))
    if leading_on:
        _lead_on(items, leading_on)
    _put_keyless(list(_resolved(waiting, keys, problems)), items, texts, problems)
    return items


def _opened(
    reading: Iterable[Found | Problem | Line], items: Items, texts: Texts, problems: Problems
) -> Iterator[Found | Problem]:
    """What has to be read. Lines that are sealed as they are become items."""
    for some in chunks(reading):
        places = [one.place if isinstance(one, Line) else None for one in some]
        given = {
            place: one for place, one in zip(places, some, strict=True) if place and isinstance(one, Line)
        }
        alike = sealed_alike({place: line.text for place, line in given.items()})
        for one, place in zip(some, places, strict=True):
            if not isinstance(one, Line):
                yield one
            elif place in alike and place not in items and one.raw == given[place].raw:
                kept = texts.keep(one.text)
                items[place] = Item(place, texts, *kept, one.file, one.number, standing=alike[place])
            else:
                yield from one.read()


def _resolved(waiting: Iterable[Found], keys: Mapping[Place, str], problems: Problems) -> Iterator[Found]:
    """The records with keys for their references. Records with a refused reference are left out."""
    for found in waiting:
        pointing = references(found.record)
        if any(is_stand_in(place[1]) and place not in keys for place in pointing):
            continue
        record, wrong = with_keys(found.record, keys) if pointing & keys.keys() else (found.record, ())
        for error in wrong:
            problems.add(problem_of(error, file=found.file, line=found.line, within=found.within))
        if record is not None:
            yield structs.replace(found, record=record)


def _leading_on(places: Collection[Place], items: Items, names: KnownNames) -> dict[Place, str]:
    """Current keys for keys without a record: of records that had the key before or have it as a name.

    A record of the files keeps the key that it has there, unless the record was merged or renamed here.
    """
    found: dict[Place, str] = {}
    known = known_places(places) if places else {}
    for record_type, key in places:
        nowhere = None if (record_type, key) in items else State.WITHDRAWN.value
        if known.get((record_type, key), nowhere) != State.WITHDRAWN:
            continue
        now = names.leads_to(record_type, key)
        called = names.called(record_type, key) if now == key and record_type in NAMED_BY else [now]
        if len(called) == 1 and called[0] != key:
            found[record_type, key] = called[0]
    return found


def _lead_on(items: Items, keys: Mapping[Place, str]) -> None:
    for place, item in items.items():
        if item.standing is None and references(item.record) & keys.keys():
            moved, _ = with_keys(item.record, keys)
            items[place] = item.with_text(canonical_text(moved)) if moved is not None else item


def _put_keyless(claims: list[Found], items: Items, texts: Texts, problems: Problems) -> None:
    keyless: list[tuple[Found, ClaimRecord]] = []
    seen: dict[bytes, Found] = {}
    for found in claims:
        assert isinstance(found.record, ClaimRecord)
        # Its provisional key was made before its speaker was known.
        record = structs.replace(found.record, key=NO_KEY)
        whole = hashlib.sha256(canonical_text(record).encode()).digest()
        if (first := seen.setdefault(whole, found)) is not found:
            _stands_twice(found, first.file, first.line, problems)
        else:
            keyless.append((found, record))
    keys = keys_of_keyless([record for _, record in keyless], _claims_of(items) if keyless else ())
    for (found, record), key in zip(keyless, keys, strict=True):
        _put(found, structs.replace(record, key=key), items, texts, problems)


def _claims_of(items: Items) -> Iterator[ClaimRecord]:
    for (record_type, _), item in items.items():
        record = item.record if record_type == "claim" else None
        if isinstance(record, ClaimRecord):
            yield record


def _put(found: Found, record: Record, items: Items, texts: Texts, problems: Problems) -> None:
    place = (record.TYPE, key_of_record(record))
    text = found.text if found.text and record is found.record else canonical_text(record)
    known = items.get(place)
    if known is None or (known.is_aside and not found.is_aside):
        start, length = texts.keep(text)
        where, states = (found.file, found.line), (found.is_aside, found.is_public)
        has_identifiers = bool(isinstance(record, ClaimRecord) and record.ids)
        items[place] = Item(
            place, texts, start, length, *where, *states, found.within, has_identifiers=has_identifiers
        )
    elif known.is_aside and found.is_aside and known.text != text:
        message = f"the {place[0]} {place[1]} is given differently at {known.file}:{known.line}"
        field, mend = path_within(found.within, ""), "give it once, as a record of its own"
        problems.add(Problem(found.file, found.line, field, "", message, mend))
    elif not found.is_aside:
        _stands_twice(found, known.file, known.line, problems)


def _stands_twice(found: Found, file: str, line: int, problems: Problems) -> None:
    key = key_of_record(found.record)
    message = f"this {found.record.TYPE} is at {file}:{line} already"
    field = path_within(found.within, "")
    problems.add(Problem(found.file, found.line, field, "" if found.is_keyless else key, message, "keep one"))


def keys_of_keyless(records: Sequence[ClaimRecord], with_keys: Iterable[ClaimRecord] = ()) -> list[str]:
    """The keys of the records, in order.

    Records with the same words, speaker and day are the first, second … occurrence of one identity.
    ``with_keys`` are the claims of the files that have a key. A record with the words of one of them is that
    claim.
    """
    assertions = [assertion_of(record) for record in records]
    identities = _identities(assertions)
    on_record = {**_keys_of_formers(assertions, identities), **_keys_on_record(identities)}
    given = _keys_given(assertions, with_keys)
    return [on_record.get(one) or given.get(one) or key_of(one) for one in identities]


def _keys_of_formers(assertions: Sequence[Assertion], identities: Sequence[str]) -> dict[str, str]:
    """The keys of claims on record with the words of an identity, under a former key of its speaker."""
    formers: dict[str, list[str]] = defaultdict(list)
    for (_, former), now in Moves.read(types=["speaker"]).leads.items():
        formers[now].append(former)
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(assertions):
        for former in formers.get(one.speaker, ()):
            places[former].append(place)
    found: dict[str, str] = {}
    for former, some in places.items():
        theirs = _identities([structs.replace(assertions[place], speaker=former) for place in some])
        there = _keys_on_record(theirs)
        found.update((identities[p], there[one]) for p, one in zip(some, theirs, strict=True) if one in there)
    return found


def _keys_given(assertions: Sequence[Assertion], with_keys: Iterable[ClaimRecord]) -> dict[str, str]:
    """The keys of claims that have one in the files, by the identity that each would get."""
    wanted = {(one.speaker, one.said) for one in assertions}
    claims = [record for record in with_keys if (record.speaker, record.said) in wanted]
    identities = _identities([assertion_of(record) for record in claims])
    return {identity: record.key for identity, record in zip(identities, claims, strict=True)}


def _identities(assertions: Iterable[Assertion]) -> list[str]:
    occurrences: Counter[str] = Counter()
    identities = []
    for assertion in assertions:
        first = assertion.identity()
        occurrences[first] += 1
        identities.append(assertion.identity(occurrences[first]))
    return identities


def _keys_on_record(identities: Sequence[str]) -> dict[str, str]:
    """The keys of the claims that have, or had, these identities."""
    found: dict[str, str] = {}
    for some in chunks(identities):
        rows = ClaimIdentity.objects.filter(identity__in=some)
        found.update((identity, key or "") for identity, key in rows.values_list("identity", "claim__key"))
    return found
