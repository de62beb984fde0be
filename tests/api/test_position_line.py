"""The line of a position as files."""

from __future__ import annotations

import csv
import io
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.cases import each_case
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim, stance

BRIDGE = "/positions/build-the-bridge/"
UNDATED: dict[str, Any] = {
    "type": "position", "slug": "a-toll", "question": "Should there be a <b>toll</b>?",
    "answers": [{"slug": "yes", "text": "Yes"}],
}  # fmt: skip


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def timeline_of(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{BRIDGE}timeline.json{query}")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


def test_csv_holds_every_statement_with_what_is_known_of_its_day(client: Client, world: World) -> None:
    rows = {row["claim"]: row for row in rows_of(client, f"{BRIDGE}timeline.csv")}
    month = rows[world.later_support]
    assert (month["said"], month["said_words"]) == ("2020-05", "May 2020 (day not known)")
    assert (month["said_earliest"], month["said_latest"]) == ("2020-05-01", "2020-05-31")
    assert (month["speaker_name"], month["voice"], month["answer_text"]) == ("Viktor Lebed", "palace", "Yes")
    assert (month["layer"], month["grade_reason"]) == ("own_words", "quoted")
    assert month["url"].startswith(f"http://localhost:8000/claims/{world.later_support}/")
    assert (month["source_title"], month["outlet"]) == ("A spring of bridges", "The Strelsau Gazette")
    anonymous = rows[world.anonymous]
    assert (anonymous["grade"], anonymous["layer"]) == ("E", "not_named")
    unchanged = rows[world.no_change]
    assert (unchanged["unchanged"], unchanged["since"], unchanged["answer"]) == ("true", "2018-06", "")


def test_csv_has_the_words_and_the_first_source_of_a_chain(client: Client, world: World) -> None:
    sources = (world.undated_source, world.check_source, world.undated_source)
    hops = [{"hop": n, "how": "direct_quote", "source": key} for n, key in enumerate(sources, 1)]
    hops[0]["from"], hops[1]["from"] = 2, 3
    said = claim("«Да», he said, “and now”", world.roe, "2020-02-02", world.check_source, chain=hops,
                 words={"form": "partial", "language": "ru"},
                 stances=[stance("build-the-bridge", "yes")])  # fmt: skip
    [key] = put_on_record(said)
    [row] = [row for row in rows_of(client, f"{BRIDGE}timeline.csv") if row["claim"] == key]
    assert (row["words"], row["language"]) == ("«Да», he said, “and now”", "ru")
    assert row["own_words"] == '["Да", "and now"]'
    assert f"/sources/{world.undated_source}/" in row["source_page"]


def test_csv_holds_the_line_of_a_voice_alone_where_one_is_named(client: Client, world: World) -> None:
    rows = rows_of(client, f"{BRIDGE}timeline.csv?voice={world.solano}")
    assert [row["claim"] for row in rows] == [world.promise]


def test_an_open_end_of_a_date_is_empty(client: Client, world: World) -> None:
    open_ended = claim("From now on, no", world.roe, "2019-09-25/..", world.undated_source,
                       stances=[stance(world.ordered_position, "no")])  # fmt: skip
    [key] = put_on_record(open_ended)
    [row] = [row for row in rows_of(client, f"{BRIDGE}timeline.csv") if row["claim"] == key]
    assert (row["said_earliest"], row["said_latest"]) == ("2019-09-25", "")
    assert row["said_words"] == "on or after 25 September 2019"
    document = timeline_of(client)
    assert key not in [event["unique_id"] for event in document["events"]]
    assert document["left_out"]["statements"] == 1


def test_a_timeline_is_what_timelinejs_takes(client: Client, world: World) -> None:
    document = timeline_of(client)
    assert document["scale"] == "human"
    assert document["events"]
    keys = [event["unique_id"] for event in document["events"]]
    assert len(keys) == len(set(keys))
    for event in document["events"]:
        assert set(event) <= {
            "unique_id", "start_date", "end_date", "display_date", "text", "group", "autolink",
        }  # fmt: skip
        for name in {"start_date", "end_date"} & event.keys():
            assert list(event[name]) == ["year", "month", "day"][: len(event[name])]
            assert all(isinstance(value, int) for value in event[name].values())
        assert event["text"].keys() == {"headline", "text"}
    for era in document["eras"]:
        assert era.keys() == {"start_date", "end_date", "text"}
        assert era["text"]["headline"]


def test_a_timeline_is_no_more_precise_than_the_record(client: Client, world: World) -> None:
    events = {event["unique_id"]: event for event in timeline_of(client)["events"]}
    assert events[world.turn]["start_date"] == {"year": 2021, "month": 3, "day": 10}
    assert events[world.later_support]["start_date"] == {"year": 2020, "month": 5}
    assert events[world.later_support]["display_date"] == "May 2020"
    assert "end_date" not in events[world.later_support]


def test_a_timeline_carries_its_caveat_its_sources_and_layers(client: Client, world: World) -> None:
    document = timeline_of(client)
    title = unescape(document["title"]["text"]["text"])
    assert "In own words" in title
    assert "What may not be concluded: Nothing about ferries." in title
    events = {event["unique_id"]: event for event in document["events"]}
    said = unescape(events[world.turn]["text"]["text"])
    assert "“The bridge will not be built”" in said
    assert "La Voz de Valdoria, El puente no se construye" in said
    assert f"http://localhost:8000/claims/{world.turn}/" in said
    assert events[world.turn]["group"] == "No"
    assert events[world.anonymous]["group"] == "From people not named, or said of them by others"
    assert "The speaker is not named." in events[world.anonymous]["text"]["text"]
    assert events[f"event-{world.event}"]["group"] == "What happened"


def test_eras_are_proven_silences_alone(client: Client, world: World) -> None:
    assert timeline_of(client)["eras"] == []
    search = {
        "type": "coverage", "slug": "palace-whole", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.ordered_position], "outlets": ["gazette"], "from": "2020-05-31",
        "to": "2021-03-09", "checked_on": "2022-02-02", "hits": 0,
    }  # fmt: skip
    put_on_record(search)
    [era] = timeline_of(client)["eras"]
    assert era["start_date"] == {"year": 2020, "month": 6, "day": 1}
    assert timeline_of(client, f"?voice={world.lebed}")["eras"] == []


