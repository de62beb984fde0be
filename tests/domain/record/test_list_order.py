"""The order of the lists of shared records."""

from __future__ import annotations

from claims.domain.record.list_order import list_order
from claims.domain.record.shared import LeadRecord, SourceRecord, SpeakerRecord


def test_sources_stand_by_their_newest_day_and_the_undated_last() -> None:
    days = ("2025-09-02/..", "2019-03", "2019-03-30", "../2018", "")
    order = {day: list_order(SourceRecord(key="s-1", title="A", published=day)) for day in days}
    assert sorted(days, key=order.__getitem__) == ["2025-09-02/..", "2019-03", "2019-03-30", "../2018", ""]


def test_leads_stand_by_their_oldest_day_and_the_undated_last() -> None:
    days = ("../2018-05", "2018", "2018-06-01/..", "")
    order = {day: list_order(LeadRecord(slug="a", about="A", where="index", said=day)) for day in days}
    assert sorted(days, key=order.__getitem__) == ["2018", "../2018-05", "2018-06-01/..", ""]


def test_people_stand_before_bodies() -> None:
    assert list_order(SpeakerRecord(slug="z", name="Z")) < list_order(
        SpeakerRecord(slug="a", name="A", kind="body")
    )
