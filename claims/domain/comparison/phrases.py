"""The key phrases that several claims share, and those that only one has, for words too different to mark.

A phrase is a run of words within one clause, on one side of a quotation mark: the words of a reporter and of
the speaker make no phrase together. Small words are skipped, and words with the same stem are the same word.
A negation directly before a phrase is printed with it. Only texts of the same language share phrases::

    the line on recognition | has not changed     →  line recognition, not changed
    our line of recognition | stands              →  line recognition, stands
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.comparison.stop_words import is_negation, is_stop_word
from claims.domain.text.pairs import Text, language_of
from claims.domain.text.word_folding import folded, is_word, tokens

StemsOf = Callable[[str, str], tuple[str, ...]]
"""A function that returns the stems of a text in a language, as the search has them."""

LONGEST = 5
MOST_SHARED = 12
MOST_ALONE = 3
MOST_VARIANTS = 3
MOST_WORDS = 400
"""The maximum number of words that are read of a text, to limit the work and the table."""

IN_SOME = "In some of them"
IN_ALL = "In all of them"
IN_BOTH = "In both"
IN_ONE = "In one alone"

Stems = tuple[str, ...]
PhraseSpan = tuple[int, int, int]
"""The start and end of a phrase, and the start of the negation before it (else of the phrase)."""
Places = dict[Stems, list[PhraseSpan]]


@dataclass(frozen=True, slots=True)
class PhraseCell:
    """A phrase in one text: its spellings there, none if the text does not have it."""

    variants: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        return bool(self.variants)


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase, as the first text that has it spells it, and its cells in the order of the columns."""

    label: str
    cells: tuple[PhraseCell, ...]


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Rows under a title. ``left_out`` is the number of phrases that are not shown."""

    title: str
    rows: tuple[PhraseRow, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """The table of one language. ``keys`` are the claims of its columns, ``texts`` their words.

    ``is_cut`` means that only the beginning of a long text was read.
    """

    language: str
    keys: tuple[str, ...]
    texts: tuple[Text, ...]
    groups: tuple[PhraseGroup, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tables of a comparison. ``apart`` are the claims that share no language with another."""

    tables: tuple[PhraseTable, ...]
    apart: tuple[str, ...]


def find_phrases(claims: Sequence[tuple[str, Sequence[Text]]], stems_of: StemsOf) -> Phrases:
    """The phrases of claims (key, texts), in their order, with a table for each language needed.

    Each claim is in one table at most: the first is that of the language in which most claims have words.
    """
    tables = []
    waiting = [(key, [text for text in texts if text.text.strip()]) for key, texts in claims]
    while language := _language_of_most(waiting):
        columns = [(key, _text_in(language, texts)) for key, texts in waiting]
        chosen = [(key, text) for key, text in columns if text]
        if len(chosen) < 2:
            break
        tables.append(_table(language, chosen, stems_of))
        waiting = [(key, texts) for key, texts in waiting if not _text_in(language, texts)]
    return Phrases(tuple(tables), tuple(key for key, _ in waiting))


def _language_of_most(claims: Sequence[tuple[str, Sequence[Text]]]) -> str:
    """The language of most claims; of several, that with more untranslated texts, then the first by tag."""
    found = {language_of(text.language) for _, texts in claims for text in texts if text.language.strip()}

    def weight(language: str) -> tuple[int, int]:
        chosen = [text for _, texts in claims if (text := _text_in(language, texts))]
        return len(chosen), sum(text.kind == "original" for text in chosen)

    return max(sorted(found), key=weight, default="")


def _text_in(language: str, texts: Sequence[Text]) -> Text | None:
    """The words in the language, preferably untranslated."""
    fitting = [text for text in texts if language_of(text.language) == language]
    return min(fitting, key=lambda text: text.kind != "original", default=None)


def _table(language: str, chosen: Sequence[tuple[str, Text]], stems_of: StemsOf) -> PhraseTable:
    texts = [_ReadText.read(text.text, language, stems_of) for _, text in chosen]
    found = [text.phrases() for text in texts]
    groups = [*_shared(texts, found), *_alone(texts, found)]
    keys = tuple(key for key, _ in chosen)
    is_cut = any(text.is_cut for text in texts)
    return PhraseTable(language, keys, tuple(text for _, text in chosen), tuple(groups), is_cut)


@dataclass(frozen=True, slots=True)
class _Word:
    stem: str
    start: int
    end: int
    is_negation: bool


