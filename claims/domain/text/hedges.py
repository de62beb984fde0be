"""Words that soften a statement, from a small lexicon for each language. Meaning is not judged.

Use it for quoted words only: in reported speech a hedge may be the reporter's own. Of words quoted in part,
only those in quotation marks are the speaker's.

The lists are short on purpose. Words that are mostly no hedge are left out: English "can" and "would",
Russian «может» alone, Spanish "puede" alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.text.own_words import quoted_parts
from claims.domain.text.word_folding import folded, tokens

_ENGLISH = (
    "may, might, could, maybe, perhaps, possibly, probably, presumably, apparently, seemingly, supposedly, "
    "allegedly, reportedly, likely, unlikely, seem, seems, seemed, appear to, appears to, appeared to, "
    "as far as i know, as far as we know, as far as i understand, as far as we understand, "
    "to my knowledge, to our knowledge, to the best of my knowledge, to the best of our knowledge, "
    "i think, we think, i believe, we believe, i suppose, i guess, in my view, in our view, "
    "in my opinion, in our opinion, in principle, in general, generally, generally speaking, "
    "as a rule, to some extent, to a certain extent, somewhat, more or less, not necessarily, "
    "at this point, at this stage, at the moment, for the moment, for now, for the time being, so far, "
    "as of now, under certain conditions, if necessary, cannot be ruled out, can't be ruled out"
)
_RUSSIAN = (
    "возможно, вероятно, может быть, мог бы, могла бы, могло бы, могли бы, наверное, наверно, видимо, "
    "по-видимому, по всей видимости, кажется, похоже, скорее всего, якобы, предположительно, "
    "насколько мне известно, насколько нам известно, насколько известно, насколько я знаю, "
    "насколько мы знаем, насколько я понимаю, насколько мы понимаем, думаю, я думаю, мы думаем, полагаю, "
    "полагаем, считаю, считаем, на мой взгляд, на наш взгляд, по моему мнению, по нашему мнению, "
    "в принципе, в целом, как правило, отчасти, в какой-то мере, в определенной степени, "
    "в известной степени, более или менее, не обязательно, пока, пока что, на данный момент, "
    "на данном этапе, в настоящий момент, на сегодняшний день, при определенных условиях, "
    "при необходимости, не исключено, не исключаю, не исключаем, нельзя исключать"
)
_SPANISH = (
    "quizá, quizás, tal vez, a lo mejor, acaso, posiblemente, probablemente, es posible, es probable, "
    "puede que, puede ser, podría, podrían, podríamos, pudiera, pudieran, aparentemente, al parecer, "
    "supuestamente, presuntamente, parece, parecen, parecería, creo que, creemos que, pienso que, "
    "pensamos que, supongo que, a mi juicio, a nuestro juicio, en mi opinión, en nuestra opinión, "
    "que yo sepa, que sepamos, hasta donde sé, hasta donde sabemos, en principio, en general, "
    "por lo general, hasta cierto punto, en cierta medida, más o menos, no necesariamente, por ahora, "
    "por el momento, de momento, en este momento, hasta ahora, si es necesario, "
    "bajo ciertas condiciones, no se descarta, no descarto, no descartamos"
)

Phrase = tuple[str, ...]


def _lexicon(phrases: str) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases, as folded words, by their first word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases.split(", "):
        words = tuple(folded(word) for word in phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


LEXICONS: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = {
    "en": _lexicon(_ENGLISH),
    "ru": _lexicon(_RUSSIAN),
    "es": _lexicon(_SPANISH),
}


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge: ``text`` is the part of the compared text from ``start`` to ``end``."""

    text: str
    start: int
    end: int

    @property
    def lexeme(self) -> str:
        """The hedge as in the lexicon. Two hedges with the same lexeme are the same hedge."""
        return " ".join(folded(word) for word in tokens(self.text) if not word.isspace())


