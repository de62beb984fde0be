"""The pages for coding: the list of positions, the screen, the suggested claims and the codebook."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.coding import How, Judgement, code, code_blind
from claims.admin.context import check_permissions, desk_page
from claims.admin.decisions.conflicts import who_and_when
from claims.admin.decisions.page import is_from_list
from claims.admin.fields import choice, line
from claims.admin.reference_field import Reference, ReferenceField, found_key
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import ClaimsError, Conflict, InvalidDate, InvalidValue
from claims.domain.record import vocabulary
from claims.models import Position
from claims.queries.coding.agreement import answer_words
from claims.queries.coding.codebook import codebook
from claims.queries.coding.page import CodingPage, coding_page, positions_to_code
from claims.queries.coding.suggestions import suggestions
from claims.queries.people import actor_of

DONE: Final[dict[How, str]] = {
    "draft": "Saved in the draft {key}.",
    "amended": "Saved and public: {key} has a new version.",
    "proposed": "The stance is waiting for another editor, in a change to {key}.",
    "kept": "Saved; nothing changes in {key}.",
    "blind": "Your answer is saved. The claim does not change.",
}


def choose_position(request: HttpRequest) -> HttpResponse:
    """The list of positions with links to their screens."""
    check_permissions(request, "view_claim", "view_position")
    template = "admin/claims/position/code_index.html"
    return desk_page(request, template, "Assign stances", positions=positions_to_code())


def code_stances(request: HttpRequest, slug: str) -> HttpResponse:
    """Code claims. ``claim`` is the key to show, ``after`` the key before it, ``blind`` for a second coder.

    Opened from the review list, it settles a disagreement and redirects to that list.
    """
    check_permissions(request, "view_claim", "view_position")
    coder, is_blind = request.user.get_username(), "blind" in request.GET
    sent = request.POST if request.method == "POST" else request.GET
    page = coding_page(
        slug,
        coder=coder,
        is_blind=is_blind,
        claim=sent.get("claim", "")[:10],
        after=request.GET.get("after", "")[:10],
        settles=is_from_list(request),
    )
    if page is None:
        raise Http404("There is no such position.")
    if request.method != "POST":
        return _shown(request, page, first_form(page))
    if page.claim is None:
        raise Http404("There is no such claim here.")
    form = CodingForm(request.POST, page=page)
    how = _saved(request, page, form) if form.is_valid() else None
    if how is None:
        return _shown(request, page, form)
    messages.success(request, DONE[how].format(key=page.claim.key))
    if page.settles is not None:
        return HttpResponseRedirect(reverse("admin:review"))
    return HttpResponseRedirect(_address(slug, after=page.claim.key, is_blind=is_blind))


def suggest_claims(request: HttpRequest, slug: str) -> HttpResponse:
    """Claims that may take a stance on the position, with the reasons."""
    check_permissions(request, "view_claim", "view_position")
    row = Position.objects.filter(slug=slug).first()
    if row is None:
        raise Http404("There is no such position.")
    return desk_page(
        request,
        "admin/claims/position/suggestions.html",
        "Suggested claims",
        subtitle=row.question,
        position=row,
        suggestions=suggestions(row),
    )


def codebook_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The codebook of a position, to read beside the screen and to print."""
    check_permissions(request, "view_position")
    found = codebook(slug)
    if found is None:
        raise Http404("There is no such position.")
    return desk_page(
        request,
        "admin/claims/position/codebook.html",
        "Rules for the answers",
        subtitle=found.position.question,
        book=found,
        position=found.position,
    )


def _saved(request: HttpRequest, page: CodingPage, form: CodingForm) -> How | None:
    """Save the coding and return how it was saved, or None after adding the refusal to the form."""
    assert page.claim is not None
    values = form.cleaned_data
    shared: dict[str, Any] = {
        "position": page.position.slug,
        "claim": page.claim.key,
        "judgement": form.judgement(),
        "note": values.get("note") or "",
        "by": actor_of(request.user),
        "at": timezone.now(),
    }
    try:
        return code_blind(**shared) if page.is_blind else code(**shared, edition=values["edition"])
    except Conflict:
        form.add_error(None, _conflict(page, values["edition"] or 0))
        data = request.POST.copy()
        data["edition"] = str(page.claim.edition)
        form.data = data
    except InvalidValue as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
    except ClaimsError as refusal:
        form.add_error(None, refusal.message)
    return None


def _conflict(page: CodingPage, opened: int) -> str:
    """A message about what somebody else has saved meanwhile, and what to do."""
    assert page.claim is not None
    who = who_and_when("claim", page.claim.key, page.claim.edition - opened)
    stance = f"On record now: {_stance_in_words(page)}" if page.start.get("grounds") else "It has no stance"
    return (
        f"Changed while you wrote by {who}. {stance}. What you chose stands below: saving once more puts it "
        "in place of that, skipping leaves it as it is on record."
    )


