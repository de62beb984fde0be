"""Decisions that wait for a second editor: seen, approved or declined."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from claims.actions.proposing import settle_proposal
from claims.admin.conflicts import CONFLICT, address_of
from claims.admin.consequences import Consequences
from claims.admin.decision_forms import DecisionForm
from claims.admin.decision_page import page_context, told
from claims.admin.decisions import ALL
from claims.admin.deeds import Deed, place_of
from claims.domain import vocabulary
from claims.domain.actors import Actor
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.record_changes import FieldChange, record_changes
from claims.domain.record_codec import to_document
from claims.models import Proposal
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.people import actor_of

LABELS = {
    "reason_class": "Reason",
    "survivor": "The claim that stays",
    "version": "Version",
    "other": "The other record",
    "note": "Public note",
    "change_class": "Class",
    "wrong": "What was wrong",
    "right": "What is right",
    "learned": "How we learned",
    "thanks": "Thanks to",
}


def waiting_links(row: RecordRow) -> list[dict[str, str]]:
    """Buttons to what waits on a record."""
    record_type, key = place_of(row)
    waiting = Proposal.objects.filter(record_type=record_type, record_key=key, settled_at=None)
    return [
        {
            "label": f"{ALL[one.decision].label}: waits for approval",
            "url": reverse(f"admin:claims_{row._meta.model_name}_proposal", args=[row.pk, one.pk]),
        }
        for one in waiting.order_by("pk")
        if one.decision in ALL
    ]


def proposal_page(request: HttpRequest, row: RecordRow, pk: int) -> HttpResponse:
    """What somebody proposes for a record; POST approves it, which does it at once, or declines it."""
    record_type, key = place_of(row)
    proposal = get_object_or_404(Proposal, pk=pk, record_type=record_type, record_key=key, settled_at=None)
    decision, actor = ALL[proposal.decision], actor_of(request.user)
    conflict, refused = "", ""
    if request.method == "POST":
        approved = "_decline" not in request.POST
        try:
            _settle(proposal, row, actor, approved=approved)
        except Conflict as error:
            conflict = (
                f"{error.message} It was proposed for an earlier state: decline it, and propose it anew."
            )
        except (ClaimsError, DatabaseError) as error:
            refused = told(error)
        else:
            messages.success(request, decision.done if approved else "It was declined.")
            return HttpResponseRedirect(address_of("change", row))
    facts = decision.foresee(row, actor)
    answers = (
        f"{LABELS[name]}: {_in_words(name, answer)}"
        for name in LABELS
        if (answer := proposal.answers.get(name))
    )
    form = DecisionForm(initial={"edition": row.edition})
    context = {
        **page_context(request, row, decision.title),
        "facts": Consequences(
            (f"Proposed by {proposal.by}.", *answers, *facts.sentences[:-1]),
            facts.along,
            (*facts.blocks, *([refused] if refused else [])),
            facts.stale,
            facts.address,
        ),
        "form": form,
        "button": f"Approve: {decision.button[0].lower()}{decision.button[1:]}",
        "changes": _changes(row, proposal.answers),
        "proposal": proposal,
        "conflict": conflict,
    }
    return render(request, "admin/claims/decision.html", context, status=CONFLICT if conflict else 200)


@transaction.atomic
def _settle(proposal: Proposal, row: RecordRow, actor: Actor, *, approved: bool) -> None:
    at = timezone.now()
    settle_proposal(proposal=proposal.pk, approved=approved, by=actor, at=at)
    if approved:
        author = User.objects.filter(username=proposal.by).first()
        by = actor_of(author) if author is not None else Actor(proposal.by)
        ALL[proposal.decision].act(Deed(row, proposal.answers, by, at, actor))


def _in_words(name: str, answer: Any) -> Any:
    return vocabulary.WITHDRAWAL_REASONS.get(answer, answer) if name == "reason_class" else answer


def _changes(row: RecordRow, answers: dict[str, Any]) -> tuple[FieldChange, ...]:
    if not answers.get("document"):
        return ()
    return record_changes(to_document(as_record(row)), json.loads(answers["document"]))
