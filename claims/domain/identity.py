"""What makes two records one: identities, and the keys and slugs that stand for them.

A key is made once and then fixed, so nothing here may change for a record that exists: a new way of folding
gets a new number, and identities made the old way are kept beside the new. Folding 1 lost signs, separators
and sentence ends; it still makes the keys of sources, and the words of claims have folding 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claims.domain.addresses import check_url, normalise_url
from claims.domain.base32 import PATTERN, crockford, crockford_of, is_crockford
from claims.domain.canonical import canonical_json, digest
from claims.domain.errors import InvalidValue
from claims.domain.slugs import is_slug, slug_of, url_slug
from claims.domain.text import fold
from claims.domain.word_folding import fold_words

__all__ = [
    "CLAIM_FOLDING",
    "FOLDING",
    "Assertion",
    "check_url",
    "claim_identity",
    "fold",
    "is_key",
    "is_slug",
    "is_source_key",
    "key_of",
    "normalise_url",
    "slug_of",
    "source_key",
    "url_slug",
]

FOLDING: Final = 1
"""The number of the folding in `fold`; it is part of the identity of every source."""

CLAIM_FOLDING: Final = 2
"""The number of the folding in `fold_words`; it is part of every identity that a claim gets now."""

_FOLDS: Final = {FOLDING: fold, CLAIM_FOLDING: fold_words}

_IDENTITY: Final = re.compile("[0-9a-f]{64}")
_SOURCE_KEY: Final = re.compile(f"s-{PATTERN}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """What makes a claim the claim that it is: words, speaker by slug, and day as EDTF text."""

    words: str
    speaker: str
    said: str

    def identity(self, occurrence: int = 1, *, folding: int = CLAIM_FOLDING) -> str:
        """The identity of the claim that is the n-th one to assert this."""
        return claim_identity(
            words=self.words,
            speaker=self.speaker,
            said=self.said,
            occurrence=occurrence,
            folding=folding,
        )


def claim_identity(
    *, words: str, speaker: str, said: str, occurrence: int = 1, folding: int = CLAIM_FOLDING
) -> str:
    """The identity of a claim as 64 hexadecimal digits.

    `words` in any typing (they are folded; words that fold to nothing count as they are), `speaker` by
    slug, `said` as EDTF text, `occurrence` 2 and up for words said again by the same speaker on that date.
    Raises InvalidValue if words or speaker are missing.
    """
    if not words.strip():
        raise InvalidValue("a claim needs words", field="words", value=words)
    if not speaker:
        raise InvalidValue("a claim needs a speaker", field="speaker")
    if occurrence < 1:
        raise InvalidValue("occurrences are counted from 1", field="occurrence", value=str(occurrence))
    folded = _FOLDS[folding](words) or words
    return digest(canonical_json(["claim", folding, folded, speaker, said, occurrence]))


def key_of(identity: str) -> str:
    """The key of a claim: ten characters of Crockford base32 in lower case.

    Raises InvalidValue unless `identity` is 64 lower-case hexadecimal digits.
    """
    if not _IDENTITY.fullmatch(identity):
        raise InvalidValue("an identity is 64 hexadecimal digits", field="identity", value=identity)
    return crockford(identity)


def is_key(text: str) -> bool:
    """Whether the text has the form of a claim's key."""
    return is_crockford(text)


def is_source_key(text: str) -> bool:
    """Whether the text has the form of a source's key."""
    return _SOURCE_KEY.fullmatch(text) is not None


def source_key(*, url: str = "", outlet: str = "", title: str = "", published: str = "") -> str:
    """The key of a source: "s-" and ten characters, of its address if known, else of outlet, title and day.

    Raises InvalidValue for a bad address, and if neither address, outlet nor title is known.
    """
    if url:
        identity = ["source", FOLDING, normalise_url(url)]
    elif outlet or title:
        identity = ["source", FOLDING, fold(outlet) or outlet, fold(title) or title, published]
    else:
        raise InvalidValue(
            "a source needs an address, an outlet or a title",
            field="source",
            mend="give the URL if there is one",
        )
    return f"s-{crockford_of(canonical_json(identity))}"
