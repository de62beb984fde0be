"""The latest claims for the home page: what officials said first, several from one page as one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery

from claims.domain.text.plurals import number_of
from claims.models import Citation, Claim, Outlet
from claims.queries.claim.rows import ClaimRow

LATEST: Final = 8
MOST_READ: Final = 60
SAID: Final = ("quoted", "partial", "reported")
NAMED: Final = ("person", "body")


@dataclass(frozen=True, slots=True)
class LatestItem:
    """A claim by its key, and the number of others by the same speaker from the same page."""

    claim: str
    others: int


def latest_items() -> tuple[LatestItem, ...]:
    """The latest claims, newest first: those of named persons and bodies, and others if there are too few.

    An outlet's own sentences and summaries come last. One query.
    """
    newest = Claim.objects.published().newest_first().values("pk")[:MOST_READ]
    first_source = Citation.objects.filter(claim=OuterRef("pk"), source__isnull=False).order_by("hop")
    outlets = Outlet.objects.filter(
        Q(slug=OuterRef("speaker__slug")) | Q(name=OuterRef("speaker__name"))
    ).order_by()
    rows: Any = (
        Claim.objects.filter(pk__in=newest)
        .newest_first()
        .annotate(source=Subquery(first_source.values("source")[:1]), is_outlet=Exists(outlets))
        .values_list(
            "key", "source", "speaker", "form", "speaker__kind", "speaker__names_no_office", "is_outlet"
        )
    )
    groups: dict[tuple[Any, ...], list[str]] = {}
    for key, source, speaker, form, kind, no_office, is_outlet in rows:
        is_said = form in SAID and kind in NAMED and not (no_office or is_outlet)
        groups.setdefault((not is_said, source or key, speaker), []).append(key)
    ordered = sorted(groups.items(), key=lambda group: bool(group[0][0]))
    return tuple(LatestItem(keys[0], len(keys) - 1) for _, keys in ordered[:LATEST])


def latest_rows(items: Sequence[LatestItem], rows: Mapping[str, ClaimRow]) -> tuple[ClaimRow, ...]:
    """The items as rows, each with the number of others."""
    return tuple(_row(rows[item.claim], item.others) for item in items if item.claim in rows)


def _row(row: ClaimRow, others: int) -> ClaimRow:
    if not others:
        return row
    return replace(row, added_words=f"{number_of(others, 'more sentence')} on this page")
