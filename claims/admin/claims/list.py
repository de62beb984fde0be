"""The list of claims: columns, search, filters, and actions for ticked claims."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin.claim_form.admin import ClaimFormAdmin
from claims.admin.claims.bulk import STEPS, bulk
from claims.admin.claims.comparing import LEAST, compare_claims
from claims.admin.claims.list_filters import (
    AssignedFilter,
    BatchFilter,
    LackFilter,
    MineFilter,
    PositionFilter,
    PublishedFilter,
    RatingFilter,
    SpeakerFilter,
    StateFilter,
    YearFilter,
)
from claims.admin.claims.saved_views import remove, save, views_panel
from claims.admin.records import SHOWN, RecordAdmin
from claims.domain.comparison.order import MOST
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.history.permissions import may
from claims.domain.record.codec import to_document
from claims.domain.text.shortened import shortened
from claims.formats.exact_csv import exact_lines
from claims.models import Claim
from claims.queries.columns import names_of, values_of
from claims.queries.desk.records import answers_of, assigned_to, desk_claims, lacks_of, state_words
from claims.queries.desk.search import find_claims
from claims.queries.desk.table import DESK_COLUMNS, desk_table
from claims.queries.people import actor_of

LONGEST_SHOWN = 180
MOST_EXPORTED = 1_000
"""The maximum number of claims in one file. The public export has no maximum."""
TICK = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
TICK_ALL = '<input type="checkbox" id="action-toggle" aria-label="Tick all of this page">'


@admin.register(Claim)
class ClaimAdmin(ClaimFormAdmin, RecordAdmin[Claim]):
    """Claims of every state, drafts included, each with the state of the change to it."""

    exact = ("key",)
    fields = readonly_fields = ("key", *SHOWN)
    list_display = ["said_on", "who", "quote", "answered", "status", "checks", "updated"]
    list_display_links = ["quote"]
    list_filter = [
        ("state", StateFilter),
        SpeakerFilter,
        PositionFilter,
        YearFilter,
        RatingFilter,
        LackFilter,
        MineFilter,
        AssignedFilter,
        PublishedFilter,
        BatchFilter,
    ]
    list_select_related = False
    sortable_by = ["said_on", "updated"]
    search_help_text = (
        "Words of the quote, a name in any script, the key of a claim, or the address of a source."
    )
    actions = ["compare_selected", *STEPS, "export_csv", "export_json"]
    change_list_template = "admin/claims/claim/change_list.html"

    @property
    def media(self) -> Media:
        """Add the media of the fields that look up speakers and positions."""
        return super().media + AutocompleteSelect(Claim._meta.get_field("speaker"), self.admin_site).media

    def rows_of(self, pks: Sequence[int]) -> list[Claim]:
        return desk_claims(pks)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        return find_claims(queryset, search_term), False

    def get_actions(self, request: HttpRequest) -> Any:
        """The actions that this person may take, without Django's deletion."""
        actor = actor_of(request.user)
        return {
            name: made
            for name, made in super().get_actions(request).items()
            if name != "delete_selected" and (name not in STEPS or may(actor, STEPS[name].step))
        }

    def get_urls(self) -> list[Any]:
        protect = self.admin_site.admin_view
        return [
            path("compare/", protect(self.compare_view), name="claims_claim_compare"),
            path("views/save/", protect(save), name="claims_claim_save_view"),
            path("views/<int:pk>/remove/", protect(remove), name="claims_claim_remove_view"),
            *super().get_urls(),
        ]

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        return compare_claims(self, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Seven columns and the filters need the space of Django's sidebar.
        extra = {"title": "Claims", "views": views_panel(request), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, extra | (extra_context or {}))

    @admin.action(description=f"Compare selected ({LEAST} to {MOST})", permissions=["view"])
    def compare_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        pks = [int(pk) for pk in request.POST.getlist("_selected_action") if pk.isdigit()][: MOST + 1]
        keys = sorted(queryset.filter(pk__in=pks).order_by().values_list("key", flat=True))
        if not LEAST <= len(keys) <= MOST:
            sentence = f"Tick {LEAST} to {MOST} claims to compare them."
            self.message_user(request, sentence, messages.ERROR)
            return None
        address = reverse("admin:claims_claim_compare")
        return HttpResponseRedirect(f"{address}?{urlencode([('c', key) for key in keys])}")

    @admin.action(description="Submit for review", permissions=["view"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        return bulk(request, STEPS["submit_selected"], queryset)

    @admin.action(description="Approve and publish", permissions=["view"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        return bulk(request, STEPS["approve_selected"], queryset)

    @admin.action(description="Assign to an editor", permissions=["view"])
    def assign_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        return bulk(request, STEPS["assign_selected"], queryset)

    @admin.action(description="Download as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse:
        return export_claims(list(queryset.values_list("pk", flat=True)[:MOST_EXPORTED]), "csv")

    @admin.action(description="Download as JSON", permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse:
        return export_claims(list(queryset.values_list("pk", flat=True)[:MOST_EXPORTED]), "json")

    @admin.display(description=SafeString(TICK_ALL))
    def action_checkbox(self, claim: Claim) -> SafeString:
        """The checkbox of a row. Unlike Django's, it renders no template."""
        return format_html(TICK, ACTION_CHECKBOX_NAME, claim.pk, f"Tick {claim}")

    @admin.display(description="said on", ordering="said_newest")
    def said_on(self, claim: Claim) -> str:
        return FuzzyDate.parse(claim.said).short_words()

    @admin.display(description="speaker")
    def who(self, claim: Claim) -> SafeString:
        return _one_line(str(claim.speaker))

    @admin.display(description="quote")
    def quote(self, claim: Claim) -> SafeString:
        text = shortened(claim.text, LONGEST_SHOWN)
        return format_html('<bdi lang="{}" title="{}">{}</bdi>', claim.language, claim.text, text)

    @admin.display(description="answer (position)")
    def answered(self, claim: Claim) -> SafeString:
        return _one_line("; ".join(f"{answer} ({question})" for question, answer in answers_of(claim)) or "–")

    @admin.display(description="state")
    def status(self, claim: Claim) -> SafeString:
        name = assigned_to(claim)
        return _one_line(f"{state_words(claim)}, for {name}" if name else state_words(claim))

    @admin.display(description="missing")
    def checks(self, claim: Claim) -> SafeString | str:
        lacks = lacks_of(claim) if claim.state != "withdrawn" else ()
        if not lacks:
            return "–"
        words = "; ".join(lacks)
        return format_html(
            '<span title="{}">{}<span class="visually-hidden"> missing: {}</span></span>',
            words,
            len(lacks),
            words,
        )

    @admin.display(description="changed", ordering="changed_at")
    def updated(self, claim: Claim) -> SafeString:
        at = claim.changed_at
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            at.isoformat(),
            f"{at:%d %b %Y %H:%M}",
            f"{at:%d %b %y}",
        )


def _one_line(text: str) -> SafeString:
    """A text that is cut at the end of its column. Its title has the whole text."""
    return format_html('<span title="{}">{}</span>', text, text)


def export_claims(pks: Sequence[int], form: str) -> HttpResponse:
    """The claims with their states as a file that is not cached. ``form`` is "csv" or "json".

    CSV has the columns of the public export, JSON the records as the public list writes them.
    """
    rows = desk_table(pks, site_url=settings.SITE_URL)
    if form == "csv":
        values = (values_of(DESK_COLUMNS, row) for row in rows)
        text = "".join(exact_lines(names_of(DESK_COLUMNS), values))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    else:
        documents = [
            {"state": row.state, **to_document(row.claim.record), "url": row.claim.url} for row in rows
        ]
        text = json.dumps({"count": len(documents), "results": documents}, ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json")
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="desk-claims-{day}.{form}"'
    response["Cache-Control"] = "no-store, private"
    return response
