"""Link leads to the claims that fulfil them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import find_keys, locked_row, write
from claims.actions.publishing.projected_records import NewRevision
from claims.domain.history.ledger import PublicNote
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import LeadRecord
from claims.models import Claim, FollowedLead
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow

NOTE: Final = "Recorded as a claim."


def name_claims_in_leads(rows: Iterable[RecordRow], *, by: Actor, at: datetime) -> list[NewRevision]:
    """Write the keys of claims that are being published into the leads that they fulfil.

    Returns the revisions of the public leads, which are to be sealed with the claims. Call it in the
    transaction of the publication, after the claims are public.
    """
    followed = FollowedLead.objects.filter(claim__in=[row.pk for row in rows if isinstance(row, Claim)])
    revisions = []
    for one in followed.select_related("claim", "lead").order_by("pk"):
        lead = locked_row("lead", one.lead.slug)
        if getattr(lead, "claim_key", ""):
            continue
        before = as_record(lead)
        assert isinstance(before, LeadRecord)
        record = replace(before, claim=str(one.claim.key))
        write(lead, record, find_keys([record]), at=at)
        place = (record.TYPE, record.slug)
        if not lead.version:
            note_event(action="rewrite", by=by, at=at, place=place)
            continue
        lead.version += 1
        lead.revised_at = at
        lead.save(update_fields=["version", "revised_at"])
        revisions.append(
            NewRevision(
                record_type=record.TYPE,
                record_key=record.slug,
                version=lead.version,
                text=canonical_text(record),
                change_class=ChangeClass.UPDATE.value,
                hands=(by.name,),
                approver=by.name,
                note=PublicNote(NOTE),
                before=canonical_text(before),
            )
        )
        note_event(action="amend", by=by, at=at, place=place, version=lead.version)
    followed.delete()
    return revisions
