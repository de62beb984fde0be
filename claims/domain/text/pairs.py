"""Choose the words of two claims that may be compared word by word.

Original words are compared with original words in the same language, or else a translation with a translation
into the same language by the same translator. Nothing else is compared: between two translators, or between a
translation and original words, most differences are the translators' and not the speaker's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

TextKind = Literal["original", "translation"]
Reason = Literal[
    "no_words", "languages", "kinds", "translators", "translators_unknown", "originals_unknown", "not_own"
]

SENTENCES: dict[Reason, str] = {
    "no_words": "No words to compare: word marks are off.",
    "languages": "Different languages: word marks are off.",
    "kinds": "One is a translation; whether the other is, our record does not say: word marks are off.",
    "translators": "Different translators: word marks are off.",
    "translators_unknown": "The translators are not known: word marks are off.",
    "originals_unknown": "The original words are not known for both: word marks are off.",
    "not_own": "{whose}; word marks are off.",
}


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a claim in one language. ``translated_by`` is empty if it is not known."""

    text: str
    language: str
    kind: TextKind = "original"
    translated_by: str = ""

    @classmethod
    def given(cls, text: str, language: str, translated_from: str = "", translated_by: str = "") -> Self:
        """The words of a record: original unless they are translated.

        Words with a source language but no translator are translated by somebody unknown, even if two of
        them come from the same outlet: an outlet has more than one translator.
        """
        kind: TextKind = "translation" if translated_from or translated_by else "original"
        return cls(text, language, kind, translated_by)


@dataclass(frozen=True, slots=True)
class TextPair:
    """Two texts that may be compared. ``before`` is from the first claim."""

    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class NotComparable:
    """The reason why no texts of two claims may be compared. ``sentence`` is for pages.

    ``whose`` says whose words they are if they are not the speakers' own.
    """

    reason: Reason
    whose: str = ""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason].format(whose=self.whose)


def language_of(tag: str) -> str:
    """The language and script of a BCP 47 tag, without the region: British and American words are compared.

    >>> language_of("en-GB"), language_of("sr-Latn-RS")
    ('en', 'sr-latn')
    """
    language, *more = tag.strip().lower().replace("_", "-").split("-")
    script = next((part for part in more if len(part) == 4 and part.isalpha()), "")
    return f"{language}-{script}" if script else language


def pair(a: Sequence[Text], b: Sequence[Text], *, original: bool = False) -> TextPair | NotComparable:
    """The first texts of ``a`` and ``b`` that may be compared, or the reason why there are none.

    With ``original`` translations are not considered.
    """
    a, b = [text for text in a if text.text.strip()], [text for text in b if text.text.strip()]
    if original:
        a, b = [[text for text in texts if text.kind == "original"] for texts in (a, b)]
        if not a or not b:
            return NotComparable("originals_unknown")
    if not a or not b:
        return NotComparable("no_words")
    for kind in ("original", "translation"):
        for before in a:
            for after in b:
                if before.kind == kind and _hindrance(before, after) is None:
                    return TextPair(before, after)
    return NotComparable(_nearest_miss(a, b))


def _hindrance(before: Text, after: Text) -> Reason | None:
    if not before.language or language_of(before.language) != language_of(after.language):
        return "languages"
    if before.kind != after.kind:
        return "kinds"
    if before.kind == "original":
        return None
    translators = {_name(before), _name(after)}
    if "" in translators:
        return "translators_unknown"
    return "translators" if len(translators) == 2 else None


def _name(text: Text) -> str:
    return " ".join(text.translated_by.casefold().split())


def _nearest_miss(a: Sequence[Text], b: Sequence[Text]) -> Reason:
    """Of several reasons, the one that editors can fix most easily."""
    found = {_hindrance(before, after) for before in a for after in b}
    order: tuple[Reason, ...] = ("translators_unknown", "translators", "kinds")
    return next((reason for reason in order if reason in found), "languages")
