"""A history that holds, and what is named where one does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.domain.history_check import Latest, Misfit, Salted, Sealed, SealedRow, check_history, hash_of
from claims.domain.ledger import GENESIS, Erased, LedgerEntry, SealedRevision, revision_digest, row_hash

AT = "2020-01-02T00:00:00.000000Z"


def sealed(key: str, version: int = 1, text: str | None = "{}") -> Sealed:
    digest = revision_digest("salt", "{}")
    revision = SealedRevision("topic", key, version, "publication", ("ann",), "bob", AT, AT, digest)
    return Sealed(revision, Salted("salt", text) if text is not None else None)


def history(*rows: tuple[list[Sealed], list[tuple[str, str, int]]]) -> list[SealedRow]:
    """Rows that follow each other, each with its revisions and what it says was erased."""
    found: list[SealedRow] = []
    for sequence, (revisions, erased) in enumerate(rows, start=1):
        gone = tuple(Erased(*place, "content", "the law") for place in erased)
        entry = LedgerEntry(sequence, AT, "publication", "bob", "", erased=gone)
        previous = found[-1].hash if found else GENESIS
        found.append(
            SealedRow(entry, previous, row_hash(previous, entry, [s.revision for s in revisions]), revisions)
        )
    return found


def test_a_history_that_holds_tells_the_latest_version_of_each_record() -> None:
    found = check_history(history(([sealed("a"), sealed("b")], []), ([sealed("b", 2)], [])))
    assert (found.rows, found.revisions, found.erased) == (2, 3, 0)
    assert {key: latest.version for (_, key), latest in found.latest.items()} == {"a": 1, "b": 2}


def test_of_a_text_only_what_it_hashes_to_is_kept() -> None:
    latest = check_history(history(([sealed("a")], []))).latest["topic", "a"]
    assert latest == Latest(1, "publication", hash_of("{}"))
    assert len(hash_of("{}" * 1000)) == 32


def test_of_an_erased_text_nothing_is_kept() -> None:
    rows = history(([sealed("a", text=None)], []), ([], [("topic", "a", 1)]))
    assert check_history(rows).latest["topic", "a"].text_hash is None


def test_an_erased_content_holds_under_the_row_that_says_so() -> None:
    rows = history(([sealed("a", text=None)], []), ([sealed("a", 2)], []), ([], [("topic", "a", 1)]))
    assert check_history(rows).erased == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (history(([sealed("a", 2)], [])), "Version 1 of topic a is missing: 2 comes next"),
        (history(([sealed("a", text="[]")], [])), "version 1 of the topic a is not the one that was sealed"),
        (history(([sealed("a", text=None)], [])), "version 1 of the topic a is gone, and no ledger row says"),
        (
            history(([sealed("a")], []), ([], [("topic", "a", 1)])),
            "is there, but the ledger says that it was",
        ),
        ([replace(history(([], []))[0], hash="0" * 64)], "Ledger row 1: its hash is not that of its content"),
    ],
)
def test_the_first_thing_that_does_not_fit_is_named(rows: list[SealedRow], message: str) -> None:
    with pytest.raises(Misfit, match=message):
        check_history(rows)
