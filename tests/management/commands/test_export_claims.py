"""``export_claims`` as a user runs it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.generated_records import complete_records, lines_of
from tests.records_in_and_out import exported, import_text

pytestmark = pytest.mark.django_db


def run(**options: Any) -> str:
    out = StringIO()
    call_command("export_claims", stdout=out, **options)
    return out.getvalue()


@pytest.mark.postgresql
def test_a_file_and_standard_output_are_the_same_bytes(tmp_path: Path) -> None:
    import_text(lines_of(complete_records()), publish=True)
    file = tmp_path / "all.jsonl"
    assert run(output=str(file)) == ""
    assert file.read_bytes().decode() == run() == exported()
    assert list(tmp_path.iterdir()) == [file]


def test_the_ledger_and_its_revisions_come_only_with_history() -> None:
    import_text(lines_of(complete_records()), publish=True)
    types = [json.loads(line)["type"] for line in run(history=True).splitlines()]
    public = len(complete_records())
    assert types[public:] == ["ledger"] + ["revision"] * public
    assert "ledger" not in types[:public]


@pytest.mark.postgresql
def test_an_export_with_history_can_be_imported() -> None:
    import_text(lines_of(complete_records()), publish=True)
    assert import_text(run(history=True), publish=True).counts()["same"] == len(complete_records())


@pytest.mark.parametrize("name", ["csv", "claimreview", "sqlite", "datapackage", "xml"])
def test_a_format_that_there_is_not_ends_with_2_and_names_those_that_there_are(name: str) -> None:
    with pytest.raises(CommandError, match="Available: jsonl, fixture") as caught:
        run(format=name)
    assert caught.value.returncode == 2


def test_an_output_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere; make it first") as caught:
        run(output=str(tmp_path / "nowhere" / "all.jsonl"))
    assert caught.value.returncode == 2
    with pytest.raises(CommandError, match="this is a directory; name a file in it") as caught:
        run(output=str(tmp_path))
    assert (caught.value.returncode, list(tmp_path.iterdir())) == (2, [])


def test_nothing_public_is_an_empty_export() -> None:
    assert run() == ""
    assert run(format="fixture") == "[]\n"
