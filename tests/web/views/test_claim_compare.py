from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.publishing.withdrawing import withdraw
from claims.domain.record.paths import compare_path
from tests.cases import each_case
from tests.squeezing import squeezed
from tests.world import ANN, BOB, World

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
    assert "is in the address more than once" in response.content.decode()


def test_a_seventh_claim_is_left_out_with_a_sentence(client: Client, world: World) -> None:
    body = body_of(client, *world.public_claims[:8])
    assert "Six at most; showing the first six by date." in body
    assert "Find a claim to add" not in body


def test_one_claim_or_none_brings_something_to_tick(client: Client, world: World) -> None:
    for path in ("/compare/", f"/compare/{world.first_support}/", f"/compare/{world.draft}/", "/compare/,/"):
        response = client.get(path)
        assert response.status_code == 200
        assert 'type="checkbox" form="compare" name="c"' in squeezed(response.content.decode())


def test_marks_against_the_first_and_side_by_side_are_addresses(client: Client, world: World) -> None:
    keys = (world.first_support, world.later_support)
    assert "<ins>" in body_of(client, *keys)
    assert 'class="side"' in body_of(client, *keys, view="side")
    assert "since the first" in body_of(client, *keys, world.turn, against="first")
    assert "The original words are not known for both: word marks are off." in body_of(
        client, *keys, view="original"
    )


def test_a_search_adds_a_claim_without_scripts(client: Client, world: World) -> None:
    response = client.get("/compare/", {"c": world.first_support, "q": "speaker:solano"})
    body = squeezed(response.content.decode())
    assert f'type="hidden" name="c" value="{world.first_support}"' in body
    assert f'name="c" value="{world.promise}"' in body


@each_case(
    "query",
    [
        "view=upside",
        "against=nobody",
        "marks=2",
        "as_of=x",
        "as_of=2022",
        "v=",
        "v=1",
        "v=1,0",
        "v=1,x",
        "v=1,1,1",
        "v=1,1&as_of=2022-03-01",
    ],
)
def test_what_a_comparison_does_not_know_is_explained(client: Client, world: World, query: str) -> None:
    response = client.get(f"{compare_path([world.first_support, world.turn])}?{query}")
    assert response.status_code == 400
    assert b"Traceback" not in response.content


def test_a_past_day_is_told(client: Client, world: World) -> None:
    body = body_of(client, world.first_support, world.turn, as_of="2022-03-01")
    assert "What our record held at the end of 1 Mar 2022." in body
    assert "No statements to compare." in body_of(client, world.first_support, world.turn, as_of="2022-02-01")


def test_the_phrases_stand_in_a_table_that_says_yes_and_no(client: Client, world: World) -> None:
    body = body_of(client, world.first_support, world.later_support, world.turn, view="phrases")
    assert "<mark>support the building of the bridge</mark>" in body
    assert '<td class="is-missing">no</td>' in body
    assert "yes: </span>" in body
    assert "They show wording, not meaning." in body


def test_every_view_is_an_address_that_keeps_the_rest(client: Client, world: World) -> None:
    path = compare_path([world.first_support, world.later_support, world.turn])
    body = client.get(path, {"against": "first", "marks": "1"}).content.decode()
    for view in ("phrases", "original"):
        assert f'href="{path}?view={view}&amp;against=first&amp;marks=1"' in body
    assert f'href="{path}?against=first&amp;marks=1" aria-current="true"' in body
    assert "view=side" not in body


def test_a_comparison_is_saved_at_the_versions_that_it_shows(client: Client, world: World) -> None:
    path = compare_path([world.amended, world.rated])
    versions = ",".join("3" if key == world.amended else "1" for key in sorted((world.amended, world.rated)))
    body = client.get(path, {"view": "side"}).content.decode()
    saved = f"{path}?view=side&amp;v={versions}"
    assert f'<a href="{saved}">Save this comparison</a>' in body
    page = client.get(saved.replace("&amp;", "&")).content.decode()
    assert "A saved comparison." in page
    assert "Save this comparison" not in page
    assert "Find a claim to add" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'href="{path}">Compare as it stands now</a>' in page


