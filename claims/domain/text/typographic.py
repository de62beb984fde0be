"""Decide whether a change is typographic, that is, cannot change what somebody said.

A change is typographic if only texts differ, and none of their letters, digits or signs. The style of
quotation marks, apostrophes, hyphens and dashes, white space, invisible marks, the Unicode form and a full
stop at the very end may differ. A program cannot distinguish a misspelt letter from another word ("now",
"not"; "legal", "illegal"; все, всё), so all other changes need another class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

from claims.domain.text.word_folding import STOP, fold_words, spelled, tokens

RULE: Final = (
    "A typographic change alters no letter, digit or sign: only spaces, invisible marks, a full stop at the "
    "very end, and the style of quotation marks, apostrophes, hyphens and dashes."
)
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
"""The fields of records that hold texts for people, as paths without numbers."""


def typographic_problem(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why the change from one document to another is not typographic, as a sentence; empty if it is.

    >>> typographic_problem({"context": "It hasn't."}, {"context": "It hasn’t."})
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
    if fold_words(before) == fold_words(after) and _settings(before) == _settings(after):
        return ""
    old, new = _first_difference(before, after)
    return f"{old} becomes {new}. {RULE} Choose another class."


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """All leaves that differ. A list of another length counts as one leaf."""
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


def _settings(text: str) -> list[str]:
    """The tokens with unified characters, without a last full stop. Case and ё are kept."""
    found = [spelling for token in tokens(text) if (spelling := spelled(token))]
    return found[:-1] if found and found[-1] == STOP else found


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The first words or marks that differ, in words."""
    for old, new in zip_longest(_settings(before), _settings(after), fillvalue=""):
        if old != new:
            return _named(old), _named(new)
    return "A mark", "another"


def _named(token: str) -> str:
    return f"“{token}”" if token else "nothing"
