"""The one form of a claim: what is typed becomes a record, and what is refused is said where it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.actions.drafts.recording import record_draft
from claims.domain.errors import Refused
from claims.domain.record.identity import Assertion, key_of
from claims.domain.record.shared import Record, SourceRecord
from claims.models import AuditEvent, Claim, Source, Speaker
from claims.models.record_mapping import as_record
from tests.admin.claim_form.claim_form_pages import (
    ADD,
    FIRST,
    change_page,
    counts,
    errors_of,
    record_of,
    saved,
    sent_back,
)
from tests.world import World
from tests.world_claims import AMENDED, TURN

pytestmark = pytest.mark.slow


def test_a_claim_from_a_known_source_takes_few_fields(world: World, editor: Client) -> None:
    claim = saved(editor.post(ADD, FIRST | {"_save": ""}))
    record = record_of(claim)
    assert record.speaker == world.lebed
    assert record.words.text == "The stones are sold"
    assert (record.said, record.said_basis) == ("2019-02-07", "worked_out")
    assert record.said_note == "“on Thursday”, page dated Thursday 7 February 2019"
    (hop,) = record.chain
    assert (hop.hop, hop.how, hop.source) == (1, "direct_quote", world.dated_source)
    assert [passage.at for passage in hop.exact] == ["body"]
    assert (claim.state, claim.author, claim.version) == ("draft", "eve", 0)
    assert AuditEvent.objects.get(record_key=claim.key).action == "record"


def test_a_new_claim_has_the_key_that_a_file_would_give_it(world: World, editor: Client) -> None:
    identity = Assertion("The stones are sold", world.lebed, "2019-02-07").identity()
    assert saved(editor.post(ADD, FIRST | {"_save": ""})).key == key_of(identity)


def test_source_outlet_and_speaker_are_made_in_place(world: World, editor: Client) -> None:
    sent = FIRST | {
        "source": "https://herald.example/1?utm_medium=y",
        "source_title": "Stones for sale",
        "source_outlet": "Zenda Herald",
        "source_published": "8 feb 2019",
        "source_language": "en",
        "speaker": "Rupert Hentzau",
        "speaker_kind": "person",
        "chain-0-from_": "2",
        "chain-1-outlet": "Zenda Radio",
        "occasion": "at the quarry",
        "_save": "",
    }
    record = record_of(saved(editor.post(ADD, sent)))
    source = Source.objects.get(key=record.chain[0].source)
    assert (source.title, source.outlet and source.outlet.name) == ("Stones for sale", "Zenda Herald")
    told = as_record(source)
    assert isinstance(told, SourceRecord)
    assert (told.published, told.published_basis, source.author) == ("2019-02-08", "stated", "eve")
    assert Speaker.objects.get(slug=record.speaker).name == "Rupert Hentzau"
    assert (record.chain[0].from_, record.chain[1].outlet) == (2, "zenda-radio")
    assert record.occasion is not None
    assert record.occasion.slug == "2019-02-07-rupert-hentzau-at-the-quarry"


def test_checking_writes_nothing_and_shows_how_things_were_read(world: World, editor: Client) -> None:
    before = counts()
    answer = editor.post(ADD, FIRST | {"role": "minister", "said": "8 feb 2019", "_check": "1"})
    assert answer.status_code == 200
    assert counts() == before
    assert "Already in the database: Palace stands by the bridge, " in answer.text
    assert "Read as 8 February 2019, exact." in answer.text
    assert "spokesman, The Palace" in answer.text
    assert "Said after “Palace stands by the bridge” was published" in answer.text


REFUSED_TOGETHER = [
    [
        ({"text": ""}, "text", "Write the quote."),
        ({"language": "English"}, "language", "This is not a language tag"),
        ({"source": "Some page"}, "source", "Nothing in the database is called “Some page”"),
        ({"speaker": ""}, "speaker", "Say who said it."),
        ({"on_behalf_of": "Nobody"}, "on_behalf_of", "Nothing in the database is called “Nobody”"),
        ({"said": "3/4/2019"}, "said", "It is not clear which number is the day (write 7 feb 2019)"),
        ({"occasion_place": "Zenda"}, "occasion", "A place needs an occasion"),
        ({"chain-0-from_": "2"}, "chain-0-from_", "There is no step 2"),
        ({"stances-0-position": "build-the-bridge", "stances-0-answer": "never"}, "stances-0-answer",
         "no such answer"),
        ({"relations-0-to": "0000000000"}, "relations-0-kind", "Choose how this claim relates"),
        ({"verdicts-0-explanation": "x"}, "verdicts-0-scale", "Name the scale"),
        ({"passages-0-exact": "x", "passages-0-hop": "7"}, "passages-0-hop", "There is no step 7"),
        ({"translations-0-text": "Камни проданы"}, "translations-0-language", "This may not be empty"),
        ({"summary": "x" * 76}, "summary", "76 characters are too many (at most 75)"),
        ({"topics": "trade\nweather"}, "topics", "Nothing in the database is called “weather”"),
    ],
    [
        ({"text": "a\u202eb"}, "text", "U+202E"),
        ({"source": "https://new.example/"}, "source_title", "This source is new: give its title"),
        ({"speaker": "Nobody Known"}, "speaker", "choose the kind"),
        ({"said": "2019-13"}, "said", "There is no month 13"),
        ({"chain-1-source": "Nowhere"}, "chain-1-source", "Nothing in the database is called “Nowhere”"),
        ({"stances-0-position": "build-the-bridge", "stances-0-unchanged": "on", "stances-0-since": "soon"},
         "stances-0-since", "cannot be read"),
        ({"relations-0-kind": "repeats", "relations-0-to": "no such"}, "relations-0-to", "Nothing in"),
        ({"verdicts-0-scale": "gazette-2020", "verdicts-0-rating": "best"}, "verdicts-0-rating",
         "no such rating"),
    ],
    [
        ({"source": ""}, "source", "Name the source."),
        ({"speaker": "Viktor Lebed", "speaker_kind": "person"}, "speaker_kind", "is already in the database"),
        ({"chain-0-from_": "1"}, "chain-0-from_", "itself"),
        ({"evidence-0-source": "x"}, "evidence-0-verdict", "There is no rating 1"),
    ],
    [({"source": "ftp://new.example/", "source_title": "T"}, "source", "Only http and https")],
    [({"source": "https://new.example/", "source_title": "T", "source_published": "soon"},
      "source_published", "cannot be read")],
    [({"chain-0-outlet": "gazette"}, "source", "No step below has this source")],
    [({"relations-0-kind": "responds_to", "relations-0-to": TURN["key"]}, "relations-0-kind",
      "points to what was said later")],
    [({"relations-0-kind": "repeats", "relations-0-to": AMENDED["key"]}, "relations-0-kind",
      "has another speaker")],
    [
        ({"kind": "song"}, "kind", "valid choice"),
        ({"text": "a\x00b"}, "text", "Null characters"),
        ({"speaker": "a\x00b"}, "speaker", "U+0000"),
    ],
]  # fmt: skip
"""What is typed, the field that refuses it, and how. All of a list is refused at once, each at its field."""


@pytest.mark.parametrize("refused", REFUSED_TOGETHER, ids=lambda refused: refused[0][2])
def test_each_refusal_speaks_at_its_field_keeps_what_was_typed_and_writes_nothing(
    world: World, editor: Client, refused: list[tuple[dict[str, str], str, str]]
) -> None:
    before = counts()
    sent = FIRST | {"context": "Never lost"}
    for changes, _, _ in refused:
        sent |= changes
    # Every button that saves reads the form in the same way.
    answer = editor.post(ADD, sent | {"_save" if len(refused) > 1 else "_addanother": ""})
    assert answer.status_code == 200
    errors = errors_of(answer)
    assert [(field, told) for _, field, told in refused if told not in " ".join(errors.get(field, []))] == []
    assert counts() == before
    kept = answer.context["form"].data
    assert {name: kept[name] for name in sent} == sent
    assert "Never lost" in answer.text


def test_a_refused_new_source_leaves_no_half_behind(world: World, editor: Client) -> None:
    before = counts()
    new = {"source": "https://new.example/a", "source_title": "T", "source_outlet": "New Outlet"}
    new |= {"speaker": "New Person", "speaker_kind": "person", "chain-0-source": "elsewhere"}
    assert editor.post(ADD, FIRST | new | {"_save": ""}).status_code == 200
    assert counts() == before


def test_an_action_that_refuses_takes_all_of_it_back(
    world: World, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_claims(*, record: Record, **kept: Any) -> Any:
        if record.TYPE == "claim":
            raise Refused("Not today.")
        return record_draft(record=record, **kept)

    monkeypatch.setattr("claims.actions.drafts.recording.record_draft", refuse_claims)
    before = counts()
    sent = FIRST | {
        "source": "https://new.example/a",
        "source_title": "T",
        "speaker": "New",
        "speaker_kind": "body",
        "said": "7 feb 2019",
    }
    answer = editor.post(ADD, sent | {"_save": ""})
    assert errors_of(answer) == {"__all__": ["Not today."]}
    assert counts() == before


def test_save_and_add_another_keeps_source_occasion_speaker_date_and_position(
    world: World, editor: Client
) -> None:
    sent = FIRST | {
        "occasion": "at the quarry",
        "stances-0-position": "Should the bridge over the Eder be built?",
        "stances-0-answer": "yes",
        "stances-0-grounds": "Stones are for building.",
        "_addanother": "",
    }
    answer = editor.post(ADD, sent)
    claim = saved(answer)
    assert answer["Location"] == f"{ADD}?after={claim.key}"
    page = editor.get(answer["Location"])
    form, rows = page.context["form"], page.context["rows"]
    assert form["source"].value().key == world.dated_source
    assert form["speaker"].value().key == world.lebed
    assert form["occasion"].value().text == "at the quarry"
    assert form["said"].value() == "2019-02-07"
    assert rows["stances"][0]["position"].value().key == world.ordered_position
    assert not form["text"].value()
    assert not rows["stances"][0]["answer"].value()
    next_one = sent_back(editor, answer["Location"]) | {
        "text": "And more",
        "stances-0-position": "",
        "_save": "",
    }
    record = record_of(saved(editor.post(ADD, next_one)))
    assert record.occasion == record_of(claim).occasion


@pytest.mark.parametrize(
    "half", [{"stances-0-position": "build-the-bridge"}, {"stances-0-of": "Viktor Lebed"}, {}]
)
def test_a_stance_without_an_answer_keeps_no_draft_from_being_saved(
    world: World, editor: Client, half: dict[str, str]
) -> None:
    answer = editor.post(ADD, FIRST | half | {"_addanother": ""})
    assert record_of(saved(answer)).stances == ()
    following = editor.get(answer["Location"])
    assert ("is left out: no answer was chosen" in following.text) == bool(half)
    kept = [
        picked.value().key
        for row in following.context["rows"]["stances"]
        if (picked := row["position"]).value()
    ]
    assert kept == ([world.ordered_position] if "stances-0-position" in half else [])


@pytest.mark.parametrize("button", ["_addanother", "_save", "_decide"])
def test_the_text_of_a_stance_without_an_answer_stays_in_the_form_of_the_saved_draft(
    world: World, editor: Client, button: str
) -> None:
    half = {"stances-0-position": world.ordered_position, "stances-0-grounds": "He says so."}
    page = editor.post(ADD, FIRST | half | {button: ""})
    assert page.status_code == 200
    claim = Claim.objects.latest("pk")
    assert record_of(claim).words.text == "The stones are sold"
    assert "He says so." in page.text
    assert "Choose an answer, or tick that nothing has changed." in page.text
    assert "Nothing is saved yet" not in page.text
    form = page.context["form"]
    carried = {name: form[name].value() for name in ("edition", "began_from")}
    again = FIRST | half | carried | {"stances-0-answer": "yes", "_save": ""}
    assert page.context["action"] == change_page(claim)
    (stance,) = record_of(saved(editor.post(page.context["action"], again))).stances
    assert (stance.answer, stance.grounds) == ("yes", "He says so.")
    assert Claim.objects.filter(text="The stones are sold").count() == 1


def test_a_stance_on_record_stays_where_its_answer_is_taken_out_and_nothing_is_chosen(
    world: World, editor: Client
) -> None:
    stance = {"stances-0-position": world.ordered_position, "stances-0-answer": "yes"}
    claim = saved(editor.post(ADD, FIRST | stance | {"_save": ""}))
    sent = sent_back(editor, change_page(claim)) | {"stances-0-answer": "", "role": "reeve", "_save": ""}
    now = record_of(saved(editor.post(change_page(claim), sent)))
    assert (now.role, now.stances[0].answer) == ("reeve", "yes")
