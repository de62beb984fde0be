"""Claims that nothing has changed, on their own page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import Check, ClaimRecord
from claims.queries.claim.checks import StanceCheck, checks_today
from claims.queries.claim.page import ClaimPage, Site, claim_page
from claims.queries.known_records import KnownRecords
from claims.queries.records import public_record
from claims.queries.stances.around import around_each
from tests.more_records import put_on_record
from tests.world import ANN, BOB, World
from tests.world_claims import claim, stance
from tests.world_shared import GAZETTE_FEBRUARY

SITE = Site("The Fact-Check Database", "http://localhost:8000")
AT = datetime(2022, 9, 1, tzinfo=UTC)


def earlier(answer: str, said: str, **more: Any) -> dict[str, Any]:
    text = f"The Palace says {answer} to the bridge on {said}"
    stances = [stance("build-the-bridge", answer, of="palace")]
    return claim(text, "viktor-lebed", said, GAZETTE_FEBRUARY, stances=stances, **more)


def page_of(key: str, version: int | None = None) -> ClaimPage:
    page = claim_page(key, site=SITE, version=version)
    assert page is not None
    return page


def check_of(key: str, version: int | None = None) -> StanceCheck:
    check = page_of(key, version).stances[0].check
    assert check is not None
    return check


def record_of(key: str) -> ClaimRecord:
    found = public_record("claim", key)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    return found.record


def confirm(key: str, check: Check) -> None:
    found = public_record("claim", key)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    [only] = found.record.stances
    record = replace(found.record, stances=(replace(only, check=check),))
    amend(
        amendments=[Amendment(record, ChangeClass.UPDATE, "Held against the record.")],
        by=ANN, approver=BOB, at=AT,
    )  # fmt: skip


def test_what_the_record_gives_carries_number_period_coverage_basis_and_baseline(world: World) -> None:
    put_on_record(earlier("yes", "2018-07-01"), earlier("yes", "2018-09-01"))
    check = check_of(world.no_change)
    assert check.said == (
        "It says that nothing has changed, and not on which question; the source takes it to be this one."
        " The time that it names: since Jun 2018."
    )
    assert "2 statements, 1 Jul 2018 – 1 Sep 2018" in check.computed
    assert check.editor == "No editor has confirmed it."
    assert [link.text for link in check.tested] == ["1 Jul 2018, Viktor Lebed", "1 Sep 2018, Viktor Lebed"]
    assert len(check.notes) == 1
    assert check.afterwards.startswith("Later: 2 statements")
    assert check.coverage is not None
    assert check.coverage.kind == "not_searched"


def test_a_time_that_was_searched_in_part_says_so_and_leads_to_what_was_searched(world: World) -> None:
    searched = {
        "type": "coverage", "slug": "palace-2018", "voice": "palace", "positions": ["build-the-bridge"],
        "terms": ["bridge"], "outlets": ["gazette"], "from": "2018-11-01", "to": "2018-12-31",
        "checked_on": "2022-02-01", "by": "ann", "hits": 0,
    }  # fmt: skip
    put_on_record(searched, earlier("yes", "2018-07-01"))
    coverage = check_of(world.no_change).coverage
    assert coverage is not None
    assert coverage.kind == "searched"
    assert "searched in part: 1 outlet" in coverage.sentence
    assert coverage.url == "/coverage/?voice=palace&position=build-the-bridge"


def test_a_conflict_is_never_capped_and_names_what_it_conflicts_with(world: World) -> None:
    put_on_record(earlier("no", "2018-07-01"), earlier("yes", "2018-09-01"))
    check = check_of(world.no_change)
    assert "may conflict with 1 Jul 2018 (‘No’)" in check.computed
    assert check.coverage is None


def test_what_an_editor_made_of_it_stands_beside_what_is_computed(world: World) -> None:
    [key] = put_on_record(earlier("yes", "2018-07-01"))
    confirm(
        world.no_change,
        Check(
            computed="one_agrees",
            confirmed="unclear",
            reason="He names no position.",
            by="BO",
            on="2022-09-01",
            tested=(key,),
        ),
    )
    shown = check_of(world.no_change)
    assert shown.outcome == "unclear what it refers to"
    assert "by BO on 1 Sep 2022" in shown.editor
    assert shown.reason == "He names no position."
    assert "1 Jul 2018" in shown.computed


def test_a_frozen_version_tells_what_stood_in_it_and_nothing_of_today(world: World) -> None:
    [key] = put_on_record(earlier("yes", "2018-07-01"))
    check = Check(computed="one_agrees", confirmed="one_agrees", by="BO", on="2022-09-01", tested=(key,))
    confirm(world.no_change, check)
    before, after = check_of(world.no_change, 1), check_of(world.no_change, 2)
    assert (before.outcome, before.editor) == ("", "No editor had confirmed an outcome in this version.")
    assert (after.outcome, after.computed) == ("one earlier statement, agrees", "")
    assert after.editor == "Confirmed by BO on 1 Sep 2022."
    assert [link.text for link in after.tested] == ["1 Jul 2018, Viktor Lebed"]
    assert not before.is_of_today


@pytest.mark.same_sql
def test_the_page_keeps_to_fifteen_queries_and_reads_the_line_of_its_own_voice_alone(
    world: World, django_assert_max_num_queries: Any
) -> None:
    others = [
        claim(f"Solano says no, {n}", "maria-solano", f"2018-07-{n:02}", GAZETTE_FEBRUARY,
              stances=[stance("build-the-bridge", "no")])
        for n in range(1, 9)
    ]  # fmt: skip
    put_on_record(*others)
    with django_assert_max_num_queries(15):  # besides that for the state of the record
        page_of(world.no_change)
    record, known = record_of(world.no_change), KnownRecords.find([("position", "build-the-bridge")])
    around = around_each(["build-the-bridge"])
    with django_assert_max_num_queries(5):
        assert checks_today(record, known, around)["build-the-bridge"].tested == ()


def test_a_claim_that_answers_no_question_asks_nothing(world: World, django_assert_num_queries: Any) -> None:
    record = record_of(world.rated)
    with django_assert_num_queries(0):
        assert checks_today(record, KnownRecords({}), around_each([])) == {}
