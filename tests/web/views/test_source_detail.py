"""The address of a source follows its title."""

from __future__ import annotations

from django.test import Client

from claims.domain.record.paths import source_path
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim


def test_an_address_without_or_with_an_old_slug_leads_to_todays(client: Client, world: World) -> None:
    today = source_path(world.dated_source, "Palace stands by the bridge")
    for old in (f"/sources/{world.dated_source}/", f"/sources/{world.dated_source}/an-old-title/"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, today)


def test_what_is_not_known_of_a_source_is_said(client: Client, world: World) -> None:
    text = client.get(source_path(world.undated_source, "Мост через Эдер")).content.decode()
    for words in ("date not known", "no address known", "not archived"):
        assert words in text


def test_a_cursor_that_is_no_claim_from_it_is_explained(client: Client, world: World) -> None:
    path = source_path(world.dated_source, "Palace stands by the bridge")
    response = client.get(path, {"after": world.draft})
    assert response.status_code == 404
    assert "This page of the list is gone" in response.content.decode()


def test_what_editors_added_is_marked_and_the_page_can_be_opened(client: Client, world: World) -> None:
    source = {
        "type": "source", "key": "s-1234567890", "title": "The mill", "url": "https://gazette.example/mill",
        "published": "2019-02-07", "published_basis": "stated", "retrieved": "2019-02-08",
        "author": "Ann Example", "added": ["author", "url"],
    }  # fmt: skip
    put_on_record(source, claim("The mill turns", "anna-roe", "2019-02-07", "s-1234567890"))
    text = client.get(source_path("s-1234567890", "The mill")).content.decode()
    assert text.count("added by the editors") == 2
    assert 'href="https://gazette.example/mill"' in text
    assert "Open the page" in text
    assert 'name="c"' in text
    assert "<bdi>Anna Roe</bdi></a>" in text
