"""``undo_import`` as whoever runs the server uses it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, Speaker
from tests.actions.importing.import_lines import CLAIM, SHARED, SPEAKER, lines

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.mark.postgresql
def test_an_import_says_how_it_is_undone_and_that_undoes_it(tmp_path: Path) -> None:
    file = tmp_path / "the bridge.jsonl"
    file.write_text(lines(*SHARED, CLAIM))
    told = run("import_claims", str(file), "--batch", "Anna's")
    assert """manage.py undo_import 'Anna'"'"'s'""" in told
    assert "4 discarded" in run("undo_import", "Anna's")
    assert not Claim.objects.exists()
    assert not Speaker.objects.exists()


def test_what_stays_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(*SHARED, CLAIM))
    run("import_claims", str(file), "--publish", "--batch", "one")
    assert "speaker anna-roe stays: " in run("undo_import", "one")
    assert Speaker.objects.get().state == "published"


def test_an_unknown_batch_is_refused() -> None:
    with pytest.raises(CommandError) as refused:
        run("undo_import", "nowhere")
    assert refused.value.returncode == 1
    assert "nowhere" in str(refused.value)


def test_where_everything_stays_nothing_was_undone_and_the_code_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(*({**SPEAKER, "slug": f"s{n}", "name": f"S {n}"} for n in range(25))))
    run("import_claims", str(file), "--publish", "--batch", "one")
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was undone") as refused:
        call_command("undo_import", "one", stdout=out)
    assert refused.value.returncode == 1
    told = out.getvalue().splitlines()
    assert len(told) == 21
    assert told[-1].startswith("… and 5 more that stay: It is public now")


def test_a_second_run_finds_nothing_left(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(SPEAKER))
    run("import_claims", str(file), "--batch", "one")
    run("undo_import", "one")
    assert run("undo_import", "one") == "Nothing is left to undo.\n"
