"""The page of a decision: its consequences, its form and its button."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from claims.actions.drafts.proposing import propose
from claims.admin.context import desk_context
from claims.admin.decisions.conflicts import CONFLICT, address_of
from claims.admin.decisions.consequences import WAITS, Consequences
from claims.admin.decisions.forms import DecisionForm
from claims.admin.decisions.handlers import TakenDecision, place_of
from claims.admin.decisions.offered import Decision, is_ones_own
from claims.database.condition import refused_by
from claims.domain.errors import ClaimsError, Conflict, InvalidValue
from claims.domain.history.changes import FieldChange
from claims.domain.history.permissions import Actor, may
from claims.domain.history.workflow import Action, can
from claims.domain.record.paths import record_path
from claims.models import Claim
from claims.models.record_row import RecordRow
from claims.queries.desk.waiting_list import FROM_LIST
from claims.queries.people import actor_of

VERSION: Final = "of_version"
"""The answer of a proposal that has the version of the record when it was proposed."""


def decision_page(
    request: HttpRequest,
    row: RecordRow,
    decision: Decision,
    *,
    form: DecisionForm | None = None,
    facts: Consequences | None = None,
    changes: tuple[FieldChange, ...] = (),
    by: Actor | None = None,
    returned: RecordRow | None = None,
) -> HttpResponse:
    """GET shows the consequences, and POST takes the decision. A refusal is shown above the form.

    ``form``, ``facts`` and ``changes`` replace those of the decision. ``by`` is the author of an amendment if
    it is another person. ``returned`` is the row whose draft or change can be returned from this page.
    Responds with 409 if the record has changed since the page was shown.
    """
    actor = actor_of(request.user)
    asked = request.method == "POST" and "_confirm" in request.POST
    form = form or decision.form(
        request.POST if asked else None,
        initial={"edition": row.edition},
        kind=place_of(row)[0],
        key=row.record_key,
    )
    conflict = ""
    seen_first: Consequences | None = None
    if asked and form.is_valid() and decision.look is not None:
        seen_first = decision.look(row, form)
    if asked and form.is_valid() and seen_first is None:
        try:
            done = _do(decision, row, form.cleaned_data, actor, by)
        except Conflict as error:
            conflict = f"{error.message} This is how it stands now; look again before you go on."
            row.refresh_from_db()
            form = _with_edition(form, row)
        except (ClaimsError, DatabaseError) as error:
            form.add_error(None, error_text(error))
        else:
            messages.success(request, with_public_page(done, row))
            return HttpResponseRedirect(way_back(request, row))
    is_own = returned is not None and is_ones_own(returned, actor)
    facts = seen_first or facts or decision.foresee(row, actor)
    if _waits(decision, by):
        facts = replace(facts, sentences=(*facts.sentences, WAITS))
    button = "Show both" if decision.look is not None and seen_first is None else decision.button
    context = {
        **page_context(request, row, decision.title),
        "facts": facts,
        "form": form,
        "button": "" if is_own else button,
        "changes": changes,
        "conflict": conflict,
        "returning": returning(request, returned, actor),
        "preview_url": address_of("preview", row) if isinstance(row, Claim) else "",
    }
    return render(request, "admin/claims/decision.html", context, status=CONFLICT if conflict else 200)


def _waits(decision: Decision, by: Actor | None) -> bool:
    """Whether the decision waits for a second editor. ``by`` is the author of what this one approves."""
    return decision.takes_two and settings.REVIEW_REQUIRED and by is None


def refused_page(request: HttpRequest, row: RecordRow, title: str, sentence: str) -> HttpResponse:
    """The page, with status 409, that says why a decision cannot be taken on a record."""
    context = {**page_context(request, row, title), "conflict": sentence}
    return render(request, "admin/claims/decision.html", context, status=CONFLICT)


def _do(decision: Decision, row: RecordRow, answers: dict[str, Any], actor: Actor, by: Actor | None) -> str:
    record_type, key = place_of(row)
    at = timezone.now()
    if _waits(decision, by):
        if answers["edition"] != row.edition:
            raise Conflict(f"The {record_type} {key} has changed since you opened it.")
        answers = {**answers, VERSION: row.version}
        propose(record_type=record_type, key=key, decision=decision.name, answers=answers, by=actor, at=at)
        return "It waits for a second editor, who finds it in the list of what waits for review."
    approver = actor if by is not None else None
    return decision.handle(TakenDecision(row, answers, by or actor, at, approver)) or decision.done


@dataclass(frozen=True, slots=True)
class Returning:
    """The form that returns a draft or a proposal: its address and its button."""

    url: str
    name: str
    label: str
    edition: int = 0
    needs_comment: bool = True


def returning(request: HttpRequest, row: RecordRow | None, actor: Actor) -> Returning | None:
    """The form that returns a draft or a change to its author, or None if it cannot be returned."""
    if row is None or not may(actor, Action.RETURN) or not can(row.work_state, Action.RETURN):
        return None
    url = address_of("return", row) + (FROM_LIST if is_from_list(request) else "")
    return Returning(url, "_confirm", "Return with this comment", row.edition)


def is_from_list(request: HttpRequest) -> bool:
    """Whether the page was opened from the review list, to which it then redirects."""
    return request.GET.get("from") == "review"


def way_back(request: HttpRequest, row: RecordRow) -> str:
    """The address to redirect to after a decision."""
    return reverse("admin:review") if is_from_list(request) else address_of("change", row)


def page_context(request: HttpRequest, row: RecordRow, title: str) -> dict[str, Any]:
    """The context of every page about a record."""
    return {
        **desk_context(request),
        "title": title,
        "opts": row._meta,
        "original": row,
        "change_url": address_of("change", row),
        "list_url": reverse(f"admin:claims_{row._meta.model_name}_changelist"),
    }


def public_link(row: RecordRow) -> str:
    """The address of the public page of a record, empty if it has none.

    It has the edition as a parameter, so that no cache answers with an earlier page.
    """
    words = getattr(row, "text", "") or getattr(row, "title", "")
    address = record_path(*place_of(row), words) if row.is_public else ""
    return f"{address}?edition={row.edition}" if address else ""


def with_public_page(sentence: str, row: RecordRow) -> str:
    """Add a link to the current public page of the record, if any, to a sentence."""
    now = type(row)._base_manager.filter(pk=row.pk).first()
    address = public_link(now) if now else ""
    return format_html('{} <a href="{}">See it as readers do</a>', sentence, address) if address else sentence


def error_text(error: Exception) -> str:
    """The text of an error for the form."""
    if isinstance(error, InvalidValue):
        field = f"{error.field}: " if error.field else ""
        return f"{field}{error.message}" + (f" ({error.mend})" if error.mend else "")
    if isinstance(error, DatabaseError):
        return refused_by(error)
    return error.message if isinstance(error, ClaimsError) else str(error)


def _with_edition(form: DecisionForm, row: RecordRow) -> DecisionForm:
    """The same answers with the current edition of the record."""
    data: Any = copy(form.data)  # A copy keeps all values of fields with several.
    data["edition"] = str(row.edition)
    return type(form)(data, kind=form.kind, key=form.key)
