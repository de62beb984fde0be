"""What forms show of records that are chosen: names, answers or ratings, and how many claims have them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from django.db.models import CharField, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from claims.domain.record.claim import Occasion
from claims.domain.record.codec import from_text
from claims.domain.record.shared import PositionRecord, ScaleRecord, key_field
from claims.domain.record.verdicts import CONSISTENCY
from claims.models import (
    Claim,
    FacetCount,
    Outlet,
    Position,
    RatingScale,
    Source,
    Speaker,
    Tombstone,
    Topic,
)
from claims.models.claim import changed_occasions, claims_with, occasions
from claims.models.record_mapping import as_record, rows_with_keys
from claims.models.record_row import RecordRow

TABLES: Final[dict[str, type[RecordRow]]] = {
    "speaker": Speaker,
    "outlet": Outlet,
    "source": Source,
    "topic": Topic,
    "position": Position,
    "scale": RatingScale,
    "claim": Claim,
}
"""The tables of what a field of a form can name, by kind."""


def claims_from(source: str) -> int:
    """The number of claims of a source, drafts included."""
    return claims_with("chain.source", source).count()


def claims_at(slug: str) -> int:
    """The number of claims of an occasion, drafts and changes included."""
    changed = [key for key, _ in changed_occasions(slug)]
    return Claim.objects.filter(Q(occasion_slug=slug) | Q(key__in=changed)).count()


def occasion_with(slug: str, *, besides: str = "") -> Occasion | None:
    """The occasion with this slug, as claims but that with the key ``besides`` have it, drafts included."""
    if not slug:
        return None
    others = Claim.objects.filter(occasion_slug=slug).exclude(key=besides)
    changed = (one for key, one in changed_occasions(slug) if key != besides)
    return next(chain(occasions(others), changed), None)


def labels_of(kind: str, keys: Iterable[str]) -> dict[str, str]:
    """The names of these records for a form, by key."""
    keys = {key for key in keys if key}
    if not keys:
        return {}
    model = TABLES[kind]
    column = key_field(kind)
    return {getattr(row, column): str(row) for row in model._base_manager.filter(**{f"{column}__in": keys})}


def on_record(kind: str, keys: Sequence[str]) -> set[str]:
    """Those of the keys that are of records of today, or of withdrawn claims."""
    rows = rows_with_keys(kind, keys).order_by()
    if kind == "claim":
        stones = Tombstone.objects.filter(key__in=keys).values_list("key", flat=True)
        claims = Claim.objects.filter(key__in=keys).values_list("key", flat=True)
        return {*map(str, claims), *stones}
    return set(rows.exclude(state="withdrawn").values_list(key_field(kind), flat=True))


def options_of(kind: str, key: str) -> tuple[tuple[str, str], ...]:
    """The answers of a position, or the ratings of a scale, as (slug, text)."""
    row = rows_with_keys(kind, [key]).first()
    record = as_record(row) if row is not None else None
    if isinstance(record, PositionRecord):
        return tuple((answer.slug, answer.text) for answer in record.answers)
    return tuple((one.slug, one.label) for one in record.ratings) if isinstance(record, ScaleRecord) else ()


def given_ratings(most: int = 30) -> tuple[tuple[str, str], ...]:
    """The ratings that public claims have, as ("scale:rating", words), those for accuracy first.

    One query.
    """
    code = ExpressionWrapper(OuterRef("value"), output_field=CharField())
    scales = RatingScale.objects.annotate(code=code).filter(code__startswith=Concat("slug", Value(":")))
    given = FacetCount.objects.filter(facet__in=("rating", "consistency"), number__gt=0).annotate(
        text=Subquery(scales.values("sealed__content__text")[:1]),
        outlet=Subquery(scales.values("outlet__name")[:1]),
    )
    found = []
    for value, text, outlet in given.exclude(text=None).values_list("value", "text", "outlet"):
        record = from_text(text)
        assert isinstance(record, ScaleRecord)
        who = f"{'consistency, ' if record.measure == CONSISTENCY else ''}{outlet or record.name}"
        labels = {f"{record.slug}:{one.slug}": one.label for one in record.ratings}
        if value in labels:
            found.append((record.measure, value, f"{who}: {labels[value]}"))
    return tuple((value, words) for _, value, words in sorted(found)[:most])
