"""Two changes of one document: both are kept, and a choice is asked only where they meet."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.history.field_merge import merge_fields
from tests.cases import each_case

TEXTS = st.text(max_size=8)
NAMES = st.sampled_from(["summary", "role", "context", "asked", "said", "заметка", "ملاحظة"])
DOCUMENTS = st.dictionaries(NAMES, TEXTS)
SETS = st.sets(TEXTS, max_size=6).map(sorted)
HOP = {"hop": 1, "how": "direct_quote", "source": "s-1"}


@given(base=DOCUMENTS, mine=DOCUMENTS, theirs=DOCUMENTS)
def test_changes_to_different_fields_are_both_kept_and_none_is_asked(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    touched = {name for name in {*base, *theirs} if base.get(name) != theirs.get(name)}
    kept = {name: value for name, value in mine.items() if name not in touched}
    mine = kept | {name: base[name] for name in touched if name in base}
    merged = merge_fields(base, mine, theirs)
    assert merged.conflicts == ()
    for name in {*base, *mine, *theirs}:
        assert merged.document.get(name) == (theirs if name in touched else mine).get(name)


@given(base=DOCUMENTS, mine=DOCUMENTS, theirs=DOCUMENTS)
def test_only_fields_that_both_changed_in_another_way_are_asked(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    asked = {
        name
        for name in {*mine, *theirs}
        if mine.get(name) != theirs.get(name)
        and base.get(name) != mine.get(name)
        and base.get(name) != theirs.get(name)
    }
    merged = merge_fields(base, mine, theirs)
    assert {conflict.path for conflict in merged.conflicts} == asked
    for choice, document in (("mine", mine), ("theirs", theirs)):
        settled = merge_fields(base, mine, theirs, dict.fromkeys(asked, choice))
        assert settled.conflicts == ()
        for name in asked:
            assert settled.document.get(name) == document.get(name)


@given(base=DOCUMENTS, change=DOCUMENTS)
def test_one_change_made_by_both_asks_nothing(base: dict[str, str], change: dict[str, str]) -> None:
    merged = merge_fields(base, change, dict(change))
    assert (merged.document, merged.conflicts, merged.kept) == (change, (), ())


@given(base=SETS, mine=SETS, theirs=SETS)
def test_what_either_adds_to_or_takes_from_a_set_counts(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = merge_fields({"topics": base}, {"topics": mine}, {"topics": theirs})
    assert merged.conflicts == ()
    gone = {*base} - ({*mine} & {*theirs})
    assert {*merged.document["topics"]} == ({*mine} | {*theirs}) - gone


def _stance(position: str, **more: str) -> dict[str, str]:
    return {"position": position, **more}


@each_case(
    ("name", "base", "mine", "theirs", "both"),
    [
        (
            "stances",
            [_stance("tolls", answer="no")],
            [_stance("tolls", answer="yes")],
            [_stance("bridge", answer="no"), _stance("tolls", answer="no", grounds="Says so.")],
            [_stance("bridge", answer="no"), _stance("tolls", answer="yes", grounds="Says so.")],
        ),
        (
            "chain",
            [HOP],
            [{**HOP, "as": "spokesman"}],
            [{**HOP, "note": "As printed."}],
            [{**HOP, "as": "spokesman", "note": "As printed."}],
        ),
        (
            "aliases",
            [{"text": "Лебедь", "language": "ru"}],
            [{"text": "Лебедь", "language": "uk"}],
            [{"text": "Лебедь", "language": "ru"}, {"text": "לבד", "language": "he"}],
            [{"text": "Лебедь", "language": "uk"}, {"text": "לבד", "language": "he"}],
        ),
        (
            "words",
            {"text": "a", "form": "quoted"},
            {"text": "b", "form": "quoted"},
            {"text": "a"},
            {"text": "b"},
        ),
        (
            "answers",
            [{"slug": "no"}, {"slug": "yes"}],
            [{"slug": "yes"}, {"slug": "no"}],
            [{"slug": "no"}, {"slug": "yes", "rule": "Says yes."}],
            [{"slug": "yes", "rule": "Says yes."}, {"slug": "no"}],
        ),
    ],
)
def test_parts_are_merged_within(name: str, base: Any, mine: Any, theirs: Any, both: Any) -> None:
    merged = merge_fields({name: base}, {name: mine}, {name: theirs})
    assert (merged.document, merged.conflicts) == ({name: both}, ())


@each_case(
    ("name", "base", "mine", "theirs", "path"),
    [
        # Taken out by one, changed by the other.
        ("stances", [_stance("tolls")], [], [_stance("tolls", answer="no")], "stances[tolls]"),
        # A hop more: the numbers of the others may mean something else.
        ("chain", [HOP], [HOP, {"hop": 2}], [{**HOP, "note": "x"}], "chain"),
        # Two parts of one name.
        ("figures", [], [{"text": "5"}, {"text": "5"}], [{"text": "6"}], "figures"),
        ("occasion", {"slug": "a"}, {"slug": "b"}, {"slug": "a", "label": "A"}, "occasion"),
        ("words", {"text": "a"}, {"text": "b"}, {"text": "c"}, "words.text"),
        (
            "chain",
            [HOP],
            [{**HOP, "exact": [{"text": "b"}]}],
            [{**HOP, "exact": [{"text": "c"}]}],
            "chain[1].exact",
        ),
    ],
)
def test_what_meets_is_asked(name: str, base: Any, mine: Any, theirs: Any, path: str) -> None:
    merged = merge_fields({name: base}, {name: mine}, {name: theirs})
    assert [conflict.path for conflict in merged.conflicts] == [path]
    assert merged.document == {name: theirs}
    settled = merge_fields({name: base}, {name: mine}, {name: theirs}, {path: "mine"})
    assert settled.conflicts == ()
    assert settled.document[name] == mine


def test_without_a_base_all_that_differs_is_asked() -> None:
    merged = merge_fields(
        None, {"role": "reeve", "said": "2019"}, {"role": "mayor", "said": "2019", "asked": "?"}
    )
    assert [conflict.path for conflict in merged.conflicts] == ["role", "asked"]
