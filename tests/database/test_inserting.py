from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from claims.database.inserting import insert_all
from claims.models import AuditEvent, FacetCount, Topic

AT = datetime(2024, 2, 29, 12, 30, 1, 234, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def events(number: int) -> list[AuditEvent]:
    details = ({"n": n, "text": "ё “quoted” \\ \t \n", "none": None} for n in range(number))
    return [AuditEvent(at=AT, actor="ann", action="read", detail=detail) for detail in details]


def test_what_is_inserted_is_what_a_save_would_write() -> None:
    inserted = events(3)
    insert_all(inserted)
    saved = events(3)
    for event in saved:
        event.save()
    rows: list[dict[str, object]] = [dict(row) for row in AuditEvent.objects.order_by("pk").values()]
    assert [row.pop("id") for row in rows] == [event.pk for event in (*inserted, *saved)]
    assert rows[:3] == rows[3:]


def test_keys_of_later_rows_follow() -> None:
    first, second = FacetCount(facet="a"), FacetCount(facet="b")
    insert_all([first])
    FacetCount.objects.create(facet="between")
    insert_all([second])
    assert len(set(FacetCount.objects.values_list("pk", flat=True))) == 3
    assert FacetCount.objects.get(pk=second.pk).facet == "b"


def test_a_date_that_is_not_known_and_a_reference_come_over() -> None:
    topic = Topic(slug="roads", name="Roads", document="{}", created_at=AT, changed_at=AT)
    insert_all([topic])
    found = Topic.objects.get(slug="roads")
    assert (found.pk, found.published_at, found.sealed_id, found.created_at) == (topic.pk, None, None, AT)


def test_what_a_table_refuses_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([FacetCount(facet="a"), FacetCount(facet="a")])
    insert_all([])
    assert not FacetCount.objects.filter(facet="a").exists()
