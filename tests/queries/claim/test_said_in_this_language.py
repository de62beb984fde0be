"""Words said in the language in which they stand are no translation, and "none" is no language."""

from __future__ import annotations

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.domain.record.form_checks import ReferredRecords, check_record
from claims.domain.record.paths import claim_path, compare_path
from claims.domain.search.facets import facet_values
from claims.domain.text.pairs import TextPair, pair
from claims.models import Claim
from claims.queries.claim.rows import claim_rows
from claims.queries.claim.words import shown_words, texts_of
from claims.queries.desk.missing import lacking
from claims.queries.known_records import KnownRecords
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from tests.actions.drafts.small_records import later, published
from tests.world import ANN, BOB, World

WORDS = {
    "en": "The toll is fair",
    "ru": "Сбор справедлив",
    "es": "El peaje es justo",
    "ar": "الرسوم عادلة",
    "sr-Latn": "Putarina je pravedna",
}


def said_in(world: World, language: str, translated_from: str) -> ClaimRecord:
    words = {"text": WORDS[language], "language": language, "form": "quoted"}
    if translated_from:
        words["translated_from"] = translated_from
    day = {"none": "2020-05-05", "": "2020-05-03"}.get(translated_from, "2020-05-04")
    return published(world, WORDS[language], speaker=world.lebed, said=day, words=words)


@pytest.mark.same_sql
@pytest.mark.parametrize("language", WORDS)
def test_they_are_shown_as_words_of_which_nothing_is_known_are(world: World, language: str) -> None:
    stated, unknown = said_in(world, language, "none"), said_in(world, language, "")
    known = KnownRecords.find(references(stated))
    assert shown_words(stated, known) == shown_words(unknown, known)
    assert texts_of(stated) == texts_of(unknown)
    assert isinstance(pair(texts_of(stated), texts_of(unknown), original=True), TextPair)
    first, second = claim_rows([stated.key, unknown.key])
    assert first.translated_note == second.translated_note == ""
    assert first.speaker_original == second.speaker_original
    assert ("has", "translation") not in facet_values(stated, {})
    told = [finding.sentence for finding in check_record(stated, ReferredRecords())]
    assert not [sentence for sentence in told if "translation" in sentence]


@pytest.mark.parametrize("language", WORDS)
def test_they_are_not_found_among_translations(world: World, language: str) -> None:
    stated, known = said_in(world, language, "none"), said_in(world, language, "tr")
    translated = list_claims(SelectedClaims(read_selection({"has": ["translation"]}))).keys
    assert {stated.key, known.key}.intersection(translated) == {known.key}
    claims = Claim.objects.filter(key__in=[stated.key, known.key])
    assert [claim.key for claim in lacking(claims, "original")] == [known.key]


def test_a_line_of_a_past_day_says_the_same(world: World) -> None:
    stated = said_in(world, "ru", "none")
    amended = replace(stated, words=replace(stated.words, translated_from="es"), said="2020-05-04")
    change = Amendment(amended, ChangeClass.CORRECTION, "It was Spanish.")
    amend(amendments=[change], by=ANN, approver=BOB, at=later(9))
    [then] = claim_rows([stated.key], at=later(3), as_of="2022-03-11")
    [now] = claim_rows([stated.key])
    assert (then.translated_note, now.translated_note) == ("", "translated from Spanish")
    assert then.speaker_original in ("Виктор Лебедь", "Лебедь")


def test_no_page_calls_it_a_language(world: World, client: Client) -> None:
    stated = said_in(world, "ru", "none")
    pages = [
        claim_path(stated.key, stated.words.text),
        compare_path([stated.key, world.later_support]),
        "/claims/?q=сбор",
        "/claims.md?q=сбор",
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (200, 404), page
        for wrong in ("from none", "into none", "in none", "Translation from", 'lang="none"'):
            assert wrong not in answer.content.decode(), page
    assert client.get(pages[0]).status_code == client.get(pages[1]).status_code == 200
