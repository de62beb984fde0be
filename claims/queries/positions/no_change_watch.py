"""The newest claims that nothing has changed, for the home page, with the result of each check."""

from dataclasses import dataclass

from claims.domain.positions.consistency import check_consistency
from claims.domain.positions.consistency_words import check_in_words
from claims.domain.positions.voices import Voice
from claims.domain.record.claim import Check
from claims.queries.claim.rows import ClaimRow
from claims.queries.page_values import Link
from claims.queries.positions.lines import PositionInList, ReadPosition, line_address

CHECKED = "checked by an editor"
"""Shown in place of an outcome that cannot be given with its number, period and coverage."""
SAYS_NOTHING = ("", "nothing_earlier")
"""Outcomes of a check that found nothing to compare."""


@dataclass(frozen=True, slots=True)
class SaidUnchanged:
    """A stance that nothing has changed, by the key of its claim, with the recorded check of an editor."""

    key: str
    position: str
    recorded: Check | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A claim that nothing has changed. ``computed`` is the result with its number, period and coverage.

    It is empty if there are too many statements to compare here; the page at ``position`` has it.
    ``outcome`` is that of an editor, or says that nobody has checked.
    """

    claim: ClaimRow
    position: Link
    outcome: str
    computed: str
    editor: str
    afterwards: str


def watched(
    said: SaidUnchanged,
    row: ClaimRow,
    position: PositionInList | None,
    read: ReadPosition | None,
) -> Watched | None:
    """One line of the list; None if its position is not public, or if the check has nothing to say."""
    if position is None:
        return None
    claim = next((one for one in read.stances if one.key == said.key), None) if read else None
    if read is None or claim is None:
        return _as_recorded(said, row, position) if said.recorded else None
    check = check_consistency(
        claim,
        read.stances,
        position=position.row.slug,
        answers=position.answers,
        searches=read.searches,
    )
    words = check_in_words(check, said.recorded)
    if not words.is_confirmed and check.outcome in SAYS_NOTHING and not check.afterwards:
        return None
    url = line_address(position.row.slug, Voice(claim.voice, claim.voice_name))
    return Watched(
        claim=row,
        position=Link(position.row.question, f"{url}#check-{said.key}"),
        outcome=words.outcome if words.is_confirmed else "",
        computed=words.computed_text,
        editor=words.editor,
        afterwards=str(words.afterwards),
    )


def _as_recorded(said: SaidUnchanged, row: ClaimRow, position: PositionInList) -> Watched:
    return Watched(
        claim=row,
        position=Link(position.row.question, position.row.url),
        outcome=CHECKED,
        computed="",
        editor="",
        afterwards="",
    )
