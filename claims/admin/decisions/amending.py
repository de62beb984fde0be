"""The pages of an amendment: the difference, and a form for the kind of change and the note.

A claim is amended by the change that waits on it, any other record from its form.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from claims.actions.publishing.publishing import check_relations, drafts_of
from claims.admin.decisions.conflicts import address_of
from claims.admin.decisions.consequences import Consequences, of_amending
from claims.admin.decisions.forms import AmendForm
from claims.admin.decisions.offered import DECISIONS, fits
from claims.admin.decisions.page import decision_page, page_context
from claims.domain.errors import Refused
from claims.domain.history.changes import FieldChange, record_changes
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import check_publisher
from claims.domain.record.codec import canonical_text, references, to_document
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record
from claims.models import Claim
from claims.models.moves import current_record
from claims.models.record_mapping import as_record, record_in_work
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of
from claims.queries.desk.consequences import public_address, record_in_words, stale_verdicts
from claims.queries.desk.returned import proposed_note
from claims.queries.people import actor_of


def amend_claim(request: HttpRequest, row: Claim) -> HttpResponse:
    """The page that makes the change to a claim public, or says how to begin one."""
    if not row.has_change:
        context = {
            **page_context(request, row, DECISIONS["amend"].title),
            "facts": Consequences(
                ("A public claim is changed in a working copy, which the public does not see; "
                 "when it is ready, come back here.",)
            ),
            "propose_url": reverse("admin:claims_claim_propose", args=[row.pk]),
        }  # fmt: skip
        return render(request, "admin/claims/decision.html", context)
    if settings.REVIEW_REQUIRED and fits(DECISIONS["submit"], row):
        return HttpResponseRedirect(address_of("submit", row))
    return confirm_record(request, row, current_record(record_in_work(row)))


def submit_working_copy(request: HttpRequest, row: Claim) -> HttpResponse:
    """The page that submits the change to a claim, with the kind of change and the note."""
    before, record = (current_record(one) for one in (as_record(row), record_in_work(row)))
    changes = record_changes(to_document(before), to_document(record))
    data = request.POST if request.method == "POST" else None
    form = AmendForm(data, initial=_beginning(row, record, changes))
    facts = DECISIONS["submit"].foresee(row, actor_of(request.user))
    if not changes:
        facts = replace(facts, blocks=(*facts.blocks, "Nothing changes."))
    return decision_page(request, row, DECISIONS["submit"], form=form, facts=facts, changes=changes)


def confirm_record(
    request: HttpRequest, row: RecordRow, record: Record, *, is_first: bool = False
) -> HttpResponse:
    """The page that amends ``row`` to ``record``.

    ``is_first`` means that the POST comes from the form of the record, not from this page.
    """
    before, after = to_document(current_record(as_record(row))), to_document(record)
    changes = record_changes(before, after)
    asked = request.method == "POST" and not is_first
    data = request.POST.copy() if asked else None
    if data is not None:
        data["document"] = canonical_text(record)
    form = AmendForm(data, initial=_beginning(row, record, changes))
    actor = actor_of(request.user)
    # They may not approve the change.
    authors = row.authors or (actor.name,)
    return decision_page(
        request,
        row,
        DECISIONS["amend"],
        form=form,
        facts=_facts(row, record, changes, authors, actor),
        changes=changes,
        by=Actor(row.work_author) if row.has_change else None,
        returned=row if row.has_change else None,
    )


def _beginning(row: RecordRow, record: Record, changes: tuple[FieldChange, ...]) -> dict[str, object]:
    """The initial values of the form: the edition, a single difference, and the proposer's note.

    The kind of change stays empty, because only the editor knows whether the old content was wrong.
    """
    found: dict[str, object] = {"edition": row.edition, "document": canonical_text(record)}
    if len(changes) == 1:
        found |= {"wrong": changes[0].before, "right": changes[0].after}
    return found | proposed_note(row)


def _facts(
    row: RecordRow, record: Record, changes: tuple[FieldChange, ...], authors: Sequence[str], actor: Actor
) -> Consequences:
    blocks = [f"{p.field}: {p.message}." for p in publication_problems(record, scales_of([record]))]
    if not changes:
        blocks.append("Nothing changes.")
    try:
        check_relations([record])
    except Refused as refusal:
        blocks.append(f"{capfirst(refusal.message)} Publish that claim first.")
    if isinstance(row, Claim):
        try:
            check_publisher(authors, actor.name, settings.REVIEW_REQUIRED)
        except Refused as refusal:
            blocks.append(refusal.message)
    with transaction.atomic():
        pointed_to = [place for place in sorted(references(record)) if place[0] != "claim"]
        along = [record_in_words(found) for _, found in drafts_of(pointed_to, only_drafts=True).values()]
    before = set(stale_verdicts(as_record(row)))
    stale = tuple(line for line in stale_verdicts(record) if line not in before)
    return Consequences(
        of_amending(row, actor).sentences, tuple(along), tuple(blocks), stale, public_address(record)
    )
