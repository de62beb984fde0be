"""Whatever the clock says, the projection made anew is what the seals wrote, and verifies."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.erasing import erasable, erase
from claims.actions.publishing.projecting import project_all
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record, SourceRecord
from claims.queries.history.verification_projection import check_projection
from claims.queries.records import public_record
from tests.looking_back import change, noon, record_of
from tests.projected import projection
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

CLAIM, SOURCE, OTHER_SOURCE, TITLE, BOTH = "claim", "source", "other source", "title", "both"
AWAY, ERASED = "away", "erased"
KINDS = (CLAIM, SOURCE, OTHER_SOURCE, TITLE, BOTH, AWAY, ERASED)
"""What a seal holds: a claim, one of the sources that it cites, a title that no list knows, a claim and a
source, the withdrawal of the claim or its return, or the erasure of a text of the source."""

Step = tuple[str, int]
"""What is sealed, and the day that the clock shows."""


def moved(key: str, world: World) -> SourceRecord:
    source = record_of("source", key)
    assert isinstance(source, SourceRecord)
    there = {world.gazette: world.voz, world.voz: world.agency, world.agency: world.gazette}
    return replace(source, outlet=there[source.outlet])


def amended(key: str) -> ClaimRecord:
    found = record_of("claim", key)
    assert isinstance(found, ClaimRecord)
    return replace(found, role=f"{found.role}.")


def seal(world: World, what: str, day: int) -> None:
    key, source, other = world.two_roads, world.month_source, world.wire_source
    if public_record("claim", key) is None and what in (CLAIM, BOTH, AWAY):
        record = earlier_content("claim", key)
        assert isinstance(record, ClaimRecord)
        again = Amendment(record, ChangeClass.UPDATE, "It was said.")
        revive(amendment=again, by=ANN, approver=BOB, at=noon(day))
        return
    if what == AWAY:
        withdraw(key=key, reason_class="error", note="Unsure.", by=ANN, approver=BOB, at=noon(day))
        return
    if what == ERASED:
        for version in [one for one, part in erasable("source", source) if part == "content"][:1]:
            erase(
                record_type="source", key=source, contents=[version], reason="By order.", by=BOB, at=noon(day)
            )
        return
    titled = record_of("source", source)
    assert isinstance(titled, SourceRecord)
    records: dict[str, tuple[Record, ...]] = {
        CLAIM: (amended(key),) if public_record("claim", key) else (),
        SOURCE: (moved(source, world),),
        OTHER_SOURCE: (moved(other, world),),
        TITLE: (replace(titled, title=f"{titled.title}."),),
        BOTH: (amended(key), moved(source, world)) if public_record("claim", key) else (),
    }
    change(day, *records[what])


@settings(max_examples=5)
# The clock was set back between the two.
@example([(CLAIM, 20), (SOURCE, 10)])
@example([(SOURCE, 20), (CLAIM, 10)])
# Several seals at one instant.
@example([(SOURCE, 5), (CLAIM, 5), (SOURCE, 5)])
@example([(CLAIM, 5), (SOURCE, 5), (OTHER_SOURCE, 5), (BOTH, 5)])
# Both, with what takes rows away.
@example([(SOURCE, 20), (AWAY, 10), (SOURCE, 5), (AWAY, 15)])
@example([(TITLE, 10), (ERASED, 12), (CLAIM, 5)])
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(5, 7)),
        min_size=1,
        max_size=6,
    )
)
def test_seals_at_any_instants_give_what_is_made_anew(world: World, steps: list[Step]) -> None:
    with transaction.atomic():
        for what, day in steps:
            seal(world, what, day)
        check_projection()
        before = projection()
        project_all()
        assert projection() == before
        transaction.set_rollback(True)
