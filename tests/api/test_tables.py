"""A download is named after what it lists, in letters that every system takes."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from claims.api.tables import attachment
from tests.cases import each_case

DAY = date(2026, 11, 29)


@each_case(
    ("parts", "latin", "own"),
    [
        (["claims"], "claims", ""),
        (["claims", "speaker", "ana-example"], "claims-speaker-ana-example", ""),
        (["claims", "answer", "the-bridge:yes"], "claims-answer-the-bridge-yes", ""),
        (["claims", "from", "2019-02", "to", "2019"], "claims-from-2019-02-to-2019", ""),
        (["speakers", "name", "Лебедь"], "speakers-name-lebed", "speakers-name-Лебедь"),
        (["claims", "q", "“no” – not"], "claims-q-no-not", ""),
        (["claims", "q", "不 是"], "claims-q", "claims-q-不-是"),
        (["claims", "q", "niño\r\nX: y"], "claims-q-nino-x-y", "claims-q-niño-X-y"),
        (["claims", "q", '../../a"b\\c;d'], "claims-q-a-b-c-d", ""),
        (["不"], "download", "不"),
    ],
)
def test_a_file_is_named_after_what_it_lists(parts: list[str], latin: str, own: str) -> None:
    value = attachment(parts, DAY, ".csv")
    found = re.fullmatch(r'attachment; filename="([A-Za-z0-9.-]+)"(?:; filename\*=UTF-8\'\'(\S+))?', value)
    assert found
    assert found[1] == f"{latin}-2026-11-29.csv"
    assert unquote(found[2] or "") == (f"{own}-2026-11-29.csv" if own else "")


@given(st.lists(st.text(max_size=400), min_size=1, max_size=5))
@example(["不" * 400])
@example(["ж" * 100, "я" * 100])
def test_no_text_breaks_the_header_or_is_too_long_for_a_disk(parts: list[str]) -> None:
    value = attachment(parts, DAY, ".spreadsheet.csv")
    assert value.isascii()
    assert value.isprintable()
    own = unquote(value.rpartition("''")[2]) if "''" in value else value.split('"')[1]
    assert len(own.encode()) <= 255
    assert not own.startswith((".", "-"))
