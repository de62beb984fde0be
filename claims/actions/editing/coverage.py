"""Log a search, and publish it if the person may."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.drafts.writing import row_of
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, may
from claims.domain.history.workflow import Action
from claims.domain.record.shared import CoverageRecord
from claims.domain.record.slugs import slug_of

MOST_TRIED = 1000
Logged = Literal["published", "submitted"]


@transaction.atomic
def log_search(*, record: CoverageRecord, by: Actor, at: datetime) -> tuple[str, Logged]:
    """Record a search under a new slug. Returns the slug, and whether it is public or waits for review.

    It is published if the actor may publish alone, else submitted. Raises Refused and NotAllowed.
    """
    slug = _free_slug(record)
    record_draft(record=replace(record, slug=slug), by=by, at=at)
    if may(by, Action.PUBLISH) and not settings.REVIEW_REQUIRED:
        publish(places=[("coverage", slug)], by=by, at=at)
        return slug, "published"
    submit(record_type="coverage", key=slug, by=by, at=at)
    return slug, "submitted"


def _free_slug(record: CoverageRecord) -> str:
    """A slug from voice, span and day of the search, with a number if it is taken."""
    base = slug_of(f"{record.voice[:60]} {record.from_} {record.to} {record.checked_on}")[:110].strip("-")
    for number in range(1, MOST_TRIED):
        slug = base if number == 1 else f"{base}-{number}"
        if row_of("coverage", slug) is None:
            return slug
    raise Refused("This search was logged a thousand times on that day.")
