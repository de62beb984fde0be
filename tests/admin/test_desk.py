"""The first page of the admin: each number leads to the list of what it counts."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.queries.desk.dashboard import DeskNumber, desk
from tests.world import FOUNDED_AT, World


def test_every_number_is_that_of_its_list(world: World, editor: Client) -> None:
    Claim.objects.filter(key=world.draft).update(author="eve")
    Claim.objects.filter(key=world.returned).update(hands=["ann", "eve"])
    found = desk(name="eve", now=FOUNDED_AT + timedelta(days=9))
    drafts, returned, assigned = found.own
    numbers: list[DeskNumber] = [drafts, assigned, *found.missing]
    for number in numbers:
        listed = editor.get(number.url).context["cl"]
        assert listed.count_words == number.count, number.label
    assert drafts.count == "1"
    assert str(len(editor.get(returned.url).context["rows"])) == returned.count
    assert editor.get(found.awaiting.url).context["found"].count.words == found.awaiting.count


def test_the_first_page_takes_at_most_fifteen_queries(world: World, editor: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = editor.get("/admin/")
    assert len(asked) <= 15
    assert "Awaiting review" in page.text
    assert "Add claim" in page.text
