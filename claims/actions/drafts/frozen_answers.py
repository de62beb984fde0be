"""Protects the answers of positions and the ratings of scales that coded claims use."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

from claims.domain.errors import Refused
from claims.domain.positions.codebook import answer_changes
from claims.domain.record.shared import PositionRecord, Record, ScaleRecord
from claims.models import ClaimFacet, Position, RatingScale
from claims.models.record_mapping import as_record
from claims.models.record_row import PUBLIC, RecordRow

MOST_NAMED: Final = 20
MEASURES_OTHERWISE: Final = "it measures"
"""The beginning of the message that refuses another measure of a scale."""
OF_NOBODY: Final = "its outlet"
"""The beginning of the message that refuses to remove the outlet of a scale."""


def check_kept(row: RecordRow, record: Record) -> None:
    """Refuse changes to answers, ratings, measure or outlet that coded claims depend on."""
    if problems := kept_problems(row, record):
        raise Refused(f"Claims are coded with what would change in {row.record_key}: {'; '.join(problems)}.")


def kept_problems(row: RecordRow, record: Record) -> tuple[str, ...]:
    """Sentences on the changes that affect coded claims, each with the claims."""
    if isinstance(row, Position) and isinstance(record, PositionRecord):
        before = as_record(row)
        assert isinstance(before, PositionRecord)
        changes = answer_changes(before, record)
        kept = {answer.slug for answer in record.answers} | changes.keys()
        used = row.stances.exclude(answer=None)
        lost = {str(answer) for answer in used.values_list("answer", flat=True).distinct()} - kept
        changes |= dict.fromkeys(sorted(lost), "it is taken away")
        coded = ((slug, words, used.filter(answer=slug)) for slug, words in changes.items())
        return tuple(
            f"{slug}: {words}, and has {_named(rows)}" for slug, words, rows in coded if rows.exists()
        )
    if isinstance(row, RatingScale) and isinstance(record, ScaleRecord):
        kept = {rating.slug for rating in record.ratings}
        rated = row.verdicts.exclude(rating="")
        lost = set(rated.exclude(rating__in=kept).values_list("rating", flat=True))
        problems = [
            f"{slug}: it is taken away, and has {_named(rated.filter(rating=slug))}" for slug in sorted(lost)
        ]
        if row.measure != record.measure and (row.verdicts.exists() or _was_rated_on(row.slug)):
            named = _named(row.verdicts.all()) or "earlier versions of claims"
            problems.append(f"{MEASURES_OTHERWISE} {row.measure}, and has {named}")
        nameless = row.verdicts.filter(by="", claim__state=PUBLIC)
        if row.outlet is not None and not record.outlet and nameless.exists():
            problems.append(f"{OF_NOBODY} {row.outlet.slug} alone says who rated {_named(nameless)}")
        return tuple(problems)
    return ()


def _was_rated_on(slug: str) -> bool:
    """Whether an earlier version of a claim was rated on the scale. Lists of past days use that."""
    facets = ("rating", "any_rating", "consistency")
    return ClaimFacet.objects.filter(value__facet__in=facets, value__value__startswith=f"{slug}:").exists()


def _named(rows: QuerySet[Any]) -> str:
    """The first few claims of stances or verdicts by key and words, and the number of others."""
    total = rows.count()
    shown = []
    for row in rows.select_related("claim__amends").order_by("claim__key")[:MOST_NAMED]:
        words = str(row.claim)
        where = f"a change to {row.claim.amends.key}" if row.claim.amends else row.claim.key
        shown.append(f"{where} “{words}”")
    more = f" and {total - len(shown)} more" if total > len(shown) else ""
    return ", ".join(shown) + more
