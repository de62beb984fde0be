"""The form of a claim: a rating judges the words of its day."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.domain.record.canonical import digest
from tests.admin.claim_form.claim_form_pages import ADD, FIRST, change_page, record_of, saved, sent_back
from tests.world import World

pytestmark = pytest.mark.slow


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


def test_the_checks_say_what_a_rating_still_needs(world: World, editor: Client) -> None:
    bare = FIRST | {"verdicts-0-scale": "The Gazette’s scale of 2020", "verdicts-0-rating": "half"}
    answer = editor.post(ADD, bare | {"_check": ""})
    for needed in ("an explanation", "at least one piece of evidence", "the name of its", "the day of its"):
        assert f"A rating needs {needed}" in answer.text
    assert "not clear whether it can be checked" in answer.text
    named = bare | {"verdicts-0-url": "https://gazette.example/check/9", "_check": ""}
    assert "A rating needs" not in editor.post(ADD, named).text


def test_each_of_two_verdicts_on_one_scale_keeps_the_words_that_it_judged(
    world: World, editor: Client
) -> None:
    sent = FIRST | {"_save": ""}
    for number, by in enumerate(("Desk", "Reader")):
        sent |= {f"verdicts-{number}-scale": "The Gazette’s scale of 2020", f"verdicts-{number}-by": by,
                 f"verdicts-{number}-rating": "half"}  # fmt: skip
    claim = saved(editor.post(ADD, sent))
    before = record_of(claim).verdicts
    assert {verdict.by for verdict in before} == {"Desk", "Reader"}
    again = sent_back(editor, change_page(claim)) | {"text": "Stones are sold", "_save": ""}
    assert set(record_of(saved(editor.post(change_page(claim), again))).verdicts) == set(before)
