"""What a record was called before it was merged or renamed leads on, on pages and in every machine form."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from claims.actions.drafts.recording import record_draft
from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.publishing import publish
from tests.actions.drafts.small_records import AFTER, later, record
from tests.world import ANN, BOB, World
from tests.world_shared import GAZETTE_FEBRUARY, GAZETTE_MAY

pytestmark = pytest.mark.slow

WHO: dict[str, Any] = {"note": "They are one.", "by": ANN, "approver": BOB}
LISTS = ("/claims/", "/claims.json", "/claims.csv", "/claims.spreadsheet.csv", "/api/v1/claims/")
LINES = ("", "timeline.json", "timeline.csv", "timeline.spreadsheet.csv", "chart.svg")


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def led(client: Client, address: str) -> str:
    """Where an address leads in one step."""
    answer = client.get(address)
    assert answer.status_code == 301, address
    return str(answer["Location"])


def twin_of_who_pays(world: World) -> str:
    document = {"type": "position", "slug": "who-paid", "question": "Who paid for it?", "topic": world.topic}
    answers = [{"slug": slug, "text": slug.title()} for slug in ("towns", "crown")]
    record_draft(record=record({**document, "answers": answers}), by=ANN, at=AFTER)
    publish(places=[("position", "who-paid")], by=BOB, at=AFTER)
    return "who-paid"


def test_a_list_that_names_a_former_key_leads_to_that_of_today(world: World, client: Client) -> None:
    twin = twin_of_who_pays(world)
    moves = {
        "speaker": ("speaker", world.roe, world.solano),
        "topic": ("topic", world.topic, world.other_topic),
        "position": ("position", "who-pays", twin),
        "outlet": ("outlet", "gazette", "vestnik"),
        "source": ("source", GAZETTE_FEBRUARY, GAZETTE_MAY),
    }
    for n, (kind, key, into) in enumerate(moves.values()):
        merge(record_type=kind, key=key, into=into, at=later(n), **WHO)
    asks = {**moves, "on_behalf_of": moves["speaker"]}
    for path in LISTS:
        for name, (_, key, into) in asks.items():
            there = led(client, f"{path}?{name}={key}&kind=statement&utm_source=letter&after=x")
            assert urlsplit(there).path == path
            assert asked(there) == {name: [into], "kind": ["statement"], "utm_source": ["letter"]}
            answer = client.get(f"{path}?{name}={into}")
            assert answer.status_code == 200
        there = led(client, f"{path}?answer=who-pays:towns")
        assert asked(there) == {"answer": [f"{twin}:towns"]}


def test_of_several_values_the_others_stay(world: World, client: Client) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, at=AFTER, **WHO)
    there = led(client, f"/claims.json?speaker={world.lebed}&speaker={world.roe}")
    assert asked(there) == {"speaker": [world.lebed, world.solano]}
    there = led(client, f"/claims/?speaker={world.solano}&speaker={world.roe}&size=10&sort=oldest")
    assert asked(there) == {"speaker": [world.solano], "size": ["10"], "sort": ["oldest"]}


def test_pages_of_records_and_what_lies_below_them_lead_on(world: World, client: Client) -> None:
    twin = twin_of_who_pays(world)
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    merge(record_type="topic", key=world.topic, into=world.other_topic, at=later(2), **WHO)
    merge(record_type="position", key="who-pays", into=twin, at=later(3), **WHO)
    merge(record_type="source", key=GAZETTE_FEBRUARY, into=GAZETTE_MAY, at=later(4), **WHO)
    for old, new in [
        (f"/speakers/{world.roe}/", f"/speakers/{world.solano}/"),
        (f"/speakers/{world.roe}/timeline.json", f"/speakers/{world.solano}/timeline.json"),
        (f"/topics/{world.topic}/", f"/topics/{world.other_topic}/"),
        (f"/sources/{GAZETTE_FEBRUARY}/", f"/sources/{GAZETTE_MAY}/"),
        (f"/sources/{GAZETTE_FEBRUARY}/a-title/", f"/sources/{GAZETTE_MAY}/a-title/"),
        *((f"/positions/who-pays/{end}", f"/positions/{twin}/{end}") for end in LINES),
    ]:
        assert led(client, old) == new
        assert client.get(new, follow=True).status_code == 200
    there = led(client, f"/positions/build-the-bridge/timeline.csv?voice={world.roe}")
    assert there == f"/positions/build-the-bridge/timeline.csv?voice={world.solano}"
    there = led(client, f"/speakers/{world.lebed}/timeline.json?topic={world.topic}")
    assert there == f"/speakers/{world.lebed}/timeline.json?topic={world.other_topic}"


def test_the_list_of_searches_leads_on(world: World, client: Client) -> None:
    merge(record_type="speaker", key=world.palace, into=world.ministry, at=later(1), **WHO)
    for path in ("/coverage/", "/coverage.json", "/coverage.csv"):
        assert led(client, f"{path}?voice={world.palace}") == f"{path}?voice={world.ministry}"


def test_a_chain_of_moves_leads_to_its_end(world: World, client: Client) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    rename(record_type="speaker", key=world.solano, now_key="maria-stone", at=later(2), **WHO)
    merge(record_type="speaker", key="maria-stone", into=world.lebed, at=later(3), **WHO)
    assert led(client, f"/speakers/{world.roe}/") == f"/speakers/{world.lebed}/"
    assert led(client, f"/claims.csv?speaker={world.roe}") == f"/claims.csv?speaker={world.lebed}"


def test_a_move_that_was_undone_leads_nowhere(world: World, client: Client) -> None:
    move = merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    undo_move(former=move.pk, at=later(2), **WHO)
    for address in (f"/speakers/{world.roe}/", *(f"{path}?speaker={world.roe}" for path in LISTS)):
        assert client.get(address).status_code == 200


def test_on_a_day_before_the_move_a_former_key_is_the_key(world: World, client: Client) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    before, since = AFTER.date().isoformat(), later(3).date().isoformat()
    then = client.get(f"/claims.json?speaker={world.roe}&as_of={before}")
    assert then.status_code == 200
    assert {claim["speaker"] for claim in then.json()["results"]} == {world.roe}
    there = led(client, f"/claims.json?speaker={world.roe}&as_of={since}")
    assert asked(there) == {"speaker": [world.solano], "as_of": [since]}


@pytest.mark.parametrize(
    "words", ["Anna Roe", "Анна Ро", "speaker:roe", 'speaker:"anna roe"', "speaker:anna-roe", "speaker:ро"]
)
def test_a_search_finds_claims_by_the_names_that_went(world: World, client: Client, words: str) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    found = client.get("/claims.json", {"q": words}).json()
    assert world.timed in {claim["key"] for claim in found["results"]}


def test_a_search_finds_claims_by_the_slug_before_a_renaming(world: World, client: Client) -> None:
    rename(record_type="speaker", key=world.roe, now_key="a-stone", at=later(1), **WHO)
    rename(record_type="speaker", key="a-stone", now_key="queen-anna", at=later(2), **WHO)
    for words in ("speaker:roe", "speaker:stone", "speaker:anna-roe"):
        found = client.get("/claims.json", {"q": words}).json()
        assert world.timed in {claim["key"] for claim in found["results"]}, words


def test_what_never_moved_is_not_found_as_before(client: Client, world: World) -> None:
    assert client.get("/speakers/nobody/").status_code == 404
    assert client.get("/positions/nothing/timeline.csv").status_code == 404
    assert client.get("/claims.json?speaker=nobody").status_code == 400


def test_capitals_in_the_address_of_a_machine_form_lead_to_small_letters(
    client: Client, world: World
) -> None:
    for address in (
        f"/api/v1/claims/{world.turn}/?version=1",
        f"/speakers/{world.roe}/timeline.json",
        *(f"/positions/build-the-bridge/{name}" for name in LINES if name),
    ):
        path, _, query = address.partition("?")
        typed = (
            path.replace(world.turn, world.turn.upper()).replace("/build", "/Build").replace("/anna", "/Anna")
        )
        assert typed != path, address
        assert led(client, f"{typed}?{query}" if query else typed) == address
    assert client.get(f"/api/v1/claims/{world.draft.upper()}/", follow=True).status_code == 404
