"""Which formats there are, and which of them a file is in."""

from __future__ import annotations

import pytest

from claims.formats.base import IN, OUT, UnusableFile, check_format, format_of
from tests.cases import each_case


@each_case("name", ["a.jsonl", "A.NDJSON", "folder.csv/records", "-", "notes.txt"])
def test_a_file_is_json_lines_unless_its_name_says_otherwise(name: str) -> None:
    assert format_of(name) == "jsonl"


@each_case("name", ["a.csv", "b.XLSX", "c.jsonl.gz"])
def test_files_of_other_formats_are_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(UnusableFile, match=r"are not read\. Available: jsonl"):
        format_of(name)


def test_only_available_formats_pass() -> None:
    assert check_format("fixture", OUT) == "fixture"
    with pytest.raises(UnusableFile, match=r"The format fixture is not available here\. Available: jsonl"):
        check_format("fixture", IN)
