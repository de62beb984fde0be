"""Importing tombstones of duplicates: they come with the claim that stays, or find it on record."""

from __future__ import annotations

import pytest

from claims.queries.history.verification import verify_database
from claims.queries.history.withdrawals import withdrawn_claim_of
from tests.actions.importing.import_lines import CLAIM, KEY, SHARED, lines, refused
from tests.records_in_and_out import exported, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def leads_to(key: str) -> tuple[str, str]:
    """The key to which a duplicate leads, and the words that are shown there."""
    found = withdrawn_claim_of(key)
    assert found is not None
    assert found.survivor is not None
    return found.survivor.key, found.survivor.words


STONE = {
    "type": "tombstone", "key": "1111111111", "withdrawn_on": "2020-01-02", "reason_class": "duplicate",
}  # fmt: skip


@pytest.mark.parametrize("order", ["one file", "the claim first", "a chain in one file"])
def test_a_file_brings_the_tombstone_with_its_claim(order: str) -> None:
    stone = {**STONE, "survivor": KEY}
    if order == "one file":
        import_text(lines(stone, *SHARED, CLAIM), publish=True)
    elif order == "the claim first":
        import_text(lines(*SHARED, CLAIM), publish=True)
        import_text(lines(stone))
    else:
        first = {**STONE, "key": "2222222222", "survivor": "1111111111"}
        import_text(lines(first, stone, *SHARED, CLAIM), publish=True)
        assert leads_to("2222222222")[0] == KEY
    assert leads_to("1111111111") == (KEY, "The bridge stands")
    verify_database()
    whole = exported()
    plan = import_text(whole, publish=True)
    assert plan.counts()["same"] == len(whole.splitlines())


def test_a_tombstone_of_an_older_file_may_name_no_claim() -> None:
    import_text(lines(STONE))
    found = withdrawn_claim_of("1111111111")
    assert found is not None
    assert found.survivor is None


def test_what_a_tombstone_of_a_file_names_has_to_be_there_and_public() -> None:
    refused(lines({**STONE, "survivor": KEY}), "survivor: no claim of this key is on record or in the files")
    refused(
        lines({**STONE, "survivor": KEY}, *SHARED, CLAIM),
        "survivor: this claim is not public, and this tombstone is to be",
    )
    import_text(lines(*SHARED, CLAIM))
    refused(lines({**STONE, "survivor": KEY}), "survivor: this claim is not public")


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
def test_tombstones_that_lead_in_a_circle_are_refused(number: int) -> None:
    keys = [str(n) * 10 for n in range(1, number + 1)]
    stones = [
        {**STONE, "key": key, "survivor": after}
        for key, after in zip(keys, [*keys[1:], keys[0]], strict=True)
    ]
    word = "survivor: the claims that stay lead in a circle"
    refused(lines(*stones), *[word] * number)


@pytest.mark.parametrize("reason_class", ["error", "law", "privacy"])
def test_a_tombstone_of_another_reason_names_no_claim(reason_class: str) -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    stone = {**STONE, "survivor": KEY, "reason_class": reason_class}
    refused(lines(stone), "survivor: only a duplicate names the claim that stays")


def test_a_tombstone_names_another_claim_than_its_own() -> None:
    refused(lines({**STONE, "survivor": STONE["key"]}), "survivor: no claim is a duplicate of itself")
