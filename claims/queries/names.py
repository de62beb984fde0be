"""The names of records, by which pages, rows and machine forms label the keys that they show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.domain.record import paths
from claims.domain.record.identity import Place
from claims.queries.records import public_documents


@dataclass(frozen=True, slots=True)
class Label:
    """What to call a record, and where its page is (empty if it has none).

    ``original_script_name`` is a speaker's name in the script that is not Latin, if one is recorded;
    ``kind`` the record's kind, such as "person" or "article", or empty; ``language`` that of the
    name in the other script.
    """

    name: str
    path: str
    original_script_name: str = ""
    kind: str = ""
    language: str = ""


def labels(references: Iterable[Place], *, at: datetime | None = None) -> Mapping[Place, Label]:
    """The labels of those records that are public, today or as they stood ``at`` an instant.

    Drafts and withdrawn claims are left out, as is what does not exist. At most one query, however many
    references there are.
    """
    documents = public_documents(references, at=at)
    return {place: label_of(*place, document) for place, document in documents.items()}


def label_of(record_type: str, key: str, document: Mapping[str, Any]) -> Label:
    """The label of a record that is given as its document."""
    kind = str(document.get("kind", ""))
    if record_type == "speaker":
        alias = _in_other_script(str(document["name"]), document.get("aliases", ()))
        return Label(
            document["name"],
            paths.speaker_path(key),
            alias.get("text", ""),
            kind or "person",
            alias.get("language", ""),
        )
    if record_type == "source":
        return Label(document["title"], paths.source_path(key, document["title"]), kind=kind or "article")
    if record_type == "position":
        return Label(document["question"], paths.position_path(key))
    if record_type == "topic":
        return Label(document["name"], paths.topic_path(key))
    if record_type == "claim":
        words = str(document["words"]["text"])
        return Label(document.get("summary") or words, paths.claim_path(key, words), kind=kind or "statement")
    return Label(
        str(document.get("name") or document.get("text") or document.get("about") or key), "", kind=kind
    )


def _in_other_script(name: str, aliases: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """The first alias that is not in Latin letters, for a name that is."""
    if not _is_latin(name):
        return {}
    return next((alias for alias in aliases if not _is_latin(alias["text"])), {})


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters)
