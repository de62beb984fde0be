"""Importing: what lines point to, in one file and on record."""

from __future__ import annotations

import pytest

from claims.domain.record.shared import SpeakerRecord
from claims.models import (
    Speaker,
)
from claims.models.record_mapping import as_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import CLAIM, OUTLET, SHARED, SOURCE, SPEAKER, lines, refused
from tests.records_in_and_out import exported, import_text, told

pytestmark = pytest.mark.django_db


def test_records_that_stand_twice_are_refused() -> None:
    refused(
        lines(OUTLET, {**OUTLET, "name": "G"}, *SHARED[1:], CLAIM, CLAIM),
        'a.jsonl:2: this outlet is at a.jsonl:1 already: "gazette" (keep one)',
        "a.jsonl:6: this claim is at a.jsonl:5 already (keep one)",
    )


@pytest.mark.postgresql
def test_references_given_whole_make_records_and_meet_those_that_there_are() -> None:
    import_text(lines(*SHARED))
    whole = {**CLAIM, "speaker": {"name": "Anna Roe", "description": "someone else’s words"}}
    plan = import_text(lines({**whole, "topics": [{"name": "Bridges"}]}))
    assert [step.place for step in plan.made_aside()] == [("topic", "bridges")]
    speaker = as_record(Speaker.objects.get())
    assert isinstance(speaker, SpeakerRecord)
    assert speaker.description == ""


def test_what_is_wrong_in_a_reference_given_whole_is_named_by_its_path_in_the_line() -> None:
    refused(
        lines({**CLAIM, "speaker": {"name": "Bo Example", "kind": "human"}}),
        'a.jsonl:1: speaker.kind: this word is not known here: "human"',
    )
    hop = {"hop": 1, "source": {"title": "A page", "outlet": {"name": "Gazette", "site": "nowhere"}}}
    refused(lines({**CLAIM, "chain": [hop]}), "a.jsonl:1: chain[0].source.outlet.site: ")
    refused(
        lines({**CLAIM, "topics": [{"name": "x" * 400}]}),
        ": topics[0].name: 400 characters are too many",
    )
    refused(
        lines(*SHARED, {**CLAIM, "speaker": {"name": "Bo Example", "part_of": "nobody"}}),
        ': speaker.part_of: no speaker of this key or name is on record or in the files: "nobody"',
    )


def test_references_that_lead_nowhere_are_named_with_their_place() -> None:
    claim = {**CLAIM, "topics": ["roads"], "relations": [{"kind": "repeats", "to": "1111111111"}]}
    assert import_text(lines(*SHARED[:2], claim)).counts() == {
        **dict.fromkeys(("changed", "revived", "same", "skipped"), 0),
        "new": 2,
        "refused": 1,
    }
    refused(
        lines(*SHARED[:2], claim),
        'a.jsonl:3: speaker: no speaker of this key or name is on record or in the files: "anna-roe"',
        'a.jsonl:3: topics[0]: no topic of this key or name is on record or in the files: "roads"',
        "a.jsonl:3: relations[0].to: no claim of this key",
    )


def test_a_public_claim_may_not_point_to_a_draft_of_another() -> None:
    import_text(lines(*SHARED, {**CLAIM, "key": "1111111111"}))
    claim = {**CLAIM, "key": "2222222222", "relations": [{"kind": "repeats", "to": "1111111111"}]}
    refused(lines(claim), "relations[0].to: this claim is not public, and this claim is to be", publish=True)


@pytest.mark.postgresql
def test_claims_of_one_file_point_to_each_other_in_any_order() -> None:
    first = {**CLAIM, "key": "1111111111", "relations": [{"kind": "repeats", "to": "2222222222"}]}
    second = {**CLAIM, "key": "2222222222", "relations": [{"kind": "precedes", "to": "1111111111"}]}
    assert told(import_text(lines(*SHARED, first, second), publish=True)) == []


