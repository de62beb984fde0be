"""``verify_records`` as a user runs it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import FacetCount, LedgerRow
from tests.generated_records import complete_records, lines_of
from tests.records_in_and_out import import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def _published(db: None) -> None:
    import_text(lines_of(complete_records()), publish=True)


@pytest.fixture
def file(_published: None, tmp_path: Path) -> Path:
    path = tmp_path / "all.jsonl"
    call_command("export_claims", output=str(path), history=True)
    return path


def run(**options: Any) -> list[str]:
    out = StringIO()
    call_command("verify_records", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.postgresql
def test_it_says_what_it_checked(file: Path) -> None:
    row = LedgerRow.objects.get()
    told = [
        f"1 ledger row: the chain holds. Its head is 1:{row.row_hash}.",
        "21 revisions: every digest fits, no version is missing.",
        "20 public records: each stands as its latest revision says.",
        "1 tombstone: each has the revision that withdrew the claim.",
    ]
    assert run(export=str(file)) == told
    assert run() == [
        *told,
        "2 public claims: columns follow from the records.",
        "2 claim versions in the projection: values, counts and search follow from the revisions.",
    ]


@pytest.mark.usefixtures("_published")
def test_what_does_not_follow_from_the_records_ends_it_with_1() -> None:
    FacetCount.objects.filter(facet="all").update(number=7)
    with pytest.raises(CommandError, match="The kept count all is wrong; counted again it is 2") as caught:
        run()
    assert caught.value.returncode == 1


def test_the_first_thing_that_does_not_fit_ends_it_with_1(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("example.org", "example.com", 1), "utf-8")
    with pytest.raises(CommandError, match="is not its version 1") as caught:
        run(export=str(file))
    assert caught.value.returncode == 1


@pytest.mark.parametrize(
    ("raw", "code"), [(b"\xff", 2), (b"{}", 1), (b'{"type":"revision"}', 2), (b"[1]", 2)]
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, raw: bytes, code: int) -> None:
    file = tmp_path / "other.jsonl"
    file.write_bytes(raw)
    with pytest.raises(CommandError) as caught:
        run(export=str(file))
    assert caught.value.returncode == code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"kind":"batch"', '"kind":"batch","seal":"true"'),
        ('"record_type":"claim"', '"record_type":"claim","told":"x"'),
        ('"note_salt":null,', '"note_salt":"a",'),
        ('"note_text":null,', '"note_text":"{}",'),
        ('{"actor"', 'null\n{"actor"'),
    ],
)
def test_what_no_hash_of_the_history_covers_is_refused(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(
        CommandError, match=r"all.jsonl:\d+: (a|this) line of history|this is no line"
    ) as caught:
        run(export=str(file))
    assert caught.value.returncode == 2


def test_a_head_that_was_noted_down_has_to_be_there(file: Path) -> None:
    head = f"1:{LedgerRow.objects.get().row_hash}"
    run(head=head)
    run(head=head, export=str(file))
    for other, message in (
        (f"1:{'f' * 64}", "not the one that was noted down"),
        (f"2:{head[2:]}", "ends before"),
    ):
        for export in (None, str(file)):
            with pytest.raises(CommandError, match=message) as caught:
                run(head=other, export=export)
            assert caught.value.returncode == 1


@pytest.mark.parametrize("head", ["1", "x:y", "1:abc", f"١:{'f' * 64}", f"-1:{'f' * 64}"])
def test_what_is_no_head_is_an_unusable_argument(head: str) -> None:
    with pytest.raises(CommandError, match="This is no head") as caught:
        run(head=head)
    assert caught.value.returncode == 2


def test_a_file_that_is_missing_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file") as caught:
        run(export=str(tmp_path / "none.jsonl"))
    assert caught.value.returncode == 2
