"""Which changes are typographic: so small that they cannot change what somebody said.

A change is typographic if only texts differ, each by at most five characters, and none of the words that
differ is a number, a name, a date or a negation. All else is a change of another class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from rapidfuzz.distance import Levenshtein

from claims.domain.wording import folded, is_word, tokens

MOST_CHARACTERS: Final = 5
TEXTS: Final = frozenset(
    {
        "words.text", "translations.text", "summary", "said_note", "asked", "refers_to", "context", "role",
        "occasion.label", "occasion.place", "chain.note", "chain.exact.text", "stances.grounds",
        "stances.condition", "stances.check.reason", "relations.grounds", "verdicts.explanation",
        "verdicts.evidence.excerpt", "name", "title", "description", "question", "meaning",
        "not_to_conclude", "finding", "answers.text", "answers.rule", "ratings.label", "ratings.rule",
        "text", "result", "published_note", "tenures.office", "aliases.text", "author",
    }
)  # fmt: skip
"""The fields of records that hold texts for people; numbers in a path are left out."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATIONS: Final = _words(
    "not no never none nobody nothing neither nor nowhere without cannot n't "
    "не нет ни никогда никто ничто ничего нигде без нельзя "
    "no ni nunca jamás nadie nada ningún ninguno ninguna sin tampoco "
    "nicht kein keine keiner nie niemals nichts niemand ohne "
    "ne pas jamais rien personne aucun aucune sans"
)
_NUMBERS: Final = _words(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion trillion half third quarter first second "
    "один одна два две три четыре пять шесть семь восемь девять десять сто тысяча тысячи тысяч миллион "
    "миллиона миллионов миллиард миллиарда миллиардов "
    "uno una dos tres cuatro cinco seis siete ocho nueve diez cien mil millón millones"
)
_DATES: Final = _words(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье "
    "сегодня вчера завтра "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "lunes martes miércoles jueves viernes sábado domingo hoy ayer mañana"
)
_ENDS_A_SENTENCE: Final = frozenset(".!?…")


def typographic_problem(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why the change from one document to another is not typographic, as a sentence; empty if it is.

    >>> typographic_problem({"context": "A brigde."}, {"context": "A bridge."})
    ''
    >>> typographic_problem({"said": "2019"}, {"said": "2020"})
    'The field “said” changes: a typographic change touches texts alone.'
    """
    for path, old, new in _differences(before, after, ""):
        if path not in TEXTS or not isinstance(old, str) or not isinstance(new, str) or not old or not new:
            return f"The field “{path}” changes: a typographic change touches texts alone."
        if problem := text_problem(old, new):
            return problem
    return ""


def text_problem(before: str, after: str) -> str:
    """Why the change of one text is not typographic, as a sentence; empty if it is."""
    if (distance := Levenshtein.distance(before, after)) > MOST_CHARACTERS:
        return (
            f"{distance} characters differ; a typographic change has at most {MOST_CHARACTERS}. "
            "Choose another class."
        )
    for word, what in _kept_words(before, after):
        return f"“{word}” is {what}; a typographic change cannot touch it. Choose another class."
    return ""


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Every leaf that differs; a list that became longer or shorter counts as one."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted({*before, *after}):
            yield from _differences(before.get(name), after.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield from _differences(old, new, path)
    else:
        yield path, before, after


def _kept_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that differ and may not, each with what it is."""
    old, new = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for text, first, stop in ((old, start, end), (new, other_start, other_end)):
            for place in range(first, stop):
                if what := _kind_of(text, place):
                    yield text[place], what


def _kind_of(text: tuple[str, ...], place: int) -> str:
    word = text[place]
    fold = folded(word)
    if any(character.isnumeric() for character in word) or fold in _NUMBERS:
        return "a number"
    if fold in _NEGATIONS or fold.endswith("n't"):
        return "a negation"
    if fold in _DATES:
        return "part of a date"
    if is_word(word) and word[0].isupper() and not _begins_a_sentence(text, place):
        return "a name"
    return ""


def _begins_a_sentence(text: tuple[str, ...], place: int) -> bool:
    for token in reversed(text[:place]):
        if is_word(token):
            return False
        if token in _ENDS_A_SENTENCE:
            return True
    return True
