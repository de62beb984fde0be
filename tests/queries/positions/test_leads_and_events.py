"""The leads and the events of a position, today and on a past day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from claims.queries.positions.line import FoundLine, LookedAt, found_line
from claims.queries.positions.voices import AskedVoice
from tests.more_records import put_on_record
from tests.world import World

FIRST_DAY = datetime(2022, 3, 2, tzinfo=UTC)


def line(position: str, **looked: Any) -> FoundLine:
    found = found_line(position, AskedVoice(), LookedAt(**looked))
    assert found is not None
    return found


def lead(slug: str, **more: Any) -> dict[str, Any]:
    return {"type": "lead", "slug": slug, "about": "the toll", "where": "mention", **more}


def event(slug: str, **more: Any) -> dict[str, Any]:
    return {"type": "event", "slug": slug, "text": f"What happened: {slug}", **more}


def test_leads_stand_by_day_with_names_and_only_those_without_a_claim(world: World) -> None:
    on = {"positions": [world.other_position]}
    put_on_record(
        lead("late", said="2020", speaker=world.lebed, outlet="gazette", **on),
        lead("undated", **on),
        lead("early", said="../2019-05", **on),
        lead("done", claim=world.first_support, **on),
        lead("elsewhere"),
    )
    found = line(world.other_position).leads
    assert [one.slug for one in found.all] == ["early", "late", "lebed-on-the-toll", "undated"]
    assert (found.all[1].speaker, found.all[1].outlet) == ("Viktor Lebed", "The Strelsau Gazette")
    before = line(world.other_position, at=FIRST_DAY).leads
    assert [one.slug for one in before.all] == ["lebed-on-the-toll"]


def test_events_stand_by_day_and_those_of_a_later_day_are_left_out(world: World) -> None:
    on = {"positions": [world.other_position]}
    put_on_record(
        event("flood", date="2020-05-03", sources=[world.spanish_source, world.dated_source], **on),
        event("fire", date="2019", **on),
        event("unknown", **on),
    )
    found = line(world.other_position).events
    assert [one.slug for one in found] == ["fire", "flood", "unknown"]
    assert [link.text for link in found[1].sources] == sorted(link.text for link in found[1].sources)
    assert len(found[1].sources) == 2
    known_by = line(world.other_position, known_by=date(2019, 12, 31)).events
    assert [one.slug for one in known_by] == ["fire"]
    assert line(world.other_position, at=FIRST_DAY).events == ()
