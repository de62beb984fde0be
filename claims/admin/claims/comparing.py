"""The comparison of claims at the desk, where their relations are saved."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.relating import CLASSES, ChosenRelation, Related, relate
from claims.domain.comparison.order import MOST, canonical_keys
from claims.domain.errors import ClaimsError
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.identity import is_key
from claims.domain.record.paths import compare_path
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.models import Claim
from claims.queries import people
from claims.queries.desk.comparison import DeskComparison, DeskPair, desk_comparison

LEAST = 2


def may_relate(owner: ModelAdmin[Claim], request: HttpRequest) -> bool:
    """Whether this person may relate claims."""
    return owner.has_change_permission(request) or owner.has_add_permission(request)


def compare_claims(owner: ModelAdmin[Claim], request: HttpRequest) -> HttpResponse:
    """Compare the claims ``c``. A POST saves relations. Too few or too many claims redirect to the list."""
    if not owner.has_view_permission(request):
        raise PermissionDenied
    asked = canonical_keys(key for value in request.GET.getlist("c")[:100] for key in value.split(",")[:100])
    keys = [key for key in asked.kept if is_key(key)]
    shown = desk_comparison(
        keys, original=request.GET.get("view") == "original", marks=True if request.GET.get("marks") else None
    )
    if len(shown.page.keys) < LEAST or asked.left_out:
        messages.error(
            request, f"Choose {LEAST} to {MOST} claims to compare them; here it was {_number(asked)}."
        )
        return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))
    if request.method == "POST":
        if not may_relate(owner, request):
            raise PermissionDenied("Only a contributor or an editor may relate claims.")
        try:
            related = _save(request, shown)
        except ClaimsError as error:
            messages.error(request, f"Nothing was saved. {error.message}")
            shown = _as_typed(shown, request.POST)
        else:
            _report(request, related)
            return HttpResponseRedirect(request.get_full_path())
    return TemplateResponse(request, "admin/claims/claim/compare.html", _context(owner, request, shown))


def _number(asked: Any) -> str:
    number = len(asked.kept) + len(asked.left_out)
    if number > MOST:
        return f"{number}"
    return f"{number}, of which fewer are in the database" if number else "none"


def _save(request: HttpRequest, shown: DeskComparison) -> Related:
    sent = request.POST
    chosen = [
        ChosenRelation(
            key=pair.key,
            to=pair.to,
            kind=kind,
            grounds=sent.get(f"{pair.name}.grounds", ""),
            was=pair.kind,
            edition=int(edition)
            if (edition := sent.get(f"{pair.name}.edition", "")).isdigit()
            else pair.edition,
        )
        for pair in shown.pairs
        if (kind := sent.get(f"{pair.name}.kind")) in ("", *RELATION_KINDS)
        and (kind, sent.get(f"{pair.name}.grounds", "").strip()) != (pair.kind, pair.grounds)
    ]
    word = sent.get("change_class", "")
    return relate(
        chosen=chosen,
        by=people.actor_of(request.user),
        at=timezone.now(),
        change_class=ChangeClass(word) if word in CLASSES else ChangeClass.UPDATE,
        note=sent.get("note", ""),
    )


def _report(request: HttpRequest, related: Related) -> None:
    for keys, words in (
        (related.drafts, "Relations saved in the draft of"),
        (related.amended, "Relations saved and public:"),
        (related.proposed, "Relations are waiting for another editor, in a change to"),
    ):
        if keys:
            messages.success(request, f"{words} {', '.join(keys)}.")
    if not (related.drafts or related.amended or related.proposed):
        messages.info(request, "Nothing had changed.")


def _as_typed(shown: DeskComparison, sent: QueryDict) -> DeskComparison:
    """The comparison with the typed values, so that they are not lost."""

    def typed(pair: DeskPair) -> DeskPair:
        kind = sent.get(f"{pair.name}.kind", pair.kind)
        return replace(pair, kind=kind, grounds=sent.get(f"{pair.name}.grounds", pair.grounds))

    steps = tuple(replace(step, pair=typed(step.pair)) if step.pair else step for step in shown.steps)
    return replace(shown, steps=steps)


def _context(owner: ModelAdmin[Claim], request: HttpRequest, shown: DeskComparison) -> dict[str, Any]:
    here = QueryDict(mutable=True)
    here.setlist("c", list(shown.page.keys))
    return {
        **owner.admin_site.each_context(request),
        "may_relate": may_relate(owner, request),
        "title": "Compare claims",
        "opts": owner.opts,
        "shown": shown,
        "page": shown.page,
        "kinds": RELATION_KINDS.items(),
        "classes": [(one.value, one.label) for one in CLASSES],
        "chosen_class": request.POST.get("change_class", CLASSES[0].value),
        "note": request.POST.get("note", ""),
        "public_url": compare_path(shown.page.keys) if shown.all_public else "",
        "marks_url": f"?{here.urlencode()}&marks=1" if shown.page.marks_can_be_shown else "",
        "original_url": f"?{here.urlencode()}&view=original",
        "plain_url": f"?{here.urlencode()}",
        "is_original": request.GET.get("view") == "original",
    }
