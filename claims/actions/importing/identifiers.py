"""Find claims of an import by their identifiers, even if the words have changed.

An identifier decides only if neither key nor words match a claim on record. If they match one, the identifier
must not belong to another claim.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from msgspec import structs

from claims.actions.importing.items import Item, Items, Problems
from claims.database.chunks import chunks
from claims.domain.errors import InvalidRecord
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.merging import with_references_moved
from claims.domain.search.desk_values import CHANGE, IDENTIFIER, identifier
from claims.models import Claim, DeskValue, Tombstone

Name = tuple[str, str]
"""Scheme and value of an identifier."""


def found_by_identifiers(items: Items, problems: Problems) -> Items:
    """The records of the files. A claim that an identifier finds in the database gets the key found.

    References to it in the files follow. A claim whose identifiers name two claims, or another claim than its
    key or words do, is added to ``problems``. Five queries for every 500 claims with identifiers, none if
    there are none.
    """
    records = {place: item.record for place, item in items.items() if item.has_identifiers}
    claims = {place: record for place, record in records.items() if isinstance(record, ClaimRecord)}
    if not claims:
        return items
    known = _known(claims.values())
    found = dict(items)
    moved: dict[str, str] = {}
    for place, claim in claims.items():
        item = items[place]
        try:
            key = known.key_of(claim)
        except InvalidRecord as error:
            problems.add(item.problem_of(error))
            del found[place]
            continue
        if key == claim.key:
            continue
        del found[place]
        if other := found.get(("claim", key)):
            message = f"by its identifiers this is the claim {key}, which is at {other.file}:{other.line}"
            problems.add(item.problem(message, field="ids", mend="keep one"))
            continue
        moved[claim.key] = key
        text = canonical_text(structs.replace(claim, key=key))
        found["claim", key] = item.with_text(text, ("claim", key))
    return {place: _pointing_to(item, moved) for place, item in found.items()} if moved else found


@dataclass(frozen=True, slots=True)
class _Known:
    """The claims in the database by identifier, and the keys of the files that are in the database."""

    keys_of: Mapping[Name, frozenset[str]]
    on_record: Collection[str | None]

    def key_of(self, claim: ClaimRecord) -> str:
        """The key that the claim has on record, or its own. Raises InvalidRecord if that is not clear."""
        named = {
            key: f"{one.scheme} {one.value}"
            for one in claim.ids
            for key in sorted(self.keys_of.get((one.scheme, one.value), ()))
        }
        if not named or claim.key in named:
            return claim.key
        first = min(named)
        if claim.key in self.on_record:
            raise InvalidRecord(
                f"this is the claim {claim.key} on record, but its identifier belongs to the claim {first}",
                field="ids",
                value=named[first],
                mend="mend the identifier, or the key",
            )
        if len(named) > 1:
            raise InvalidRecord(
                f"its identifiers belong to {len(named)} claims on record: {', '.join(sorted(named))}",
                field="ids",
                mend="give the key of the right one",
            )
        return first


def _known(claims: Iterable[ClaimRecord]) -> _Known:
    claims = list(claims)
    keys = {claim.key for claim in claims}
    on_record: set[str | None] = set()
    for some in chunks(sorted(keys)):
        for model in (Claim, Tombstone):
            on_record.update(model._base_manager.filter(key__in=some).values_list("key", flat=True))
    return _Known(_keys_of({(one.scheme, one.value) for claim in claims for one in claim.ids}), on_record)


def _keys_of(names: Collection[Name]) -> dict[Name, frozenset[str]]:
    """The keys of the claims that have each identifier, or would by their change, drafts included."""
    found: dict[Name, set[str]] = {}
    by_value = {identifier(scheme, value): (scheme, value) for scheme, value in names}
    for some in chunks(sorted(by_value)):
        rows = DeskValue.objects.filter(field__in=(IDENTIFIER, CHANGE + IDENTIFIER), value__in=some)
        rows = rows.exclude(claim__state=State.WITHDRAWN.value).order_by()
        for value, key in rows.values_list("value", "claim__key"):
            found.setdefault(by_value[value], set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _pointing_to(item: Item, moved: Mapping[str, str]) -> Item:
    """The item with the current keys of moved claims in its references."""
    if item.standing or not any(key in item.text for key in moved):
        return item
    record = item.record
    for record_type, key in sorted(references(record)):
        if record_type == "claim" and key in moved:
            record = with_references_moved(record, "claim", key, moved[key])
    return item.with_text(canonical_text(record))
