"""The codebook says what the counting does, word for word of the closed lists."""

from __future__ import annotations

from claims.domain.positions.codebook import AS_REPORTED, codebook_rules
from claims.domain.positions.counting import as_reported, is_counted
from claims.domain.record.vocabulary import FORMS, KINDS, SPEAKER_KINDS, STANCE_BASES


def test_every_word_of_the_lists_has_its_line() -> None:
    rules = codebook_rules()
    for lines, words in (
        (rules.kinds, KINDS),
        (rules.forms, FORMS),
        (rules.speakers, SPEAKER_KINDS),
        (rules.bases, STANCE_BASES),
    ):
        assert [line.label.lower() for line in lines] == [label.lower() for label in words.values()]


def test_a_line_says_counted_exactly_where_the_program_counts() -> None:
    rules = codebook_rules()
    forms = [is_counted(form, "person", "own_words") for form in FORMS]
    speakers = [is_counted("quoted", kind, "own_words") for kind in SPEAKER_KINDS]
    bases = [is_counted("quoted", "person", basis) for basis in STANCE_BASES]
    for lines, counted in ((rules.forms, forms), (rules.speakers, speakers), (rules.bases, bases)):
        assert [line.is_counted for line in lines] == counted
        assert [line.rule.startswith("Counted") for line in lines] == counted
    assert [line.rule == AS_REPORTED for line in rules.forms] == [as_reported(form) for form in FORMS]


def test_a_reported_silence_is_no_stance() -> None:
    (line,) = (line for line in codebook_rules().kinds if line.label == "Reported silence")
    assert not line.is_counted
    assert "no search of ours" in line.rule
