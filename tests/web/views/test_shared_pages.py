"""What all pages of shared records make of odd input. What every address holds to: `tests.test_addresses`."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.domain.record.paths import position_path
from claims.queries.site.index_pages import INDEX_PAGES
from tests.world import World

pytestmark = pytest.mark.slow

INDEXES = tuple(f"/{page.name}/" for page in INDEX_PAGES)


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
