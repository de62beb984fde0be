from __future__ import annotations

from claims.domain.text.shortened import shortened


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert shortened("Yes, always.", 12) == "Yes, always."


def test_a_longer_text_is_cut_to_the_length_with_its_ellipsis_and_no_space_before_it() -> None:
    assert shortened("The bridge stays.", 9) == "The brid…"
    assert shortened("The bridge stays.", 5) == "The…"
