"""A search is logged in one save, and is public where the person may publish."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytest_django.fixtures import Settings

from claims.actions.editing.coverage import log_search
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.domain.record.shared import CoverageRecord
from claims.models import CoverageCheck
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, counted
from tests.world import ANN, World

pytestmark = pytest.mark.django_db
SEARCH = CoverageRecord(
    slug="new", voice="palace", terms=("bridge",), outlets=("gazette",), from_="2020-05", to="2020-12",
    checked_on="2022-03-01", by="ann", hits=0,
)  # fmt: skip


def test_whoever_may_publish_makes_it_public(world: World, settings: Settings) -> None:
    settings.REVIEW_REQUIRED = False
    slug, state = log_search(record=SEARCH, by=ANN, at=AFTER)
    assert (slug, state) == ("palace-2020-05-2020-12-2022-03-01", "published")
    assert as_record(CoverageCheck.objects.published().get(slug=slug)) == replace(SEARCH, slug=slug)


def test_where_another_has_to_look_it_waits(world: World, settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True
    slug, state = log_search(record=SEARCH, by=ANN, at=AFTER)
    assert state == CoverageCheck.objects.get(slug=slug).state == "submitted"
    settings.REVIEW_REQUIRED = False
    cora = Actor("cora", roles=frozenset({Role.CONTRIBUTOR}))
    assert log_search(record=SEARCH, by=cora, at=AFTER) == (f"{slug}-2", "submitted")


def test_what_points_nowhere_is_refused_and_nothing_is_kept(world: World) -> None:
    before = counted()
    with pytest.raises(Refused, match="outlet nowhere"):
        log_search(record=replace(SEARCH, outlets=("nowhere",)), by=ANN, at=AFTER)
    with pytest.raises(NotAllowed):
        log_search(record=SEARCH, by=Actor("nobody"), at=AFTER)
    assert counted() == before
