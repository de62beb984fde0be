"""A history that holds, and what is named where one does not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.domain.history.ledger import (
    GENESIS,
    Erased,
    LedgerEntry,
    Redirect,
    SealedRevision,
    revision_digest,
    row_hash,
)
from claims.domain.history.verify import (
    Latest,
    Misfit,
    MovedRecord,
    Salted,
    Sealed,
    SealedRow,
    check_history,
    hash_of,
)
from tests.cases import each_case

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


def moving(key: str, version: int, *redirects: Redirect) -> Sealed:
    one = sealed(key, version)
    return replace(one, revision=replace(one.revision, redirects=redirects))


MERGED = Redirect("topic", "a", "b", "merge")
UNDONE = Redirect("topic", "a", "b", "undo")


def test_redirects_tell_which_records_moved_by_whom_and_when_and_what_was_undone() -> None:
    renamed = Redirect("topic", "b", "c", "rename")
    rows = history(
        ([sealed("a"), sealed("b")], []),
        ([moving("a", 2, MERGED)], []),
        ([moving("a", 3, UNDONE), moving("b", 2, renamed)], []),
    )
    assert check_history(rows).moves == [
        MovedRecord("topic", "a", "b", "merge", AT, "ann", 2, undone_at=AT, undone_by="ann"),
        MovedRecord("topic", "b", "c", "rename", AT, "ann", 3),
    ]


def test_an_address_leads_to_one_record_at_a_time() -> None:
    elsewhere = Redirect("topic", "a", "c", "merge")
    for following, message in (
        (moving("a", 3, elsewhere), "Version 3 of the topic a lets the topic a lead to c, while it leads"),
        (moving("a", 3, Redirect("topic", "a", "c", "undo")), "Version 3 of the topic a takes back that"),
        (moving("a", 3, Redirect("topic", "x", "b", "undo")), "takes back that the topic x leads to b"),
    ):
        with pytest.raises(Misfit, match=message):
            check_history(history(([sealed("a")], []), ([moving("a", 2, MERGED)], []), ([following], [])))


def noted(text: str | None, *, sealed_as: str = '{"note":"Why."}') -> Sealed:
    one = sealed("a")
    digest = revision_digest("n", sealed_as) if sealed_as else ""
    return Sealed(
        replace(one.revision, note_digest=digest),
        one.content,
        Salted("n", text) if text is not None else None,
    )


def test_a_public_note_is_held_against_its_digest() -> None:
    check_history(history(([noted('{"note":"Why."}')], [])))
    for one, message in (
        (noted('{"note":"Because."}'), "The public note on version 1 of the topic a is not the one that was"),
        (noted(None), "The public note on version 1 of the topic a is gone, and no ledger row says"),
        (noted("{}", sealed_as=""), "The public note on version 1 of the topic a was never sealed"),
    ):
        with pytest.raises(Misfit, match=message):
            check_history(history(([one], [])))


@each_case(
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