def test_without_a_dated_statement_there_is_no_timeline_but_a_sentence(client: Client, world: World) -> None:
    said = claim("We want a toll", world.roe, "", world.undated_source, stances=[stance("a-toll", "yes")],
                 said_note="The page names no day.")  # fmt: skip
    put_on_record(UNDATED, said)
    for name in ("timeline.json", "chart.svg"):
        answer = client.get(f"/positions/a-toll/{name}")
        assert answer.status_code == 404
        assert "no statement on this position is dated" in answer.json()["error"]
    assert len(rows_of(client, "/positions/a-toll/timeline.csv")) == 1
    assert "Not drawn: 1 statement without a day." in client.get("/positions/a-toll/").content.decode()


def test_markup_in_a_record_stays_text(client: Client, world: World) -> None:
    said = claim("<script>alert(1)</script> & so on", world.roe, "2020-02-02", world.check_source,
                 stances=[stance("a-toll", "yes")])  # fmt: skip
    put_on_record(UNDATED, said)
    document = client.get("/positions/a-toll/timeline.json").json()
    text = str(document)
    assert "<script" not in text
    assert "<b>" not in text
    assert document["title"]["text"]["headline"] == "Should there be a &lt;b&gt;toll&lt;/b&gt;?"


def test_a_chart_is_a_picture_of_its_own(client: Client, world: World) -> None:
    answer = client.get(f"{BRIDGE}chart.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = answer.content.decode()
    assert "4 statements on 3 days" in text
    assert f'href="http://localhost:8000/claims/{world.turn}/"' in text


@each_case("name", ["timeline.json", "timeline.csv", "chart.svg"])
@each_case("query", ["?voice=nobody", "?parts=1", "?office=spokesman", "?after=x", "?as_of=soon", "?x=1"])
def test_what_is_not_known_is_named(client: Client, world: World, name: str, query: str) -> None:
    answer = client.get(f"{BRIDGE}{name}{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("name", ["timeline.json", "timeline.csv", "chart.svg"])
def test_a_draft_has_no_files_and_is_in_none(client: Client, world: World, name: str) -> None:
    assert client.get(f"/positions/{world.unseen_position}/{name}").status_code == 404
    answer = client.get(f"{BRIDGE}{name}").content.decode()
    assert world.submitted not in answer
    assert not [text for text in world.unseen if text in answer]


def test_files_of_a_past_day_hold_what_our_record_then_held(client: Client, world: World) -> None:
    before = rows_of(client, f"{BRIDGE}timeline.csv")
    put_on_record(
        claim(
            "We do", world.roe, "2020-02-02", world.check_source, stances=[stance("build-the-bridge", "yes")]
        )
    )
    then = rows_of(client, f"{BRIDGE}timeline.csv?as_of=2022-03-20")
    assert [row["claim"] for row in then] == [row["claim"] for row in before]
    assert [{**row, "url": ""} for row in then] == [{**row, "url": ""} for row in before]
    assert all(row["url"].endswith("?as_of=2022-03-20") for row in then)
    assert len(rows_of(client, f"{BRIDGE}timeline.csv")) == len(before) + 1


def test_a_file_has_what_was_published_a_moment_ago(client: Client, world: World) -> None:
    timeline_of(client)
    more = claim("We do", world.roe, "2020-02-02", world.check_source,
                 stances=[stance(world.ordered_position, "yes")])  # fmt: skip
    [key] = put_on_record(more)
    assert key in [event["unique_id"] for event in timeline_of(client)["events"]]
