"""What may be called a typographic change of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.domain.history.typographic import EXACT, text_fields, typographic_problem
from claims.domain.record.codec import from_document
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import RECORD_TYPES
from tests.cases import each_case

CLAIM: dict[str, Any] = {
    "type": "claim", "key": "1111111111", "words": {"text": "bridge"}, "speaker": "anna-roe",
    "chain": [{"hop": 1, "source": "s-1"}],
}  # fmt: skip


def problem(before: dict[str, Any], after: dict[str, Any]) -> str:
    return typographic_problem(from_document({**CLAIM, **before}), from_document({**CLAIM, **after}))


def paths(cls: type[Part], prefix: str = "") -> Iterator[str]:
    for field in fields_of(cls):
        yield f"{prefix}{field.json}"
        yield from paths(field.of, f"{prefix}{field.json}.") if field.of else ()


@each_case(
    ("before", "after"),
    [
        ({"said": "2019-02-07"}, {"said": "2019-02-08"}),
        ({"speaker": "roe"}, {"speaker": "rox"}),
        ({"context": ""}, {"context": "New."}),
        ({"stances": []}, {"stances": [{"position": "a", "answer": None}]}),
        ({}, {"chain": [{"hop": 1, "source": "s-2"}]}),
        ({"figures": [{"text": "a man's day"}]}, {"figures": [{"text": "a man’s day"}]}),
    ],
)
def test_a_change_of_anything_but_a_text_is_of_another_class(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert "touches texts alone" in problem(before, after)


def test_a_text_deep_in_a_record_is_a_text() -> None:
    def quoting(text: str) -> dict[str, Any]:
        return {"chain": [{"hop": 1, "source": "s-1", "exact": [{"text": text}]}]}

    assert problem(quoting("it isn't"), quoting("it isn’t")) == ""
    assert "Choose another class" in problem(quoting("it isn't"), quoting("it is"))


def test_names_and_prose_of_every_record_are_texts_and_keys_dates_and_languages_are_not() -> None:
    found = {kind: text_fields(kind) for kind in RECORD_TYPES}
    assert {"about", "why_not_recorded"} <= found["lead"]
    assert {"words.text", "role", "chain.exact.text", "verdicts.evidence.excerpt"} <= found["claim"]
    assert found["source"] == {"title", "author", "published_note"}
    assert not found["tombstone"]
    assert not {"about", "said", "speaker", "kind", "words.language", "verdicts.url"} & found["claim"]


def test_every_exact_field_is_a_field_of_a_record() -> None:
    assert {path for kind in RECORD_TYPES.values() for path in paths(kind)} >= EXACT
