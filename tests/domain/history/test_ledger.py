"""The chain: whatever is changed in it is found."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidValue
from claims.domain.history.chain_breaks import ChainedRow, Head, first_break
from claims.domain.history.ledger import (
    GENESIS,
    Erased,
    LedgerEntry,
    PublicNote,
    Redirect,
    SealedRevision,
    instant_text,
    revision_digest,
    row_hash,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
VERSIONS = st.integers(1, 9)
REDIRECTS = st.lists(st.builds(Redirect, *[st.text("ab", max_size=2)] * 4), max_size=2).map(tuple)
HANDS = st.lists(TEXTS, max_size=3).map(tuple)
REVISIONS = st.lists(
    st.builds(SealedRevision, TEXTS, TEXTS, VERSIONS, TEXTS, HANDS, *[TEXTS] * 5, redirects=REDIRECTS),
    max_size=3,
    unique_by=lambda r: r.place,
).map(lambda revisions: sorted(revisions, key=lambda r: r.place))
ERASED = st.lists(st.builds(Erased, TEXTS, TEXTS, VERSIONS, TEXTS, TEXTS), max_size=2).map(tuple)


Sealing = tuple[LedgerEntry, list[SealedRevision]]


def chained(sealings: list[Sealing]) -> list[ChainedRow]:
    """The entries with their revisions as a ledger would hold them."""
    rows: list[ChainedRow] = []
    previous = GENESIS
    for number, (entry, revisions) in enumerate(sealings, start=1):
        entry = dataclasses.replace(entry, sequence=number)
        rows.append(ChainedRow(entry, previous, row_hash(previous, entry, revisions), revisions))
        previous = rows[-1].hash
    return rows


ENTRIES = st.builds(LedgerEntry, st.just(0), TEXTS, TEXTS, TEXTS, TEXTS, ERASED)
LEDGERS = st.lists(st.tuples(ENTRIES, REVISIONS), min_size=1, max_size=5).map(chained)


MORE: dict[str, Any] = {
    "hands": "z",
    "redirects": Redirect("z", "z", "z", "z"),
}


def other(field: str, value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, int):
        return value + 1
    return (*value, MORE[field])


def head_of(rows: list[ChainedRow]) -> Head:
    """The head to note: the sequence and hash of the latest row."""
    return Head(rows[-1].entry.sequence, rows[-1].hash)


@given(LEDGERS)
def test_a_ledger_left_alone_has_no_break(rows: list[ChainedRow]) -> None:
    assert first_break(rows) is None
    assert first_break(rows, head=head_of(rows)) is None
    assert first_break(rows[:1], head=head_of(rows[:1])) is None


def test_an_empty_ledger_has_no_break() -> None:
    assert first_break([]) is None


@given(LEDGERS, st.data())
def test_a_change_of_any_field_of_a_row_is_found_at_that_row(
    rows: list[ChainedRow], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(
        st.sampled_from([f.name for f in dataclasses.fields(LedgerEntry) if f.name != "erased"])
    )
    entry = rows[index].entry
    changed: dict[str, Any] = {field: other(field, getattr(entry, field))}
    entry = dataclasses.replace(entry, **changed)
    rows[index] = dataclasses.replace(rows[index], entry=entry)
    found = first_break(rows)
    assert found is not None
    assert found.sequence == entry.sequence


@given(LEDGERS, st.data())
def test_a_change_of_any_field_of_a_sealed_revision_is_found(
    rows: list[ChainedRow], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    sealed = list(rows[index].revisions)
    if not sealed:
        return
    field = data.draw(st.sampled_from(SealedRevision.__struct_fields__))
    changed: dict[str, Any] = {field: other(field, getattr(sealed[0], field))}
    sealed[0] = msgspec.structs.replace(sealed[0], **changed)
    rows[index] = dataclasses.replace(rows[index], revisions=sealed)
    found = first_break(rows)
    assert found is not None
    assert found.sequence == index + 1


@given(LEDGERS, st.data())
def test_a_revision_slipped_in_is_found(rows: list[ChainedRow], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    another = SealedRevision("z", "z", 99, "", (), "", "", "", "")
    rows[index] = dataclasses.replace(rows[index], revisions=[*rows[index].revisions, another])
    assert first_break(rows) is not None


@given(LEDGERS, st.data(), st.sampled_from(["hash", "previous_hash"]))
def test_a_change_of_a_hash_is_found(rows: list[ChainedRow], data: st.DataObject, field: str) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    changed: dict[str, Any] = {field: "f" * 64}
    rows[index] = dataclasses.replace(rows[index], **changed)
    found = first_break(rows)
    assert found is not None
    assert found.sequence == index + 1


@given(LEDGERS, st.data())
def test_an_erasure_slipped_in_or_left_out_is_found(rows: list[ChainedRow], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    entry = rows[index].entry
    erased = entry.erased[1:] if entry.erased else (Erased("claim", "k", 1, "content", "the law"),)
    rows[index] = dataclasses.replace(rows[index], entry=dataclasses.replace(entry, erased=erased))
    assert first_break(rows) is not None


@given(LEDGERS, st.data())
def test_a_row_removed_is_found(rows: list[ChainedRow], data: st.DataObject) -> None:
    head = head_of(rows)
    del rows[data.draw(st.integers(0, len(rows) - 1))]
    assert first_break(rows, head=head) is not None


@given(LEDGERS, st.data())
def test_a_row_removed_before_the_latest_is_found_without_a_head(
    rows: list[ChainedRow], data: st.DataObject
) -> None:
    if len(rows) > 1:
        index = data.draw(st.integers(0, len(rows) - 2))
        del rows[index]
        found = first_break(rows)
        assert found is not None
        assert found.sequence == index + 2


@given(LEDGERS, st.data())
def test_rows_in_another_order_are_found(rows: list[ChainedRow], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows))
    in_order = [row.entry.sequence for row in shuffled] == [row.entry.sequence for row in rows]
    assert (first_break(shuffled) is None) == in_order


@given(LEDGERS, LEDGERS, st.data())
def test_a_row_inserted_is_found(
    rows: list[ChainedRow], others: list[ChainedRow], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    rows.insert(index, others[0])
    assert first_break(rows) is not None


@given(LEDGERS, st.data())
def test_a_chain_made_anew_from_a_changed_row_on_is_found_by_its_head(
    rows: list[ChainedRow], data: st.DataObject
) -> None:
    head = head_of(rows)
    index = data.draw(st.integers(0, len(rows) - 1))
    sealings: list[Sealing] = [(row.entry, [*row.revisions]) for row in rows]
    entry, revisions = sealings[index]
    sealings[index] = dataclasses.replace(entry, summary=f"{entry.summary}x"), revisions
    forged = chained(sealings)
    assert first_break(forged) is None
    found = first_break(forged, head=head)
    assert found is not None
    assert found.sequence == len(rows)


def test_rows_after_the_head_that_was_noted_are_welcome() -> None:
    rows = chained([(LedgerEntry(0, "", "publish", "anna", str(number)), []) for number in range(3)])
    assert first_break(rows, head=head_of(rows[:2])) is None


def test_a_ledger_that_ends_before_its_head_says_so() -> None:
    rows = chained([(LedgerEntry(0, "", "publish", "anna", ""), [])])
    assert str(first_break(rows, head=Head(3, "f" * 64))) == (
        "Ledger row 2: the ledger ends before row 3, which was noted down as the latest."
    )


@given(LEDGERS)
def test_the_order_in_which_erasures_are_kept_does_not_matter(rows: list[ChainedRow]) -> None:
    for row in rows:
        entry = dataclasses.replace(row.entry, erased=row.entry.erased[::-1])
        assert row_hash(row.previous_hash, entry, row.revisions) == row.hash


@given(LEDGERS)
def test_revisions_read_one_by_one_give_the_same_hash(rows: list[ChainedRow]) -> None:
    streamed = (dataclasses.replace(row, revisions=iter(row.revisions)) for row in rows)
    assert first_break(streamed) is None


def test_a_revision_sealed_twice_in_a_row_is_refused() -> None:
    revision = SealedRevision("claim", "k", 1, "", (), "", "", "", "")
    entry = LedgerEntry(1, "", "", "", "")
    with pytest.raises(InvalidValue, match="comes twice"):
        row_hash(GENESIS, entry, [revision, revision])
    found = first_break([ChainedRow(entry, GENESIS, GENESIS, [revision, revision])])
    assert found is not None
    assert "cannot be hashed" in found.reason


def test_a_hash_once_made_never_changes() -> None:
    at = "2019-02-07T09:30:00.000000Z"
    plain = SealedRevision(
        "claim", "k7f2m9q1xz", 1, "publication", ("anna",), "jan", at, at, revision_digest("s", "{}")
    )
    told = msgspec.structs.replace(
        plain,
        version=2,
        change_class="correction",
        hands=("anna", "eva"),
        note_digest=revision_digest("n", PublicNote("The date.", wrong="7 May", right="8 May").text),
        redirects=(Redirect("speaker", "anna-roe", "anna-lind", "rename"),),
    )
    entry = LedgerEntry(1, at, "publication", "jan", "One claim")
    erased = Erased("claim", "k7f2m9q1xz", 1, "content", "A court’s order.")
    first = row_hash(GENESIS, entry, [plain, told])
    assert first == "728db5a88aed293cb37e92827010d3908803930642282dd4794ad9a85a6130e4"
    assert (
        row_hash("f" * 64, LedgerEntry(2, at, "erasure", "jan", "", erased=(erased,)), ())
        == "38f3c9afa126c050c8655d49639e0badbcca6e42ef5e87f4f2954d7386769d3c"
    )


def test_a_public_note_is_sealed_by_what_it_says_and_nothing_else() -> None:
    assert PublicNote("The date.", right="8 May").text == '{"note":"The date.","right":"8 May"}'
    assert PublicNote().text == ""


def test_what_is_no_text_and_no_number_is_refused() -> None:
    plain = SealedRevision("claim", "k", 1, "", ("anna",), "", "", "", "")
    wrong: list[dict[str, Any]] = [{"hands": (1,)}, {"version": "1"}, {"version": True}, {"digest": None}]
    for changed in wrong:
        with pytest.raises(InvalidValue, match=r"is not (text|a whole number)"):
            msgspec.structs.replace(plain, **changed)


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_is_written_in_utc_with_six_decimals(at: datetime) -> None:
    if not 1 < at.year < 9999:
        return
    text = instant_text(at)
    assert len(text) == 27
    assert datetime.fromisoformat(text) == at.astimezone(UTC)


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    at = datetime(2019, 2, 7, 12, 30, tzinfo=timezone(timedelta(hours=3)))
    assert instant_text(at) == instant_text(datetime(2019, 2, 7, 9, 30, tzinfo=UTC))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValue):
        instant_text(datetime(2019, 2, 7))  # noqa: DTZ001
