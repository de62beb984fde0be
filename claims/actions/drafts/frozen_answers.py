"""Keeping what claims are coded with: the answers of positions and the ratings of scales."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

from claims.domain.errors import Refused
from claims.domain.positions.codebook import answer_changes
from claims.domain.record.shared import PositionRecord, Record, ScaleRecord
from claims.models import FormerMember, Position, RatingScale
from claims.models.record_mapping import as_record
from claims.models.record_row import PUBLIC, RecordRow

MOST_NAMED: Final = 20
MEASURES_OTHERWISE: Final = "it measures"
"""How the sentence begins that refuses to change what a scale measures."""
OF_NOBODY: Final = "its outlet"
"""How the sentence begins that refuses to take away the outlet which alone says whose ratings are."""


def check_kept(row: RecordRow, record: Record) -> None:
    """Refuse to alter answers, ratings, and what a scale measures or whose it is, under coded claims."""
    told = kept_problems(row, record)
    if told:
        raise Refused(f"Claims are coded with what would change in {row.record_key}: {'; '.join(told)}.")


def kept_problems(row: RecordRow, record: Record) -> tuple[str, ...]:
    """What a record would alter under claims that are coded with it, each with the claims, as sentences."""
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
        told = [
            f"{slug}: it is taken away, and has {_named(rated.filter(rating=slug))}" for slug in sorted(lost)
        ]
        if row.measure != record.measure and (row.verdicts.exists() or _was_rated_on(row.slug)):
            named = _named(row.verdicts.all()) or "earlier versions of claims"
            told.append(f"{MEASURES_OTHERWISE} {row.measure}, and has {named}")
        nameless = row.verdicts.filter(by="", claim__state=PUBLIC)
        if row.outlet is not None and not record.outlet and nameless.exists():
            told.append(f"{OF_NOBODY} {row.outlet.slug} alone says whose the rating is of {_named(nameless)}")
        return tuple(told)
    return ()


def _was_rated_on(slug: str) -> bool:
    """Whether an earlier version of a claim was rated on the scale; lists of past days find it by that."""
    facets = ("rating", "any_rating", "consistency")
    return FormerMember.objects.filter(facet__in=facets, member__startswith=f"{slug}:").exists()


def _named(rows: QuerySet[Any]) -> str:
    """The claims of stances or verdicts, by key and words; of many the first few and their number."""
    total = rows.count()
    shown = []
    for row in rows.select_related("claim__amends").order_by("claim__key")[:MOST_NAMED]:
        words = str(row.claim)
        where = f"a change to {row.claim.amends.key}" if row.claim.amends else row.claim.key
        shown.append(f"{where} “{words}”")
    more = f" and {total - len(shown)} more" if total > len(shown) else ""
    return ", ".join(shown) + more
