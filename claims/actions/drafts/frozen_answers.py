"""Protects the answers of positions and the ratings of scales that coded claims use."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from claims.domain.errors import Refused
from claims.domain.positions.codebook import answer_changes
from claims.domain.record.shared import PositionRecord, Record, ScaleRecord
from claims.domain.search.desk_values import ANSWER, CHANGE, NAMELESS, RATING
from claims.models import Claim, ClaimFacet, Position, RatingScale
from claims.models.claim import claims_with
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow

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
        used = _parts_used(ANSWER, row.slug, (answer.slug for answer in before.answers))
        changes |= dict.fromkeys(sorted(used - kept), "it is taken away")
        coded = ((slug, words, _claims(ANSWER, f"{row.slug}:{slug}")) for slug, words in changes.items())
        return tuple(
            f"{slug}: {words}, and has {_named(rows)}" for slug, words, rows in coded if rows.exists()
        )
    if isinstance(row, RatingScale) and isinstance(record, ScaleRecord):
        stood = as_record(row)
        assert isinstance(stood, ScaleRecord)
        kept = {rating.slug for rating in record.ratings}
        lost = sorted(_parts_used(RATING, row.slug, (rating.slug for rating in stood.ratings)) - kept)
        problems = [
            f"{slug}: it is taken away, and has {_named(_claims(RATING, f'{row.slug}:{slug}'))}"
            for slug in lost
        ]
        rated = _claims("verdicts.scale", row.slug)
        if row.measure != record.measure and (rated.exists() or _was_rated_on(row.slug)):
            named = _named(rated) or "earlier versions of claims"
            problems.append(f"{MEASURES_OTHERWISE} {row.measure}, and has {named}")
        nameless = Claim.objects.published().filter(pk__in=claims_with(NAMELESS, row.slug))
        if row.outlet is not None and not record.outlet and nameless.exists():
            problems.append(f"{OF_NOBODY} {row.outlet.slug} alone says who rated {_named(nameless)}")
        return tuple(problems)
    return ()


def _was_rated_on(slug: str) -> bool:
    """Whether an earlier version of a claim was rated on the scale. Lists of past days use that."""
    facets = ("rating", "any_rating", "consistency")
    return ClaimFacet.objects.filter(value__facet__in=facets, value__value__startswith=f"{slug}:").exists()


def _parts_used(field: str, slug: str, parts: Iterable[str]) -> set[str]:
    """The answers of a position, or the ratings of a scale, that claims use or would by their changes."""
    return {part for part in parts if _claims(field, f"{slug}:{part}").exists()}


def _claims(field: str, value: str) -> QuerySet[Claim]:
    """The claims with this value, marked with ``by_change`` where only their change would have it."""
    has_it = Exists(claims_with(field, value).filter(claim=OuterRef("pk")))
    found: QuerySet[Claim] = Claim.objects.filter(pk__in=claims_with((field, CHANGE + field), value))
    return found.annotate(by_change=~has_it)


def _named(rows: QuerySet[Claim]) -> str:
    """The first few claims by key and words, and the number of others."""
    total = rows.count()
    shown = []
    for row in rows.order_by("key")[:MOST_NAMED]:
        where = f"a change to {row.key}" if getattr(row, "by_change", False) else row.key
        shown.append(f"{where} “{row}”")
    more = f" and {total - len(shown)} more" if total > len(shown) else ""
    return ", ".join(shown) + more
