"""The key phrases of compared claims: a table for each language, with claims as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.comparison.order import ComparedClaim
from claims.domain.comparison.phrases import MOST_WORDS, PhraseGroup, PhraseTable, find_phrases
from claims.domain.record.paths import claim_path
from claims.domain.text.own_words import own_words
from claims.domain.text.pairs import Text
from claims.queries.claim.rows import language_name
from claims.queries.comparison.compared import FoundComparison
from claims.search.stems import stems

TRANSLATED = (
    "Some of these words are translations: a phrase may be there, or missing, because of a translator."
)
CUT = f"Of a very long text only the first {MOST_WORDS} words that count were read."
NONE = "These words hold no phrase: all of them are small."
NOTHING = "No two of these statements are quoted in one language: there are no phrases to compare."


@dataclass(frozen=True, slots=True)
class PhraseColumn:
    """The head of a column. ``note`` says that only a part is quoted, or that the words are translated."""

    key: str
    url: str
    said_words: str
    speaker_name: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownPhrases:
    """A table of phrases; ``lang`` is the language of its words."""

    lang: str
    title: str
    columns: tuple[PhraseColumn, ...]
    groups: tuple[PhraseGroup, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PhrasesShown:
    """All tables of a comparison; ``apart`` says which claims are in none."""

    tables: tuple[ShownPhrases, ...]
    apart: str


def shown_phrases(found: FoundComparison) -> PhrasesShown:
    """The tables of phrases of the claims, in their order. No query."""
    items = found.comparison.items
    phrases = find_phrases([(item.claim.key, _own_texts(item.claim)) for item in items], stems)
    tables = tuple(_shown(found, table) for table in phrases.tables)
    return PhrasesShown(tables, _apart(found, phrases.apart) if tables else NOTHING)


def _own_texts(claim: ComparedClaim) -> tuple[Text, ...]:
    """The speaker's own words in each text of a claim."""
    return tuple(replace(text, text=own_words(claim.form, text.text)) for text in claim.own_texts)


def _shown(found: FoundComparison, table: PhraseTable) -> ShownPhrases:
    columns = tuple(_column(found, key, text) for key, text in zip(table.keys, table.texts, strict=True))
    notes = [TRANSLATED] if any(text.kind == "translation" for text in table.texts) else []
    notes += [CUT] if table.is_cut else []
    notes += [] if table.groups else [NONE]
    name = language_name(table.language)
    return ShownPhrases(
        lang=table.language,
        title=f"Phrases of the words in {name}",
        columns=columns,
        groups=table.groups,
        note=" ".join(notes),
    )


def _column(found: FoundComparison, key: str, text: Text) -> PhraseColumn:
    claim = found.claims[key]
    item = next(item for item in found.comparison.items if item.claim.key == key)
    notes = [] if claim.words.form == "quoted" else ["the words in quotation marks"]
    if text.kind == "translation":
        notes.append(f"translated by {text.translated_by}" if text.translated_by else "translated")
    return PhraseColumn(
        key=key,
        url=claim_path(key, claim.words.text),
        said_words=item.claim.said.short_words(),
        speaker_name=item.claim.speaker_name,
        note=", ".join(notes),
    )


def _apart(found: FoundComparison, keys: Sequence[str]) -> str:
    if not keys:
        return ""
    items = [item.claim for item in found.comparison.items if item.claim.key in keys]
    named = [f"{claim.speaker_name}, {claim.said.short_words()}" for claim in items]
    return f"Not in a table, not quoted, or no other is quoted in their language: {'; '.join(named)}."
