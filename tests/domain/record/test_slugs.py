"""Names as they stand in the address of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidValue
from claims.domain.record.slugs import LONGEST_SLUG, LONGEST_URL_SLUG, is_slug, slug_of, url_slug
from tests.cases import each_case


@each_case(
    ("name", "slug"),
    [
        ("Дмитрий Песков", "dmitry-peskov"),
        ("Nicolás Maduro", "nicolas-maduro"),
        ("O’Brien, Ltd.", "obrien-ltd"),
        ("  The   Ruritanian—Post  ", "the-ruritanian-post"),
        ("Channel 5", "channel-5"),
        ("dmitry-peskov", "dmitry-peskov"),
    ],
)
def test_a_name_gives_its_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@each_case("name", ["東京", "שלום", "1945", "?!", "東京放送協会 A"])
def test_a_name_that_latin_letters_cannot_write_gives_a_key(name: str) -> None:
    assert slug_of(name).startswith("x-")
    assert is_slug(slug_of(name))
    assert slug_of(name, fallback="given") == "given"


def test_two_names_without_latin_letters_give_two_slugs() -> None:
    assert slug_of("東京") != slug_of("京都")


def test_two_long_names_stay_two() -> None:
    described = "an official of the ministry of waterways of Ruritania who spoke on condition that his name "
    assert slug_of(f"{described} be withheld") != slug_of(f"{described} stay secret")
    assert len(slug_of(f"{described} be withheld")) <= LONGEST_SLUG


def test_a_name_of_space_alone_is_refused() -> None:
    with pytest.raises(InvalidValue):
        slug_of(" \n")


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_every_name_gives_a_slug_that_is_its_own_slug(name: str) -> None:
    slug = slug_of(name)
    assert is_slug(slug)
    assert slug_of(slug) == slug


@given(st.text(st.characters()))
def test_the_slug_of_any_words_fits_an_address(words: str) -> None:
    slug = url_slug(words)
    assert is_slug(slug)
    assert len(slug) <= LONGEST_URL_SLUG


def test_the_slug_of_long_words_ends_with_a_whole_word() -> None:
    assert url_slug("We have never " + "said anything of the kind " * 9) == (
        "we-have-never-said-anything-of-the-kind-said-anything-of-the"
    )


def test_one_endless_word_is_cut() -> None:
    assert url_slug("a" * 99) == "a" * LONGEST_URL_SLUG
