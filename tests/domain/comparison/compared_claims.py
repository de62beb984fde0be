"""Claims of an invented country, made short for the tests of comparisons."""

from __future__ import annotations

from claims.domain.comparison.order import ComparedClaim
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.text.pairs import Text

RECOGNITION = (("recognition", "recognition"),)


def a_claim(
    key: str,
    said: str,
    *texts: Text | str,
    speaker: str = "Anna Regent",
    form: str = "quoted",
    positions: tuple[tuple[str, str], ...] = RECOGNITION,
    precedes: tuple[str, ...] = (),
    outlet: str = "",
) -> ComparedClaim:
    """A claim; a plain text is taken for original English words, and none for words of its own."""
    return ComparedClaim(
        key=key,
        speaker=speaker.lower().replace(" ", "-"),
        speaker_name=speaker,
        said=FuzzyDate.parse(said),
        form=form,
        texts=tuple(
            Text(text, "en") if isinstance(text, str) else text for text in texts or (f"words of {key}",)
        ),
        role="spokeswoman",
        positions=positions,
        precedes=frozenset(precedes),
        outlet=outlet,
    )
