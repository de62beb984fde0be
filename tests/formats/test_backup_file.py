"""A backup is whole, or it is refused with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats.backup_file import Manifest, Row, open_backup, write_backup
from claims.formats.base import UnusableFile

ABOUT = Manifest("2026-01-02T12:00:00+00:00", "sqlite", ("claims.0001_tables",))
ROWS: list[Row] = [[1, "Мост", None], [2, "Ponte\n", True]]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    target = tmp_path / "world.backup"
    write_backup(target, ABOUT, [("bridges", ("id", "name", "open"), ROWS), ("roads", ("id",), [])])
    return target


def test_what_was_written_is_read(backup: Path) -> None:
    with open_backup(backup) as found:
        bridges, roads = found.manifest.tables
        assert (bridges.columns, bridges.rows) == (("id", "name", "open"), 2)
        assert list(found.rows(bridges)) == ROWS
        assert list(found.rows(roads)) == []
        assert found.manifest.migrations == ABOUT.migrations


def test_any_program_opens_it(backup: Path) -> None:
    with ZipFile(backup) as archive:
        assert archive.read("tables/bridges.jsonl").decode() == '[1,"Мост",null]\n[2,"Ponte\\n",true]\n'


def test_it_is_for_its_owner_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(backup.parent.iterdir()) == [backup]


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_wherever_it_is(backup: Path, place: float, bit: int) -> None:
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    damaged = backup.with_name("damaged")
    damaged.write_bytes(content)
    with pytest.raises(UnusableFile, match=r"damaged|its end is missing"), open_backup(damaged):
        pass


@given(kept=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(backup: Path, kept: float) -> None:
    content = backup.read_bytes()
    short = backup.with_name("short")
    short.write_bytes(content[: int(kept * len(content))])
    with pytest.raises(UnusableFile, match=r"no backup|damaged"), open_backup(short):
        pass


def test_the_damaged_table_is_named(backup: Path) -> None:
    content = backup.read_bytes()
    with ZipFile(backup) as archive:
        header = archive.getinfo("tables/bridges.jsonl").header_offset
    begins = header + 30 + len("tables/bridges.jsonl") + 20
    damaged = content[: begins + 4] + bytes([content[begins + 4] ^ 1]) + content[begins + 5 :]
    backup.write_bytes(damaged)
    with pytest.raises(UnusableFile, match=r"is damaged in tables/bridges\.jsonl"), open_backup(backup):
        pass


def test_another_file_is_never_written_over(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(UnusableFile, match="exists already"):
        write_backup(backup, ABOUT, [])
    assert backup.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield [1]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_backup(tmp_path / "never", ABOUT, [("bridges", ("id",), rows())])
    assert list(tmp_path.iterdir()) == []
