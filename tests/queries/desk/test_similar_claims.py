"""Who records a claim sees those on record that may be the same, drafts included."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim
from claims.queries.desk.similar_claims import similar_claims
from tests.actions.drafts.small_records import AFTER
from tests.looking_back import record_of
from tests.world import ANN, World


@pytest.fixture(params=["rated", "draft", "submitted", "withdrawn"])
def claim(request: pytest.FixtureRequest, world: World) -> Claim:
    claim: Claim = Claim.objects.select_related("speaker").get(key=getattr(world, request.param))
    return claim


def test_the_same_words_speaker_and_day_are_the_same(claim: Claim) -> None:
    [found, *_] = similar_claims(
        text=f"«{claim.text.upper()}»", language=claim.language, speaker=claim.speaker.slug, said=claim.said
    )
    assert (found.key, found.is_same, found.can_repeat) == (claim.key, True, claim.state == "published")


def test_one_other_word_is_found_and_is_not_the_same(claim: Claim) -> None:
    *words, _ = claim.text.split()
    found = similar_claims(
        text=" ".join([*words, "otherwise"]),
        language=claim.language,
        speaker=claim.speaker.slug,
        said=claim.said,
    )
    assert [one.is_same for one in found if one.key == claim.key] == [False]


def test_words_alone_are_found_and_nobody_repeats_them_yet(claim: Claim) -> None:
    [found, *_] = similar_claims(text=claim.text, language=claim.language)
    assert (found.key, found.is_same, found.can_repeat) == (claim.key, False, False)


def test_a_claim_is_not_beside_itself_and_other_words_find_nothing(claim: Claim) -> None:
    assert claim.key not in {one.key for one in similar_claims(text=claim.text, besides=str(claim.key))}
    assert similar_claims(text="Marmalade seldom whistles", speaker=claim.speaker.slug) == ()
    assert similar_claims(text=" … ") == ()


def test_the_words_of_a_change_that_waits_are_found(world: World) -> None:
    record = record_of("claim", world.rated)
    assert isinstance(record, ClaimRecord)
    text = "Marmalade seldom whistles at noon"
    changed = replace(record, words=replace(record.words, text=text))
    propose_change(record=changed, by=ANN, at=AFTER)
    [found] = similar_claims(text=text, speaker=record.speaker, said=record.said)
    assert (found.key, found.text, found.is_same) == (record.key, text, True)
    [still, *_] = similar_claims(text=record.words.text, language=record.words.language)
    assert (still.key, still.text) == (record.key, record.words.text)


@pytest.mark.django_db
def test_a_long_text_without_spaces_is_looked_for_too() -> None:
    # As long as a text may be, and longer than a pattern of SQLite.
    assert similar_claims(text="桥" * 20_000) == ()
