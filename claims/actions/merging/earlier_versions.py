"""The content of an earlier version, ready to be published again."""

from __future__ import annotations

import json

from claims.domain.errors import InvalidValue, Refused
from claims.domain.record.codec import incoming_record
from claims.domain.record.shared import Record
from claims.models import Revision
from claims.models.moves import current_record


def earlier_content(record_type: str, key: str, version: int | None = None) -> Record:
    """The content of a version of a record, by default of the last public one.

    References to records that were merged or renamed since are updated. Raises Refused if there is no such
    version, it is a withdrawal, its content was erased, or this program would not accept the content today.
    """
    revisions = Revision.objects.filter(record_type=record_type, record_key=key).select_related("content")
    if version is None:
        revisions = revisions.exclude(change_class="withdrawal")
    else:
        revisions = revisions.filter(version=version)
    revision = revisions.order_by("-version").first()
    if revision is None:
        which = "public version" if version is None else f"version {version}"
        raise Refused(f"The {record_type} {key} has no {which}.")
    content = getattr(revision, "content", None)
    if content is None:
        raise Refused(f"The content of version {revision.version} was erased by law; it cannot be restored.")
    document = json.loads(content.text)
    if document["type"] != record_type:
        raise Refused(f"Version {revision.version} is the withdrawal: choose one that was public.")
    try:
        return current_record(incoming_record(document))
    except InvalidValue as error:
        place = f"{error.field}: " if error.field else ""
        raise Refused(
            f"Version {revision.version} cannot be restored as it stands: {place}{error.message}."
        ) from error
