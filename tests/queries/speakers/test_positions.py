"""What a speaker answered to each position, from kept counts: the same as from the claims."""

from __future__ import annotations

from collections import Counter
from typing import Any

from claims.models import Claim, ClaimVersion, Speaker
from claims.models.record_mapping import claim_record
from claims.queries.speakers.page import speaker_page
from claims.queries.speakers.positions import PositionLine, speaker_positions
from tests.actions.drafts.small_records import published
from tests.world import World


def positions_of(slug: str) -> dict[str, PositionLine]:
    lines = speaker_positions(slug)
    return {line.slug: line for line in lines}


def test_every_speaker_has_the_claims_that_its_own_and_those_for_it_make(world: World) -> None:
    public = Claim.objects.published()
    for speaker in Speaker.objects.published():
        of_it = public.filter(speaker=speaker) | public.filter(on_behalf_of=speaker)
        stances = Counter(stance.position for row in of_it for stance in claim_record(row).stances)
        found = positions_of(speaker.slug)
        assert {slug: line.claims for slug, line in found.items()} == stances


def test_a_body_has_the_first_and_latest_of_all_who_speak_for_it(world: World) -> None:
    line = positions_of(world.palace)[world.ordered_position]
    own = positions_of(world.lebed)[world.ordered_position]
    assert line.claims >= own.claims
    assert (own.first, own.latest) == ("7 Feb 2019", "10 Mar 2021")
    stance = {"position": world.ordered_position, "answer": "yes", "grounds": "So."}
    published(world, "The Palace stands by it", said="2018-01-02", speaker=world.palace, stances=[stance])
    published(world, "For the Palace", said="2021-05", on_behalf_of=world.palace, stances=[stance])
    line = positions_of(world.palace)[world.ordered_position]
    assert (line.first, line.latest) == ("2 Jan 2018", "May 2021")


def test_undated_claims_are_counted_and_give_no_date(world: World) -> None:
    stance = {"position": world.other_position, "unchanged": True, "grounds": "So."}
    published(world, "Nothing is new", said="", said_note="?", speaker=world.ministry, stances=[stance])
    line = positions_of(world.ministry)[world.other_position]
    assert (line.first, line.latest, line.claims) == ("no date", "no date", 1)
    assert line.answers == ("Says that nothing changed (1)",)


def test_the_cost_does_not_depend_on_the_number_of_claims(
    world: World, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        speaker_positions(world.lebed)


def test_the_newest_claims_are_those_of_the_speaker_alone_jointly_and_for_it(world: World) -> None:
    for slug in (world.palace, world.press_office, world.ministry, world.lebed):
        page = speaker_page(slug)
        assert page is not None
        public = Claim.objects.published()
        expected = [
            claim.key
            for claim in map(claim_record, public)
            if slug in (claim.speaker, claim.on_behalf_of, *claim.with_)
        ]
        versions = ClaimVersion.objects.filter(key__in=expected, is_open=True)
        order = versions.order_by("-number")
        by_question = {row.key for line in page.lines for row in line.rows}
        others = [key for key in order.values_list("key", flat=True) if key not in by_question]
        assert by_question <= set(order.values_list("key", flat=True))
        assert [row.key for row in page.claims] == others
