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
    file.write_text(lines(SPEAKER))
    run("import_claims", str(file), "--publish", "--batch", "one")
    assert "speaker anna-roe stays: " in run("undo_import", "one")
    assert Speaker.objects.get().state == "published"


def test_an_unknown_batch_is_refused() -> None:
    with pytest.raises(CommandError) as refused:
        run("undo_import", "nowhere")
    assert refused.value.returncode == 1
    assert "nowhere" in str(refused.value)
