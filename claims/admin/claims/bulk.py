"""Take a step for many claims, each in its own transaction. Refused claims are listed with the reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from claims.actions.editing.arranging import EDITORS, assign
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.admin.context import desk_page, whole_number
from claims.admin.decisions.conflicts import address_of
from claims.admin.decisions.handlers import TakenDecision, handle_amend
from claims.admin.decisions.page import error_text
from claims.admin.refusals import check_step
from claims.domain.errors import ClaimsError, Refused
from claims.domain.history.permissions import Actor, Task
from claims.domain.history.workflow import Action, State
from claims.domain.text.plurals import number_of
from claims.models import Claim
from claims.models.record_mapping import claim_in_work
from claims.queries.desk.records import state_words
from claims.queries.people import actor_of

MOST_AT_ONCE: Final = 100
SHOWN: Final = 90
GONE: Final = "Somebody deleted this claim meanwhile."
Act = Callable[[Claim, int, str, Actor, datetime], object]
"""Called with a claim, the edition that was shown, the answer of the form, the actor and the time."""


@dataclass(frozen=True, slots=True)
class BulkStep:
    """``done`` says what happened to the claims. ``help`` is shown on the confirmation page."""

    name: str
    title: str
    button: str
    done: str
    step: Action | Task
    act: Act
    help: str


def _submit(claim: Claim, edition: int, answer: str, by: Actor, at: datetime) -> None:
    submit(record_type="claim", key=claim.key, by=by, at=at, edition=edition)


def _approve(claim: Claim, edition: int, answer: str, by: Actor, at: datetime) -> None:
    if not claim.has_change:
        place = ("claim", claim.key)
        publish(places=[place], by=by, at=at, editions={place: edition})
        return
    if claim.change_state != State.SUBMITTED.value:
        raise Refused("This change is not submitted: open it, and write its class and note.")
    answers = {**claim.change_note, "document": claim.document, "edition": edition}
    handle_amend(TakenDecision(claim, answers, Actor(claim.work_author), at, by))


def _assign(claim: Claim, edition: int, answer: str, by: Actor, at: datetime) -> None:
    assign(claim=claim.pk, to=answer, by=by, at=at)


STEPS: Final = {
    step.name: step
    for step in (
        BulkStep(
            "submit_selected", "Submit for review", "Submit for review", "submitted for review",
            Action.SUBMIT, _submit, "Each waits for another editor then.",
        ),
        BulkStep(
            "approve_selected", "Approve and publish", "Approve and publish", "published",
            Action.PUBLISH, _approve,
            "Each becomes public at once, with the drafts of speakers and sources that it needs. "
            "Nobody approves what he wrote or changed: such claims are left as they are, and named.",
        ),
        BulkStep(
            "assign_selected", "Assign to an editor", "Assign", "assigned",
            Task.ASSIGN, _assign, "Only what is not public yet can be assigned.",
        ),
    )
}  # fmt: skip


def chosen(request: HttpRequest, listed: QuerySet[Claim]) -> list[int]:
    """The primary keys of the ticked claims, or of the whole list, but at most one more than the maximum."""
    if request.POST.get("select_across") == "1" and "_confirm" not in request.POST:
        return list(listed.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    ticked = request.POST.getlist("_selected_action")
    pks = [int(pk) for pk in ticked if pk.isascii() and pk.isdigit() and len(pk) < 18]
    return list(dict.fromkeys(pks))[: MOST_AT_ONCE + 1]


def bulk(request: HttpRequest, step: BulkStep, listed: QuerySet[Claim]) -> HttpResponse | None:
    """Show a page that asks for confirmation. Once confirmed, take the step and return None."""
    check_step(request, step.step)
    pks = chosen(request, listed)
    if len(pks) > MOST_AT_ONCE:
        messages.error(request, f"At most {MOST_AT_ONCE} claims at once: tick fewer, or narrow the list.")
        return None
    found = Claim.objects.select_related("speaker").in_bulk(pks)
    rows = [found[pk] for pk in pks if pk in found]
    for row in rows:
        if row.has_change:
            row.text = claim_in_work(row).words.text
    form = AssignForm(request.POST if "_confirm" in request.POST else None)
    asks = step.step == Task.ASSIGN
    if "_confirm" in request.POST and (not asks or form.is_valid()):
        _take(request, step, pks, form.cleaned_data["to"] if asks else "")
        return None
    return desk_page(
        request,
        "admin/claims/claim/bulk.html",
        step.title,
        step=step,
        claims=[(row, state_words(row), address_of("change", row)) for row in rows],
        form=form if asks else None,
        opts=Claim._meta,
    )


class AssignForm(forms.Form):
    """The editor to whom the claims are assigned."""

    to = forms.ChoiceField(label="Editor", required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        names = User.objects.filter(EDITORS).order_by("username").values_list("username", flat=True)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "nobody"), *((name, name) for name in names.distinct())
        ]  # fmt: skip


def _take(request: HttpRequest, step: BulkStep, pks: Sequence[int], answer: str) -> None:
    """Take the step for each claim, and report the outcome above the list."""
    by, at = actor_of(request.user), timezone.now()
    left, refused, done = list(pks), dict[int, tuple[str, str, str]](), 0
    while left:
        before, again = done, []
        for pk in left:
            row = Claim.objects.select_related("speaker").filter(pk=pk).first()
            if row is None:
                refused[pk] = ("#", f"Number {pk}", GONE)
                continue
            try:
                step.act(row, whole_number(request.POST.get(f"edition_{pk}", "")), answer, by, at)
            except (ClaimsError, DatabaseError) as error:
                refused[pk] = (
                    address_of("change", row),
                    f"{row.speaker}: {row.text[:SHOWN]}",
                    error_text(error),
                )
                again.append(pk)
            else:
                refused.pop(pk, None)
                done += 1
        # A claim may relate to another one that has just become public.
        left = again if done > before else []
    if done:
        messages.success(request, f"{number_of(done, 'claim')} {step.done}.")
    if refused:
        lines = format_html_join("", '<li><a href="{}">{}</a>: {}</li>', refused.values())
        words = "1 claim was" if len(refused) == 1 else f"{len(refused)} claims were"
        messages.warning(request, format_html("{} left as before:<ul>{}</ul>", words, lines))
