"""How Django knows the app."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The Fact-Check Database."""

    name = "claims"
    verbose_name = "Fact-Check Database"
    default_auto_field = "django.db.models.BigAutoField"
