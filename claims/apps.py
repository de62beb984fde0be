"""How Django knows the app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ClaimsConfig(AppConfig):
    """The Fact-Check Database."""

    name = "claims"
    verbose_name = "Fact-Check Database"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_lift, sender=self)
        post_migrate.connect(_install, sender=self)
        _listen()


def _listen() -> None:
    from claims.actions.accounts import sign_in as signing_in

    signing_in.listen()


def _lift(*, using: str, **_: Any) -> None:
    from claims.actions.database import installing

    installing.lift(using=using)


def _install(*, using: str, **_: Any) -> None:
    from claims.actions.accounts import groups as granting
    from claims.actions.database import installing

    installing.install(using=using)
    granting.grant(using=using)