@dataclass(frozen=True, slots=True)
class HedgeChange:
    """The hedges that only the later text has (``gained``), and those that only the earlier has (``lost``).

    ``partly`` means that only some of the words are quoted. The others may have had hedges too.
    """

    gained: tuple[Hedge, ...] = ()
    lost: tuple[Hedge, ...] = ()
    partly: bool = False

    @property
    def sentence(self) -> str:
        """The change in words, or empty: "hedge gained: “perhaps”; lost: “for now”"."""
        parts = []
        number = 0
        for name, found in (("gained", self.gained), ("lost", self.lost)):
            texts = list(dict.fromkeys(hedge.text for hedge in found))
            number += len(texts)
            if texts:
                parts.append(f"{name}: {', '.join(f'“{text}”' for text in texts)}")
        if not parts:
            return ""
        noun = "hedge" if number == 1 else "hedges"
        where = " (in the words quoted)" if self.partly else ""
        return f"{noun} {'; '.join(parts)}{where}"


def has_lexicon(language: str) -> bool:
    """Whether there is a lexicon of the language. Without one, no hedges are found."""
    return _primary(language) in LEXICONS


def hedges(text: str, language: str) -> tuple[Hedge, ...]:
    """The hedges of a quoted text in reading order; of overlapping ones the longest.

    >>> [hedge.text for hedge in hedges("Perhaps, as far as I know, in May.", "en")]
    ['Perhaps', 'as far as I know']
    """
    lexicon = LEXICONS.get(_primary(language))
    if lexicon is None:
        return ()
    words = _placed_words(text)
    found: list[Hedge] = []
    place = 0
    while place < len(words):
        length = _longest(words, place, lexicon)
        if length:
            start, end = words[place].start, words[place + length - 1].end
            found.append(Hedge(text[start:end], start, end))
        place += length or 1
    return tuple(found)


def hedge_change(
    before: str, after: str, language: str, *, before_in_part: bool = False, after_in_part: bool = False
) -> HedgeChange:
    """The hedges gained and lost between two quoted texts in the same language, with repeats.

    In a text quoted in part, only hedges inside quotation marks are the speaker's. A hedge outside of them is
    not counted, but if the other text has it too, it is neither gained nor lost there.
    """
    earlier, later = hedges(before, language), hedges(after, language)
    gained, lost = _beyond(later, earlier), _beyond(earlier, later)
    if before_in_part:
        lost = _inside(lost, quoted_parts(before))
    if after_in_part:
        gained = _inside(gained, quoted_parts(after))
    return HedgeChange(gained, lost, partly=before_in_part or after_in_part)


@dataclass(frozen=True, slots=True)
class _Placed:
    text: str
    folded: str
    start: int
    end: int


def _placed_words(text: str) -> list[_Placed]:
    """All tokens except white space. Punctuation is kept, so that no phrase is found across a comma."""
    placed = []
    start = 0
    for token in tokens(text):
        end = start + len(token)
        if not token.isspace():
            placed.append(_Placed(token, folded(token), start, end))
        start = end
    return placed


def _longest(words: list[_Placed], place: int, lexicon: Mapping[str, tuple[Phrase, ...]]) -> int:
    if words[place].text == "May":  # the month, or "May I ask": the hedge never begins a sentence
        return 0
    for phrase in lexicon.get(words[place].folded, ()):
        if tuple(word.folded for word in words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _inside(found: Iterable[Hedge], parts: Sequence[tuple[int, int]]) -> tuple[Hedge, ...]:
    return tuple(
        hedge for hedge in found if any(start <= hedge.start and hedge.end <= end for start, end in parts)
    )


def _beyond(these: Iterable[Hedge], those: Iterable[Hedge]) -> tuple[Hedge, ...]:
    left = Counter(hedge.lexeme for hedge in those)
    beyond = []
    for hedge in these:
        if left[hedge.lexeme]:
            left[hedge.lexeme] -= 1
        else:
            beyond.append(hedge)
    return tuple(beyond)


def _primary(language: str) -> str:
    return language.strip().lower().replace("_", "-").split("-")[0]
