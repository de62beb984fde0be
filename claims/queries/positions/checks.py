"""Claims that nothing has changed, each compared with what the same voice said before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.dates.order import in_known_order
from claims.domain.positions.consistency import ConsistencyCheck, check_each
from claims.domain.positions.consistency_words import CheckInWords, check_in_words
from claims.domain.positions.extent import day
from claims.domain.positions.voices import AttributedStance
from claims.queries.claim.rows import ClaimRow
from claims.queries.page_values import Link
from claims.queries.positions.line import FoundLine
from claims.queries.stances.of_records import StanceDetail

MOST_CHECKS = 8
MOST_TESTED = 6


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One claim that nothing has changed, and the result of its check.

    ``tested`` are links to the earlier claims; ``tested_left`` more are not shown.
    """

    claim: ClaimRow
    voice: str
    words: CheckInWords
    tested: tuple[Link, ...]
    tested_left: int

    @property
    def place(self) -> str:
        """The id of its row on the page."""
        return f"check-{self.claim.key}"


def saying_unchanged(found: FoundLine) -> tuple[AttributedStance, ...]:
    """The statements of all voices that nothing has changed, in known order; summaries are not compared."""
    return in_known_order([one for one in found.stances if one.unchanged and one.is_in_line])


def checks_of(found: FoundLine, saying: Iterable[AttributedStance]) -> tuple[ConsistencyCheck, ...]:
    """The checks of these claims, each against the line of its own voice."""
    return check_each(
        saying,
        found.stances,
        position=found.position.record.slug,
        answers=found.position.answers,
        searches=found.searches.searches,
    )


def shown_checks(
    checks: Sequence[ConsistencyCheck],
    rows: Mapping[str, ClaimRow],
    details: Mapping[str, StanceDetail],
) -> tuple[ShownCheck, ...]:
    """The checks for the table of the page. ``rows`` and ``details`` have their claims."""
    return tuple(
        _shown(check, rows[check.claim.key], details.get(check.claim.key))
        for check in checks
        if check.claim.key in rows
    )


def _shown(check: ConsistencyCheck, row: ClaimRow, detail: StanceDetail | None) -> ShownCheck:
    return ShownCheck(
        claim=row,
        voice=check.claim.voice_name,
        words=check_in_words(check, detail.check if detail else None),
        tested=tuple(
            Link(day(stance.said), f"/claims/{stance.key}/") for stance in check.tested[-MOST_TESTED:]
        ),
        tested_left=max(len(check.tested) - MOST_TESTED, 0),
    )
