"""What each group may open in the admin, kept in step with the tables after every migration.

The actions ask for roles, not for these: they say which pages there are for whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from claims.domain.history.permissions import GROUPS
from claims.domain.history.workflow import Role

SCALES = frozenset({"ratingscale", "rating"})
# Read by those who keep people; the rest of the tables are read by all. Who codes sees no other coding.
KEPT_BACK = frozenset({"auditevent", "coding"})
# Of the desk itself, and no part of the record.
DESK = frozenset({"savedview", "worksheet", "sourcepassage", "frontquestion"})


def grant(*, using: str) -> None:
    """Make the groups where they are missing, and give each its permissions."""
    if "auth_group_permissions" not in connections[using].introspection.table_names():
        return
    for label in ("claims", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    types = ContentType.objects.using(using).filter(app_label__in=["claims", "auth"])
    known = {
        (row.content_type_id, row.codename): row
        for row in Permission.objects.using(using).filter(content_type__in=types)
    }
    by_model = {(row.app_label, row.model): row.pk for row in types}
    for name, role in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        wanted = {
            known[by_model[label, model], f"{verb}_{model}"].pk
            for label, model, verb in _granted(role)
            if (by_model.get((label, model)), f"{verb}_{model}") in known
        }
        if wanted != set(group.permissions.values_list("pk", flat=True)):
            group.permissions.set(wanted)


def _granted(role: Role) -> Iterator[tuple[str, str, str]]:
    """Application, table and verb of everything that the role may open.

    Who deletes a draft, the action asks; rows below a draft are taken out of its form by who writes it.
    """
    is_admin = role is Role.ADMIN
    if is_admin:
        yield from (("auth", "user", verb) for verb in ("view", "add", "change"))
    for model in apps.get_app_config("claims").get_models():
        name = str(model._meta.model_name)
        is_part = hasattr(model, "PARENT")
        is_record = hasattr(model, "RECORD") and not is_part
        writes = name in DESK or ((is_record or is_part) and (name in SCALES) is is_admin)
        if is_admin or name not in KEPT_BACK:
            yield "claims", name, "view"
        if writes:
            yield from (("claims", name, verb) for verb in ("add", "change"))
        if name in DESK or (is_record and is_admin) or (is_part and writes):
            yield "claims", name, "delete"
