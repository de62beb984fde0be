"""Rating scales as records, for the rules of publication."""

from collections.abc import Iterable

from django.db.models import QuerySet

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record, ScaleRecord
from claims.domain.record.verdicts import CONSISTENCY
from claims.models.record_mapping import as_record, with_content
from claims.models.shared import RatingScale


def scales_of(records: Iterable[Record]) -> dict[str, ScaleRecord]:
    """The scales on which these claims are rated, by slug, drafts included.

    A scale among the records takes precedence over the one on record. No query if none is needed.
    """
    records = list(records)
    given = {record.slug: record for record in records if isinstance(record, ScaleRecord)}
    claims = (record for record in records if isinstance(record, ClaimRecord))
    wanted = {verdict.scale for claim in claims for verdict in claim.verdicts} - given.keys()
    return {**(_records(RatingScale.objects.filter(slug__in=wanted)) if wanted else {}), **given}


def all_scales() -> dict[str, ScaleRecord]:
    """Every scale on record, drafts included."""
    return _records(RatingScale.objects.all())


def consistency_scales() -> frozenset[str]:
    """The slugs of the scales that measure consistency."""
    return frozenset(RatingScale.objects.filter(measure=CONSISTENCY).values_list("slug", flat=True))


def _records(rows: QuerySet[RatingScale]) -> dict[str, ScaleRecord]:
    found: dict[str, ScaleRecord] = {}
    for row in with_content(rows):
        record = as_record(row)
        assert isinstance(record, ScaleRecord)
        found[record.slug] = record
    return found
