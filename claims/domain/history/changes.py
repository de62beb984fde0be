"""The differences between two versions of a record, field by field, as text and as word-level diffs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from claims.domain.text.diff import WordDiff, compare_words

LANGUAGE_OF = {"words.text": "words.language"}
LABELS: Final = {
    "about": "positions of the reported silence",
    "asked": "question asked",
    "chain": "where the source got the quote",
    "checkable": "whether it can be checked",
    "ids": "identifiers of others",
    "refers_to": "what it refers to",
    "said": "said on",
    "said_basis": "how the day is known",
    "said_note": "note on the day",
    "said_sources": "sources of the day",
    "verdicts": "ratings",
    "with": "said together with",
    "words.form": "how it is quoted",
    "words.language": "language of the quote",
    "words.text": "quote",
    "words.translated_by": "translated by",
    "words.translated_from": "translated from",
}
"""The labels of fields whose name is not plain enough for people."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. ``before`` or ``after`` is empty if the field was not set.

    ``diff`` is set for texts in one language, and None for all other values.
    """

    field: str
    label: str
    before: str
    after: str
    diff: WordDiff | None = None


def record_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields in which two documents of one record differ, in alphabetical order.

    >>> [c.field for c in record_changes({"said": "2019"}, {"said": "2019-02"})]
    ['said']
    """
    old, new = dict(_flat(before)), dict(_flat(after))
    return tuple(
        _change(field, old, new) for field in sorted({*old, *new}) if old.get(field) != new.get(field)
    )


def label_of(field: str) -> str:
    """The label of a field for people.

    >>> label_of("words.form"), label_of("on_behalf_of")
    ('how it is quoted', 'on behalf of')
    """
    return LABELS.get(field) or field.removesuffix(".text").replace(".", ", ").replace("_", " ")


def _flat(document: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _change(field: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> FieldChange:
    before, after = old.get(field), new.get(field)
    language = LANGUAGE_OF.get(field, "")
    comparable = isinstance(before, str) and isinstance(after, str) and " " in f"{before}{after}"
    if language and old.get(language) != new.get(language):
        comparable = False
    return FieldChange(
        field=field,
        label=label_of(field),
        before=_words(before),
        after=_words(after),
        diff=compare_words(str(before), str(after)) if comparable else None,
    )


def _words(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        if all(isinstance(one, str) for one in value):
            return ", ".join(value)
        return "1 entry" if len(value) == 1 else f"{len(value)} entries"
    return str(value)
