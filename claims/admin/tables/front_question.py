"""The question on the home page, which editors choose."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.front_question import pick_question, unpick_question
from claims.admin.records import ActionAdmin, actor_of
from claims.domain.history.permissions import may
from claims.domain.history.workflow import Action
from claims.models import FrontQuestion


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
        picked = pick_question(position=obj.position, by=actor_of(request), at=timezone.now())
        obj.pk, obj.picked_by, obj.picked_at = picked.pk, picked.picked_by, picked.picked_at

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        unpick_question(by=actor_of(request), at=timezone.now())


def _may_pick(request: HttpRequest) -> bool:
    return may(actor_of(request), Action.PUBLISH)
