"""Claims without keys: what may mean something else is another claim, and old files find corrected ones."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.identities import assertion_of, keep_identities
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.deriving import keep_missing
from claims.domain.history.verify import Misfit
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import key_of
from claims.models import Claim, ClaimIdentity
from claims.models.record_mapping import as_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, SHARED, lines
from tests.records_in_and_out import AT, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OTHERS = [
    ("Growth will be 5%", "Growth will be -5%"),
    ("Рост составит 1,5 раза", "Рост составит 15 раза"),
    ("¿Vienes mañana?", "Vienes mañana."),
    ("سيكون النمو ٥٪", "سيكون النمو −٥٪"),
    ("זה עולה $5", "זה עולה €5"),
    ("No. More troops", "No more troops"),
    ("增长102", "增长10²"),
]


def said(text: str, **more: Any) -> dict[str, Any]:
    return {**CLAIM, "words": {**CLAIM["words"], "text": text}, **more}


def on_record() -> dict[str, int]:
    return dict(Claim.objects.published().values_list("text", "version"))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_words_that_may_mean_something_else_are_two_claims(one: str, other: str) -> None:
    import_text(lines(*SHARED, said(one)), publish=True)
    plan = import_text(lines(said(other)), publish=True)
    assert plan.counts()["new"] == 1
    assert on_record() == {one: 1, other: 1}


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_they_have_the_same_keys_however_they_are_packed(one: str, other: str) -> None:
    import_text(lines(*SHARED, said(other), said(one)), publish=True)
    assert on_record() == {one: 1, other: 1}
    for claim in Claim.objects.all():
        assert claim.key == key_of(asserted(claim).identity())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Growth will be -5%", "growth will be −5 %."),
        ("«Всё так»", "„Все так“"),
        ("It hasn't changed", "It hasn’t changed"),
        ("سيكون النمو ٥٪", "سيكون النمو \u200f5%"),
        ("no-one came", "no\u2011one\u00a0came"),
    ],
)
def test_what_keyboards_and_typesetters_change_meets_the_claim(one: str, other: str) -> None:
    import_text(lines(*SHARED, said(one)), publish=True)
    plan = import_text(lines(said(other)), publish=True)
    assert (plan.counts()["changed"], on_record()) == (1, {other: 2})


def asserted(claim: Claim) -> Any:
    record = as_record(claim)
    assert isinstance(record, ClaimRecord)
    return assertion_of(record)


def correct(claim: Claim, text: str) -> None:
    record = as_record(claim)
    assert isinstance(record, ClaimRecord)
    changed = replace(record, words=replace(record.words, text=text))
    amend(amendments=[Amendment(changed, ChangeClass.CORRECTION, "Misheard.")], by=ANN, approver=BOB, at=AT)


def test_an_identity_that_is_lost_is_made_again_for_every_version() -> None:
    import_text(lines(*SHARED, said("Growth will be 5%")), publish=True)
    key = Claim.objects.get().key
    correct(Claim.objects.get(), "Growth will be 6%")
    ClaimIdentity.objects.all().delete()
    with pytest.raises(Misfit, match=f"The claim {key} lacks the identity of its words"):
        verify_database()
    claims = [(Claim.objects.get().pk, str(key))]
    assert keep_missing(claims, at=AT) == 2
    assert keep_missing(claims, at=AT) == 0
    verify_database()
    plan = import_text(lines(said("Growth will be 5 %.")), publish=True, on_conflict="file")
    assert plan.counts()["new"] == 0
    assert Claim.objects.get().key == key
    import_text(lines(said("Growth will be −5%")), publish=True)
    assert Claim.objects.count() == 2


def test_of_words_that_occur_again_the_claim_that_has_their_key_comes_first_among_any_number() -> None:
    import_text(lines(*SHARED, said("Growth will be 5%"), said("Prices will fall")), publish=True)
    own, other = (Claim.objects.get(search_text__contains=word) for word in ("growth", "prices"))
    ClaimIdentity.objects.all().delete()
    again = [(other.pk, str(other.key), asserted(own))]
    many = [(other.pk, str(other.key), asserted(other))] * 500
    keep_identities([*again, *many, (own.pk, str(own.key), asserted(own))], at=AT)
    kept = dict(ClaimIdentity.objects.values_list("identity", "claim"))
    assert kept[asserted(own).identity()] == own.pk
    assert sorted(kept.values()) == sorted([own.pk, other.pk, other.pk])
