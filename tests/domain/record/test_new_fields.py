"""What the optional fields of records accept, and that they leave no trace where they hold their default."""

from __future__ import annotations

from typing import Any

from claims.domain.record import vocabulary
from claims.domain.record.claim import ClaimRecord, Words
from claims.domain.record.codec import from_document, read_document, references, to_document
from claims.domain.record.merging import with_references_moved
from claims.domain.record.parts import fields_of, reference_paths
from claims.domain.record.rules import draft_problems
from claims.domain.record.shared import SourceRecord
from tests.cases import each_case

CLAIM: dict[str, Any] = {
    "type": "claim", "key": "1111111111", "words": {"text": "мост", "language": "ru"}, "speaker": "anna-roe",
    "chain": [{"hop": 1, "source": "s-1"}],
}  # fmt: skip
SPEAKER: dict[str, Any] = {"type": "speaker", "slug": "a", "name": "A"}
SOURCE: dict[str, Any] = {"type": "source", "key": "s-1", "title": "T"}
SCALE: dict[str, Any] = {"type": "scale", "slug": "s", "name": "S"}
COVERAGE: dict[str, Any] = {"type": "coverage", "slug": "c", "voice": "v"}
LEAD: dict[str, Any] = {"type": "lead", "slug": "toll", "about": "whether there is a toll", "where": "link"}


def problems(document: dict[str, Any]) -> list[str]:
    return [f"{problem.field}: {problem.message}" for problem in read_document(document)[1]]


def words(**more: str) -> dict[str, Any]:
    return {**CLAIM, "words": {**CLAIM["words"], **more}}


def test_words_may_be_said_in_the_language_in_which_they_stand() -> None:
    record = from_document(words(translated_from="none"))
    assert isinstance(record, ClaimRecord)
    assert (record.words.translated_from, record.words.source_language) == ("none", "")
    assert to_document(record) == words(translated_from="none")
    assert Words(text="a", translated_from="ru").source_language == "ru"
    assert Words(text="a").source_language == ""


@each_case("written", ["None", "NONE", "none ", "nóne", "ninguna", "нет"])
def test_only_the_word_none_says_so(written: str) -> None:
    record, [problem] = read_document(words(translated_from=written))
    assert record is None
    assert "none for words in their original language" in problem.mend


@each_case(
    "document",
    [
        words(language="none"),
        {**CLAIM, "translations": [{"text": "bridge", "language": "en", "translated_from": "none"}]},
        {**CLAIM, "translations": [{"text": "bridge", "language": "none"}]},
        {**SOURCE, "language": "none"},
        {**SPEAKER, "aliases": [{"text": "Б", "language": "none"}]},
        {**LEAD, "language": "none"},
    ],
)
def test_everywhere_else_none_is_no_language(document: dict[str, Any]) -> None:
    assert [problem.partition(": ")[2] for problem in problems(document)] == ["this is not a language tag"]


def test_words_that_were_said_in_this_language_have_no_translator() -> None:
    record = from_document(words(translated_from="none", translated_by="Ana Example"))
    assert [problem.field for problem in draft_problems(record)] == ["words.translated_by"]


@each_case(
    ("document", "problem"),
    [
        ({**CLAIM, "ids": [{"scheme": "gazette"}]}, "ids[0].value: this field is needed"),
        ({**CLAIM, "ids": [{"scheme": "", "value": "1"}]}, "ids[0].scheme: this may not be empty"),
        ({**CLAIM, "ids": [{"scheme": "a", "value": "1"}] * 2}, "ids: this list has the same entry twice"),
        ({**CLAIM, "about": ["Not a slug"]}, "about[0]: this is not a slug"),
        ({**CLAIM, "said_sources": "s-1"}, "said_sources: this should be a list"),
        ({**CLAIM, "verdicts": [{"scale": "s", "url": "gazette.example"}]}, "verdicts[0].url: "),
        ({**SCALE, "measure": "size"}, "measure: this word is not known here"),
        ({**SCALE, "ordered": 1}, "ordered: this should be true or false"),
        ({**SOURCE, "added": ["words"]}, "added[0]: this word is not known"),
        ({**SOURCE, "added": ["key"]}, "added[0]: this word is not known"),
        ({**COVERAGE, "found": ["c"]}, "found[0]: this is not a key"),
        ({**SPEAKER, "former_slugs": ["Ä"]}, "former_slugs[0]: this is not"),
        ({**LEAD, "where": "rumour"}, "where: this word is not known here"),
        ({k: v for k, v in LEAD.items() if k != "about"}, "about: this field is needed"),
        ({k: v for k, v in LEAD.items() if k != "where"}, "where: this field is needed"),
        ({**LEAD, "claim": "toll"}, "claim: this is not a key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_field_is_named(document: dict[str, Any], problem: str) -> None:
    [found] = problems(document)
    assert found.startswith(problem)


def test_what_editors_can_have_added_to_a_source_are_its_own_fields() -> None:
    own = {field.name for field in fields_of(SourceRecord)} - {"key", "added"}
    assert set(vocabulary.SOURCE_FIELDS) == own


def test_every_relation_has_words_for_both_ways() -> None:
    assert list(vocabulary.RELATION_KINDS) == list(vocabulary.RELATION_KINDS_BACK)


POINTING: list[tuple[dict[str, Any], str, str, str]] = [
    ({**CLAIM, "said_sources": ["s-2"]}, "said_sources[0]", "source", "s-2"),
    ({**CLAIM, "about": ["the-toll"]}, "about[0]", "position", "the-toll"),
    ({**COVERAGE, "found": ["2222222222"]}, "found[0]", "claim", "2222222222"),
    ({**LEAD, "speaker": "ana"}, "speaker", "speaker", "ana"),
    ({**LEAD, "positions": ["the-toll"]}, "positions[0]", "position", "the-toll"),
    ({**LEAD, "outlet": "gazette"}, "outlet", "outlet", "gazette"),
    ({**LEAD, "claim": "2222222222"}, "claim", "claim", "2222222222"),
    ({"type": "tombstone", "key": "1111111111", "withdrawn_on": "2020-01-02", "reason_class": "duplicate",
      "survivor": "2222222222"}, "survivor", "claim", "2222222222"),
]  # fmt: skip


@each_case(("document", "path", "record_type", "key"), POINTING)
def test_a_reference_is_known_and_moves_with_a_merge(
    document: dict[str, Any], path: str, record_type: str, key: str
) -> None:
    record = from_document(document)
    assert (record_type, key) in references(record)
    assert (path, record_type, key) in set(reference_paths(record))
    now_key = "3333333333" if record_type == "claim" else "another"
    moved = with_references_moved(record, record_type, key, now_key)
    assert (path, record_type, now_key) in set(reference_paths(moved))


def test_former_slugs_point_to_nothing() -> None:
    record = from_document({**SPEAKER, "former_slugs": ["b"]})
    assert references(record) == frozenset()
