from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.domain.paths import compare_path
from tests.world import World

pytestmark = pytest.mark.django_db
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="/"), max_size=60)


def body_of(client: Client, *keys: str, **parameters: str) -> str:
    response = client.get(f"/compare/{','.join(sorted(keys))}/", parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_any_order_of_keys_leads_to_one_address(client: Client, world: World) -> None:
    one, other = sorted((world.first_support, world.turn))
    response = client.get(f"/compare/{other},{one}/", {"view": "side"})
    assert (response.status_code, response["Location"]) == (301, f"/compare/{one},{other}/?view=side")
    assert client.get(f"/compare/{one.upper()},{other}/")["Location"] == f"/compare/{one},{other}/"


def test_ticked_claims_lead_to_their_comparison(client: Client, world: World) -> None:
    response = client.get("/compare/", {"c": [world.turn, world.first_support]})
    assert response.status_code == 302
    assert response["Location"] == compare_path([world.turn, world.first_support])


def test_an_unknown_key_a_draft_and_a_withdrawn_claim_are_named_and_the_rest_compared(
    client: Client, world: World
) -> None:
    body = body_of(client, world.first_support, world.turn, world.draft, world.withdrawn, "nonsense")
    first, second = sorted((world.draft, "nonsense"))
    assert f"“{first}” and “{second}” are not found on our public record." in body
    assert f"“{world.withdrawn}” was withdrawn." in body
    assert "Two statements by Viktor Lebed" in body
    assert not any(text in body for text in world.unseen)


def test_a_repeated_key_is_named(client: Client, world: World) -> None:
    response = client.get(f"/compare/{world.turn},{world.first_support},{world.turn}/")
    assert response.status_code == 200
    assert "stands in the address more than once" in response.content.decode()


def test_a_seventh_claim_is_left_out_with_a_sentence(client: Client, world: World) -> None:
    body = body_of(client, *world.public_claims[:8])
    assert "Six at most; showing the first six by date." in body
    assert "Find a claim to add" not in body


def test_one_claim_or_none_brings_something_to_tick(client: Client, world: World) -> None:
    for path in ("/compare/", f"/compare/{world.first_support}/", f"/compare/{world.draft}/", "/compare/,/"):
        response = client.get(path)
        assert response.status_code == 200
        assert 'type="checkbox" name="c"' in response.content.decode()


def test_marks_against_the_first_and_side_by_side_are_addresses(client: Client, world: World) -> None:
    keys = (world.first_support, world.later_support)
    assert "<ins>" in body_of(client, *keys)
    assert 'class="side"' in body_of(client, *keys, view="side")
    assert "since the first" in body_of(client, *keys, world.turn, against="first")
    assert "The original words are not known for both: word marks are off." in body_of(
        client, *keys, view="original"
    )


def test_a_search_adds_a_claim_without_scripts(client: Client, world: World) -> None:
    body = client.get("/compare/", {"c": world.first_support, "q": "speaker:solano"}).content.decode()
    assert f'type="hidden" name="c" value="{world.first_support}"' in body
    assert f'name="c" value="{world.promise}"' in body


@pytest.mark.parametrize(
    "query", ["view=upside", "against=nobody", "marks=2", "colour=red", "as_of=x", "as_of=2022"]
)
def test_what_a_comparison_does_not_know_is_explained(client: Client, world: World, query: str) -> None:
    response = client.get(f"{compare_path([world.first_support, world.turn])}?{query}")
    assert response.status_code == 400
    assert b"Traceback" not in response.content


def test_a_past_day_is_told(client: Client, world: World) -> None:
    body = body_of(client, world.first_support, world.turn, as_of="2022-03-01")
    assert "What our record held at the end of 2022-03-01." in body
    assert "No statements to compare." in body_of(client, world.first_support, world.turn, as_of="2022-02-01")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(ANYTHING, max_size=9))
def test_no_keys_whatever_break_the_page(client: Client, world: World, keys: list[str]) -> None:
    path = quote(",".join([*keys, world.turn]), safe=",")
    # No address that holds a NUL is one of ours.
    found, as_json = ((404,), (404,)) if "%00" in path else ((200, 301), (200,))
    assert client.get(f"/compare/{path}/").status_code in found
    assert client.get(f"/compare/{path}.json").status_code in as_json
    assert client.get("/compare/", {"c": keys}).status_code in (200, 302)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80))
def test_no_words_whatever_break_the_search(client: Client, world: World, words: str) -> None:
    words = words.encode("utf-8", "ignore").decode()
    assert client.get("/compare/", {"c": world.turn, "q": words}).status_code in (200, 302, 400)