def test_a_saved_comparison_shows_the_words_of_then_and_says_what_has_changed(
    client: Client, world: World
) -> None:
    page = body_of(client, world.amended, world.rated, v="1,1")
    assert "The flood was not the towns’ fault" in page
    assert "The first statement has changed since: version 3 of 1 Mar 2022." in page
    assert "This claim, version 1" in page


def test_a_version_that_there_is_not_is_an_explained_404(client: Client, world: World) -> None:
    response = client.get(compare_path([world.amended, world.rated]), {"v": "9,9"})
    assert response.status_code == 404
    assert "has no version 9; the latest is version" in response.content.decode()
    response = client.get(compare_path([world.draft, world.rated]), {"v": "1,1"})
    assert response.status_code == 404
    assert f"“{world.draft}” with a version 1 is not found" in response.content.decode()


def test_a_saved_comparison_of_which_nothing_is_left_is_gone(client: Client, world: World) -> None:
    withdraw(
        key=world.rated,
        reason_class="privacy",
        note="We were asked.",
        by=ANN,
        approver=BOB,
        at=timezone.now(),
    )
    response = client.get(compare_path([world.rated]), {"v": "1"})
    assert response.status_code == 410
    body = response.content.decode()
    assert "to protect a person" in body
    assert "3,000 carts" not in body


def test_claims_linked_by_editors_are_suggested_first(client: Client, world: World) -> None:
    body = client.get(compare_path([world.first_support])).content.decode()
    linked, beside = body.index("Linked by our editors"), body.index("Before and after on the same position")
    assert linked < body.index(f'value="{world.turn}"') < beside
    assert "One statement; nothing to compare." in body


def test_six_claims_ask_the_database_thirteen_times_at_most(client: Client, world: World) -> None:
    six = [
        world.first_support,
        world.no_change,
        world.later_support,
        world.turn,
        world.promise,
        world.anonymous,
    ]
    for keys in (six, six[:4], six[:1], ()):
        for view in ("", "phrases"):
            path = compare_path(keys) if keys else "/compare/"
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path, {"view": view}).status_code == 200
            assert len(queries) <= 13, (path, view)


@given(versions=ANYTHING, number=st.integers(0, 3))
def test_no_versions_whatever_break_the_page(
    client: Client, world: World, versions: str, number: int
) -> None:
    keys = [world.turn, world.first_support, "nonsense"][:number]
    path = compare_path(keys) if keys else "/compare/,/"
    response = client.get(path, {"v": versions})
    assert response.status_code in (200, 400, 404)
    if response.status_code == 200:
        assert b"A saved comparison." in response.content
    assert client.get(f"{path.rstrip('/')}.csv", {"v": versions}).status_code == response.status_code


@given(keys=st.lists(ANYTHING, max_size=9))
def test_no_keys_whatever_break_the_page(client: Client, world: World, keys: list[str]) -> None:
    path = quote(",".join([*keys, world.turn]), safe=",")
    # No address that holds a NUL is one of ours.
    found, as_json = ((404,), (404,)) if "%00" in path else ((200, 301), (200,))
    assert client.get(f"/compare/{path}/").status_code in found
    assert client.get(f"/compare/{path}.json").status_code in as_json
    assert client.get("/compare/", {"c": keys}).status_code in (200, 302)


@given(words=st.text(max_size=80))
def test_no_words_whatever_break_the_search(client: Client, world: World, words: str) -> None:
    words = words.encode("utf-8", "ignore").decode()
    assert client.get("/compare/", {"c": world.turn, "q": words}).status_code in (200, 302, 400)


@pytest.mark.parametrize("view", ["stack", "side", "phrases", "original"])
def test_every_mark_of_the_strip_leads_to_something(client: Client, world: World, view: str) -> None:
    body = body_of(client, world.first_support, world.turn, view=view)
    for key in (world.first_support, world.turn):
        assert f'href="#c-{key}"' not in body or f'id="c-{key}"' in body
        assert f'href="#c-{key}"' in body or f'href="/claims/{key}/"' in body
