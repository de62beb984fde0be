"""The texts by which a claim is found, each with its language."""

from __future__ import annotations

from collections.abc import Iterable

from claims.models import Alias, Speaker
from claims.search.stems import UNSTEMMED

Field = tuple[str, str]
"""A text and its language, empty where none is told."""


def names_of_speakers(speakers: Iterable[int]) -> dict[int, list[Field]]:
    """The name of each speaker and all aliases, stemmed and as they are.

    Both, because an inflected name need not have the stem of the name: Песковым gives песков,
    Песков gives песк.
    """
    names: dict[int, list[Field]] = {
        pk: [(name, ""), (name, UNSTEMMED)]
        for pk, name in Speaker.objects.filter(pk__in=speakers).values_list("pk", "name")
    }
    aliases = Alias.objects.filter(speaker__in=names).order_by("pk")
    for speaker, text, language in aliases.values_list("speaker", "text", "language"):
        names[speaker] += [(text, language), (text, UNSTEMMED)]
    return names
