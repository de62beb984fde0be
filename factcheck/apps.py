"""How Django knows its admin, which is ours."""

from __future__ import annotations

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "claims.admin.site.DeskSite"

    def ready(self) -> None:
        # Our pages register with the site while they are imported. Were the site itself the first to be asked
        # for, importing its module would make another one on the way.
        import_module("claims.admin")
        super().ready()
