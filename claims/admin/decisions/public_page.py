"""Where the public reads a record of the desk."""

from __future__ import annotations

from django.utils.html import format_html

from claims.domain.record.paths import claim_path, position_path, source_path, speaker_path, topic_path
from claims.models import Claim, Position, Source, Speaker, Topic
from claims.models.record_row import RecordRow


def public_address(row: RecordRow) -> str:
    """The public page of a record; empty where it is not public, or has no page of its own."""
    if not row.is_public:
        return ""
    match row:
        case Claim():
            return claim_path(row.record_key, row.text)
        case Source():
            return source_path(row.key, row.title)
        case Speaker():
            return speaker_path(row.slug)
        case Topic():
            return topic_path(row.slug)
        case Position():
            return position_path(row.slug)
        case _:
            return ""


def public_link(row: RecordRow) -> str:
    """The public page as it stands now; empty where there is none.

    The edition is in the address, where readers' pages ignore it, so that no cache answers with an earlier
    page.
    """
    address = public_address(row)
    return f"{address}?edition={row.edition}" if address else ""


def with_public_page(sentence: str, row: RecordRow) -> str:
    """The sentence on what was done, with a link to the public page that the record has now, if any."""
    now = type(row)._base_manager.filter(pk=row.pk).first()
    address = public_link(now) if now else ""
    return format_html('{} <a href="{}">See it as readers do</a>', sentence, address) if address else sentence
