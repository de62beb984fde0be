"""The pages on which editors check claims that nothing has changed against earlier statements."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from claims.actions.editing.coding import confirm_check
from claims.actions.publishing.reviewing import Updated
from claims.admin.context import check_permissions, desk_page, whole_number
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES
from claims.queries.desk.consistency_review import NoChangeClaim, no_change_claim, no_change_list
from claims.queries.people import actor_of

MOVED_ON = (
    "Our claims have changed since you opened this page. Look at the earlier statements again, and then"
    " confirm."
)
DONE: dict[Updated, str] = {
    "draft": "The outcome is saved in the draft.",
    "amended": "The outcome is public, as an update of the claim.",
    "proposed": "The outcome is waiting for another editor, as a change to the claim.",
}


class OutcomeForm(forms.Form):
    """An outcome with its reason. ``seen`` is what the software suggested when the page was shown."""

    outcome = forms.ChoiceField(
        choices=[(name, capfirst(label)) for name, label in CONSISTENCY_OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an outcome."},
    )
    reason = forms.CharField(
        max_length=800,
        widget=forms.Textarea({"rows": 3}),
        label="Reason",
        help_text="Readers see it. What the claim refers to, and why it agrees or does not.",
        error_messages={"required": "Give a reason: readers see it with the outcome."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)


def review_list(request: HttpRequest) -> HttpResponse:
    """The list of claims that nothing has changed: the unconfirmed ones, or with ``all`` every one."""
    check_permissions(request, "view_claim")
    show_all = "all" in request.GET
    number = request.GET.get("page", "1")
    found = no_change_list(only_open=not show_all, number=whole_number(number, 1))
    return desk_page(
        request,
        "admin/claims/consistency/review_list.html",
        "Claims of “nothing has changed”",
        found=found,
        show_all=show_all,
    )


def review_claim(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """A claim with the statements before it. A POST confirms or overrules the suggested outcome."""
    check_permissions(request, "view_claim")
    found = no_change_claim(key, slug)
    if found is None:
        raise Http404("There is no such claim on that position.")
    if request.method != "POST":
        first = {"outcome": found.confirmed or found.computed, "seen": _seen(found), "edition": found.edition}
        return _shown(request, found, OutcomeForm(initial=first))
    form = OutcomeForm(request.POST)
    if form.is_valid() and form.cleaned_data["seen"] != _seen(found):
        shown = request.POST.copy()
        shown["seen"], shown["edition"] = _seen(found), str(found.edition)
        form = OutcomeForm(shown)
        form.add_error(None, MOVED_ON)
        return _shown(request, found, form, status=409)
    how = _confirmed(request, found, form) if form.is_valid() else None
    if how is None:
        return _shown(request, found, form, status=400)
    messages.success(request, DONE[how])
    return HttpResponseRedirect(reverse("admin:consistency"))


def _confirmed(request: HttpRequest, found: NoChangeClaim, form: OutcomeForm) -> Updated | None:
    try:
        return confirm_check(
            key=found.claim.key,
            position=found.position,
            computed=found.computed,
            tested=found.tested_keys,
            confirmed=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            by=actor_of(request.user),
            at=timezone.now(),
            edition=form.cleaned_data["edition"],
        )
    except Conflict:
        form.add_error(None, "Somebody has changed the claim since you opened this page. Open it again.")
    except ClaimsError as error:
        form.add_error(None, error.message)
    return None


def _seen(found: NoChangeClaim) -> str:
    return " ".join((found.computed or "none", *found.tested_keys))


def _shown(request: HttpRequest, found: NoChangeClaim, form: OutcomeForm, status: int = 200) -> HttpResponse:
    return desk_page(
        request,
        "admin/claims/consistency/review_claim.html",
        "Compare with earlier statements",
        status=status,
        subtitle=found.question,
        found=found,
        form=form,
    )
