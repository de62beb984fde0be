"""The identities of records, and the keys made from them.

A key never changes, so the identity of an existing record must not change either. A new folding gets a new
number, and identities with the old one are kept. Folding 1 loses signs, separators and sentence ends. It is
still used for the keys of sources; claims use folding 2.
"""

import re
from typing import Final

from msgspec import Struct

from claims.domain.errors import InvalidValue
from claims.domain.record.canonical import (
    ALPHABET,
    LENGTH,
    canonical_json,
    crockford,
    crockford_of,
    digest,
)
from claims.domain.record.urls import normalise_url
from claims.domain.text.folding import fold
from claims.domain.text.word_folding import fold_words

Place = tuple[str, str]
"""The type and the key of a record."""

FOLDING: Final = 1
"""The number of the folding of `fold`, which is part of the identity of a source."""

CLAIM_FOLDING: Final = 2
"""The number of the folding of `fold_words`, which is part of the identity of a new claim."""

_IDENTITY: Final = re.compile("[0-9a-f]{64}")
KEY: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


class Assertion(Struct, frozen=True, gc=False):
    """What identifies a claim: its words, the slug of its speaker, and its day as EDTF."""

    words: str
    speaker: str
    said: str

    def identity(self, occurrence: int = 1) -> str:
        """The identity of the n-th claim with this assertion, as 64 hexadecimal digits.

        The words are folded, unless nothing would be left of them. ``occurrence`` is 2 and more for the same
        words by the same speaker on the same date. Raises InvalidValue if words or speaker are missing.
        """
        if not self.words.strip():
            raise InvalidValue("a claim needs words", field="words", value=self.words)
        if not self.speaker:
            raise InvalidValue("a claim needs a speaker", field="speaker")
        if occurrence < 1:
            raise InvalidValue("occurrences are counted from 1", field="occurrence", value=str(occurrence))
        folded = fold_words(self.words) or self.words
        return digest(canonical_json(["claim", CLAIM_FOLDING, folded, self.speaker, self.said, occurrence]))


def key_of(identity: str) -> str:
    """The key of a claim: ten characters of Crockford base32 in lower case.

    Raises InvalidValue unless `identity` is 64 lower-case hexadecimal digits.
    """
    if not _IDENTITY.fullmatch(identity):
        raise InvalidValue("an identity is 64 hexadecimal digits", field="identity", value=identity)
    return crockford(identity)


def is_key(text: str) -> bool:
    """Whether the text has the form of a claim's key."""
    return KEY.fullmatch(text) is not None


def source_key(*, url: str = "", outlet: str = "", title: str = "", published: str = "") -> str:
    """The key of a source: "s-" and ten characters made from its address, else from outlet, title and day.

    Raises InvalidValue for a bad address, or if no address, outlet or title is given.
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
