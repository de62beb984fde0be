"""What a record needs as a draft, and what it needs to be published."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from claims.domain.record.codec import from_document
from claims.domain.record.rules import draft_problems, publication_problems
from claims.domain.record.shared import Answer, PositionRecord
from tests.cases import each_case

COMPLETE: dict[str, Any] = {
    "type": "claim",
    "key": "k7f2m9q1xz",
    "words": {"text": "The bridge stands", "language": "en", "form": "quoted"},
    "speaker": "anna-roe",
    "said": "2019-02",
    "chain": [{"hop": 1, "source": "s-0123456789"}],
}


def fields_wrong(check: Any, **changes: Any) -> list[str]:
    return [problem.field for problem in check(from_document({**COMPLETE, **changes}))]


def test_a_complete_claim_may_be_published() -> None:
    assert fields_wrong(publication_problems) == []


def test_a_draft_needs_words_a_speaker_and_one_source_and_no_more() -> None:
    record = from_document(
        {
            "type": "claim",
            "key": "k7f2m9q1xz",
            "words": {"text": "The bridge stands"},
            "speaker": "anna-roe",
            "chain": [{"hop": 1, "source": "s-0123456789"}],
        }
    )
    assert draft_problems(record) == ()
    assert [problem.field for problem in publication_problems(record)] == [
        "words.language",
        "words.form",
        "said",
    ]


@each_case(
    ("changes", "field"),
    [
        ({"chain": []}, "chain"),
        ({"chain": [{"hop": 1, "outlet": "gazette"}]}, "chain"),
        ({"chain": [{"hop": 2, "source": "s-0123456789"}]}, "chain"),
        ({"chain": [{"hop": 1, "source": "s-1"}, {"hop": 1, "source": "s-2"}]}, "chain"),
        ({"chain": [{"hop": 1, "from": 1, "source": "s-1"}]}, "chain"),
        ({"chain": [{"hop": 1, "from": 2, "source": "s-1"}, {"hop": 2, "from": 1}]}, "chain"),
        ({"relations": [{"kind": "repeats", "to": "k7f2m9q1xz"}]}, "relations"),
        ({"stances": [{"position": "p"}]}, "stances[0]"),
        ({"stances": [{"position": "p", "answer": "yes"}, {"position": "p", "answer": "no"}]}, "stances"),
        (
            {"relations": [{"kind": "repeats", "to": "1111111111", "grounds": g} for g in ("a", "b")]},
            "relations",
        ),
    ],
)
def test_what_no_draft_may_hold_is_named(changes: dict[str, Any], field: str) -> None:
    assert field in fields_wrong(draft_problems, **changes)
    assert field in fields_wrong(publication_problems, **changes)


def test_an_unknown_day_counts_with_a_note_that_says_why() -> None:
    assert fields_wrong(publication_problems, said="") == ["said"]
    assert fields_wrong(publication_problems, said="", said_note="The source dates nothing.") == []


def test_an_inferred_day_needs_its_reason_and_its_sources() -> None:
    assert fields_wrong(publication_problems, said_basis="inferred") == ["said_note", "said_sources"]


def test_a_reported_silence_takes_no_stance() -> None:
    taken = [{"position": "p", "answer": "yes", "grounds": "It says so."}]
    assert fields_wrong(publication_problems, kind="reported_silence", stances=taken) == ["stances"]


def test_every_answer_of_an_ordered_position_needs_a_side() -> None:
    position = PositionRecord(slug="p", question="?", ordered=True, answers=(Answer(slug="yes", text="Yes"),))
    assert [problem.field for problem in publication_problems(position)] == ["answers[0].side"]
    assert not publication_problems(replace(position, ordered=False))


def test_a_stance_needs_its_grounds_to_be_published() -> None:
    stances = [{"position": "p", "unchanged": True}]
    assert fields_wrong(draft_problems, stances=stances) == []
    assert fields_wrong(publication_problems, stances=stances) == ["stances[0].grounds"]


def test_answers_have_slugs_of_their_own() -> None:
    answers = [{"slug": "yes", "text": "Yes"}, {"slug": "yes", "text": "Oh yes"}]
    position = from_document({"type": "position", "slug": "p", "question": "?", "answers": answers})
    assert [problem.field for problem in draft_problems(position)] == ["answers"]


def test_ratings_have_slugs_of_their_own() -> None:
    ratings = [{"slug": "true", "label": "True"}, {"slug": "true", "label": "Quite true"}]
    scale = from_document({"type": "scale", "slug": "s", "name": "S", "ratings": ratings})
    assert [problem.field for problem in draft_problems(scale)] == ["ratings"]


def test_a_body_is_not_part_of_itself() -> None:
    speaker = from_document({"type": "speaker", "slug": "palace", "name": "The Palace", "part_of": "palace"})
    assert [problem.field for problem in draft_problems(speaker)] == ["part_of"]


@each_case(
    ("record", "field"),
    [
        ({"type": "coverage", "slug": "c", "voice": "v", "from": "2020-05", "to": "2019"}, "to"),
        ({"type": "coverage", "slug": "c", "voice": "v", "from": "2020-05-02", "to": "2020-05-01"}, "to"),
        (
            {
                "type": "speaker",
                "slug": "s",
                "name": "Ana Example",
                "tenures": [
                    {"office": "mayor", "from": "2001"},
                    {"office": "mayor", "from": "2010", "to": "2001"},
                ],
            },
            "tenures[1].to",
        ),
    ],
)
def test_a_record_that_contradicts_itself_is_no_draft(record: dict[str, Any], field: str) -> None:
    assert [problem.field for problem in draft_problems(from_document(record))] == [field]


@each_case(
    ("first", "last"),
    [
        ("2019", "2019"),
        ("2019-05", "2019"),
        ("2019-05-02", "2019-05-02"),
        ("", "2019"),
        ("2020", ""),
        ("", ""),
    ],
)
def test_a_span_may_be_as_open_and_as_short_as_it_is_known(first: str, last: str) -> None:
    record = {"type": "coverage", "slug": "c", "voice": "v", "from": first, "to": last}
    assert draft_problems(from_document(record)) == ()
