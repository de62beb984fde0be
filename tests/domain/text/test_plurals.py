"""Numbers with their nouns."""

from __future__ import annotations

from claims.domain.text.plurals import number_of


def test_numbers_are_said_with_their_nouns() -> None:
    assert [number_of(n, "claim") for n in (0, 1, 1204)] == ["0 claims", "1 claim", "1,204 claims"]
