"""The one form of a claim: what is typed becomes a record, and what is refused is said where it was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import reverse

from claims.actions.publishing import publish
from claims.actions.recording import change_draft, record_draft
from claims.admin.claim_form_rows import ROWS
from claims.admin.picking import Picked
from claims.domain.actors import FIXTURES
from claims.domain.canonical import digest
from claims.domain.errors import Refused
from claims.domain.record import ClaimRecord
from claims.domain.shared_records import Record
from claims.models import AuditEvent, Claim, Occasion, Outlet, Source, Speaker
from claims.models.record_mapping import as_record
from tests.admin.people import browser_of, person
from tests.world import FOUNDED_AT, World
from tests.world_claims import AMENDED, TURN

ADD = "/admin/claims/claim/add/"
EMPTY = {
    f"{name}-{part}": number
    for name in ROWS
    for part, number in (("TOTAL_FORMS", "3"), ("INITIAL_FORMS", "0"))
}
FIRST = EMPTY | {
    "source": "http://www.gazette.example/2019/02/07/bridge?utm_source=x#top",
    "text": "The stones are sold",
    "form": "quoted",
    "language": "en",
    "speaker": "лебедь",
    "role": "spokesman",
    "said": "on Thursday",
    "chain-0-exact": "“The stones are sold,” said Viktor Lebed",
}
WRITTEN = (Claim, Source, Speaker, Outlet, Occasion, AuditEvent)


def change_page(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def sent_back(browser: Client, url: str) -> dict[str, Any]:
    """What a browser would send for the form as it stands."""
    context = browser.get(url).context
    found: dict[str, Any] = {}
    forms = [context["form"]]
    for rows in context["rows"].values():
        forms += [rows.management_form, *rows.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, Picked):
                found |= {bound.html_name: value.text, f"{bound.html_name}_key": value.key}
            elif value is True:
                found[bound.html_name] = "on"
            elif value is not None and value is not False:
                found[bound.html_name] = value
    return found


def counts() -> list[int]:
    return [model._base_manager.count() for model in WRITTEN]


def record_of(claim: Claim) -> ClaimRecord:
    record = as_record(claim)
    assert isinstance(record, ClaimRecord)
    return record


def saved(answer: Any) -> Claim:
    """The claim that was written latest, after an answer that leads away from the form."""
    assert answer.status_code == 302, errors_of(answer)
    claim: Claim | None = Claim.objects.order_by("-changed_at", "-pk").first()
    assert claim is not None
    return claim


def errors_of(answer: Any) -> dict[str, list[str]]:
    """All that was refused, by the name of the field."""
    forms = [answer.context["form"], *(row for rows in answer.context["rows"].values() for row in rows)]
    return {form.add_prefix(name): list(told) for form in forms for name, told in form.errors.items()}


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
    assert (source.published, source.published_basis, source.author) == ("2019-02-08", "stated", "eve")
    assert Speaker.objects.get(slug=record.speaker).name == "Rupert Hentzau"
    assert (record.chain[0].from_, record.chain[1].outlet) == (2, "zenda-radio")
    assert record.occasion is not None
    assert record.occasion.slug == "2019-02-07-rupert-hentzau-at-the-quarry"


def test_checking_writes_nothing_and_shows_how_things_were_read(world: World, editor: Client) -> None:
    before = counts()
    answer = editor.post(ADD, FIRST | {"role": "minister", "said": "8 feb 2019", "_check": "1"})
    assert answer.status_code == 200
    assert counts() == before
    assert "In the base: Palace stands by the bridge, " in answer.text
    assert "Read as 8 February 2019, exact." in answer.text
    assert "spokesman, The Palace" in answer.text
    assert "Said after “Palace stands by the bridge” was published" in answer.text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"text": ""}, "text", "Write the words."),
        ({"text": "a\u202eb"}, "text", "U+202E"),
        ({"language": "English"}, "language", "This is not a language tag"),
        ({"source": ""}, "source", "Name the source."),
        ({"source": "Some page"}, "source", "Nothing on record is called “Some page”"),
        ({"source": "https://new.example/"}, "source_title", "not in the base yet: give its title"),
        ({"source": "ftp://new.example/", "source_title": "T"}, "source", "Only http and https"),
        ({"source": "https://new.example/", "source_title": "T", "source_published": "soon"},
         "source_published", "cannot be read"),
        ({"speaker": ""}, "speaker", "Say who said it."),
        ({"speaker": "Nobody Known"}, "speaker", "choose the kind"),
        ({"speaker": "Viktor Lebed", "speaker_kind": "person"}, "speaker_kind", "is on record"),
        ({"on_behalf_of": "Nobody"}, "on_behalf_of", "Nothing on record is called “Nobody”"),
        ({"said": "3/4/2019"}, "said", "The day and the month cannot be told apart (write 7 feb 2019)"),
        ({"said": "2019-13"}, "said", "There is no month 13"),
        ({"occasion_place": "Zenda"}, "occasion", "A place needs an occasion"),
        ({"chain-0-from_": "2"}, "chain-0-from_", "There is no hop 2"),
        ({"chain-0-from_": "1"}, "chain-0-from_", "itself"),
        ({"chain-1-source": "Nowhere"}, "chain-1-source", "Nothing on record is called “Nowhere”"),
        ({"chain-0-outlet": "gazette"}, "source", "No hop below has this source"),
        ({"stances-0-answer": "yes"}, "stances-0-position", "Name the position"),
        ({"stances-0-position": "build-the-bridge"}, "stances-0-answer", "A stance gives an answer"),
        ({"stances-0-position": "build-the-bridge", "stances-0-answer": "never"}, "stances-0-answer",
         "no such answer"),
        ({"stances-0-position": "build-the-bridge", "stances-0-unchanged": "on", "stances-0-since": "soon"},
         "stances-0-since", "cannot be read"),
        ({"relations-0-to": "0000000000"}, "relations-0-kind", "Choose how this claim relates"),
        ({"relations-0-kind": "repeats", "relations-0-to": "no such"}, "relations-0-to", "Nothing on record"),
        ({"relations-0-kind": "responds_to", "relations-0-to": TURN["key"]}, "relations-0-kind",
         "points to what was said later"),
        ({"relations-0-kind": "repeats", "relations-0-to": AMENDED["key"]}, "relations-0-kind",
         "has another speaker"),
        ({"verdicts-0-explanation": "x"}, "verdicts-0-scale", "Name the scale"),
        ({"verdicts-0-scale": "gazette-2020", "verdicts-0-rating": "best"}, "verdicts-0-rating",
         "no such rating"),
        ({"evidence-0-source": "x"}, "evidence-0-verdict", "There is no verdict 1"),
        ({"passages-0-exact": "x", "passages-0-hop": "7"}, "passages-0-hop", "There is no hop 7"),
        ({"translations-0-text": "Камни проданы"}, "translations-0-language", "This may not be empty"),
        ({"summary": "x" * 76}, "summary", "76 characters are too many (at most 75)"),
        ({"topics": "trade\nweather"}, "topics", "Nothing on record is called “weather”"),
        ({"kind": "song"}, "kind", "valid choice"),
        ({"text": "a\x00b"}, "text", "Null characters"),
        ({"speaker": "a\x00b"}, "speaker", "U+0000"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("button", ["_save", "_addanother"])
def test_each_refusal_speaks_at_its_field_keeps_what_was_typed_and_writes_nothing(
    world: World, editor: Client, changes: dict[str, str], field: str, sentence: str, button: str
) -> None:
    before = counts()
    sent = FIRST | {"context": "Never lost"} | changes
    answer = editor.post(ADD, sent | {button: ""})
    assert answer.status_code == 200
    errors = errors_of(answer)
    assert sentence in " ".join(errors.get(field, [])), errors
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

    monkeypatch.setattr("claims.actions.recording_together.record_draft", refuse_claims)
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


@pytest.mark.parametrize("name", ["draft", "submitted", "returned", "first_support", "rated", "two_roads"])
def test_a_form_that_is_sent_back_as_it_is_changes_nothing(world: World, editor: Client, name: str) -> None:
    claim = Claim.objects.get(key=getattr(world, name))
    before = record_of(claim)
    url = change_page(claim) if not claim.version else reverse("admin:claims_claim_propose", args=[claim.pk])
    written = saved(editor.post(url, sent_back(editor, url) | {"_save": ""}))
    assert record_of(written) == before


def test_every_claim_of_the_world_survives_its_form(world: World, editor: Client) -> None:
    for key in world.public_claims:
        claim = Claim.objects.get(key=key)
        if Claim.objects.filter(amends=claim).exists():
            continue
        url = reverse("admin:claims_claim_propose", args=[claim.pk])
        assert record_of(saved(editor.post(url, sent_back(editor, url) | {"_save": ""}))) == record_of(claim)


def test_a_draft_is_changed(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"text": "Mended wörds", "said": "nov 2021", "_save": ""}
    now = saved(editor.post(change_page(claim), sent))
    assert (now.key, now.text, now.said, now.edition) == (
        world.draft,
        "Mended wörds",
        "2021-11",
        claim.edition + 1,
    )
    # The day on which its source was published.
    assert now.said_latest.isoformat() == "2021-11-05"
    assert (now.search_text, now.identities.count()) == ("mended words", 2)
    assert AuditEvent.objects.get(record_key=world.draft, action="change").actor == "eve"


@pytest.mark.parametrize(("review", "step"), [(True, "submit"), (False, "publish")])
def test_save_and_decide_leads_on_to_what_brings_the_draft_to_the_public(
    world: World, editor: Client, review: bool, step: str
) -> None:
    page = change_page(Claim.objects.get(key=world.draft))
    with override_settings(REVIEW_REQUIRED=review):
        answer = editor.post(page, sent_back(editor, page) | {"role": "reeve", "_decide": ""})
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"/{step}/")
        assert editor.get(answer["Location"]).status_code == 200


def test_a_change_made_meanwhile_is_shown_beside_mine_and_nothing_is_lost(
    world: World, editor: Client
) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim)) | {"context": "What I found", "_save": ""}
    theirs = record_of(claim)
    change_draft(record=_with_role(theirs, "their role"), by=FIXTURES, at=FOUNDED_AT)
    answer = editor.post(change_page(claim), sent)
    assert "has changed since you opened it" in answer.text
    assert "their role" in answer.text
    assert "What I found" in answer.text
    assert Claim.objects.get(pk=claim.pk).role == "their role"
    again = sent | {"edition": answer.context["form"]["edition"].value()}
    assert saved(editor.post(change_page(claim), again)).context == "What I found"


def _with_role(record: ClaimRecord, role: str) -> ClaimRecord:
    return replace(record, role=role)


def test_two_who_propose_at_once_do_not_overwrite_each_other(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.first_support)
    url = reverse("admin:claims_claim_propose", args=[claim.pk])
    sent = sent_back(editor, url)
    saved(editor.post(url, sent | {"context": "first", "_save": ""}))
    answer = editor.post(url, sent | {"context": "second", "_save": ""})
    assert "has changed since you opened it" in answer.text
    assert Claim.objects.get(amends=claim).context == "first"
    assert Claim.objects.get(pk=claim.pk).context == ""


def test_a_public_claim_is_read_and_its_form_is_closed(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    sent = sent_back(editor, change_page(claim))
    publish(places=[("claim", world.draft)], by=FIXTURES, at=FOUNDED_AT)
    assert editor.post(change_page(claim), sent).status_code == 403
    assert editor.get(change_page(claim)).status_code == 200


def test_a_verdict_judges_the_words_of_the_day_and_keeps_them_until_it_changes(
    world: World, editor: Client
) -> None:
    sent = FIRST | {
        "verdicts-0-scale": "The Gazette’s scale of 2020",
        "verdicts-0-rating": "half",
        "verdicts-0-reviewed": "feb 2019",
        "evidence-0-source": world.month_source,
        "evidence-0-bears": "against",
        "_save": "",
    }
    claim = saved(editor.post(ADD, sent))
    (verdict,) = record_of(claim).verdicts
    assert (verdict.judged, verdict.reviewed) == (digest("The stones are sold"), "2019-02")
    assert verdict.evidence[0].source == world.month_source
    again = sent_back(editor, change_page(claim)) | {"text": "Stones are sold", "_save": ""}
    assert record_of(saved(editor.post(change_page(claim), again))).verdicts == (verdict,)
    again = sent_back(editor, change_page(claim)) | {"verdicts-0-rating": "true", "_save": ""}
    (changed,) = record_of(saved(editor.post(change_page(claim), again))).verdicts
    assert changed.judged == digest("Stones are sold")


def test_one_more_row_keeps_what_is_typed(world: World, editor: Client) -> None:
    answer = editor.post(ADD, FIRST | {"_more": "stances"})
    assert len(answer.context["rows"]["stances"].forms) == 4
    assert "The stones are sold" in answer.text


def test_a_page_of_the_form_runs_no_script_of_its_own(world: World, editor: Client) -> None:
    answer = editor.get(change_page(Claim.objects.get(key=world.draft)))
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


def test_choices_offer_the_speakers_of_the_source_first(world: World, editor: Client) -> None:
    url = reverse("admin:claims_claim_choices")
    asked = {"kind": "speaker", "source": "https://gazette.example/2019/02/07/bridge", "said": "7 feb 2019"}
    offered = editor.get(url, asked).json()["choices"]
    assert {"key": "viktor-lebed", "label": "Viktor Lebed",
            "note": "Виктор Лебедь · spokesman, The Palace"} in offered  # fmt: skip
    assert "maria-solano" not in [one["key"] for one in offered]
    offered = editor.get(url, asked | {"q": "Анна Ро"}).json()["choices"]
    assert [one["key"] for one in offered] == ["anna-roe"]
    assert editor.get(url, {"kind": "song"}).status_code == 404


@pytest.mark.parametrize(
    "kind", ["source", "outlet", "position", "topic", "scale", "claim", "occasion", "speaker"]
)
@pytest.mark.parametrize("typed", ["", "bridge", "\x00", "%", "x" * 3000])
def test_choices_of_every_kind_are_offered_for_whatever_is_typed(
    world: World, editor: Client, kind: str, typed: str
) -> None:
    answer = editor.get(reverse("admin:claims_claim_choices"), {"kind": kind, "q": typed})
    assert answer.status_code == 200
    assert len(answer.json()["choices"]) <= 10


def test_who_may_not_write_gets_no_form(world: World, client: Client) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, FIRST).status_code == 403
    assert client.get(reverse("admin:claims_claim_choices")).status_code == 403


@pytest.mark.parametrize(("group", "status"), [("Contributor", 302), ("Editor", 302), ("Admin", 403)])
def test_contributors_and_editors_record(world: World, group: str, status: int) -> None:
    browser = browser_of(person("carl", group))
    assert browser.post(ADD, FIRST | {"_save": ""}).status_code == status
    assert Claim.objects.filter(author="carl").count() == (status == 302)


STRANGE = [
    "\x00",
    "9" * 400,
    "x" * 30_000,
    "%",
    "’; --",
    "\n\r\n",
    "2019-02-07/..",
    "http://[",
    "-1",
    "٣",
]


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_sent_is_answered_and_nothing_strange_is_written(
    world: World, editor: Client, strange: str
) -> None:
    before = counts()
    names = [name for name in sent_back(editor, ADD) if "_FORMS" not in name]
    everywhere = FIRST | dict.fromkeys(names, strange)
    assert editor.post(ADD, everywhere | {"_save": ""}).status_code == 200
    for name in (
        "chain-TOTAL_FORMS",
        "stances-INITIAL_FORMS",
        "edition",
        "_more",
        "speaker_key",
        "source_key",
    ):
        assert editor.post(ADD, FIRST | {name: strange, "_check": "1"}).status_code == 200
    assert editor.get(ADD, {"after": "x", "source": "http://[", "said": "9" * 99}).status_code == 200
    assert counts() == before
