"""The words by which a record is found by name."""

from __future__ import annotations

from claims.domain.record.shared import (
    Alias,
    EventRecord,
    OutletRecord,
    PositionRecord,
    SpeakerRecord,
    TopicRecord,
)
from claims.domain.search.record_words import record_words, searched_names


def test_a_speaker_has_the_words_of_all_its_names_in_both_scripts_and_of_its_slugs() -> None:
    speaker = SpeakerRecord(
        slug="v-lebed-2", name="Viktor Lébed", aliases=(Alias(text="Виктор Лебедь", language="ru"),)
    )
    assert searched_names(speaker) == ("Viktor Lébed", "Виктор Лебедь")
    words = record_words(speaker)
    assert (words["lebed"], words["лебедь"], words["viktor"]) == ("Lébed", "Лебедь", "Viktor")
    assert (words["v"], words["2"]) == ("", "")


def test_a_word_is_written_as_in_the_name_without_marks_around_it() -> None:
    topic = TopicRecord(slug="oil", name="L’opposition: S-300, oil.")
    assert record_words(topic) == {"opposition": "L’opposition", "s": "S", "300": "300", "oil": "oil"}
    assert record_words(TopicRecord(slug="c", name="c4"))["c"] == ""


def test_records_without_a_searched_name_have_no_words() -> None:
    assert record_words(EventRecord(slug="flood", text="The flood")) == {}
    assert set(record_words(PositionRecord(slug="build", question="Build it?"))) == {"build", "it"}
    assert set(record_words(OutletRecord(slug="voz", name="La Voz"))) == {"la", "voz"}
