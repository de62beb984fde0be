"""Topics."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import RecordAdmin
from claims.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin[Topic]):
    list_display = ["name", "state", "version"]
    prepopulated_fields = {"slug": ["name"]}
