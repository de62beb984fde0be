"""The words of two claims that may be compared word by word: the speakers' own, in quotation marks.

A reporter's own words differ from reporter to reporter, which shows nothing about the speaker.
"""

from dataclasses import dataclass

from claims.domain.comparison.order import ComparedClaim
from claims.domain.text.diff import WordDiff, compare_words
from claims.domain.text.own_words import own_words
from claims.domain.text.pairs import NotComparable, TextPair, pair


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """The compared texts, whole, and the difference of the speakers' own words in them."""

    pair: TextPair
    words: WordDiff


def compare_own_words(
    before: ComparedClaim, after: ComparedClaim, *, original: bool = False
) -> ComparedWords | NotComparable:
    """The difference between two claims, or the reason why their words are not compared.

    With ``original`` only original words are compared.
    """
    if _has_words(before) and _has_words(after) and not (before.own_texts and after.own_texts):
        return NotComparable("not_own", _whose(before, after))
    found = pair(before.own_texts, after.own_texts, original=original)
    if isinstance(found, NotComparable):
        return found
    texts = (own_words(before.form, found.before.text), own_words(after.form, found.after.text))
    return ComparedWords(found, compare_words(*texts))


def _has_words(claim: ComparedClaim) -> bool:
    return any(text.text.strip() for text in claim.texts)


def _whose(before: ComparedClaim, after: ComparedClaim) -> str:
    """Whose words are compared if they are not the speakers' own, as a sentence."""
    if after.own_texts:
        return f"The words before these are those of {_outlet(before)}"
    if before.own_texts or before.outlet == after.outlet:
        return f"These are the words of {_outlet(after)}"
    return f"These are the words of {_outlet(after)}, those before of {_outlet(before)}"


def _outlet(claim: ComparedClaim) -> str:
    return claim.outlet or "a source whose outlet is not known"
