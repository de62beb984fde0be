"""How the tables of a fixture stand to the fields of records; the models say it, the format reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FixtureColumn:
    """A field of a document (``json``, in its object ``inline``) that lies in the column ``name``.

    ``how`` is plain, list, key or keys; keys point to records of the type ``ref``.
    """

    json: str
    name: str
    inline: str = ""
    how: str = "plain"
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FixtureChildren:
    """A list of a document that lies in rows of the table ``model``; their column ``parent`` points up."""

    json: str
    model: str
    parent: str
    has_place: bool


@dataclass(frozen=True, slots=True)
class FixtureTable:
    """One model of a fixture. ``type`` is that of its records, empty for the rows below them."""

    model: str
    type: str
    columns: tuple[FixtureColumn, ...]
    children: tuple[FixtureChildren, ...] = ()

    @property
    def key(self) -> str:
        """The column of a record's key."""
        return "key" if self.type in ("claim", "source", "tombstone") else "slug"

    def column(self, name: str) -> FixtureColumn | None:
        return next((column for column in self.columns if column.name == name), None)


Tables = Mapping[str, FixtureTable]
"""Every table of a fixture, by the name of its model (``claims.speaker``)."""

OCCASION = "claims.occasion"
"""The table of occasions, which claims carry and which are no records."""
