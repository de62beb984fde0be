"""The watch on the home page: the newest claims that nothing has changed, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.positions.consistency import check_consistency
from claims.domain.positions.consistency_words import check_in_words
from claims.domain.positions.voices import Voice
from claims.domain.record.claim import Check
from claims.queries.claim.rows import NOT_CHECKED, ClaimRow
from claims.queries.page_values import Link
from claims.queries.positions.lines import PositionInList, ReadPosition, line_address

CHECKED = "checked by an editor"
"""What is told where the outcome could not stand beside its number, its period and its coverage."""


@dataclass(frozen=True, slots=True)
class SaidUnchanged:
    """A stance that says nothing has changed, by primary keys, with what an editor made of its check."""

    claim: int
    key: str
    position: int
    recorded: Check | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A claim that nothing has changed. ``computed`` carries its number, period and coverage.

    It is empty where there are too many statements to hold it against here; ``position`` leads to the page
    that does. ``outcome`` is an editor's, or that nobody has checked; the software's own is ``computed``.
    """

    claim: ClaimRow
    position: Link
    outcome: str
    is_confirmed: bool
    computed: str
    editor: str
    afterwards: str
    is_counted: bool = True


def watched(
    said: SaidUnchanged,
    row: ClaimRow,
    position: PositionInList | None,
    read: ReadPosition | None,
) -> Watched | None:
    """One line of the watch; None where its position is not public."""
    if position is None:
        return None
    claim = next((one for one in read.stances if one.key == said.key), None) if read else None
    if read is None or claim is None:
        return _as_recorded(said, row, position)
    check = check_consistency(claim, read.stances, position=position.row.slug, searches=read.searches)
    words = check_in_words(check, said.recorded, position.texts)
    url = line_address(position.row.slug, Voice(claim.voice, claim.voice_name))
    return Watched(
        claim=row,
        position=Link(position.row.question, f"{url}#check-{said.key}"),
        outcome=words.outcome if words.is_confirmed else "",
        is_confirmed=words.is_confirmed,
        computed=words.computed,
        editor=words.editor,
        afterwards=words.afterwards,
        is_counted=not claim.why_not_counted,
    )


def _as_recorded(said: SaidUnchanged, row: ClaimRow, position: PositionInList) -> Watched:
    confirmed = said.recorded.confirmed if said.recorded else ""
    return Watched(
        claim=row,
        position=Link(position.row.question, position.row.url),
        outcome=CHECKED if confirmed else NOT_CHECKED,
        is_confirmed=bool(confirmed),
        computed="",
        editor="",
        afterwards="",
    )
