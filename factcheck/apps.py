"""The configuration of the admin."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with the site of this project."""

    default_site = "claims.admin.site.DeskSite"

    def ready(self) -> None:
        # Modules of the admin register with the site when they are imported. If the site were imported first,
        # that import would create a second site.
        import_module("claims.admin")
        super().ready()
