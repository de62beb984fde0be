"""``import_claims`` as a user runs it: what it prints, how it ends, and that no input breaks it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.management.commands import import_claims
from claims.models import Batch, Topic
from tests.generated_records import complete_records, lines_of
from tests.records_in_and_out import everything

pytestmark = pytest.mark.django_db
TOPIC = '{"type":"topic","slug":"bridges","name":"Bridges"}\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(TOPIC)
    return path


def run(*files: Path | str, **options: Any) -> str:
    out = StringIO()
    call_command("import_claims", *map(str, files), stdout=out, **options)
    return out.getvalue()


def refused(code: int, *files: Path | str, **options: Any) -> str:
    """What the command says that ends with this exit code and leaves everything as it was."""
    before = everything()
    with pytest.raises(CommandError) as caught:
        run(*files, **options)
    assert caught.value.returncode == code
    assert everything() == before
    return str(caught.value)


def error_of(command: Callable[[], object]) -> CommandError | None:
    """How a command ended, None where it did what it was asked."""
    try:
        command()
    except CommandError as error:
        return error
    return None


@pytest.mark.postgresql
def test_it_says_what_it_did(file: Path) -> None:
    assert run(file, batch="one") == (
        "New 1 · Changed 0 · Revived 0 · Same 0 · Skipped 0 · Refused 0\n"
        "  topic: 1 new\nImported as drafts.\nTo undo it: manage.py undo_import one\n"
    )
    assert run(file).endswith("Nothing to do: everything is on record as the files have it.\n")
    assert Batch.objects.get().files == [str(file)]


@pytest.mark.postgresql
def test_a_dry_run_shows_the_difference_and_writes_nothing(file: Path) -> None:
    run(file, publish=True)
    file.write_text(TOPIC.replace('"Bridges"', '"The bridges"'))
    before = everything()
    said = run(file, publish=True, dry_run=True)
    assert "Changed 1" in said
    assert '\n- "name": "Bridges",\n+ "name": "The bridges",\n' in said
    assert said.endswith("Dry run: nothing was written.\n")
    assert everything() == before


def test_problems_are_named_by_file_line_field_and_mend(file: Path) -> None:
    file.write_text(TOPIC + '{"type":"topic","slug":"roads","nmae":"Roads"}\n')
    assert refused(1, file).splitlines() == [
        f"{file}:2: nmae: there is no such field (did you mean name?)",
        f"{file}:2: name: this field is needed",
    ]


def test_after_twenty_problems_there_is_a_total(file: Path) -> None:
    file.write_text('{"type": "person"}\n' * 25)
    said = refused(1, file).splitlines()
    assert said[20:] == [
        "… and 5 more: 25 problems in all.",
        "  25 × the type of the record is missing or not known",
    ]


def test_the_report_tells_the_same_to_programs(file: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run(file, report=str(report))
    found = json.loads(report.read_text("utf-8"))
    assert found["counts"]["new"] == 1
    assert found["records"][0]["key"] == "bridges"
    file.write_text("{")
    refused(1, file, report=str(report))
    assert json.loads(report.read_text("utf-8"))["problems"][0]["line"] == 1


@pytest.mark.parametrize("name", ["no/such/folder/report.json", "."])
def test_an_import_is_not_done_if_its_report_cannot_be_written(file: Path, tmp_path: Path, name: str) -> None:
    before = everything()
    assert "directory" in refused(2, file, report=str(tmp_path / name))
    assert everything() == before


def test_a_pipe_is_not_called_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "pipe: this is no regular file; read a pipe with -" in refused(2, tmp_path / "pipe")


def test_a_directory_is_told_apart_from_a_file_that_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "records.jsonl"
    folder.mkdir()
    assert "this is a directory; name the files in it" in refused(2, folder)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("missing.jsonl", {}, "there is no such file"),
        ("records.csv", {}, "files that end in .csv are not read. Available: jsonl."),
        ("records.jsonl", {"format": "csv"}, "The format csv is not available yet. Available: jsonl."),
        ("records.jsonl", {"map": "m.toml"}, "--map is for formats with columns"),
        ("empty.jsonl", {}, "there is no record in it"),
    ],
)
def test_unusable_files_and_arguments_end_with_2(
    file: Path, name: str, options: dict[str, str], message: str
) -> None:
    file.with_name("empty.jsonl").write_text("\n")
    assert message in refused(2, file.with_name(name), **options)


def test_a_name_that_is_taken_is_refused(file: Path) -> None:
    run(file, batch="one")
    file.write_text(TOPIC.replace("bridges", "roads"))
    assert refused(1, file, batch="one") == (
        "A batch named one is on record already: give this one another name."
    )


def told_by_sqlite(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("as the engine says it")
    cause.sqlite_errorcode = code
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    return error


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (told_by_sqlite(sqlite3.SQLITE_BUSY), "The database is busy, and nothing was written"),
        (told_by_sqlite(sqlite3.SQLITE_FULL), "The disk of the database is full, and nothing was written"),
        (told_by_sqlite(sqlite3.SQLITE_READONLY), "The database takes no changes now"),
        (
            OperationalError("connection refused"),
            "cannot be used, and nothing was written: connection refused",
        ),
        (
            OperationalError("no such table: x"),
            "The database lacks tables or columns of this program: run manage.py migrate first.",
        ),
    ],
)
def test_a_database_that_is_busy_or_away_ends_with_3(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: OperationalError, message: str
) -> None:
    def away(**_: object) -> None:
        raise error

    monkeypatch.setattr(import_claims, "import_records", away)
    assert message in refused(3, file)


@pytest.mark.postgresql
def test_a_database_of_an_older_program_is_to_be_migrated(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_a_column(**_: object) -> None:
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("SELECT no_column_of_this_name FROM claims_topic")

    monkeypatch.setattr(import_claims, "import_records", without_a_column)
    with pytest.raises(DatabaseError):  # Of this program, it is a mistake of ours.
        run(file)
    MigrationRecorder.Migration.objects.filter(app="claims").latest("pk").delete()
    assert refused(3, file).endswith("run manage.py migrate first.")


def test_errors_go_to_stderr_without_a_traceback(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file.write_text('{"type":"topic","slug":"roads","name":"\\ud800"}\n')
    with pytest.raises(SystemExit) as caught:
        import_claims.Command().run_from_argv(["manage.py", "import_claims", str(file)])
    assert caught.value.code == 1
    said = capfd.readouterr()
    assert said.err.startswith(f"{file}:1: name: the text holds the character U+D800, which is not allowed")
    assert "Traceback" not in said.err


@settings(max_examples=20)
@given(data=st.data())
def test_no_input_breaks_it_and_a_refusal_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    whole = lines_of(complete_records()).encode()
    start = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    rubbish = data.draw(
        st.binary(max_size=40)
        | st.sampled_from(
            [b"\x00", b"\xed\xa0\x80", b"9" * 4400, b"[" * 5000, b'"', b"}\n{", b"null", b"-1", b"1e9"]
        )
    )
    file = tmp_path / "broken.jsonl"
    file.write_bytes(whole[:start] + rubbish + whole[start + cut :])
    before = everything()
    error = error_of(lambda: run(file, publish=data.draw(st.booleans()), dry_run=True))
    if error is not None:
        assert error.returncode in (1, 2)
        assert all(line.startswith((f"{file}:", "… and ", "  ")) for line in str(error).splitlines())
    assert everything() == before
    assert not Topic.objects.exists()


def test_a_new_record_that_may_be_there_already_is_named(file: Path, tmp_path: Path) -> None:
    run(file)
    file.write_text('{"type": "topic", "slug": "other", "name": "Bridge s"}\n')
    report = tmp_path / "report.json"
    said = run(file, dry_run=True, report=str(report))
    assert f"look again: the new topic other “Bridge s” ({file}:1) has a name near bridges “Bridges”" in said
    (twin,) = json.loads(report.read_text("utf-8"))["twins"]
    assert (twin["key"], twin["near_key"], twin["line"]) == ("other", "bridges", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[\n  {"model": "claims.topic", "fields": {}}\n]', "is a fixture: load it with manage.py loaddata"),
        ('{"claims": [{"text": "a", "claimReview": []}]}', "is an answer of Google's Fact Check Tools"),
        ("a,b\n1,2\n", "is a table with a comma"),
    ],
)
def test_a_file_in_another_shape_ends_with_2_and_one_line(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    (said,) = refused(2, file).splitlines()
    assert said.startswith(f"{file}: this file {message}")
