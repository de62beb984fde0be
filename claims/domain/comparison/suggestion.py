"""Suggest other claims of a comparison whose words can be compared, if word marks are off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claims.domain.comparison.order import ComparedClaim
from claims.domain.text.pairs import Text, TextPair, language_of, pair

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "Arabic",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "he": "Hebrew",
        "it": "Italian",
        "pt": "Portuguese",
        "ru": "Russian",
        "uk": "Ukrainian",
        "zh": "Chinese",
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """The claims (``keys``, sorted), ``of`` how many, whose words can be compared with ``text``."""

    keys: tuple[str, ...]
    of: int
    text: Text

    @property
    def sentence(self) -> str:
        """ "2 of 3 have an English translation by the same translator: compare these."."""
        number = f"All {self.of}" if len(self.keys) == self.of else f"{len(self.keys)} of {self.of}"
        language = LANGUAGES.get(language_of(self.text.language), "")
        if self.text.kind == "original":
            words = f"words in {language or f'“{self.text.language}”'} not known to be translated"
        elif language:
            article = "an" if language[0] in "AEIOU" else "a"
            words = f"{article} {language} translation by the same translator"
        else:
            words = f"a translation into “{self.text.language}” by the same translator"
        return f"{number} have {words}: compare these."


def offer(claims: Sequence[ComparedClaim]) -> Offer | None:
    """The largest group of two or more claims that can be compared with one another, or None.

    Of groups of the same size, the one with original words comes first, then by language and translator.
    """
    texts = {text for claim in claims for text in claim.own_texts}
    ranked = sorted(texts, key=lambda text: (text.kind, text.language, text.translated_by, text.text))
    offers = [_offer(text, claims) for text in ranked]
    return max((one for one in offers if len(one.keys) > 1), key=lambda one: len(one.keys), default=None)


def _offer(text: Text, claims: Sequence[ComparedClaim]) -> Offer:
    fitting = (
        claim.key
        for claim in claims
        if any(isinstance(pair([text], [other]), TextPair) for other in claim.own_texts)
    )
    return Offer(tuple(sorted(fitting)), len(claims), text)