@dataclass(frozen=True, slots=True)
class _ReadText:
    """A text and its words that are not small, by clause."""

    text: str
    clauses: tuple[tuple[_Word, ...], ...]
    is_cut: bool

    @property
    def words(self) -> Iterator[_Word]:
        return (word for clause in self.clauses for word in clause)

    @classmethod
    def read(cls, text: str, language: str, stems_of: StemsOf) -> _ReadText:
        main = language.partition("-")[0]
        stem: dict[str, str] = {}
        clauses: list[list[_Word]] = [[]]
        end = number = 0
        is_cut = False
        for token in tokens(text):
            start, end = end, end + len(token)
            if token.isspace() or not (fold := folded(token)):
                continue
            if not is_word(token):
                clauses.append([])
            elif number == MOST_WORDS:
                is_cut = True
                break
            elif not is_stop_word(fold, main):
                number += 1
                if fold not in stem:
                    stem[fold] = " ".join(stems_of(token, main)) or fold
                clauses[-1].append(_Word(stem[fold], start, end, is_negation(fold, main)))
        return cls(text, tuple(tuple(clause) for clause in clauses if clause), is_cut)

    def phrases(self) -> Places:
        """Every phrase of at most five words, with its places."""
        found: Places = {}
        for clause in self.clauses:
            for first, word in enumerate(clause):
                before = clause[first - 1] if first and clause[first - 1].is_negation else word
                for after in range(first + 1, min(first + LONGEST, len(clause)) + 1):
                    words = clause[first:after]
                    if _is_phrase(words):
                        place = (word.start, words[-1].end, before.start)
                        found.setdefault(tuple(one.stem for one in words), []).append(place)
        return found

    def printed(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())

    def variants(self, places: Sequence[PhraseSpan]) -> tuple[str, ...]:
        """The text at these places with its negations: each spelling once, at most three."""
        printed: dict[str, str] = {}
        for _, end, start in places:
            words = self.printed(start, end)
            printed.setdefault(folded(words), words)
        return tuple(printed.values())[:MOST_VARIANTS]


def _is_phrase(words: Sequence[_Word]) -> bool:
    """Whether words are a phrase: not if all are negations, or for a single letter, digit or ideograph."""
    return any(not word.is_negation for word in words) and (len(words) > 1 or len(words[0].stem) > 1)


def _shared(texts: Sequence[_ReadText], found: Sequence[Places]) -> Iterator[PhraseGroup]:
    """The phrases that two or more texts have: first those in some texts, then those in all."""
    holders: dict[Stems, tuple[int, ...]] = {}
    for number, phrases in enumerate(found):
        for phrase in phrases:
            holders[phrase] = (*holders.get(phrase, ()), number)
    shared = {phrase: held for phrase, held in holders.items() if len(held) > 1}
    part_of_longer = {
        part
        for phrase, held in shared.items()
        for part in (phrase[1:], phrase[:-1])
        if shared.get(part) == held
    }
    ranked = sorted(
        (phrase for phrase in shared if phrase not in part_of_longer),
        key=lambda phrase: (-len(shared[phrase]), -len(phrase), *_first_place(phrase, shared, found)),
    )
    in_all = [phrase for phrase in ranked if len(shared[phrase]) == len(texts)]
    in_some = [phrase for phrase in ranked if len(shared[phrase]) < len(texts)]
    for title, wanted in ((IN_SOME, in_some), (IN_BOTH if len(texts) == 2 else IN_ALL, in_all)):
        if wanted:
            rows = tuple(_row(phrase, texts, found) for phrase in wanted[:MOST_SHARED])
            yield PhraseGroup(title, rows, max(len(wanted) - MOST_SHARED, 0))


def _first_place(
    phrase: Stems, holders: Mapping[Stems, tuple[int, ...]], found: Sequence[Places]
) -> tuple[int, int]:
    first = holders[phrase][0]
    return first, found[first][phrase][0][0]


def _alone(texts: Sequence[_ReadText], found: Sequence[Places]) -> Iterator[PhraseGroup]:
    """The longest runs of words of each text that no other text has; single words if there is no run."""
    rows: list[PhraseRow] = []
    left_out = 0
    for number, text in enumerate(texts):
        others = (other for place, other in enumerate(texts) if place != number)
        elsewhere = {word.stem for other in others for word in other.words if not word.is_negation}
        runs: dict[Stems, int] = {}
        for run in _runs(text, elsewhere):
            runs.setdefault(tuple(word.stem for word in run), run[0].start)
        longer = [run for run in runs if len(run) > 1] or list(runs)
        ranked = sorted(longer, key=lambda run: (-len(run), runs[run]))
        rows += [_row(run, texts, found) for run in sorted(ranked[:MOST_ALONE], key=runs.__getitem__)]
        left_out += max(len(ranked) - MOST_ALONE, 0)
    if rows:
        yield PhraseGroup(IN_ONE, tuple(rows), left_out)


def _runs(text: _ReadText, elsewhere: set[str]) -> Iterator[tuple[_Word, ...]]:
    """Runs of at most five words that no other text has; negations may be among them."""
    for clause in text.clauses:
        run: list[_Word] = []
        for word in (*clause, None):
            if word is not None and word.stem not in elsewhere and len(run) < LONGEST:
                run.append(word)
                continue
            if run and _is_phrase(run):
                yield tuple(run)
            run = [word] if word is not None and word.stem not in elsewhere else []


def _row(phrase: Stems, texts: Sequence[_ReadText], found: Sequence[Places]) -> PhraseRow:
    places = [phrases.get(phrase, []) for phrases in found]
    first, (start, end, _) = next((text, of[0]) for text, of in zip(texts, places, strict=True) if of)
    cells = tuple(PhraseCell(text.variants(of)) for text, of in zip(texts, places, strict=True))
    return PhraseRow(first.printed(start, end), cells)
