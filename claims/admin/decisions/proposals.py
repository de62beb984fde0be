"""The page of a decision that waits for a second editor, who approves or returns it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from claims.actions.drafts.proposing import propose, rewrite_proposal, settle_proposal
from claims.actions.drafts.writing import row_of
from claims.admin.decisions.conflicts import CONFLICT, address_of
from claims.admin.decisions.consequences import of_merging_into
from claims.admin.decisions.forms import AmendForm, DecisionForm, NoteForm, RevivalNoteForm
from claims.admin.decisions.handlers import TakenDecision, place_of
from claims.admin.decisions.offered import ALL, mark_of
from claims.admin.decisions.page import (
    VERSION,
    Returning,
    error_text,
    page_context,
    way_back,
    with_public_page,
)
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.history.changes import FieldChange, record_changes
from claims.domain.history.permissions import Actor
from claims.domain.record import vocabulary
from claims.domain.record.codec import canonical_text, incoming_record, to_document
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import RECORD_TYPES
from claims.models import Claim, Proposal
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.desk.returned import NOTES
from claims.queries.people import actor_of

LABELS = {
    "reason_class": "Reason",
    "survivor": "The claim that stays",
    "version": "Version",
    "other": "The other record",
    "note": "Public note",
    "change_class": "Kind of change",
    "wrong": "What was wrong",
    "right": "What is right",
    "learned": "How we learned",
    "thanks": "Thanks to",
}


def waiting_links(row: RecordRow) -> list[dict[str, str]]:
    """Links to the proposals for a record that wait for approval."""
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
    """The page of a proposal, with a form for its kind of change and note.

    POST approves the proposal at once, returns it with a comment, or rewrites it, so that it waits for
    somebody else. Its author can take it back, or propose it again once it was returned.
    """
    record_type, key = place_of(row)
    proposal = get_object_or_404(Proposal, pk=pk, record_type=record_type, record_key=key)
    decision, actor = ALL[proposal.decision], actor_of(request.user)
    is_own = proposal.by == actor.name
    if proposal.settled_at is not None and (proposal.approved or not is_own):
        raise Http404(f"{proposal.settled_by} has already decided on this: nothing waits here any more.")
    form = _note_form(request, row, proposal)
    conflict, refused = "", ""
    rewriting = _rewrite_form(request, proposal)
    if request.method == "POST" and "_rewrite" in request.POST and rewriting is not None:
        form = _note_form(request, row, proposal, is_sent=False)
        if rewriting.is_valid():
            try:
                rewrite_proposal(proposal=proposal.pk, document=rewriting.text(), by=actor, at=timezone.now())
            except ClaimsError as error:
                rewriting.add_error(None, error_text(error))
            else:
                messages.success(request, "It was rewritten, and waits for another editor.")
                return HttpResponseRedirect(way_back(request, row))
    elif request.method == "POST" and ("_decline" in request.POST or form.is_valid()):
        try:
            done = _answer(request, row, proposal, form, actor)
        except Conflict as error:
            conflict = (
                f"{error.message} The record has changed since this was proposed. Return it, so that it can"
                " be proposed again."
            )
        except (ClaimsError, DatabaseError) as error:
            refused = error_text(error)
        else:
            messages.success(request, with_public_page(done, row))
            return HttpResponseRedirect(way_back(request, row))
    facts = decision.foresee(row, actor)
    if (stays := _stays(row, proposal)) is not None:
        facts = of_merging_into(row, stays)
    answers = (
        f"{LABELS[name]}: {_in_words(name, answer)}"
        for name in LABELS
        if (answer := proposal.answers.get(name))
    )
    does = f"{decision.button[0].lower()}{decision.button[1:]}"
    waits = proposal.settled_at is None
    label = "Take it back" if is_own else "Return with this comment"
    returning = Returning("", "_decline", label, needs_comment=not is_own)
    context = {
        **page_context(request, row, decision.title),
        "facts": replace(
            facts,
            sentences=(f"Proposed by {proposal.by}.", *answers, *facts.sentences),
            blocks=(*facts.blocks, *([refused] if refused else [])),
        ),
        "form": form,
        "button": "" if is_own and waits else f"Approve: {does}" if waits else "Propose it again",
        "changes": _changes(row, proposal.answers),
        "mends": True,
        "preview_url": address_of("preview", row) if isinstance(row, Claim) and row.is_public else "",
        "returning": returning if waits else None,
        "rewriting": rewriting if waits else None,
        "conflict": conflict,
    }
    return render(request, "admin/claims/decision.html", context, status=CONFLICT if conflict else 200)


def _stays(row: RecordRow, proposal: Proposal) -> RecordRow | None:
    """The record that stays after a proposed merge, or None for other decisions."""
    is_merge = proposal.decision == "merge"
    return row_of(place_of(row)[0], proposal.answers.get("other", "")) if is_merge else None


def _rewrite_form(request: HttpRequest, proposal: Proposal) -> RewriteForm | None:
    """The form that rewrites a proposed change, or None for other decisions and settled proposals."""
    if proposal.settled_at is not None or not proposal.answers.get("document"):
        return None
    is_sent = request.method == "POST" and "_rewrite" in request.POST
    return RewriteForm(request.POST if is_sent else None, proposal=proposal)


def _note_form(
    request: HttpRequest, row: RecordRow, proposal: Proposal, *, is_sent: bool | None = None
) -> DecisionForm:
    """The form of the kind of change and the note, as proposed or as sent."""
    kinds: dict[str, type[DecisionForm]] = {"amend": AmendForm, "revive": RevivalNoteForm}
    kind = kinds.get(proposal.decision, NoteForm)
    proposed = {name: proposal.answers[name] for name in NOTES if name in proposal.answers}
    proposed["edition"] = row.edition
    is_sent = request.method == "POST" if is_sent is None else is_sent
    return kind({**proposed, **request.POST.dict()} if is_sent else None, initial=proposed)


def _answer(
    request: HttpRequest, row: RecordRow, proposal: Proposal, form: DecisionForm, actor: Actor
) -> str:
    """Take the step that was chosen on the page, and return a sentence on it."""
    if "_decline" in request.POST:
        _settle(proposal, row, actor, {}, approved=False, comment=request.POST.get("comment", ""))
        return "It was taken back." if proposal.by == actor.name else "It was returned."
    mended = {name: form.cleaned_data[name] for name in NOTES if name in form.cleaned_data}
    answers = {**proposal.answers, **mended}
    if proposal.settled_at is None:
        return _settle(proposal, row, actor, answers, approved=True)
    record_type, key = place_of(row)
    answers |= {"edition": form.cleaned_data["edition"], VERSION: row.version}
    if (stays := _stays(row, proposal)) is not None:
        answers["seen"] = mark_of(stays)
    propose(
        record_type=record_type,
        key=key,
        decision=proposal.decision,
        answers=answers,
        by=actor,
        at=timezone.now(),
    )
    return "It waits for a second editor again."


@transaction.atomic
def _settle(
    proposal: Proposal,
    row: RecordRow,
    actor: Actor,
    answers: dict[str, Any],
    *,
    approved: bool,
    comment: str = "",
) -> str:
    """Settle a proposal and, if approved, take the decision. Returns a sentence on what was done."""
    at = timezone.now()
    settle_proposal(proposal=proposal.pk, approved=approved, by=actor, at=at, comment=comment)
    if approved:
        author = User.objects.filter(username=proposal.by).first()
        by = actor_of(author) if author is not None else Actor(proposal.by)
        if answers.get(VERSION) == row.version:  # A change that waits on a claim may have gone on meanwhile.
            answers = {**answers, "edition": row.edition}
        decision = ALL[proposal.decision]
        return decision.handle(TakenDecision(row, answers, by, at, actor)) or decision.done
    return ""


def _in_words(name: str, answer: Any) -> Any:
    return vocabulary.WITHDRAWAL_REASONS.get(answer, answer) if name == "reason_class" else answer


def _changes(row: RecordRow, answers: dict[str, Any]) -> tuple[FieldChange, ...]:
    if not answers.get("document"):
        return ()
    return record_changes(to_document(as_record(row)), json.loads(answers["document"]))


OWN = "text_"
"""The prefix of its field names. The note form has other names."""
LONG = 60


class RewriteForm(forms.Form):
    """The texts of the proposed record. Lists and references can be changed only in the record's form."""

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data)
        self.document: dict[str, Any] = json.loads(proposal.answers["document"])
        for field in _texts(self.document["type"]):
            text = str(self.document.get(field.json, field.default or ""))
            is_long = len(text) > LONG or field.json in ("description", "meaning", "not_to_conclude", "text")
            self.fields[OWN + field.json] = forms.CharField(
                label=field.json.replace("_", " ").capitalize(),
                required=field.required,
                initial=text,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
                if is_long
                else forms.TextInput(attrs={"class": "vTextField"}),
            )

    def text(self) -> str:
        """The typed record as canonical text. Raises InvalidRecord.

        A text that comes back as a browser shows it stays as it is: a field of one line shows no line break,
        and no field keeps spaces around a text.
        """
        typed = {name: text.replace("\r\n", "\n") for name, text in self.cleaned_data.items()}
        changed = {
            name.removeprefix(OWN): text for name, text in typed.items() if text != self._as_shown(name)
        }
        return canonical_text(incoming_record({**self.document, **changed}))

    def _as_shown(self, name: str) -> str:
        field = self.fields[name]
        text = str(field.initial)
        return (text if isinstance(field.widget, forms.Textarea) else text.replace("\n", "")).strip()


def _texts(record_type: str) -> list[Field]:
    """The fields with one text each, except references and the key."""
    return [
        field
        for field in fields_of(RECORD_TYPES[record_type])
        if field.kind == "text" and not (field.many or field.ref) and field.json not in ("slug", "key")
    ]
