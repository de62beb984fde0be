"""The words of a claim on a page: in quotation marks only if the source has them, a translation first."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.record.claim import ClaimRecord, Hop, Translation
from claims.domain.record.reporting import Step, has_marks
from claims.domain.text.pairs import Text, language_of
from claims.queries.claim.rows import CLOSE_QUOTE, OPEN_QUOTE, language_name
from claims.queries.known_records import KnownRecords

PAGE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words with quotation marks if their form allows them; ``title`` describes the words, or is empty.

    With ``is_partial`` only the words in quotation marks are the speaker's own.
    """

    text: str
    lang: str
    quote_open: str = ""
    quote_close: str = ""
    title: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class ShownWords:
    """The words to show first, then the original and further translations."""

    first: Quotation
    others: tuple[Quotation, ...]


def shown_words(claim: ClaimRecord, known: KnownRecords) -> ShownWords:
    """The words of a claim: first in the language of the page if possible, else as they were said."""
    words = claim.words
    if words.source_language:
        title = _translated(words.source_language, words.translated_by)
        title += " The original words are not on our record."
        others = tuple(_others(claim, None, known))
        return ShownWords(marked(claim, known, words.text, words.language, title), others)
    first = next(
        (other for other in claim.translations if language_of(other.language) == PAGE_LANGUAGE), None
    )
    if first is None or language_of(words.language) == PAGE_LANGUAGE:
        title = "" if language_of(words.language) == PAGE_LANGUAGE else _in("Said", words.language)
        return ShownWords(
            marked(claim, known, words.text, words.language, title), tuple(_others(claim, None, known))
        )
    original = marked(claim, known, words.text, words.language, _in("Original", words.language))
    title = _translated(first.translated_from or words.language, first.translated_by)
    shown = marked(claim, known, first.text, first.language, title)
    return ShownWords(shown, (original, *_others(claim, first, known)))


def _others(claim: ClaimRecord, shown: Translation | None, known: KnownRecords) -> Iterator[Quotation]:
    for other in claim.translations:
        if other is not shown:
            by = f" by {other.translated_by}" if other.translated_by else ""
            title = f"Translation into {language_name(other.language)}{by}"
            yield marked(claim, known, other.text, other.language, title)


def marked(claim: ClaimRecord, known: KnownRecords, text: str, lang: str, title: str = "") -> Quotation:
    """The words in quotation marks if the source has them. Words quoted in part have their own."""
    speaker = known.label("speaker", claim.speaker).name
    if has_marks(claim.words.form, steps_of(claim, known), speaker):
        return Quotation(text, lang, OPEN_QUOTE, CLOSE_QUOTE, title)
    return Quotation(text, lang, title=title, is_partial=claim.words.form == "partial")


def texts_of(claim: ClaimRecord) -> tuple[Text, ...]:
    """The words and their translations, for comparisons."""
    words = claim.words
    first = Text.given(words.text, words.language, words.source_language, words.translated_by)
    return (
        first,
        *(
            Text.given(o.text, o.language, o.translated_from or words.language or "und", o.translated_by)
            for o in claim.translations
        ),
    )


def steps_of(claim: ClaimRecord, known: KnownRecords) -> tuple[Step, ...]:
    """The steps of the chain, with the names of the outlets that are known."""
    return tuple(Step(hop.hop, hop.how, hop.from_, _outlet(hop, known)) for hop in claim.chain)


def _outlet(hop: Hop, known: KnownRecords) -> str:
    source = known.source(hop.source) if hop.source else None
    outlet = known.outlet(hop.outlet or (source.outlet if source else ""))
    return outlet.name if outlet else ""


def nearest_outlet(claim: ClaimRecord, known: KnownRecords) -> str:
    """The name of the outlet of the nearest source; empty if it is not known."""
    source = next((source for hop in claim.chain if (source := known.source(hop.source))), None)
    outlet = known.outlet(source.outlet) if source else None
    return outlet.name if outlet else ""


def _in(word: str, language: str) -> str:
    return f"{word} in {language_name(language)}" if language else word


def _translated(translated_from: str, translated_by: str) -> str:
    by = f" by {translated_by}." if translated_by else "; the translator is not named."
    return f"Translation from {language_name(translated_from)}{by}"
