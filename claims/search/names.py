"""Which shared records have a word in a name: speakers, outlets, topics and positions."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.db.models import Q

from claims.models import RecordWord

LAST: Final = "\U0010ffff"
"""A character that sorts after all others."""


def has_word(beginning: str) -> Q:
    """The condition for record versions with a name in which a word begins so."""
    return Q(pk__in=RecordWord.objects.filter(begins(beginning)).values("version"))


def begins(beginning: str) -> Q:
    """The condition for words that begin so, which an index of the database can answer."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=beginning)
    return Q(word__gte=beginning, word__lt=beginning + LAST)
