"""The grade of a stance: what stands behind it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from claims.domain.errors import InvalidValue
from claims.domain.positions.grades import LAYER_OF, NEAR, REASONS, Reach, Step, grade_of, reach_of
from claims.domain.record.vocabulary import FORMS, SPEAKER_KINDS, STANCE_BASES
from tests.cases import each_case

REACHES = [Reach(*flags) for flags in product((False, True), repeat=3)]
FAR = Reach(can_be_opened=False)


def _is_not_named(speaker_kind: str, basis: str) -> bool:
    return speaker_kind in {"anonymous", "unidentified"} or basis == "ascribed"


def _is_summed_up(form: str, speaker_kind: str, names_no_office: bool, reach: Reach) -> bool:
    return (
        form == "summary"
        or speaker_kind == "group"
        or names_no_office
        or reach.is_second_hand
        or not reach.has_origin
    )


def _is_reported(form: str, basis: str, has_answer: bool) -> bool:
    return form in {"reported", "partial"} or (has_answer and basis in {"source_gloss", "editor"})


def test_every_combination_has_exactly_one_grade() -> None:
    """Five plain statements, of which each excludes those before it: exactly one holds of every stance."""
    for form, kind, basis, has_answer, no_office, language, reach in product(
        FORMS, SPEAKER_KINDS, STANCE_BASES, (False, True), (False, True), ("", "none", "ru"), REACHES
    ):
        not_named = _is_not_named(kind, basis)
        summed_up = not not_named and _is_summed_up(form, kind, no_office, reach)
        reported = not (not_named or summed_up) and _is_reported(form, basis, has_answer)
        quoted = form == "quoted" and not (not_named or summed_up or reported)
        original = language == "none" and reach.can_be_opened
        holding = {
            "A": quoted and original,
            "B": quoted and not original,
            "C": reported,
            "D": summed_up,
            "E": not_named,
        }
        found = grade_of(
            form=form,
            speaker_kind=kind,
            basis=basis,
            has_answer=has_answer,
            names_no_office=no_office,
            translated_from=language,
            reach=reach,
        )
        assert [grade for grade, holds in holding.items() if holds] == [found.grade]
        assert REASONS[found.reason] == (found.grade, found.sentence)
        assert found.layer == LAYER_OF[found.grade]


@each_case(
    ("case", "grade", "reason"),
    [
        ({"translated_from": "none"}, "A", "own_words"),
        ({"translated_from": "none", "reach": FAR}, "B", "quoted"),
        ({"translated_from": "ru"}, "B", "quoted"),
        ({"translated_from": ""}, "B", "quoted"),
        ({"speaker_kind": "body", "translated_from": "none"}, "A", "own_words"),
        ({"form": "reported"}, "C", "reported"),
        ({"form": "partial"}, "C", "partial"),
        ({"basis": "source_gloss"}, "C", "answer_not_said"),
        ({"basis": "editor"}, "C", "answer_not_said"),
        ({"basis": "source_gloss", "has_answer": False}, "B", "quoted"),
        ({"form": "summary"}, "D", "form_summary"),
        ({"speaker_kind": "group"}, "D", "group"),
        ({"speaker_kind": "body", "names_no_office": True}, "D", "no_office"),
        ({"reach": Reach(is_second_hand=True)}, "D", "second_hand"),
        ({"reach": Reach(has_origin=False)}, "D", "no_origin"),
        ({"basis": "ascribed"}, "E", "ascribed"),
        ({"speaker_kind": "anonymous", "form": "summary"}, "E", "speaker_not_named"),
        ({"speaker_kind": "unidentified"}, "E", "speaker_not_named"),
    ],
)
def test_the_first_reason_that_fits_gives_the_grade(case: dict[str, Any], grade: str, reason: str) -> None:
    usual: dict[str, Any] = {
        "form": "quoted", "speaker_kind": "person", "basis": "own_words", "has_answer": True,
    }  # fmt: skip
    found = grade_of(**{**usual, **case})
    assert (found.grade, found.reason) == (grade, reason)


@each_case(
    ("form", "kind", "basis"),
    [("spoken", "person", "editor"), ("quoted", "party", "editor"), ("quoted", "person", "guess")],
)
def test_an_unknown_word_is_refused(form: str, kind: str, basis: str) -> None:
    with pytest.raises(InvalidValue):
        grade_of(form=form, speaker_kind=kind, basis=basis, has_answer=True)


def page(parent: int | None = None) -> Step:
    """The page that we have read. ``parent`` is the step from which it took the words."""
    return Step(1, "direct_quote", parent, has_source=True, has_outlet=True, has_address=True)


@each_case(
    ("case", "steps", "reach"),
    [
        ("a page with an address", [page()], NEAR),
        ("an outlet without an address", [Step(1, "direct_quote", has_source=True, has_outlet=True)], FAR),
        ("a page of no known outlet", [Step(1, "direct_quote", has_source=True)], Reach(False, False, False)),
        ("the speaker's own publication", [Step(1, "first_hand", has_source=True)], NEAR),
        ("a recording without a source", [Step(1, "recording")], Reach(False, False, True)),
        ("no chain at all", [], Reach(False, False, False)),
        ("another outlet, not stated how", [page(2), Step(2, "not_stated", has_outlet=True)], FAR),
        ("no outlet, not stated how", [page(2), Step(2, "not_stated")], FAR),
        ("only a step that is not stated", [Step(1, "not_stated")], Reach(False, False, False)),
        (
            "a summary, and before it a step that is not stated",
            [page(2), Step(2, "summary", 3), Step(3, "not_stated")],
            Reach(True, True, False),
        ),
        (
            "a summary of a transcript",
            [Step(1, "summary", 2, has_outlet=True), Step(2, "transcript", has_source=True)],
            NEAR,
        ),
        (
            "two chains, of which one is at second hand",
            [page(), Step(2, "aggregation", has_outlet=True)],
            NEAR,
        ),
        (
            "two chains, both at second hand",
            [Step(1, "summary", has_outlet=True), Step(2, "aggregation", has_outlet=True)],
            Reach(True, True, False),
        ),
    ],
)
def test_the_reach_of_a_chain_is_that_of_its_last_known_step(
    case: str, steps: list[Step], reach: Reach
) -> None:
    assert reach_of(steps) == reach, case
    assert reach_of(steps[::-1]) == reach, case


def test_a_chain_in_a_circle_ends() -> None:
    assert reach_of([Step(1, "wire", parent=2, has_outlet=True), Step(2, "wire", parent=1)]).has_origin
