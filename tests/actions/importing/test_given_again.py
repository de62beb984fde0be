"""Importing: what a file gives is found again, whatever has changed since, and a near name is reported."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.drafts.recording import change_draft
from claims.actions.merging.merging import merge, rename
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SpeakerRecord
from claims.models import Claim, Source, Speaker, Topic
from claims.models.record_mapping import as_record
from tests.actions.importing.given_lines import ANA, PAGE, claim, taken
from tests.actions.importing.import_lines import ANN, BOB, lines, refused
from tests.records_in_and_out import AT, import_text, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_what_is_given_twice_differently_in_one_file_is_refused_and_less_is_the_same() -> None:
    taken(claim({"name": "Ida Example"}), claim({"name": "Ida Example", "wikidata": "Q1"}, "Two"))
    first, second = claim({"name": "Bo", "wikidata": "Q1"}), claim({"name": "Bo", "wikidata": "Q2"}, "Two")
    refused(
        lines(first, second), "a.jsonl:2: speaker.wikidata: the speaker bo is given differently at a.jsonl:1"
    )


def test_another_name_with_the_same_slug_is_refused() -> None:
    taken({"type": "speaker", "slug": "ana-primer", "name": "Anna Primer"})
    refused(
        lines(claim({"name": "Ана Пример"})),
        'a.jsonl:1: speaker.name: the speaker ana-primer is on record as “Anna Primer”: "Ана Пример"',
    )


def test_an_anonymous_speaker_is_known_in_the_source_that_describes_him_alone() -> None:
    guard = {"name": "a guard", "kind": "anonymous", "described_in": PAGE}
    taken(claim(guard), claim(guard, "Another thing"))
    other = {**PAGE, "url": "https://example.org/other"}
    taken(claim({**guard, "described_in": other}, chain=[{"hop": 1, "source": other}]))
    assert Speaker.objects.count() == 2


@pytest.mark.parametrize("is_public", [True, False])
def test_a_file_finds_its_records_again_after_editors_changed_them(is_public: bool) -> None:
    document = claim({"name": "Ana Example", "description": "a judge"})
    taken(document, publish=is_public)
    record = as_record(Speaker.objects.get())
    assert isinstance(record, SpeakerRecord)
    changed = SpeakerRecord(slug=record.slug, name="Ana M. Example", description="a mayor")
    if is_public:
        amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Now.")], by=ANN, approver=BOB, at=AT)
    else:
        change_draft(record=changed, by=ANN, at=AT)
    taken(document, publish=is_public)
    assert Speaker.objects.get().name == "Ana M. Example"


def test_former_slugs_and_names_lead_to_the_record_of_today() -> None:
    who: dict[str, Any] = {"note": "One person.", "by": ANN, "approver": BOB, "at": AT}
    topic = {"type": "topic", "slug": "roads", "name": "Roads"}
    documents = [
        claim({"name": "Ana Example"}, topics=["roads"]),
        {**claim("bo", "Two"), "key": "1111111111"},
    ]
    taken(*documents, {"type": "speaker", "slug": "bo", "name": "Bo"}, topic)
    rename(record_type="topic", key="roads", now_key="streets", **who)
    merge(record_type="speaker", key="ana-example", into="bo", **who)
    spellings = ("ana-example", "Ana Example", {"name": "Ana Example"}, {"slug": "ana-example"})
    for number, speaker in enumerate(spellings):
        assert told(import_text(lines(claim(speaker, topics=["roads"])), publish=True)) == []
        assert (
            told(import_text(lines(claim(speaker, f"Words {number}", topics=["Roads"])), publish=True)) == []
        )
    assert {row.speaker.slug for row in Claim.objects.all()} == {"bo"}
    assert Claim.objects.count() == 6
    assert Topic.objects.published().get().slug == "streets"


# Near twins -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Anna Example", "Example, Ana", "A. Example", "Ана Прымер", "安娜."])
def test_a_new_speaker_with_a_name_near_to_another_is_named_in_the_plan(name: str) -> None:
    taken(ANA)
    new, same = claim({"name": name, "slug": "new-one"}), claim("Ana Example", "Two")
    plan = import_text(lines(new, same), dry_run=True)
    (twin,) = plan.twins
    assert (twin.item.place, twin.name) == (("speaker", "new-one"), name)
    assert (twin.key, twin.near) == ("ana-example", "Ana Example")
    assert told(plan) == []


def test_outlets_topics_and_sources_have_near_twins_too_also_in_one_file() -> None:
    taken(claim(ANA, topics=[{"name": "Бюджет города"}]))
    source = {"title": "Restraint", "outlet": {"name": "Exemple Gazette"}}
    again = {**PAGE, "url": "https://example.org/restraint-2"}
    new = claim(
        words="Two", topics=[{"name": "Byudzhet goroda", "slug": "b"}], chain=[{"hop": 1, "source": source}]
    )
    other = claim(words="Three", chain=[{"hop": 1, "source": again}], **{"with": [{"name": "Bo Beispiel"}]})
    last = claim({"name": "Bo Baispiel"}, "Four")
    found = {(twin.item.place[0], twin.key) for twin in import_text(lines(new, other, last)).twins}
    budget, page = Topic.objects.get(name="Бюджет города").slug, Source.objects.get(url=PAGE["url"]).key
    assert {("outlet", "example-gazette"), ("topic", budget), ("source", page)} < found
    assert len(found) == 4
    assert {twin for twin in found if twin[0] == "speaker"} <= {
        ("speaker", "bo-beispiel"),
        ("speaker", "bo-baispiel"),
    }
    assert import_text(lines(new, other, last)).twins == []
