"""The permissions of each group in the admin, updated after every migration.

Actions check roles. These permissions only decide which pages of the admin a person sees.
"""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from claims.domain.history.permissions import GROUPS
from claims.domain.history.workflow import Role

SCALES = frozenset({"ratingscale", "rating"})
# Only admins may view these. A coder must not see the coding of others.
KEPT_BACK = frozenset({"auditevent", "coding"})
# Tables of the desk that are not part of the record.
DESK = frozenset({"savedview", "worksheet", "sourcepassage", "frontquestion"})


def grant(*, using: str) -> None:
    """Create missing groups, and set the permissions of each."""
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
    """App label, table and verb of every permission of the role.

    The actions check who may delete a draft.
    """
    is_admin = role is Role.ADMIN
    if is_admin:
        yield from (("auth", "user", verb) for verb in ("view", "add", "change"))
    for model in apps.get_app_config("claims").get_models():
        name = str(model._meta.model_name)
        is_record = hasattr(model, "RECORD")
        writes = name in DESK or (is_record and (name in SCALES) is is_admin)
        if is_admin or name not in KEPT_BACK:
            yield "claims", name, "view"
        if writes:
            yield from (("claims", name, verb) for verb in ("add", "change"))
        if name in DESK or (is_record and is_admin):
            yield "claims", name, "delete"
