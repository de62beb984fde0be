"""The chain of attribution as the claim page shows it: drawing, list and drift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.charts.chain import MOST_ROWS
from claims.domain.errors import ClaimsError
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Hop, Passage
from claims.queries.claim.chain import MOST_LISTED, ShownChain, fitting, shown_chain
from claims.queries.claim.page import Site, claim_page
from claims.queries.known_records import KnownRecords
from claims.queries.records import public_record
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = [pytest.mark.django_db, pytest.mark.same_sql]
LATER = FOUNDED_AT + timedelta(days=400)


def claim_of(key: str) -> ClaimRecord:
    found = public_record("claim", key)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    return found.record


def amend_chain(key: str, *hops: Hop) -> ClaimRecord:
    changed = replace(claim_of(key), chain=hops)
    amend(
        amendments=[Amendment(changed, ChangeClass.UPDATE, "More is known.")], by=ANN, approver=BOB, at=LATER
    )
    return changed


def chain_of(key: str) -> ShownChain:
    page = claim_page(key, site=Site("Test Record", "https://record.example"))
    assert page is not None
    return page.chain


def drawn(*hops: Hop) -> ShownChain:
    """The chain of any hops, also of some that no public claim may have."""
    claim = ClaimRecord(key="", words=None, speaker="", chain=hops)  # type: ignore[arg-type]
    return shown_chain(claim, KnownRecords({}))


def passage(text: str) -> tuple[Passage, ...]:
    return (Passage(text=text),)


def test_the_chain_ends_where_the_record_ends(world: World) -> None:
    chain = chain_of(world.first_support)
    nearest, behind = chain.hops
    assert nearest.named_as == "Palace spokesman Viktor Lebed"
    assert [exact.at for exact in nearest.exact] == ["body", "headline"]
    assert nearest.sentence.startswith("direct quotation, from step 2 (")
    assert behind.sentence == "how it had the words is not stated"
    assert chain.sentences == (
        "The words reached us through 2 steps; nobody on the way is known to have heard them.",
        "One independent origin is known.",
    )


def test_only_a_hop_with_a_source_is_a_link(world: World) -> None:
    with_source, without = chain_of(world.first_support).hops
    assert with_source.url.startswith("/sources/")
    assert with_source.label.startswith("1 · ")
    assert without.url == without.title == ""
    assert without.detail == "how is not stated"


def test_a_label_leaves_a_date_out_and_never_cuts_it() -> None:
    assert fitting(["wire", "circular", "11 Mar 2021"], 20) == "wire · circular"
    assert fitting(["wire", "", "11 Mar 2021"], 20) == "wire · 11 Mar 2021"
    assert fitting(["news agency report"], 6) == "news…"


def test_branches_meet_in_the_drawing_and_stand_once_in_the_list(world: World) -> None:
    chain = chain_of(world.two_roads)
    assert sorted(hop.number for hop in chain.hops) == [1, 2, 3, 4]
    assert [hop.number for hop in chain.hops] == [mark.hop for mark in chain.drawing.marks]
    (end,) = chain.drawing.ends
    assert chain.by_number[end.hop].is_first_hand
    assert not end.is_cut
    assert chain.reaches_first_hand


def test_a_hop_without_outlet_and_source_is_not_named() -> None:
    chain = drawn(Hop(hop=1, how="direct_quote", from_=2), Hop(hop=2))
    assert chain.hops[0].sentence == "direct quotation, from step 2 (a party that is not named)"
    assert not chain.by_number[chain.drawing.ends[0].hop].is_first_hand


def test_a_single_hop_is_drawn(world: World) -> None:
    chain = chain_of(world.amended)
    assert (len(chain.hops), len(chain.drawing.marks)) == (1, 1)
    assert chain.hops[0].sentence == "direct quotation; from whom it had the words is not recorded"
    assert not chain.drawing.lines


def test_no_hops_are_told() -> None:
    chain = drawn()
    assert not chain.hops
    assert not chain.drawing.marks
    assert chain.sentences == ("How the words reached us is not recorded.",)


def test_a_deep_chain_is_drawn_in_part_and_listed_whole() -> None:
    chain = drawn(*(Hop(hop=n, from_=n + 1 if n < 120 else None) for n in range(1, 121)))
    assert len(chain.hops) == 120
    assert len(chain.drawing.marks) == MOST_ROWS
    assert chain.drawing.left_out_words == f"{120 - MOST_ROWS} more steps: see the list."
    assert chain.drawing.ends[0].is_cut


def test_an_endless_chain_says_how_many_hops_it_leaves_out() -> None:
    chain = drawn(*(Hop(hop=n, from_=n + 1 if n < 1201 else None) for n in range(1, 1202)))
    assert len(chain.hops) == MOST_LISTED
    assert chain.sentences[-1] == "1,001 more steps are in the data of this claim."


def test_a_loop_is_drawn_with_its_reason_and_never_hangs() -> None:
    chain = drawn(Hop(hop=1, from_=2), Hop(hop=2, from_=3), Hop(hop=3, from_=2), Hop(hop=4, from_=4))
    (sentence,) = chain.sentences
    assert sentence.startswith("These steps are no chain: ")
    assert "step 2 has the words from itself, by way of 1 more" in sentence
    assert sorted(hop.number for hop in chain.hops) == [1, 2, 3, 4]
    assert not chain.reaches_first_hand


def test_a_loop_is_refused_at_publication_with_the_reason(world: World) -> None:
    first, second = claim_of(world.first_support).chain
    with pytest.raises(ClaimsError, match="step 1 has the words from itself, by way of 1 more"):
        amend_chain(world.first_support, first, replace(second, from_=1))


def test_circular_reporting_is_told_drawn_and_listed(world: World) -> None:
    source = claim_of(world.first_support).chain[0].source
    amend_chain(
        world.first_support,
        Hop(hop=1, how="direct_quote", from_=2, source=source),
        Hop(hop=2, how="direct_quote", from_=3, outlet="vestnik"),
        Hop(hop=3, outlet="gazette"),
    )
    chain = chain_of(world.first_support)
    assert chain.sentences[-1].startswith("Circular reporting: ")
    assert all(hop.is_circular for hop in chain.hops)


def test_the_words_that_changed_between_two_hops_carry_marks(world: World) -> None:
    source = claim_of(world.first_support).chain[0].source
    hop = Hop(hop=1, how="direct_quote", from_=2, source=source, exact=passage("not changed at all"))
    amend_chain(world.first_support, hop, replace(hop, hop=2, from_=None, exact=passage("not changed")))
    (drift,) = chain_of(world.first_support).drift
    assert drift.sentence == "From step 2 to step 1: kept 2 words, removed 0, added 2."
    assert [run.text for run in drift.runs if run.kind == "added"] == ["at all"]
    assert drift.lang == "en"


def test_words_of_two_languages_carry_no_marks(world: World) -> None:
    english = claim_of(world.first_support).chain[0].source
    spanish = claim_of(world.not_a_cent).chain[0].source
    amend_chain(
        world.first_support,
        Hop(hop=1, how="translation", from_=2, source=english, exact=passage("not one cent")),
        Hop(hop=2, how="direct_quote", source=spanish, exact=passage("ni un céntimo")),
    )
    (drift,) = chain_of(world.first_support).drift
    assert drift.runs == ()
    assert drift.sentence == "From step 2 to step 1: from Spanish to English, so that word marks are off."
