"""The audit log: a list for admins, and its files."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from claims.actions.auditing import note_event
from claims.admin.refusals import check_step
from claims.admin.searching import ReadOnlyAdmin
from claims.domain.history.permissions import Task
from claims.formats.spreadsheet import spreadsheet_lines
from claims.models import AuditEvent
from claims.queries.people import actor_of

ACTIONS: Final = (
    *("record", "change", "propose", "discard", "submit", "return", "publish", "amend", "withdraw", "erase"),
    "revive",
    *("import", "undo_import", "load", "restore", "export_audit"),
    *("sign_in", "sign_out", "sign_in_failed", "change_password", "reset_password"),
    *("invite", "accept_invitation", "change_person", "deactivate"),
    *("enrol_second_factor", "remove_second_factor", "renew_recovery_codes"),
)
"""The choices of the filter. A fixed list saves a query, and the search finds other actions."""
COLUMNS: Final = ("at", "actor", "action", "record_type", "record_key", "version", "detail")
CHUNK: Final = 2000


class ActionFilter(admin.SimpleListFilter):
    title = "action"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(action, action.replace("_", " ")) for action in ACTIONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin[AuditEvent]):
    """The audit log. Its files contain all rows that the search and the filters find."""

    exact = ("record_key", "actor", "action")
    list_display = ["at", "actor", "action", "record_type", "record_key", "version"]
    list_filter = [ActionFilter, "record_type", "at"]
    date_hierarchy = "at"
    change_list_template = "admin/audit_list.html"
    search_help_text = "The name of who did it, the key of a record, or an action, from its beginning."

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the two files."""
        ours = [
            path(
                f"export.{form}",
                self.admin_site.admin_view(view),
                name=f"claims_auditevent_export_{form}",
            )
            for form, view in (("csv", self.csv_view), ("jsonl", self.jsonl_view))
        ]
        return [*ours, *super().get_urls()]

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        """The file for spreadsheets, in which no cell is run as a formula."""
        return self._file(request, "text/csv; charset=utf-8", "csv", _csv_lines)

    def jsonl_view(self, request: HttpRequest) -> HttpResponseBase:
        """The file for programs, with one unchanged event on each line."""
        return self._file(request, "application/x-ndjson", "jsonl", _json_lines)

    def _file(self, request: HttpRequest, content_type: str, ending: str, lines: Any) -> HttpResponseBase:
        by, at = actor_of(request.user), timezone.now()
        check_step(request, Task.READ_AUDIT)
        found = self.get_changelist_instance(request).get_queryset(request)
        exact_url = f"{settings.SITE_URL}{reverse('admin:claims_auditevent_export_jsonl')}"
        note_event(action="export_audit", by=by, at=at)
        response = StreamingHttpResponse(lines(found, exact_url), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="audit-{at:%Y-%m-%d}.{ending}"'
        return response


def _rows(events: QuerySet[AuditEvent]) -> Iterator[dict[str, Any]]:
    for event in events.values(*COLUMNS).iterator(chunk_size=CHUNK):
        yield event | {"at": event["at"].isoformat()}


def _json_lines(events: QuerySet[AuditEvent], _exact_url: str) -> Iterator[str]:
    for row in _rows(events):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _csv_lines(events: QuerySet[AuditEvent], exact_url: str) -> Iterator[str]:
    rows = (
        row | {"detail": json.dumps(row["detail"], ensure_ascii=False) if row["detail"] else ""}
        for row in _rows(events)
    )
    table = ([row[column] for column in COLUMNS] for row in rows)
    return spreadsheet_lines(COLUMNS, table, exact_url=exact_url)
