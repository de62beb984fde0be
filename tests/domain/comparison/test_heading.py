"""The sentence over a comparison."""

from __future__ import annotations

from claims.domain.comparison.heading import heading
from claims.domain.comparison.order import ClaimOrder, ComparedClaim, arrange
from tests.cases import each_case
from tests.domain.comparison.compared_claims import a_claim

BELA = "Bela Chamberlain"
BORDER = (("border", "the border"),)


def sentence(*claims: ComparedClaim) -> str:
    arranged = arrange(claims)
    return heading(arranged, ClaimOrder(arranged)).sentence


def test_speaker_and_position_are_named_if_they_are_shared() -> None:
    claims = a_claim("a", "2019-02-07"), a_claim("b", "2019-05-01"), a_claim("c", "2021-03-12")
    assert sentence(*claims) == (
        "Three statements by Anna Regent on recognition, 7 Feb 2019 – 12 Mar 2021 (764 days)"
    )


def test_else_they_are_counted() -> None:
    claims = a_claim("a", "2019-02-07"), a_claim("b", "2019-02-09", speaker=BELA, positions=BORDER)
    assert (
        sentence(*claims) == "Two statements by 2 speakers on 2 positions, 7 Feb 2019 – 9 Feb 2019 (2 days)"
    )


def test_a_position_that_only_some_share_is_not_named() -> None:
    claims = a_claim("a", "2019-02-07", positions=()), a_claim("b", "2019-02-07")
    assert sentence(*claims) == "Two statements by Anna Regent, 7 Feb 2019"


@each_case(
    ("dates", "end"),
    [
        ([], "No statements"),
        (["2019-02-07"], "One statement by Anna Regent on recognition, 7 Feb 2019"),
        ([""], "One statement by Anna Regent on recognition, undated"),
        (["", ""], "Two statements by Anna Regent on recognition, all undated"),
        (["2019-02-07", ""], "Two statements by Anna Regent on recognition, 7 Feb 2019, one of them undated"),
        (
            ["2019-02-07", "2019-03", "", ""],
            "Four statements by Anna Regent on recognition, 7 Feb 2019 – Mar 2019 (between 22 and 52 days), "
            "2 of them undated",
        ),
        (
            ["2019-02-07", "2019"],
            "Two statements by Anna Regent on recognition, 7 Feb 2019, 2019 (order not known)",
        ),
    ],
)
def test_the_dates_say_no_more_than_is_known(dates: list[str], end: str) -> None:
    assert sentence(*(a_claim(f"k{place}", said) for place, said in enumerate(dates))) == end
