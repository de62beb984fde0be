"""What a verdict needs before it is published, whose a rating is, and where it stands on its scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.domain.record.claim import AsImported, ClaimRecord, Evidence, Hop, Verdict, Words
from claims.domain.record.rules import draft_problems, publication_problems
from claims.domain.record.shared import Rating, ScaleRecord
from claims.domain.record.verdicts import GivenRating, given_rating, latest_first, rated_by
from tests.cases import each_case

RATINGS = (
    Rating(slug="false", label="False"),
    Rating(slug="half", label="Half"),
    Rating(slug="true", label="True"),
)
ACCURACY = ScaleRecord(slug="truth", name="Truth scale", outlet="gazette", ratings=RATINGS)
NOBODYS = ScaleRecord(slug="nobodys", name="A scale", ratings=RATINGS)
FLIPS = ScaleRecord(slug="flips", name="Flips", outlet="gazette", measure="consistency", ratings=RATINGS)
SCALES = {scale.slug: scale for scale in (ACCURACY, NOBODYS, FLIPS)}
WHOLE: Mapping[str, Any] = {
    "scale": "truth",
    "rating": "false",
    "explanation": "The log has open water.",
    "by": "Desk",
    "reviewed": "2019-02-20",
    "evidence": (Evidence(source="s-1"),),
}
REVIEW = "https://checker.example/review"


def verdict(**more: Any) -> Verdict:
    return Verdict(**{**WHOLE, **more})


def claim(*verdicts: Verdict, **more: Any) -> ClaimRecord:
    content: dict[str, Any] = {"said": "2019-02-07", "checkable": "fact", **more}
    return ClaimRecord(
        key="0123456789",
        words=Words(text="The harbour froze over", language="en", form="quoted"),
        speaker="ana-example",
        chain=(Hop(hop=1, source="s-1"),),
        verdicts=verdicts,
        **content,
    )


def fields_wrong(record: ClaimRecord) -> list[str]:
    return [problem.field for problem in publication_problems(record, SCALES)]


def test_a_rating_of_our_own_that_is_whole_may_be_published() -> None:
    assert fields_wrong(claim(verdict())) == []


def test_a_rating_and_nothing_else_is_refused_with_all_that_it_needs() -> None:
    bare = claim(Verdict(scale="truth", rating="false"), checkable="unclear")
    assert fields_wrong(bare) == [
        "verdicts[0].explanation",
        "verdicts[0].evidence",
        "verdicts[0].by",
        "verdicts[0].reviewed",
        "checkable",
    ]
    assert draft_problems(bare) == ()


@each_case(
    ("lacking", "field"),
    [
        ({"explanation": ""}, "explanation"),
        ({"explanation": "  \n"}, "explanation"),
        ({"evidence": ()}, "evidence"),
        ({"by": ""}, "by"),
        ({"by": "\u2003"}, "by"),
        ({"reviewed": ""}, "reviewed"),
        ({"reviewed": "2019-02"}, "reviewed"),
        ({"reviewed": "2019-02-20~"}, "reviewed"),
        ({"reviewed": "2019-02-20?"}, "reviewed"),
        ({"reviewed": "2019-02-20/2019-02-21"}, "reviewed"),
        ({"reviewed": "2019-02-20/.."}, "reviewed"),
    ],
)
@each_case("scale", ["truth", "nobodys", "flips", "never-heard-of"])
def test_each_part_of_a_rating_of_our_own_is_needed(scale: str, lacking: dict[str, Any], field: str) -> None:
    assert fields_wrong(claim(verdict(scale=scale, **lacking))) == [f"verdicts[0].{field}"]


@each_case("checkable", ["unclear", "position", "future"])
def test_only_what_can_be_checked_is_rated_for_accuracy(checkable: str) -> None:
    for scale in ("truth", "nobodys", "never-heard-of"):
        assert fields_wrong(claim(verdict(scale=scale), checkable=checkable)) == ["checkable"]
    assert fields_wrong(claim(verdict(scale="flips"), checkable=checkable)) == []
    assert fields_wrong(claim(verdict(url=REVIEW), checkable=checkable)) == []
    assert fields_wrong(claim(checkable=checkable)) == []


@each_case(
    ("scale", "by", "wrong"),
    [
        ("truth", "", []),
        ("truth", "Checker", []),
        ("nobodys", "Проверка", []),
        ("flips", "", []),
        ("nobodys", "", ["verdicts[0].by"]),
        ("nobodys", " ", ["verdicts[0].by"]),
        ("never-heard-of", "", ["verdicts[0].by"]),
    ],
)
def test_a_rating_of_another_checker_names_him_and_its_review(scale: str, by: str, wrong: list[str]) -> None:
    found = claim(Verdict(scale=scale, rating="false", by=by, url=REVIEW), checkable="unclear")
    assert fields_wrong(found) == wrong


def test_each_verdict_is_asked_for_itself() -> None:
    unexplained = verdict(explanation="")
    found = claim(verdict(), Verdict(scale="flips", rating="half", url=REVIEW), unexplained)
    assert fields_wrong(found) == [f"verdicts[{found.verdicts.index(unexplained)}].explanation"]


@each_case(
    ("said", "reviewed", "is_refused"),
    [
        ("2019-02-07", "2019-02-05", True),
        ("2019-02-07T09:30+03:00", "2018-12-31", True),
        ("2019", "2018-12-30", True),
        ("2019-02-07", "2019-02-06", False),
        ("2019-02-07~", "2019-02-05", False),
        ("../2019-02-07", "2010-01-01", False),
        ("2019-02", "2019-02-01", False),
    ],
)
def test_words_are_reviewed_after_they_were_said(said: str, reviewed: str, is_refused: bool) -> None:
    """A day earlier may be the same day in another place."""
    for more in ({}, {"url": REVIEW}):
        found = fields_wrong(claim(verdict(reviewed=reviewed, **more), said=said))
        assert found == (["verdicts[0].reviewed"] if is_refused else [])


@each_case(
    ("by", "outlet", "words"),
    [
        ("Desk", "Example Gazette", "Desk (Example Gazette)"),
        ("Example Gazette", "Example Gazette", "Example Gazette"),
        ("EXAMPLE GAZETTE", "Example Gazette", "EXAMPLE GAZETTE"),
        ("", "Пример", "Пример"),
        ("Desk", "", "Desk"),
        ("", "", "Checker not named"),
    ],
)
def test_a_rating_says_whose_it_is(by: str, outlet: str, words: str) -> None:
    assert rated_by(by, outlet) == words


def shown(scale: ScaleRecord | None, **more: Any) -> GivenRating:
    return given_rating(verdict(**more), scale, "Example Gazette")


def test_there_is_a_ruler_only_where_a_scale_of_accuracy_says_that_it_is_ordered() -> None:
    ordered = ScaleRecord(slug="truth", name="Truth scale", ordered=True, ratings=RATINGS)
    assert [shown(ordered, rating=slug).step for slug in ("false", "half", "true", "gone")] == [1, 3, 5, None]
    assert shown(ACCURACY).step is None
    assert shown(None).step is None
    flips = ScaleRecord(slug="f", name="F", ordered=True, measure="consistency", ratings=RATINGS)
    assert (shown(flips).step, shown(flips).measure) == (None, "consistency")
    alone = ScaleRecord(slug="a", name="A", ordered=True, ratings=RATINGS[:1])
    assert shown(alone).step is None


def test_the_word_of_a_rating_is_that_of_its_scale_or_as_its_publisher_wrote_it() -> None:
    imported = AsImported(label="Barely True", value="2", best="6", worst="1")
    assert shown(ACCURACY).word == "False"
    assert shown(ACCURACY, rating="", as_imported=imported).word == "Barely True"
    assert (
        shown(ACCURACY, rating="", as_imported=AsImported(value="2", best="6", worst="1")).word
        == "2 (from 1 to 6)"
    )
    assert shown(ACCURACY, rating="", as_imported=AsImported(value="2", best="6")).word == "2"
    assert shown(ACCURACY, rating="").word == "No rating"
    assert shown(ACCURACY).text == "Desk (Example Gazette): False"


def test_the_latest_review_comes_first_and_one_without_a_day_last() -> None:
    days = ["", "2019-03", "2020-01-02", "2019-02-07~", "2021/.."]
    ratings = [shown(ACCURACY, reviewed=day) for day in days]
    assert [one.reviewed for one in latest_first(ratings)] == [
        "2021/..",
        "2020-01-02",
        "2019-03",
        "2019-02-07~",
        "",
    ]
