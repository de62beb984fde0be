"""The method page tells every word of the closed lists, so that it cannot fall behind."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from claims.domain.positions.sentences import SENTENCES
from claims.domain.record import vocabulary

LISTS = (
    vocabulary.KINDS,
    vocabulary.CHECKABLE,
    vocabulary.FORMS,
    vocabulary.BASES,
    vocabulary.SPEAKER_KINDS,
    vocabulary.HOWS,
    vocabulary.STANCE_BASES,
    vocabulary.RELATION_KINDS,
    vocabulary.CONSISTENCY_OUTCOMES,
    vocabulary.WITHDRAWAL_REASONS,
)


@pytest.mark.django_db
def test_every_word_of_the_closed_lists_is_there(client: Client) -> None:
    text = client.get("/method/").content.decode()
    assert not [label for words in LISTS for label in words.values() if escape(label) not in text]


@pytest.mark.django_db
def test_it_says_what_does_not_count(client: Client) -> None:
    text = client.get("/method/").content.decode()
    assert "Not counted: the source sums up, it does not report one utterance." in text
    assert "Not searched yet. This is a gap in our work, not in the record." in text


@pytest.mark.django_db
def test_every_sentence_that_the_software_writes_is_printed_with_when_it_is_used(client: Client) -> None:
    text = client.get("/method/").content.decode().lower()
    told = [words for sentence in SENTENCES.values() for words in (sentence.text, sentence.when)]
    assert not [words for words in told if escape(words).lower() not in text]
