"""Saved comparisons: the very words that were compared, and what became of them since."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SpeakerRecord
from claims.models import Revision
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.page import compare_page
from claims.queries.comparison.saved import VersionMissing, VersionsGone, find_pinned
from claims.queries.known_records import KnownRecords
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = pytest.mark.django_db
LATER = (FOUNDED_AT + timedelta(days=65, minutes=minute) for minute in count())


def since(found: FoundComparison) -> tuple[str, ...]:
    saved = compare_page(found, side=False).saved
    assert saved
    return saved.since


def words(found: FoundComparison) -> dict[str, str]:
    return {key: claim.words.text for key, claim in found.claims.items()}


def test_the_words_are_those_of_the_version_and_the_change_since_is_told(world: World) -> None:
    found = find_pinned({world.amended: 1, world.rated: 1})
    assert words(found)[world.amended] == "The flood was not the towns’ fault"
    assert found.versions == {world.amended: 1, world.rated: 1}
    assert since(found) == ("The first statement has changed since: version 3 of 1 Mar 2022.",)
    page = compare_page(found, side=False)
    assert page.saved
    assert page.saved.now_url == page.path
    assert page.versions == ("1,1")


def test_what_stands_as_it_was_saved_has_no_warning(world: World) -> None:
    assert since(find_pinned({world.first_support: 1, world.turn: 1})) == ()


def test_names_stand_as_they_then_were(world: World) -> None:
    speaker = KnownRecords.find({("speaker", world.lebed)}).speaker(world.lebed)
    assert isinstance(speaker, SpeakerRecord)
    renamed = replace(speaker, name="Viktor Lebed-Roe")
    amend(
        amendments=[Amendment(renamed, ChangeClass.UPDATE, "He took a second name.")],
        by=ANN,
        approver=BOB,
        at=next(LATER),
    )
    found = find_pinned({world.first_support: 1, world.turn: 1})
    assert found.comparison.heading.speaker == "Viktor Lebed"


def test_a_saved_page_is_of_its_versions_alone(world: World) -> None:
    page = compare_page(find_pinned({world.first_support: 1, world.turn: 1}), side=False)
    assert page.strip
    assert {mark.kind for mark in page.strip.strip.marks} == {"chosen"}
    assert not page.strip.gaps


@pytest.mark.parametrize("missing", ["draft", "submitted", "working", "nothing"])
def test_a_version_that_there_is_not_is_named_and_a_draft_is_none(world: World, missing: str) -> None:
    keys = {"draft": world.draft, "submitted": world.submitted, "nothing": "0000000000"}
    key, version = keys.get(missing, world.later_support), 1 if missing in keys else 2
    with pytest.raises(VersionMissing) as raised:
        find_pinned({world.turn: 1, key: version})
    assert raised.value.message == (
        f"“{key}” with a version 1 is not found on our public record."
        if missing in keys
        else f"“{key}” has no version 2; the latest is version 1."
    )


def test_a_withdrawn_side_keeps_its_words_and_says_so(world: World) -> None:
    withdraw(
        key=world.turn, reason_class="error", note="Nobody said so.", by=ANN, approver=BOB, at=next(LATER)
    )
    found = find_pinned({world.first_support: 1, world.turn: 1})
    assert words(found)[world.turn] == "The bridge will not be built"
    assert since(found) == (
        "The second statement was withdrawn on 5 May 2022: recorded in error. "
        "The saved words stay in its history.",
    )
    saved = compare_page(found, side=False).saved
    assert saved
    assert saved.now_url == ""
    with pytest.raises(VersionMissing):
        find_pinned({world.first_support: 1, world.turn: 2})


@pytest.mark.parametrize("reason", ["privacy", "law"])
def test_words_withdrawn_to_protect_somebody_are_told_and_not_shown(world: World, reason: str) -> None:
    withdraw(key=world.turn, reason_class=reason, note="We were asked.", by=ANN, approver=BOB, at=next(LATER))
    found = find_pinned({world.first_support: 1, world.later_support: 1, world.turn: 1})
    assert world.turn not in words(found)
    (told,) = since(found)
    assert told.startswith(f"The statement {world.turn} was withdrawn on 5 May 2022")
    with pytest.raises(VersionsGone) as raised:
        find_pinned({world.turn: 1})
    assert [side.fate for side in raised.value.sides] == ["hidden"]


def test_erased_content_is_told_and_not_shown(world: World) -> None:
    revision = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="A court decided so.",
        by=BOB,
        at=next(LATER),
    )
    found = find_pinned({world.amended: 1, world.rated: 1})
    assert list(words(found)) == [world.rated]
    assert since(found) == (
        f"The content of version 1 was erased by law: {world.amended} is not shown any more.",
    )
    assert find_pinned({world.amended: 2, world.rated: 1}).versions[world.amended] == 2


def test_six_sides_take_as_many_queries_as_two(world: World) -> None:
    asked = []
    for keys in (world.public_claims[:2], world.public_claims[:6]):
        with CaptureQueriesContext(connection) as queries:
            compare_page(find_pinned(dict.fromkeys(keys, 1)), side=False)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5
