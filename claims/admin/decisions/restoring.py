"""The pages that restore an earlier version of a record, or publish a withdrawn claim again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.reviving import earlier_content, revival_problem
from claims.admin.decisions.amending import confirm_record
from claims.admin.decisions.conflicts import address_of
from claims.admin.decisions.consequences import Consequences, of_reviving, what_has_moved
from claims.admin.decisions.forms import DecisionForm, ReviveForm
from claims.admin.decisions.handlers import place_of
from claims.admin.decisions.offered import DECISIONS
from claims.admin.decisions.page import decision_page, error_text, page_context, refused_page
from claims.domain.errors import ClaimsError
from claims.domain.history.changes import record_changes
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document
from claims.models import Claim
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.desk.consequences import public_address, sealed_versions
from claims.queries.people import actor_of

WAITS = "A change to this claim is waiting already: publish or discard that."


def can_restore(row: RecordRow) -> bool:
    """Whether earlier versions of a record can be restored in its current state."""
    if row.is_public or not isinstance(row, Claim):
        return row.is_public
    return row.version > 0 and not revival_problem(row.record_key)


def restore_page(request: HttpRequest, row: RecordRow, version: int) -> HttpResponse:
    """The page that restores an earlier version of a record.

    A version of a claim is put into a working copy, where it can still be changed. Other records are amended.
    Responds with 409 if the version cannot be restored.
    """
    if isinstance(row, Claim) and not row.is_public:
        return HttpResponseRedirect(f"{address_of('revive', row)}?version={version}")
    try:
        record = earlier_content(*place_of(row), version)
    except ClaimsError as error:
        return refused_page(request, row, f"Restore version {version}", error_text(error))
    if isinstance(row, Claim) and isinstance(record, ClaimRecord):
        return _into_working_copy(request, row, record, version)
    return confirm_record(request, row, record)


def _into_working_copy(request: HttpRequest, row: Claim, record: ClaimRecord, version: int) -> HttpResponse:
    changes = record_changes(to_document(as_record(row)), to_document(record))
    blocks = [] if changes else ["Nothing changes: this is what is public now."]
    edition = request.POST.get("edition", "")
    if row.has_change:
        blocks.append(WAITS)
    elif request.method == "POST" and "_confirm" in request.POST:
        read = int(edition) if edition.isdecimal() else None
        try:
            propose_change(record=record, by=actor_of(request.user), at=timezone.now(), edition=read)
        except ClaimsError as error:
            blocks.append(error_text(error))
        else:
            messages.success(
                request, f"Version {version} is in the working copy; nothing public has changed."
            )
            return HttpResponseRedirect(address_of("amend", row))
    sentences = (
        f"The content of version {version} goes into a working copy, which the public does not see.",
        "You can still change it there. To make it public, amend the claim, with a note.",
        *what_has_moved(record, version),
    )
    context = {
        **page_context(request, row, f"Restore version {version}"),
        "facts": Consequences(sentences, blocks=tuple(blocks), address=public_address(record)),
        "form": DecisionForm(initial={"edition": row.edition}),
        "button": "Put it into a working copy",
        "changes": changes,
    }
    return render(request, "admin/claims/decision.html", context)


def revive_page(request: HttpRequest, row: RecordRow) -> HttpResponse:
    """The page that publishes a withdrawn claim again. The parameter ``version`` chooses its content."""
    key = row.record_key
    numbers = [one.number for one in sealed_versions("claim", key)]
    asked = request.POST.get("version") or request.GET.get("version", "")
    number = next((one for one in numbers if str(one) == asked), numbers[-1] if numbers else None)
    is_answer = request.method == "POST" and "_confirm" in request.POST
    form = ReviveForm(
        request.POST if is_answer else None, initial={"edition": row.edition, "version": number}, key=key
    )
    facts = of_reviving(row, actor_of(request.user), number)
    return decision_page(request, row, DECISIONS["revive"], form=form, facts=facts)
