"""What machines that watch the site are told."""

from __future__ import annotations

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_a_process_that_answers_is_healthy_without_a_database_and_for_any_host(client: Client) -> None:
    # A test that asks for no database may not use one.
    answer = client.get("/healthz", headers={"Host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.django_db
def test_a_site_with_its_database_and_all_migrations_is_ready(client: Client) -> None:
    answer = client.get("/readyz", headers={"Host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "applied"}


@pytest.mark.django_db
def test_a_site_without_its_latest_migration_is_not_ready(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="claims").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "migrations": "missing"}
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_are_only_read(client: Client, path: str) -> None:
    answer = client.post(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
