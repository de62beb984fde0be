"""What points to a record is found without reading every record, and nothing is left out."""

from __future__ import annotations

from collections import defaultdict

import pytest

from claims.actions.drafts.recording import record_draft
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.codec import from_document, references
from claims.models.pointing import pointed_to, rows_pointing_to
from claims.models.record_mapping import ROWS, as_record, with_content
from tests.world import FOUNDED_AT, World

pytestmark = pytest.mark.slow

Pointing = dict[str, set[int]]


def read_from_all_records() -> dict[tuple[str, str], Pointing]:
    """By the record that is pointed to, the rows that point to it, withdrawn ones apart."""
    found: dict[tuple[str, str], Pointing] = defaultdict(lambda: defaultdict(set))
    for record_type, model in ROWS.items():
        for row in with_content(model._base_manager.exclude(state="withdrawn")):
            for place in references(as_record(row)):
                found[place][record_type].add(row.pk)
    return found


def asked(record_type: str, key: str) -> Pointing:
    found: Pointing = {}
    for pointing, rows in rows_pointing_to(record_type, key):
        numbers = list(rows.exclude(state="withdrawn").values_list("pk", flat=True))
        assert len(numbers) == len(set(numbers)), "a row is found twice"
        if numbers:
            found[pointing] = set(numbers)
    return found


def assert_asked_as_read() -> set[tuple[str, str]]:
    """Returns the pairs of types that point to each other."""
    places, pairs = read_from_all_records(), set()
    for (record_type, key), pointing in places.items():
        if record_type != "claim":
            assert asked(record_type, key) == pointing, (record_type, key)
            pairs |= {(record_type, other) for other in pointing}
    return pairs


def test_in_the_world_whatever_points_to_a_record_is_found(world: World) -> None:
    draft = {"type": "speaker", "slug": "carl-example", "name": "Carl", "part_of": world.palace}
    record_draft(record=from_document(draft), by=FIXTURES, at=FOUNDED_AT)
    assert_asked_as_read()


def test_of_many_records_those_are_found_to_which_anything_points(world: World) -> None:
    draft = {"type": "speaker", "slug": "carl-example", "name": "Carl", "part_of": world.palace}
    record_draft(record=from_document(draft), by=FIXTURES, at=FOUNDED_AT)
    by_type: dict[str, set[str]] = defaultdict(set)
    for record_type, key in read_from_all_records():
        by_type[record_type].add(key)
    for record_type, keys in by_type.items():
        assert pointed_to(record_type, [*keys, "no-such-key"]) == keys, record_type
    assert pointed_to("speaker", ["carl-example"]) == set()


def test_what_nothing_points_to_has_none(world: World) -> None:
    assert asked("topic", "no-such-topic") == {}
