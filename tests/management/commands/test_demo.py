"""``demo``: everything is there after the first time, and nothing changes after that."""

from __future__ import annotations

import re
import socket
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from claims.management.commands import demo
from claims.models import Claim, Lead
from claims.queries.history.verification import verify_database
from tests.records_in_and_out import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests is migrated, and ``migrate`` would end their transaction."""
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)


def run(**options: Any) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **{"no_serve": True, **options})
    return out.getvalue()


@pytest.mark.postgresql
def test_it_loads_the_fixtures_and_makes_an_editor_whose_password_is_shown_once() -> None:
    said = run()
    claims, leads = Claim.objects.published().count(), Lead.objects.count()
    assert claims
    assert leads
    assert f"Loaded {claims} claims with what they point to, and {leads} leads." in said
    found = re.search(r"Sign in as editor with the password (\S+) \(it is shown this once\)", said)
    assert found is not None
    editor = get_user_model()._default_manager.get()
    assert editor.check_password(found[1])
    assert found[1] not in run()


def test_again_it_changes_nothing() -> None:
    run()
    before = everything()
    assert run().startswith("Records are there already: none were loaded.\n")
    assert everything() == before
    assert get_user_model()._default_manager.count() == 1


def test_it_serves_on_this_machine_alone_and_lets_the_editor_publish(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    served = []

    def serve(address: str, port: int, *_: object, **__: object) -> None:
        served.append((address, port, settings.REVIEW_REQUIRED))

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.REVIEW_REQUIRED = True
    monkeypatch.setattr(demo, "run", serve)
    assert f"http://127.0.0.1:{port}/" in run(no_serve=False, port=port)
    assert served == [("127.0.0.1", port, False)]


def test_a_port_in_use_ends_it_with_2_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used") as caught:
            run(no_serve=False, port=port)
    assert caught.value.returncode == 2
    assert not Claim.objects.exists()


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_port_that_there_is_not_ends_it_with_2(port: int) -> None:
    with pytest.raises(CommandError, match=f"There is no port {port}") as caught:
        run(no_serve=False, port=port)
    assert caught.value.returncode == 2


def test_it_does_not_run_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="this is production"):
        run()


def test_a_second_demo_is_loaded_next_to_the_first_and_verifies() -> None:
    run()
    first = Claim.objects.published().count()
    assert "Loaded 329 claims of factopolis with what they point to." in run(more="factopolis")
    assert Claim.objects.published().count() == first + 329
    verify_database()
    before = everything()
    assert "The records of factopolis are there already." in run(more="factopolis")
    assert everything() == before


def test_an_unknown_second_demo_is_answered_with_what_there_is() -> None:
    with pytest.raises(CommandError) as caught:
        run(more="nothing")
    assert str(caught.value) == "There is no demo “nothing” to load too. There is: factopolis."
    assert caught.value.returncode == 2
    assert not Claim.objects.exists()
