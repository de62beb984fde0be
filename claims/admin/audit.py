"""Who did what."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin[AuditEvent]):
    exact = ("record_key", "actor", "action")
    list_display = ["at", "actor", "action", "record_type", "record_key", "version"]
    list_filter = ["record_type"]
