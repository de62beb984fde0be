"""What was searched for statements on a position; without a search, that nobody looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.domain.dates import FuzzyDate
from claims.models import CoverageCheck
from claims.queries.listed import counted, span

NOT_SEARCHED = "Not searched yet. This is a gap in our work, not in the record."


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether anybody looked, as ``components/coverage.html`` takes it."""

    kind: str
    sentence: str


def coverage_of(position: int) -> tuple[Coverage, ...]:
    """What was searched for this position, a sentence for each check; else that nobody has searched."""
    rows = (
        CoverageCheck.objects.published()
        .filter(positions=position)
        .order_by("-starts_earliest", "pk")
        .values_list(
            "pk",
            "voice__name",
            "starts",
            "ends",
            "checked_on",
            "checked_by",
            "hits",
            "result",
            "outlets__name",
        )
    )
    checks: dict[int, tuple[Any, list[str]]] = {}
    for pk, *values, outlet in rows[:200]:
        checks.setdefault(pk, (values, []))[1].extend([outlet] if outlet else [])
    found = tuple(_check(values, sorted(outlets)) for values, outlets in checks.values())
    return found or (Coverage("not_searched", NOT_SEARCHED),)


def _check(values: Sequence[Any], outlets: Sequence[str]) -> Coverage:
    voice, starts, ends, on, by, hits, result = values
    where = ", ".join(outlets) or "sources not named"
    period = span(FuzzyDate.parse(starts).short_words(), FuzzyDate.parse(ends).short_words())
    when = f", on {FuzzyDate.parse(on).short_words()}" if on else ""
    who = f" by {by}" if by else ""
    outcome = result or ("nothing found" if hits == 0 else "" if hits is None else counted(hits, "hit"))
    ending = f": {outcome.rstrip('.')}." if outcome else "."
    return Coverage("searched", f"Searched for {voice} ({period}): {where}{when}{who}{ending}")
