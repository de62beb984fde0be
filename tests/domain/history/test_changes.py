"""What differs between two versions of a record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.history.changes import record_changes

WORDS = {"text": "It stands", "language": "en"}


def test_nothing_differs_between_a_record_and_itself() -> None:
    assert record_changes({"words": WORDS, "topics": ["a"]}, {"words": dict(WORDS), "topics": ["a"]}) == ()


def test_a_text_that_changed_carries_word_marks() -> None:
    [change] = record_changes({"words": WORDS}, {"words": {**WORDS, "text": "It stands still"}})
    assert (change.field, change.label) == ("words.text", "quote")
    assert change.diff is not None
    assert change.diff.added == 1


def test_words_of_two_languages_are_never_marked() -> None:
    changes = record_changes({"words": WORDS}, {"words": {"text": "Sigue en pie", "language": "es"}})
    assert [(change.field, change.diff) for change in changes] == [
        ("words.language", None),
        ("words.text", None),
    ]


def test_a_field_that_came_or_went_says_so() -> None:
    [came] = record_changes({}, {"said": "2019"})
    assert (came.before, came.after, came.diff) == ("", "2019", None)
    [went] = record_changes({"topics": ["a", "b"]}, {})
    assert (went.before, went.after) == ("a, b", "")


def test_lists_of_records_are_counted_and_flags_are_words() -> None:
    [stances] = record_changes({"stances": [{}]}, {"stances": [{}, {}]})
    assert (stances.before, stances.after) == ("1 entry", "2 entries")
    [flag] = record_changes({"ordered": False}, {"ordered": True})
    assert (flag.before, flag.after) == ("no", "yes")


DOCUMENTS = st.dictionaries(st.sampled_from(["said", "role", "context"]), st.text(max_size=20))


@given(DOCUMENTS, DOCUMENTS)
def test_what_changed_one_way_changed_the_other_way(before: dict[str, str], after: dict[str, str]) -> None:
    there = [change.field for change in record_changes(before, after)]
    assert there == [change.field for change in record_changes(after, before)]
    assert there == sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