def test_rules_of_publishing_are_told_by_line() -> None:
    bare = {**CLAIM, "words": {"text": "Ja"}, "said": ""}
    refused(
        lines(*SHARED, bare),
        "a.jsonl:4: words.language: the language of the words is missing",
        "a.jsonl:4: words.form: how the words are given is missing",
        "a.jsonl:4: said: the day on which it was said is missing",
        publish=True,
    )


def test_one_occasion_has_one_label() -> None:
    one = {**CLAIM, "occasion": {"slug": "fair", "label": "at the fair"}}
    other = {**CLAIM, "said": "2019", "occasion": {"slug": "fair", "label": "elsewhere"}}
    message = 'a.jsonl:5: occasion: a.jsonl:4 tells this occasion otherwise: "fair"'
    refused(lines(*SHARED, one, other), message)
    import_text(lines(*SHARED, one))
    refused(lines(other), "occasion: this occasion is on record as “at the fair” (no place)")


@pytest.mark.postgresql
def test_an_export_that_mends_the_occasion_of_all_its_claims_is_taken() -> None:
    one = {**CLAIM, "key": "1111111111", "occasion": {"slug": "fair", "label": "at the fiar"}}
    other = {**CLAIM, "key": "2222222222", "said": "2019", "occasion": one["occasion"]}
    import_text(lines(*SHARED, one, other), publish=True)
    mended = {"occasion": {"slug": "fair", "label": "at the fair"}}
    refused(lines(one | mended), "occasion: this occasion is on record as “at the fiar” (no place)")
    assert told(import_text(lines(one | mended, other | mended), publish=True, batch="again")) == []
    assert exported().count("at the fair") == 2


def test_answers_that_a_position_does_not_have_are_refused() -> None:
    position = {
        "type": "position",
        "slug": "build",
        "question": "Build?",
        "answers": [{"slug": "yes", "text": "Yes"}],
    }
    claim = {**CLAIM, "stances": [{"position": "build", "answer": "no", "grounds": "g"}]}
    refused(
        lines(*SHARED, position, claim),
        'stances[0].answer: the position build has no such answer: "no" (one of yes)',
    )


def test_one_source_describes_an_anonymous_speaker_once() -> None:
    nameless = {"type": "speaker", "slug": "a", "name": "a guard", "kind": "anonymous", "described_in": "s-1"}
    refused(
        lines(OUTLET, SOURCE, nameless, {**nameless, "slug": "b"}),
        "a.jsonl:4: name: a.jsonl:3 has an anonymous",
    )


def test_speakers_may_point_to_speakers_further_down() -> None:
    office = {"type": "speaker", "slug": "office", "name": "Office", "kind": "body", "part_of": "palace"}
    palace = {"type": "speaker", "slug": "palace", "name": "Palace", "kind": "body"}
    import_text(lines(office, palace))
    part_of = Speaker.objects.get(slug="office").part_of
    assert part_of is not None
    assert part_of.slug == "palace"


def test_lines_that_are_sealed_as_they_are_count_as_lines_of_the_file() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    whole = exported()
    *_, claim = whole.splitlines()
    where = f"this claim is at a.jsonl:{len(whole.splitlines())} already"
    refused(whole + claim + "\n", where, publish=True)
    refused(whole + claim.replace("stands", "stood") + "\n", where, publish=True)
    other = {**CLAIM, "words": {**CLAIM["words"], "text": "It stands"}, "speaker": "Anna Roe"}
    twin = {**SPEAKER, "slug": "another-anna-roe"}
    import_text(lines(twin), publish=True)
    refused(lines(other), "speaker: 2 speakers are meant by this", publish=True)
    plan = import_text(whole + lines(other), publish=True)
    assert not plan.problems
    assert plan.counts()["same"] == len(whole.splitlines())
    (made,) = plan.to_do()
    assert '"speaker":"anna-roe"' in made.item.text
    verify_database()
