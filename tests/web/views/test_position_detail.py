"""What the page of a position says while there is little on record."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import import_text, told
from tests.squeezing import squeezed
from tests.world import World
from tests.world_claims import claim, stance

AT = datetime(2022, 6, 1, tzinfo=UTC)
TOLL: dict[str, Any] = {
    "type": "position",
    "slug": "a-toll",
    "question": "Should there be a toll on the bridge?",
    "answers": [{"slug": "yes", "text": "Yes"}, {"slug": "no", "text": "No"}],
}
SIDED = [
    {"slug": "yes", "text": "Yes", "rule": "wants one", "side": "for"},
    {"slug": "no", "text": "No", "rule": "wants none", "side": "against"},
]


def put_on_record(*documents: dict[str, Any]) -> None:
    assert told(import_text(lines(*documents), publish=True, at=AT)) == []


def test_without_a_claim_it_says_so_and_that_nobody_searched(client: Client, world: World) -> None:
    put_on_record(TOLL)
    text = client.get("/positions/a-toll/").content.decode()
    assert "No claims yet." in text
    assert "Not searched yet. This is a gap in our work, not in the record." in text


def test_with_one_statement_there_is_nothing_to_compare(client: Client, world: World) -> None:
    said = claim(
        "We want a toll", world.roe, "2020-02-02", world.check_source, stances=[stance("a-toll", "yes")]
    )
    put_on_record(TOLL, said)
    text = client.get("/positions/a-toll/").content.decode()
    assert "Compare ticked" not in text


def test_people_not_named_are_told_in_a_layer_and_have_no_line(client: Client, world: World) -> None:
    said = claim(
        "wants a toll", world.senator, "2020-02-02", world.spanish_source, stances=[stance("a-toll", "yes")]
    )
    put_on_record(TOLL, said)
    text = client.get("/positions/a-toll/").content.decode()
    assert 'data-sentence="no_own_words"' in text
    assert 'data-sentence="not_named"' in text
    assert 'title="The speaker is not named."' in text


def test_several_statements_are_offered_for_comparison(client: Client, world: World) -> None:
    text = squeezed(client.get("/positions/build-the-bridge/").content.decode())
    for key in (world.turn, world.anonymous):
        assert f'name="c" value="{key}"' in text
    assert "Compare ticked" in text
    assert "Compare the first and the latest" in text
    assert "What may not be concluded" in text


def test_what_differs_only_as_reported_is_called_no_change_of_position(client: Client, world: World) -> None:
    said = [
        claim(
            words,
            world.roe,
            day,
            world.check_source,
            words={"form": form},
            stances=[stance("a-toll", answer)],
        )
        for words, day, form, answer in (
            ("We want a toll", "2019-02-02", "quoted", "yes"),
            ("She no longer wants a toll", "2019-03-02", "reported", "no"),
        )
    ]
    put_on_record({**TOLL, "ordered": True, "answers": SIDED}, *said)
    text = client.get("/positions/a-toll/").content.decode()
    assert 'data-sentence="change_as_reported"' in text
    assert 'data-sentence="position_changed"' not in text


def test_a_draft_shows_nowhere(client: Client, world: World) -> None:
    for query in ("", "?as_of=2022-05-01", f"?voice={world.palace}&parts=1", "?known_by=2022"):
        text = client.get(f"/positions/build-the-bridge/{query}").content.decode()
        assert not [unseen for unseen in (*world.unseen, world.submitted) if unseen in text]
    assert client.get(f"/positions/{world.unseen_position}/").status_code == 404


def test_a_day_before_our_record_began_is_answered(client: Client, world: World) -> None:
    answer = client.get("/positions/build-the-bridge/?as_of=2020-01-01")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Our record begins on 1 Mar 2022: before that it held nothing." in text
    assert "This position was not on our public record on that day" in text
    assert "The page of today" in text


def test_a_day_or_a_voice_that_cannot_be_read_is_named(client: Client, world: World) -> None:
    for query in ("as_of=soon", "known_by=2019-13", "voice=nobody", "office=cook"):
        answer = client.get(f"/positions/build-the-bridge/?{query}")
        assert answer.status_code == 400


def test_every_file_that_is_offered_is_there_for_each_voice(client: Client, world: World) -> None:
    dated = claim(
        "We want a toll", world.roe, "2020-02-02", world.check_source, stances=[stance("a-toll", "yes")]
    )
    undated = claim(
        "No toll, ever",
        world.officials,
        "",
        world.undated_source,
        stances=[stance("a-toll", "no")],
        said_note="The page has no day.",
    )
    put_on_record(TOLL, dated, undated)
    for voice in (world.roe, world.officials):
        text = client.get("/positions/a-toll/", {"voice": voice}).content.decode()
        files = [unescape(path) for path in re.findall(r'href="(/positions/a-toll/[^/"]+\.[^"]+)"', text)]
        assert files
        assert [path for path in files if client.get(path).status_code != 200] == []
        assert any("timeline.json" in path for path in files) == (voice == world.roe)


@pytest.mark.slow
def test_a_page_of_many_statements_leads_and_changes_weighs_at_most_120_kb(
    client: Client, world: World
) -> None:
    words = "We will build arch number {} of the bridge over the river in the coming year, at any cost"
    many = [
        claim(
            words.format(n), (world.roe, world.lebed, world.solano)[n % 3],
            "" if n % 8 == 0 else f"20{10 + n % 12:02}-0{1 + n % 9}-{1 + n % 27:02}", world.undated_source,
            said_note="The page names no day.",
            stances=[stance(world.ordered_position, ("yes", "no", "later")[n * n % 7 % 3],
                            grounds="He says it in so many words, and means it as he says it.")],
        )
        for n in range(240)
    ]  # fmt: skip
    leads = [
        {"type": "lead", "slug": f"lead-{n}", "about": "Speaks about the bridge at a meeting in the capital",
         "where": "appearance", "speaker": world.roe, "said": f"20{10 + n % 12}-05-05",
         "positions": [world.ordered_position], "url": f"https://voz.example/bridge/{n}"}
        for n in range(60)
    ]  # fmt: skip
    put_on_record(*many, *leads)
    for address in ("/positions/build-the-bridge/", f"/positions/build-the-bridge/?voice={world.roe}"):
        assert len(client.get(address).content) <= 120_000
