"""What an import refuses of relations and of answers, by line, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.importing.import_lines import CLAIM, KEY, SHARED, SOURCE, lines, refused
from tests.records_in_and_out import import_text, told

pytestmark = pytest.mark.django_db

LATER = {**SOURCE, "key": "s-2", "title": "The other bridge"}
POSITION: dict[str, Any] = {
    "type": "position",
    "slug": "bridge",
    "question": "Build it?",
    "ordered": True,
    "answers": [
        {"slug": "no", "text": "No", "rule": "He is against the bridge.", "side": "against"},
        {"slug": "yes", "text": "Yes", "rule": "He is for the bridge.", "side": "for"},
    ],
}
STANCE = {"position": "bridge", "answer": "yes", "grounds": "He says so."}


def claim(key: str, said: str, *relations: tuple[str, str], **more: Any) -> dict[str, Any]:
    found = [{"kind": kind, "to": to} for kind, to in relations]
    return {**CLAIM, "key": key, "said": said, "said_note": "why", "relations": found, **more}


@pytest.mark.parametrize("publish", [True, False])
def test_relations_among_the_claims_of_a_file_are_held_against_their_dates(publish: bool) -> None:
    earlier, later = claim("1111111111", "2018", ("hedges", "2222222222")), claim("2222222222", "2019")
    refused(
        lines(*SHARED, earlier, later),
        "a.jsonl:4: relations[0].kind: “hedges” points to what was said later: 2222222222 “The bridge",
        publish=publish,
    )


def test_relations_to_claims_on_record_are_held_against_theirs() -> None:
    assert not told(import_text(lines(*SHARED, claim("1111111111", "2018")), publish=True))
    refused(lines(claim("2222222222", "2017", ("repeats", "1111111111"))), "relations[0].kind", publish=True)
    refused(lines(claim("2222222222", "2019", ("precedes", "1111111111"))), "relations[0].kind", publish=True)
    assert not told(import_text(lines(claim("2222222222", "2019", ("repeats", "1111111111"))), publish=True))


def test_a_day_that_would_pass_what_points_to_the_claim_is_refused() -> None:
    first, second = claim("1111111111", "2018-02"), claim("2222222222", "2018-03", ("repeats", "1111111111"))
    import_text(lines(*SHARED, first, second), publish=True)
    refused(
        lines({**first, "said": "2018-05"}),
        "a.jsonl:1: said: the claim 2222222222 “The bridge stands” (Mar 2018) has a relation",
        publish=True,
    )


def test_precedes_in_a_circle_over_files_and_record_is_refused() -> None:
    first, second = claim("1111111111", "", ("precedes", "2222222222")), claim("2222222222", "")
    import_text(lines(*SHARED, second), publish=True)
    import_text(lines(first), publish=True)
    third = claim("3333333333", "", ("precedes", "1111111111"))
    circle = {**second, "relations": [{"kind": "precedes", "to": "3333333333"}]}
    refused(lines(third, circle), "relations: “precedes” runs in a circle", publish=True)


def test_the_speakers_of_the_file_are_those_that_count() -> None:
    other = {"type": "speaker", "slug": "a-man", "name": "A man", "kind": "unidentified",
             "identified_as": "anna-roe"}  # fmt: skip
    first = claim("1111111111", "2018", speaker="a-man")
    refused(
        lines(*SHARED, other, first, claim("2222222222", "2019", ("echoes", "1111111111"))),
        "relations[0].kind: nobody echoes himself",
    )


def test_a_source_is_not_dated_before_what_its_claims_come_after() -> None:
    first = claim("1111111111", "2018-02")
    second = claim("2222222222", "", ("repeats", "1111111111"), chain=[{"hop": 1, "source": LATER["key"]}])
    import_text(lines(*SHARED, LATER, first, second), publish=True)
    refused(
        lines({**LATER, "published": "2017-03-01"}),
        "a.jsonl:1: published: a relation of the claim 2222222222 would not hold: “repeats” points to",
        publish=True,
    )
    unrelated = {**second, "relations": []}
    assert not told(import_text(lines({**LATER, "published": "2017-03-01"}, unrelated), publish=True))


def test_answers_that_claims_are_coded_with_are_not_altered_by_a_file() -> None:
    import_text(lines(*SHARED, POSITION, {**CLAIM, "stances": [STANCE]}), publish=True)
    no, yes = POSITION["answers"]
    refused(
        lines({**POSITION, "answers": [no, {**yes, "rule": "He is not against it."}]}),
        f"a.jsonl:1: answers: yes: its rule changes, and has {KEY} “The bridge stands”",
        publish=True,
    )
    refused(lines({**POSITION, "answers": [no]}), "yes: it is taken away, and has", publish=True)
    mended = {**POSITION, "answers": [{**no, "rule": "He opposes it."}, yes]}
    assert not told(import_text(lines(mended), publish=True))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("2019-02-08", "2019-02-07"),
        ("2019-03-01", "2019-02-28"),
        ("2020-01-01", "2019-12-31"),
        ("2019-02-08T07:00+09:00", "2019-02-07T19:00-05:00"),
        ("2019-02-08T07:00:00+09:00", "2019-02-07"),
    ],
)
def test_an_answer_from_the_other_side_of_the_date_line_is_taken(asked: str, answered: str) -> None:
    east = {**claim("1111111111", asked), "occasion": {"slug": "morning", "place": "Пхеньян"}}
    west = {
        **claim("2222222222", answered, ("responds_to", "1111111111")),
        "chain": [{"hop": 1, "source": "s-2"}],
    }
    west |= {"occasion": {"slug": "evening", "place": "Washington"}}
    other = {"type": "source", "key": "s-2", "title": "The answer"}
    assert told(import_text(lines(*SHARED, other, east, west), publish=True)) == []
    assert told(import_text(lines(east, west), publish=True, batch="again")) == []


def test_days_that_are_still_to_come_are_refused_by_line() -> None:
    source = {"type": "source", "key": "s-9", "title": "Tomorrow", "retrieved": "2027-01-01"}
    refused(
        lines(*SHARED, {**CLAIM, "said": "2091-02-07"}, source),
        'retrieved: nothing was retrieved on a day that is still to come: "2027-01-01" (check the year)',
        'a.jsonl:4: said: nobody has said anything on a day that is still to come: "2091-02-07"',
    )
