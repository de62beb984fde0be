"""Ratings on every road to the public: none comes out without what it needs, and drafts may lack it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Verdict
from claims.domain.record.codec import from_document, to_document
from claims.domain.record.shared import ScaleRecord
from claims.models import Claim, RatingScale
from claims.models.claim import claims_with
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, drafted, published, state_of, submitted
from tests.rated import FERRY, FLIPS, FREE, HARBOUR, REVIEW, TRUTH, TUNNEL, build_rated, verdict
from tests.records_in_and_out import AT, everything, import_text, told
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BARE = {"scale": "gazette-2020", "rating": "false"}
LACKS = ("explanation", "evidence", "by", "reviewed")


def lines(*documents: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(document)}\n" for document in documents)


def test_a_bare_rating_is_a_draft_and_not_published(world: World) -> None:
    found = submitted(world, verdicts=[BARE])
    with pytest.raises(Refused) as refused:
        publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    for field in LACKS:
        assert f"verdicts[0].{field}: a rating needs" in refused.value.message
    assert "not clear whether it can be checked" in refused.value.message
    assert state_of(found) == ("submitted", 0)


def test_no_amendment_brings_a_bare_rating_and_a_working_copy_may_hold_one(world: World) -> None:
    found = published(world, checkable="fact")
    changed = replace(found, verdicts=(Verdict(scale="gazette-2020", rating="false"),))
    propose_change(record=changed, by=ANN, at=AFTER)
    with pytest.raises(Refused, match="a rating needs an explanation"):
        amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=AFTER)
    assert state_of(found) == ("published", 1)


@pytest.mark.parametrize("fields", [*({name} for name in LACKS), set(LACKS)])
def test_an_import_names_the_line_and_each_field_and_writes_nothing(world: World, fields: set[str]) -> None:
    whole = verdict("voz-truth", "false")
    lacking = {name: value for name, value in whole.items() if name not in fields}
    text = lines(TRUTH, {**HARBOUR, "verdicts": [lacking]})
    before = everything()
    found = told(import_text(text, publish=True))
    assert everything() == before
    assert len(found) == len(fields)
    for name in fields:
        assert any(problem.startswith(f"a.jsonl:2: verdicts[0].{name}: a rating needs") for problem in found)
    assert told(import_text(text)) == []  # As a draft it may be incomplete.


@pytest.mark.parametrize("checkable", ["unclear", "position", "future"])
def test_an_import_asks_the_scale_of_the_same_file_what_it_measures(world: World, checkable: str) -> None:
    rated = {**TUNNEL, "checkable": checkable}
    assert told(import_text(lines(FLIPS, rated), publish=True)) == []
    accuracy = {**FLIPS, "slug": "voz-accuracy", "measure": "accuracy"}
    other = {**HARBOUR, "checkable": checkable, "verdicts": [verdict("voz-accuracy", "full-flop")]}
    (problem,) = told(import_text(lines(accuracy, other), publish=True))
    assert "a.jsonl:2: checkable: a claim that is rated for accuracy" in problem


def test_a_rating_of_another_checker_goes_out_with_his_name_and_the_review(world: World) -> None:
    his = {**HARBOUR, "checkable": "unclear", "verdicts": [{**BARE, "url": REVIEW}]}
    assert told(import_text(lines(his), publish=True)) == []
    nobodys = {**TUNNEL, "verdicts": [{"scale": "free-scale", "rating": "right", "url": REVIEW}]}
    (problem,) = told(import_text(lines(FREE, nobodys), publish=True))
    assert "a.jsonl:2: verdicts[0].by: the rating of another checker does not say whose it is" in problem
    named = {**TUNNEL, "verdicts": [{**nobodys["verdicts"][0], "by": "Проверка"}]}
    assert told(import_text(lines(FREE, named), publish=True)) == []


def test_the_scales_of_other_papers_need_no_more_than_our_own(world: World) -> None:
    build_rated()
    assert Claim.objects.published().filter(key__in=(HARBOUR["key"], TUNNEL["key"])).count() == 2


def test_a_scale_that_is_a_draft_is_asked_too(world: World) -> None:
    record_draft(record=from_document(FLIPS), by=ANN, at=AFTER)
    found = submitted(world, verdicts=[verdict("voz-flips", "no-flip")])
    publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    assert RatingScale.objects.published().filter(slug="voz-flips").exists()


def test_a_fixture_with_a_bare_rating_is_refused(world: World, tmp_path: Path) -> None:
    content = {name: value for name, value in HARBOUR.items() if name != "type"}
    fields = {**content, "verdicts": [BARE]}
    entry = [{"model": "claims.claim", "pk": 900, "fields": fields, "state": "published"}]
    file = tmp_path / "bare.json"
    file.write_text(json.dumps(entry), "utf-8")
    before = everything()
    with pytest.raises(CommandError):
        call_command("loaddata", str(file), verbosity=0)
    assert everything() == before


def amended_scale(**changes: Any) -> None:
    scale = as_record(RatingScale.objects.get(slug="voz-flips"))
    assert isinstance(scale, ScaleRecord)
    changed = replace(scale, **changes)
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=AFTER)


def test_what_a_scale_measures_stays_once_claims_are_rated_on_it(world: World) -> None:
    build_rated()
    with pytest.raises(Refused, match=f"it measures consistency, and has .*{TUNNEL['key']}"):
        amended_scale(measure="accuracy")
    amended_scale(ordered=False, name="Giros y vueltas")
    changed = {**FLIPS, "ordered": False, "name": "Giros y vueltas", "measure": "accuracy"}
    (problem,) = told(import_text(lines(changed), publish=True, on_conflict="file"))
    assert "a.jsonl:1: measure: it measures consistency" in problem
    assert "(make another scale, and rate the claims on that)" in problem


def test_what_a_scale_measures_stays_where_an_earlier_version_was_rated_on_it(world: World) -> None:
    build_rated()
    for key in (TUNNEL["key"], FERRY["key"]):
        found = as_record(Claim.objects.get(key=key))
        assert isinstance(found, ClaimRecord)
        rest = tuple(one for one in found.verdicts if one.scale != "voz-flips")
        amendment = Amendment(replace(found, verdicts=rest), ChangeClass.UPDATE, "Why.")
        amend(amendments=[amendment], by=ANN, approver=BOB, at=AT + timedelta(days=1))
    assert not claims_with("verdicts.scale", "voz-flips").exists()
    with pytest.raises(Refused, match="it measures consistency, and has earlier versions of claims"):
        amended_scale(measure="accuracy")


def test_a_scale_on_which_nothing_was_rated_may_measure_something_else(world: World) -> None:
    assert told(import_text(lines(FLIPS), publish=True)) == []
    amended_scale(measure="accuracy")
    assert RatingScale.objects.get(slug="voz-flips").measure == "accuracy"


def test_a_scale_keeps_its_outlet_while_that_alone_says_whose_a_public_rating_is(world: World) -> None:
    build_rated()
    gazette = as_record(RatingScale.objects.get(slug="gazette-2020"))
    assert isinstance(gazette, ScaleRecord)
    nobodys = replace(gazette, outlet="")
    amendment = Amendment(nobodys, ChangeClass.UPDATE, "Why.")
    with pytest.raises(Refused, match=f"its outlet gazette alone says who rated .*{HARBOUR['key']}"):
        amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    (problem,) = told(import_text(lines(to_document(nobodys)), publish=True, on_conflict="file"))
    assert "a.jsonl:1: outlet: its outlet gazette alone says who rated" in problem
    harbour = as_record(Claim.objects.get(key=HARBOUR["key"]))
    assert isinstance(harbour, ClaimRecord)
    named = tuple(replace(one, by=one.by or "The Gazette") for one in harbour.verdicts)
    changes = (Amendment(replace(harbour, verdicts=named), ChangeClass.UPDATE, "Why."), amendment)
    for at, change in enumerate(changes, start=1):
        amend(amendments=[change], by=ANN, approver=BOB, at=AFTER + timedelta(days=at))
    assert RatingScale.objects.get(slug="gazette-2020").outlet is None


def test_drafts_may_lack_everything(world: World) -> None:
    found = drafted(world, verdicts=[BARE])
    assert state_of(found) == ("draft", 0)
