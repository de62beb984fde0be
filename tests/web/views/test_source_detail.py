"""The address of a source follows its title."""

from __future__ import annotations

from django.test import Client

from claims.domain.record.paths import source_path
from tests.world import World


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
