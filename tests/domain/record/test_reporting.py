"""Who reports the words of a claim, by its chain."""

from __future__ import annotations

from claims.domain.record.reporting import (
    Step,
    has_marks,
    is_outlets_own,
    outlets_in_words,
    reported_by,
    reporter,
)

GAZETTE = Step(1, "direct_quote", None, "The Gazette")
DIGEST = Step(1, "direct_quote", 2, "The Digest")
WEEKLY = Step(2, "not_stated", None, "The Weekly")


def test_the_outlet_of_the_last_step_reports_and_the_nearest_one_quotes_it() -> None:
    assert reported_by("reported", [GAZETTE], "Ana Example") == "as The Gazette reports:"
    assert reported_by("summary", [GAZETTE], "Ana Example") == "as The Gazette sums up:"
    words = "as The Weekly reports, quoted by The Digest:"
    assert reported_by("reported", [DIGEST, WEEKLY], "Ana Example") == words
    assert reporter([DIGEST, WEEKLY], "Ana Example") == "The Weekly"
    wired = [DIGEST._replace(how="wire"), WEEKLY]
    assert reported_by("partial", wired, "Ana Example") == "as The Weekly reports, passed on by The Digest:"


def test_an_outlet_that_sums_up_another_one_has_the_words() -> None:
    digest = DIGEST._replace(how="summary")
    assert reported_by("summary", [digest, WEEKLY], "Ana Example") == "as The Digest sums up:"
    assert reporter([digest, WEEKLY], "Ana Example") == "The Digest"


def test_only_steps_of_one_way_report_the_same_words() -> None:
    apart = [GAZETTE, Step(2, "first_hand", None, "The Weekly")]
    assert reported_by("reported", apart, "Ana Example") == "as The Gazette reports:"


def test_a_step_without_a_name_is_passed_over() -> None:
    assert reported_by("reported", [], "Ana Example") == "as the source reports:"
    assert reported_by("reported", [DIGEST, WEEKLY._replace(outlet="")], "Ana") == "as The Digest reports:"


def test_an_outlet_that_writes_in_its_own_name_quotes_nobody() -> None:
    assert is_outlets_own([GAZETTE], "The Gazette")
    assert not has_marks("quoted", [GAZETTE], "The Gazette")
    assert reported_by("reported", [GAZETTE], "The Gazette") == ""


def test_an_outlet_that_another_quotes_stands_in_quotation_marks() -> None:
    assert has_marks("quoted", [DIGEST, WEEKLY], "The Weekly")
    assert reported_by("reported", [DIGEST, WEEKLY], "The Weekly") == "as The Digest reports:"
    assert not has_marks("reported", [GAZETTE], "Ana Example")


def test_the_outlets_are_named_from_the_nearest_on() -> None:
    assert outlets_in_words([DIGEST, WEEKLY]) == "The Digest, quoting The Weekly"
    assert outlets_in_words([DIGEST._replace(how="wire"), WEEKLY]) == "The Digest, citing The Weekly"
    assert outlets_in_words([]) == ""
