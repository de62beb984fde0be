"""The admin of positions, events, topics, outlets, sources, speakers, coverage checks and leads."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from claims.actions.editing.arranging import pick_question, unpick_question
from claims.actions.editing.worksheets import leave_out, mark_done, take_back
from claims.admin.context import desk_page, whole_number
from claims.admin.records import ActionAdmin, RecordAdmin
from claims.admin.tables.coverage_log import log_page
from claims.domain.errors import ClaimsError, InvalidValue
from claims.domain.history.permissions import may
from claims.domain.history.workflow import Action
from claims.models import (
    CoverageCheck,
    Event,
    FrontQuestion,
    Lead,
    Outlet,
    Position,
    RatingScale,
    Source,
    Speaker,
    Topic,
)
from claims.models.pointing import rows_pointing_to
from claims.queries.coding.page import positions_to_code
from claims.queries.desk.worksheet import SourceWorksheet, source_worksheet
from claims.queries.people import actor_of


def _work(request: HttpRequest, sheet: SourceWorksheet) -> str:
    """Take the step that the form asks for, and return a message."""
    sent, by, at = request.POST, actor_of(request.user), timezone.now()
    if "_take_back" in sent:
        take_back(source=sheet.key, passage=whole_number(sent["_take_back"]), by=by, at=at)
        return "The passage is off the worksheet."
    if "_done" in sent:
        mark_done(source=sheet.key, is_done=sent["_done"] == "1", by=by, at=at)
        return "Marked as done." if sent["_done"] == "1" else "Open again."
    leave_out(source=sheet.key, text=sent.get("text", ""), reason=sent.get("reason", ""), by=by, at=at)
    return "The passage is noted."


def _shown(request: HttpRequest, sheet: SourceWorksheet, refusal: ClaimsError | None = None) -> HttpResponse:
    wrong: dict[str, Any] = {}
    if refusal is not None:
        mend = f" ({refusal.mend})" if isinstance(refusal, InvalidValue) and refusal.mend else ""
        name = refusal.field if isinstance(refusal, InvalidValue) else ""
        sentence = capfirst(refusal.message).rstrip(".")
        wrong = {name or "form": f"{sentence}{mend}."}
    return desk_page(
        request,
        "admin/claims/source/worksheet.html",
        "Worksheet",
        subtitle=sheet.title,
        sheet=sheet,
        wrong=wrong,
        typed=request.POST if refusal is not None else {},
    )


@admin.register(Position)
class PositionAdmin(RecordAdmin[Position]):
    list_display = ["question", "topic", "ordered", "state", "version"]


@admin.register(RatingScale)
class RatingScaleAdmin(RecordAdmin[RatingScale]):
    list_display = ["name", "outlet", "state", "version"]


@admin.register(Event)
class EventAdmin(RecordAdmin[Event]):
    list_display = ["text", "date", "state", "version"]


@admin.register(Topic)
class TopicAdmin(RecordAdmin[Topic]):
    list_display = ["name", "state", "version"]


@admin.register(Outlet)
class OutletAdmin(RecordAdmin[Outlet]):
    list_display = ["name", "country", "state", "version"]


@admin.register(Source)
class SourceAdmin(RecordAdmin[Source]):
    """The key of a new source is made of its URL, or else of outlet, title and date."""

    exact = ("key", "url")
    list_display = ["title", "outlet", "published", "kind", "state", "version"]
    list_filter = ["state", "kind", "published_undated"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.worksheet)
        return [path("<int:pk>/worksheet/", view, name="claims_source_worksheet"), *super().get_urls()]

    def worksheet(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The worksheet of a source: its claims, the passages left out, and whether it was read to the end.

        A POST notes a passage, takes one back, or marks the source as done.
        """
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        sheet = source_worksheet(pk)
        if sheet is None:
            raise Http404("There is no such source.")
        if request.method != "POST":
            return _shown(request, sheet)
        try:
            done = _work(request, sheet)
        except ClaimsError as refusal:
            return _shown(request, sheet, refusal)
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:claims_source_worksheet", args=[pk]))


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin[Speaker]):
    """Speakers, found by name and alias in any script."""

    list_display = ["name", "kind", "part_of", "state", "version"]
    list_filter = ["state", "kind"]


@admin.register(CoverageCheck)
class CoverageCheckAdmin(RecordAdmin[CoverageCheck]):
    folded = ("search_text", "voice__search_text")
    list_display = ["slug", "voice", "starts", "ends", "checked_on", "state", "version"]

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the form to log a search."""
        quick = self.admin_site.admin_view(log_page)
        return [path("quick/", quick, name="claims_coveragecheck_quick"), *super().get_urls()]


class FollowedFilter(admin.SimpleListFilter):
    """Leads by whether they became a claim."""

    title = "followed"
    parameter_name = "followed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Not yet"), ("begun", "A draft is begun"), ("yes", "It became a claim")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        match self.value():
            case "no":
                return queryset.filter(claim_key="", followed=None)
            case "begun":
                return queryset.exclude(followed=None)
            case "yes":
                return queryset.exclude(claim_key="")
        return queryset


class LeadPositionFilter(admin.SimpleListFilter):
    """Leads to statements on a position."""

    title = "position"
    parameter_name = "position"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(positions_to_code())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        slug = self.value()
        pointing = dict(rows_pointing_to("position", slug)) if slug else {}
        return queryset.filter(pk__in=pointing["lead"].values("pk")) if pointing else queryset


@admin.register(Lead)
class LeadAdmin(RecordAdmin[Lead]):
    folded = ("search_text", "speaker__search_text")
    list_display = ["about", "speaker", "said", "stands_in", "state", "version"]
    list_filter = ["state", FollowedFilter, "stands_in", LeadPositionFilter]


@admin.register(FrontQuestion)
class FrontQuestionAdmin(ActionAdmin[FrontQuestion]):
    """A table of at most one row."""

    folded = ("position__search_text",)
    list_display = ["position", "picked_by", "picked_at"]
    readonly_fields = ["picked_by", "picked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # The menu of every page asks this too, but only the pages of this table need the query.
        is_here = request.path.startswith(reverse("admin:claims_frontquestion_changelist"))
        return is_here and _may_pick(request) and not FrontQuestion.objects.exists()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_pick(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_pick(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        picked = pick_question(position=obj.position, by=actor_of(request.user), at=timezone.now())
        obj.pk, obj.picked_by, obj.picked_at = picked.pk, picked.picked_by, picked.picked_at

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        unpick_question(by=actor_of(request.user), at=timezone.now())


def _may_pick(request: HttpRequest) -> bool:
    return may(actor_of(request.user), Action.PUBLISH)