def _stance_in_words(page: CodingPage) -> str:
    texts = {one.slug: one.text for one in page.position.answers}
    words = answer_words(str(page.start["answer"]), bool(page.start["unchanged"]), texts)
    named = (
        ("grounds", "grounds"),
        ("whose line", "of_name"),
        ("condition", "condition"),
        ("since", "since"),
    )
    return "; ".join([words, *(f"{name}: {page.start[key]}" for name, key in named if page.start[key])])


def _address(slug: str, *, after: str = "", is_blind: bool = False) -> str:
    asked = {"after": after, "blind": "1" if is_blind else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("admin:code", args=[slug]) + (f"?{query}" if query else "")


def _skip_url(page: CodingPage) -> str:
    if page.settles is not None:
        return reverse("admin:review")
    return _address(page.position.slug, after=page.claim.key, is_blind=page.is_blind) if page.claim else ""


def _shown(request: HttpRequest, page: CodingPage, form: CodingForm | None) -> HttpResponse:
    chosen = str(form["answer"].value() or "") if form is not None else ""
    return desk_page(
        request,
        "admin/claims/position/code.html",
        "Second opinion on stances" if page.is_blind else "Assign stances",
        subtitle=page.position.question,
        page=page,
        form=form,
        chosen=chosen,
        no_stance=NO_STANCE,
        skip_url=_skip_url(page),
        first_url=_address(page.position.slug, is_blind=page.is_blind),
        other_url=_address(page.position.slug, is_blind=not page.is_blind),
    )


NO_STANCE: Final = "none"
UNDECIDED: Final = "Choose an answer, or “nothing changed”, or say that the claim takes no stance."


class CodingForm(forms.Form):
    """A coding of a claim. A second coder is asked only for the answer and a note."""

    claim = forms.CharField(widget=forms.HiddenInput, max_length=10)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(label="Answer", required=False, widget=forms.RadioSelect)
    unchanged = forms.BooleanField(label="Says that nothing has changed", required=False)
    since = line("Unchanged since", "A date, if one is given.")
    grounds = forms.CharField(
        label="Reason",
        required=False,
        help_text="Why the quote gives this answer. Needed.",
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "grounds", "autocomplete": "off"}),
    )
    of = ReferenceField("speaker", "Whose position")
    basis = choice("Based on", vocabulary.STANCE_BASES)
    condition = line("Condition", "As in “if there is a deal”.")
    note = line("Public note")

    def __init__(self, data: Any = None, *, page: CodingPage, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.page = page
        if page.is_blind:
            for name in ("since", "grounds", "of", "basis", "condition"):
                del self.fields[name]
            self.fields["note"].label = "Note on your answer"
        elif page.claim is None or not page.claim.is_public:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Require a choice. An undecided claim is skipped and not saved."""
        values = super().clean() or self.cleaned_data
        if not values.get("answer") and not values.get("unchanged"):
            self.add_error("answer", UNDECIDED)
        return values

    def clean_since(self) -> str:
        try:
            return read_written_date(self.cleaned_data["since"] or "").text
        except InvalidDate as error:
            raise ValidationError(error.sentence) from error

    def clean_of(self) -> str:
        reference = self.cleaned_data["of"]
        assert isinstance(reference, Reference)
        return found_key("speaker", reference)

    def judgement(self) -> Judgement:
        """The coding of a valid form."""
        values = self.cleaned_data
        answer = values["answer"] if values["answer"] not in ("", NO_STANCE) else None
        if self.page.is_blind:
            return Judgement(answer=answer, unchanged=values["unchanged"])
        return Judgement(
            answer=answer,
            unchanged=values["unchanged"],
            since=values["since"],
            of=values["of"],
            basis=values["basis"] or "own_words",
            condition=values["condition"],
            grounds=values["grounds"],
        )


def first_form(page: CodingPage) -> CodingForm | None:
    """The unbound form for the claim of the page, or None at the end of the queue."""
    if page.claim is None:
        return None
    start = {name: value for name, value in page.start.items() if name not in ("of", "of_name")}
    if page.start.get("of"):
        start["of"] = Reference(str(page.start["of_name"]), str(page.start["of"]))  # type: ignore[assignment]
    note = f"Stance on the position “{page.position.question}”"
    filled = {"claim": page.claim.key, "edition": page.claim.edition, **start}
    return CodingForm(page=page, initial=filled | ({} if page.is_blind else {"note": note}))
