"""The migration fills the counts of a database that was in use before there were any."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.db import connection

from claims.actions.installing import install, lift
from claims.models import MonthCount, Stance, StanceCount
from tests.recounted import assert_kept_as_recounted
from tests.world import World

MIGRATION = import_module("claims.migrations.0010_counts_by_speaker")


def test_counts_and_whose_stances_they_are_come_from_what_is_public(world: World) -> None:
    whose = dict(Stance.objects.values_list("pk", "speaker"))
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()
    connection.check_constraints()
    lift(using="default")
    Stance.objects.update(speaker=None, on_behalf_of=None)
    MIGRATION.fill(apps, connection.schema_editor())
    connection.check_constraints()
    install(using="default")
    assert dict(Stance.objects.values_list("pk", "speaker")) == whose
    assert_kept_as_recounted()
