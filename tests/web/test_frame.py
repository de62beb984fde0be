"""What stands in the header and the footer of every page."""

from __future__ import annotations

from django.test import Client, RequestFactory, override_settings

from claims.web.frame import bare_frame, frame_of
from tests.world import World


def test_the_frame_counts_public_claims_and_names_the_latest_change(world: World) -> None:
    frame = frame_of(RequestFactory().get("/positions/", {"q": "bridge"}))
    assert frame.claims_count == len(world.public_claims)
    assert frame.updated is not None
    assert frame.section == "positions"
    assert frame.query == "bridge"
    assert frame.canonical_url == "http://localhost:8000/positions/"


@override_settings(DATA_LICENCE="Ask the palace")
def test_an_unknown_licence_is_named_without_a_link() -> None:
    frame = bare_frame("abc")
    assert (frame.licence, frame.licence_url, frame.claims_count) == ("Ask the palace", "", None)


def test_the_footer_says_when_the_record_was_updated(client: Client, world: World) -> None:
    text = client.get("/about/").content.decode()
    assert f"{len(world.public_claims)} claims." in text
    assert "Updated <time" in text
