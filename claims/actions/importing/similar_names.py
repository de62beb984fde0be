"""Find new records of an import whose names are similar to other records. They are not refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from claims.actions.importing.names import KnownNames
from claims.actions.importing.plan import Plan, Step, Twin
from claims.database.chunks import chunks
from claims.domain.history.workflow import State
from claims.domain.record.codec import from_text
from claims.domain.record.given_references import NAMED_BY, called, names_of
from claims.domain.record.shared import SourceRecord, key_field
from claims.domain.search.near_names import keys_of, sought_keys
from claims.models import Source
from claims.models.record_mapping import rows_with_keys

NAMED: Final = ("speaker", "outlet", "topic")


@dataclass(frozen=True, slots=True)
class _Made:
    """A new record and its names, its own first."""

    step: Step
    names: tuple[str, ...]


def name_twins(plan: Plan) -> None:
    """Add to the plan the new records whose names are similar to another record, on record or new."""
    for record_type in NAMED:
        made = [
            _Made(step, names_of(from_text(step.item.text)))
            for step in plan.steps.values()
            if step.place[0] == record_type and step.outcome == "new"
        ]
        if made:
            plan.twins.extend(_twins(record_type, made))
    plan.twins.extend(_twin_sources(plan))


def _twins(record_type: str, made: list[_Made]) -> Iterator[Twin]:
    """The first similar record of each new one, from the database or else from earlier in the files."""
    wanted = {key for one in made for name in one.names for key in sought_keys(name)}
    there: dict[str, str] = {}
    for name, keys in KnownNames({}).named(record_type).items():
        for near in keys_of(name) & wanted:
            there.setdefault(near, min(keys))
    found: list[tuple[_Made, str]] = []
    for one in made:
        sought = [near for name in one.names for near in sorted(sought_keys(name))]
        if key := next((there[near] for near in sought if near in there), ""):
            found.append((one, key))
        for near in (near for name in one.names for near in keys_of(name) & wanted):
            there.setdefault(near, one.step.place[1])
    named = {one.step.place[1]: one.names[0] for one in made}
    named |= _names(record_type, {key for _, key in found} - named.keys())
    return (Twin(one.step.item, one.names[0], key, named.get(key, "")) for one, key in found)


def _names(record_type: str, keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in chunks(sorted(keys)):
        rows = rows_with_keys(record_type, chunk)
        found.update(rows.values_list(key_field(record_type), NAMED_BY[record_type]))
    return found


def _twin_sources(plan: Plan) -> Iterator[Twin]:
    """New sources of an outlet that has another source with the same title."""
    made = [step for step in plan.steps.values() if step.place[0] == "source" and step.outcome == "new"]
    records = {step.place[1]: from_text(step.item.text) for step in made}
    titles = {record.title for record in records.values() if isinstance(record, SourceRecord)}
    there: dict[tuple[str, str], tuple[str, str]] = {}
    for chunk in chunks(sorted(titles)):
        rows = Source.objects.filter(title__in=chunk).exclude(state=State.WITHDRAWN.value)
        for key, title, outlet in rows.values_list("key", "title", "outlet__slug").order_by("key"):
            there.setdefault((called(title), outlet or ""), (key, title))
    for step in made:
        record = records[step.place[1]]
        if isinstance(record, SourceRecord):
            place = (called(record.title), record.outlet)
            if place in there:
                yield Twin(step.item, record.title, *there[place])
            there.setdefault(place, (record.key, record.title))
