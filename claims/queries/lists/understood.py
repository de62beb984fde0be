"""A search as filters of the list: a speaker, years and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claims.queries.lists.records_named import SPEAKER, NamedRecord
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection
from claims.queries.page_values import Link

YEAR: Final = re.compile(r"[12]\d{3}")
BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True)
class Understood:
    """``words`` are "Sergei Lavrov · 2025", ``url`` is the list with these filters."""

    words: str
    url: str
    claims: str


def understood(selected: SelectedClaims, records: Sequence[NamedRecord], path: str) -> Understood | None:
    """The filters that a search may mean. At most two queries.

    None if it names no speaker and no year, or if they find nothing.
    """
    query = selected.selection.query
    if (
        len(selected.selection.filters) > 1
        or query.phrases
        or query.excluded
        or query.excluded_phrases
        or query.speakers
        or query.is_dated
    ):
        return None
    speaker = _speaker(records)
    years = [word for word in query.words if YEAR.fullmatch(word)]
    named = speaker.held if speaker else frozenset()
    rest = [word for word in query.words if word not in years and word not in named]
    if not (years or (speaker and rest)):
        return None
    filters = {
        name: tuple(values)
        for name, values in (
            ("q", [" ".join(rest)] if rest else []),
            ("speaker", [speaker.slug] if speaker else []),
            ("year", sorted(set(years))),
        )
        if values
    }
    number = selected.with_filters(filters).count()
    if not number.number:
        return None
    parts = [*([speaker.name] if speaker else []), *years, *rest]
    claims = "1 claim" if number.number == 1 else f"{number.words} claims"
    return Understood(BETWEEN.join(parts), selected.selection.address(path, filters=filters), claims)


def meant_link(selection: Selection, meant: str | None, path: str) -> Link | None:
    """The list for a search with another spelling and the same other filters."""
    if meant is None:
        return None
    filters = {**selection.filters, "q": (meant,)}
    return Link(f"Did you mean “{meant}”?", selection.address(path, filters=filters))


def _speaker(records: Sequence[NamedRecord]) -> NamedRecord | None:
    """The speaker whose name fits the words better than any other."""
    speakers = [record for record in records if record.kind == SPEAKER]
    if not speakers or (len(speakers) > 1 and speakers[0].place == speakers[1].place):
        return None
    return speakers[0]
