"""The heading of a comparison, in parts that a template can mark up."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.comparison.order import (
    MOST,
    ORDER_NOT_KNOWN,
    ClaimOrder,
    ComparedClaim,
    distance,
)

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


@dataclass(frozen=True, slots=True)
class Heading:
    """The parts of the heading; a part may be empty.

    ``speaker`` and ``positions`` are set only if all statements share them. ``speaker_count`` and
    ``position_count`` are the numbers of all speakers and positions.
    """

    count: int
    speaker: str
    speaker_count: int
    positions: tuple[str, ...]
    position_count: int
    dates: str
    days: str
    undated: int

    @property
    def statements(self) -> str:
        """ "Three statements"."""
        number = NUMBERS[self.count] if self.count <= MOST else f"{self.count:,}"
        return f"{number} {'statement' if self.count == 1 else 'statements'}"

    @property
    def by(self) -> str:
        """ "by Ann Other", "by 2 speakers", or empty."""
        if self.speaker:
            return f"by {self.speaker}"
        return f"by {self.speaker_count} speakers" if self.speaker_count > 1 else ""

    @property
    def on(self) -> str:
        """ "on recognition", "on 2 positions", or empty."""
        if self.positions:
            return f"on {' and '.join(self.positions)}"
        return f"on {self.position_count} positions" if self.position_count > 1 else ""

    @property
    def undated_words(self) -> str:
        """ "one of them undated", "all undated", or empty."""
        if not self.undated:
            return ""
        if self.undated == self.count:
            return "undated" if self.count == 1 else "all undated"
        return "one of them undated" if self.undated == 1 else f"{self.undated} of them undated"

    @property
    def sentence(self) -> str:
        """The heading in one line, without mark-up and full stop."""
        start = " ".join(part for part in (self.statements, self.by, self.on) if part)
        dates = f"{self.dates} ({self.days})" if self.days else self.dates
        return ", ".join(part for part in (start, dates, self.undated_words) if part)


def heading(claims: Sequence[ComparedClaim], known: ClaimOrder) -> Heading:
    """The heading for claims that are in order."""
    speakers = dict.fromkeys(claim.speaker for claim in claims)
    shared, position_count = _positions(claims)
    dates, days = _period([claim for claim in claims if not claim.said.undated], known)
    return Heading(
        count=len(claims),
        speaker=claims[0].speaker_name if len(speakers) == 1 else "",
        speaker_count=len(speakers),
        positions=shared,
        position_count=position_count,
        dates=dates,
        days=days,
        undated=sum(claim.said.undated for claim in claims),
    )


def _positions(claims: Sequence[ComparedClaim]) -> tuple[tuple[str, ...], int]:
    """The titles of the positions that all claims share, sorted by slug, and the number of all positions."""
    titles = {slug: title for claim in claims for slug, title in claim.positions}
    shared = set(titles).intersection(*({slug for slug, _ in claim.positions} for claim in claims))
    return tuple(titles[slug] for slug in sorted(shared)), len(titles)


def _period(dated: Sequence[ComparedClaim], known: ClaimOrder) -> tuple[str, str]:
    """The dates from first to latest, and the days between, or the dates alone if the order is not known."""
    dates = list(dict.fromkeys(claim.said.short_words() for claim in dated))
    if len(dated) < 2:
        return "".join(dates), ""
    first, latest = dated[0], dated[-1]
    if len(dates) == 1:
        return dates[0], ""
    if not known.is_before(first, latest):
        return ", ".join(dates), ORDER_NOT_KNOWN
    days = distance(first.said, latest.said, order_known=True).days
    return f"{first.said.short_words()} – {latest.said.short_words()}", days.words() if days else ""
