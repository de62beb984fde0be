"""Events."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import RecordAdmin
from claims.models import Event


@admin.register(Event)
class EventAdmin(RecordAdmin[Event]):
    list_display = ["text", "date", "state", "version"]
    prepopulated_fields = {"slug": ["text"]}
