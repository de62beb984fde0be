"""Labels of records: the names that pages and documents show for keys."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from claims.domain.record.identity import Place
from claims.domain.record.paths import record_path
from claims.domain.record.shared import key_field
from claims.queries.records import public_documents

NAMED_BY: Final = ("name", "title", "question", "text", "about")


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a record, and the path of its page (empty if it has none).

    ``original_script_name`` is the name of a speaker in another script than Latin, and ``language`` its
    language. Both may be empty.
    """

    name: str
    path: str
    original_script_name: str = ""
    language: str = ""


def labels(references: Iterable[Place], *, at: datetime | None = None) -> Mapping[Place, Label]:
    """The labels of the public records among these, today or ``at`` an instant. At most one query."""
    documents = public_documents(references, at=at)
    return {place: label_of(*place, document) for place, document in documents.items()}


def label_of(record_type: str, key: str, document: Mapping[str, Any]) -> Label:
    """The label of a record, from its document. A former ``key`` leads to the page of today."""
    key = document.get(key_field(record_type), key)
    if record_type == "speaker":
        alias = _in_other_script(str(document["name"]), document.get("aliases", ()))
        path = record_path("speaker", key)
        return Label(document["name"], path, alias.get("text", ""), alias.get("language", ""))
    if record_type == "claim":
        words = str(document["words"]["text"])
        return Label(document.get("summary") or words, record_path("claim", key, words))
    name = name_of(document, key)
    return Label(name, record_path(record_type, key, name))


def name_of(document: Mapping[str, Any], key: str) -> str:
    """The name of a record that is no claim, from its document."""
    return next((str(document[field]) for field in NAMED_BY if document.get(field)), key)


def _in_other_script(name: str, aliases: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """The first alias in another script, for a name in Latin letters."""
    if not _is_latin(name):
        return {}
    return next((alias for alias in aliases if not _is_latin(alias["text"])), {})


def _is_latin(text: str) -> bool:
    letters = () if text.isascii() else (char for char in text if char.isalpha())
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters)
