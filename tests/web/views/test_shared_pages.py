"""What all pages of shared records hold to: no draft, no cookie, few questions to the database, no 500."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.domain.record.paths import position_path, source_path, speaker_path, topic_path
from claims.models import Source
from claims.queries.site.index_pages import INDEX_PAGES
from tests import addresses
from tests.addresses import KEPT_TEN_SECONDS
from tests.crowd import publish_crowd
from tests.world import World

pytestmark = pytest.mark.slow

INDEXES = tuple(f"/{page.name}/" for page in INDEX_PAGES)
LISTS = ("/", *INDEXES)
STILL = ("/method/", "/about/")
FORMS = tuple(f"/{page.name}.{form}" for page in INDEX_PAGES for form in addresses.FORMS)


def details(world: World) -> list[str]:
    sources = (world.dated_source, world.undated_source, world.spanish_source)
    titles = dict(Source.objects.values_list("key", "title"))
    return [
        *(speaker_path(slug) for slug in (world.lebed, world.palace, world.person_at_court, world.officials)),
        *(topic_path(slug) for slug in (world.topic, world.other_topic)),
        *(position_path(slug) for slug in (world.ordered_position, world.other_position)),
        *(source_path(key, titles[key]) for key in sources),
    ]


def test_every_page_answers_without_a_cookie_and_may_be_kept(client: Client, world: World) -> None:
    for path in (*LISTS, *STILL, *FORMS, *details(world)):
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert response["Cache-Control"] == KEPT_TEN_SECONDS, path


def test_no_page_shows_a_draft_or_what_was_withdrawn(client: Client, world: World) -> None:
    for path in (*LISTS, *FORMS, *details(world)):
        text = client.get(path).getvalue().decode()
        assert not [unseen for unseen in world.unseen if unseen in text], path


def test_a_draft_answers_as_what_never_existed(client: Client, world: World) -> None:
    for draft, never in (
        (speaker_path(world.unseen_speaker), speaker_path("nobody-at-all")),
        (topic_path(world.unseen_topic), topic_path("nothing-at-all")),
        (position_path(world.unseen_position), position_path("nothing-at-all")),
        (f"/sources/{world.unseen_source}/", "/sources/s-0000000000/"),
    ):
        hidden, missing = client.get(draft), client.get(never)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content.replace(draft.encode(), b"") == missing.content.replace(never.encode(), b"")


@pytest.mark.parametrize("path", INDEXES)
def test_an_unknown_name_is_ignored_and_a_stale_cursor_is_explained(
    client: Client, world: World, path: str
) -> None:
    assert client.get(path, {"colour": "red"}).status_code == 200
    stale = client.get(path, {"after": "gone"})
    assert stale.status_code == 404
    assert f'<a href="{path}">First page</a>' in stale.content.decode()


def test_odd_input_never_fails(client: Client, world: World) -> None:
    for odd in ("%00", "\u202e", "’;--", "9" * 400, "٣", "²"):
        for path in (*INDEXES, position_path(world.ordered_position)):
            assert client.get(path, {"after": odd}).status_code == 404, (path, odd)
        assert client.get("/speakers/", {"name": odd}).status_code == 200
        assert client.get("/corrections/", {"class": odd}).status_code == 400
        assert client.get(f"/speakers/{odd.replace('%', '')}x/").status_code == 404


def test_a_page_asks_the_same_number_of_questions_of_ten_and_of_twenty_rows(
    client: Client, world: World
) -> None:
    publish_crowd(1, 10)
    paths = [*LISTS, *FORMS, *details(world), "/topics/village-001/", "/speakers/villager-001/"]
    of_ten = {path: questions(client, path) for path in paths}
    publish_crowd(11, 10)
    of_twenty = {path: questions(client, path) for path in paths}
    assert of_ten == of_twenty
    assert max(of_twenty.values()) <= 27


def questions(client: Client, path: str) -> int:
    client.get(path)  # what is asked once for a process is asked here
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_only_get_and_head_are_answered(client: Client, world: World) -> None:
    assert client.head("/speakers/").status_code == 200
    assert client.post("/speakers/").status_code == 405
