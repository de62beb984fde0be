"""Identifiers of others find a claim again when its words were corrected, or are refused."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.record.claim import ClaimRecord, Identifier
from claims.domain.record.codec import from_document
from claims.models import Claim
from claims.models.record_mapping import claim_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, KEY, SHARED, lines, refused
from tests.records_in_and_out import AT, exported, import_text, told
from tests.rewritten import rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NUMBER = {"scheme": "gazette", "value": "17"}
REVIEW = {"scheme": "review", "value": "https://gazette.example/checks/мост?id=17#top"}
SECOND_KEY = "2222222222"


def claim(text: str, *ids: dict[str, str], **more: Any) -> dict[str, Any]:
    return {**CLAIM, "words": {**CLAIM["words"], "text": text}, "ids": list(ids), **more}


FIRST = claim("The bridge stands", NUMBER)
SECOND = claim("The mill burns", REVIEW, key=SECOND_KEY)


@pytest.mark.parametrize(
    ("given", "corrected"),
    [
        (FIRST, claim("The bridge still stands", NUMBER)),
        (FIRST, claim("El puente sigue en pie", NUMBER, said="2019-02")),
        (FIRST, claim("The bridge stands", NUMBER, said="2019-02-06")),
        (FIRST, claim("Мост стоит", NUMBER, REVIEW)),
        (claim("The bridge stands", NUMBER, REVIEW), claim("The bridge falls", REVIEW)),
        (FIRST, claim("The bridge still stands", NUMBER, key="4444444444")),
    ],
    ids=["words", "language and day", "day", "one of two", "another of two", "a key not on record"],
)  # fmt: skip
@pytest.mark.parametrize("publish", [False, True], ids=["draft", "public"])
def test_a_corrected_claim_is_the_one_on_record(
    given: dict[str, Any], corrected: dict[str, Any], publish: bool
) -> None:
    import_text(lines(*SHARED, given), publish=publish)
    plan = import_text(lines(corrected), publish=publish)
    assert told(plan) == []
    assert plan.counts()["changed"] == 1
    found = Claim.objects.get()
    assert (found.key, found.text, found.said) == (KEY, corrected["words"]["text"], corrected["said"])
    # Both files find it now, by their words too.
    assert import_text(lines(corrected), publish=publish).counts()["same"] == 1
    if publish:
        assert found.version == 2
        verify_database()


def test_without_identifiers_corrected_words_are_another_claim() -> None:
    import_text(lines(*SHARED, FIRST))
    assert import_text(lines(claim("The bridge still stands"))).counts()["new"] == 1


@pytest.mark.parametrize(
    "other",
    [{"scheme": "herald", "value": "17"}, {"scheme": "gazette", "value": "1\uff17"},
     {"scheme": "gazette", "value": "017"}],
)  # fmt: skip
def test_an_identifier_is_the_same_only_in_scheme_and_value(other: dict[str, str]) -> None:
    import_text(lines(*SHARED, FIRST))
    assert import_text(lines(claim("The bridge still stands", other))).counts()["new"] == 1


def test_what_points_to_it_in_the_files_points_to_it_still() -> None:
    import_text(lines(*SHARED, FIRST), publish=True)
    mended = claim("The bridge still stands", NUMBER, key="4444444444")
    later = claim("Again: it stands", said="2020", key=SECOND_KEY,
                  relations=[{"kind": "repeats", "to": "4444444444"}])  # fmt: skip
    assert told(import_text(lines(mended, later), publish=True)) == []
    assert f'"to":"{KEY}"' in exported()


def test_a_working_copy_has_the_identifiers_of_its_claim() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    proposed = from_document({**FIRST, "key": KEY})
    assert isinstance(proposed, ClaimRecord)
    propose_change(record=proposed, by=ANN, at=AT)
    plan = import_text(lines(claim("The bridge still stands", NUMBER)), on_conflict="file")
    assert (told(plan), Claim.objects.exclude(key=None).count()) == ([], 1)


def test_identifiers_of_two_claims_are_refused() -> None:
    import_text(lines(*SHARED, FIRST, SECOND))
    both = claim("Neither", NUMBER, REVIEW)
    both_keys = ", ".join(sorted((KEY, SECOND_KEY)))
    refused(lines(both), f"ids: its identifiers belong to 2 claims on record: {both_keys}")
    shared = claim("Another", NUMBER, key="5555555555")
    second = Claim.objects.get(key=SECOND_KEY)
    rewrite(second, ids=(*claim_record(second).ids, Identifier(**NUMBER)))
    refused(lines({**shared, "key": "6666666666"}), both_keys)
    # The key of one of them says which it is.
    assert told(import_text(lines({**shared, "key": SECOND_KEY}), on_conflict="file")) == []


@pytest.mark.parametrize(
    "given", [{**SECOND, "ids": [NUMBER]}, claim("The mill burns", NUMBER)], ids=["key", "words"]
)
def test_an_identifier_that_contradicts_the_key_or_the_words_is_refused(given: dict[str, Any]) -> None:
    import_text(lines(*SHARED, FIRST, claim("The mill burns", REVIEW)))
    if "key" in given:
        given = {**given, "key": Claim.objects.exclude(key=KEY).get().key}
    refused(lines(given), f"its identifier belongs to the claim {KEY}")


def test_two_lines_that_are_one_claim_by_its_identifier_are_refused() -> None:
    import_text(lines(*SHARED, FIRST))
    two = (claim("The bridge still stands", NUMBER), claim("The bridge stood", NUMBER))
    refused(lines(*two), f"by its identifiers this is the claim {KEY}, which is at")


def test_a_withdrawn_claim_is_not_found_by_its_identifiers() -> None:
    import_text(lines(*SHARED, FIRST), publish=True)
    withdraw(key=KEY, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=AT)
    assert import_text(lines(claim("The bridge still stands", NUMBER)), publish=True).counts()["new"] == 1
