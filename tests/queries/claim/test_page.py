from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Hop, Relation
from claims.domain.record.codec import references
from claims.domain.record.shared import SpeakerRecord
from claims.models import Claim
from claims.queries.claim.claim_review import claim_review
from claims.queries.claim.page import ClaimPage, Site, claim_page
from claims.queries.claim.rows import claim_rows
from claims.queries.claim.table import table_claims
from claims.queries.known_records import KnownRecords
from claims.queries.records import public_record
from tests.actions.drafts.small_records import published, record
from tests.cases import each_case
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = [pytest.mark.django_db, pytest.mark.same_sql]
SITE = Site("Test Record", "https://record.example")
LATER = FOUNDED_AT + timedelta(days=400)


def page_of(key: str, *, version: int | None = None) -> ClaimPage:
    page = claim_page(key, site=SITE, version=version)
    assert page is not None
    return page


def change(key: str, **fields: object) -> None:
    found = public_record("claim", key)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    amendment = Amendment(replace(found.record, **fields), ChangeClass.UPDATE, "More is known.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=LATER)


def test_only_a_whole_utterance_gets_quotation_marks(world: World) -> None:
    assert page_of(world.first_support).words.quote_open == "“"
    assert page_of(world.not_a_cent).words.quote_open == ""
    assert page_of(world.half_open).words.quote_open == ""
    assert page_of(world.summary).words.quote_open == ""


def test_the_translation_comes_first_and_the_original_stays_in_sight(world: World) -> None:
    page = page_of(world.no_change)
    assert page.words.text == "Our position has not changed at all"
    assert page.words.title == "Translation from Russian by The Strelsau Gazette."
    assert [(words.text, words.lang) for words in page.originals] == [
        ("Наша позиция совсем не изменилась", "ru")
    ]


def test_a_translation_without_its_original_says_so(world: World) -> None:
    page = page_of(world.turn)
    assert "translator is not named" in page.words.title
    assert "original words are not on our record" in page.words.title


def test_what_is_not_rated_says_why(world: World) -> None:
    expected = "Not rated: a statement of position, not a checkable fact."
    assert page_of(world.first_support).findings.not_rated == expected
    assert page_of(world.turn).findings.not_rated == "Not rated: it is about the future."
    assert page_of(world.half_open).findings.not_rated == "Not rated yet: a checkable fact."
    assert page_of(world.rated).findings.not_rated == ""


def test_only_a_rated_claim_carries_a_claim_review(world: World) -> None:
    page = page_of(world.rated)
    assert page.review is not None
    assert page.review["@type"] == "ClaimReview"
    assert page.review["url"] == "https://gazette.example/check/17"
    rest = [key for key in world.public_claims if key != world.rated]
    assert all(page_of(key).review is None for key in rest)


@each_case(
    ("date", "published"),
    [
        ("2019-02-07", "2019-02-07"),
        ("2019-02-07T09:30+03:00", "2019-02-07T09:30+03:00"),
        ("2019-02-07~", None),
        ("2019-02-07?", None),
        ("2019-02", None),
        ("2019", None),
        ("2019-02-07/2019-02-08", None),
        ("2019-02-07/..", None),
        ("../2019-02-07", None),
        ("", None),
    ],
)
def test_a_claim_review_gives_a_day_only_where_one_is_certain(
    world: World, date: str, published: str | None
) -> None:
    found = public_record("claim", world.rated)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    claim = replace(found.record, said=date, verdicts=(replace(found.record.verdicts[0], reviewed=date),))
    review = claim_review(claim, KnownRecords.find(references(claim)), url="", site_name="")
    assert review is not None
    assert review["itemReviewed"].get("datePublished") == published
    assert review.get("datePublished") == published


def test_words_that_changed_after_the_rating_make_it_stale(world: World) -> None:
    (verdict,) = page_of(world.rated).findings.accuracy
    assert verdict.is_stale


def test_a_no_change_claim_shows_what_the_record_gives_and_that_no_editor_confirmed(world: World) -> None:
    page = page_of(world.no_change)
    (stance,) = page.stances
    assert stance.layer == "In own words"
    check = stance.check
    assert check is not None
    assert check.is_of_today
    assert check.computed.startswith("Order not known: 7 Feb 2019")
    assert check.editor == "No editor has confirmed it."


def test_a_plain_answer_is_compared_with_what_was_said_before_and_after(world: World) -> None:
    (stance,) = page_of(world.turn).stances
    assert stance.check is not None
    assert (stance.check.said, stance.check.editor) == ("", "")
    assert stance.check.computed.startswith("Another answer than the latest before it")
    assert world.later_support in {link.url.split("/")[2] for link in stance.check.tested}
    (before,) = page_of(world.first_support).stances
    assert before.check is not None
    assert before.check.afterwards.startswith("Later: 2 statements")


def test_the_shared_card_is_the_quotation_with_speaker_and_day(world: World) -> None:
    page = page_of(world.first_support)
    assert page.description.startswith(f"“{page.words.text}")
    assert page.description.endswith("Viktor Lebed, spokesman of the Palace, 7 February 2019.")
    assert page_of(world.not_a_cent).description.startswith("as La Voz de Valdoria reports: ")


def test_all_that_is_missing_stands_in_one_line(world: World) -> None:
    page = page_of(world.first_support)
    assert page.missing.startswith("Not rated: a statement of position")
    assert "somebody who heard it" in page.missing


def test_a_stance_names_its_layer_and_why(world: World) -> None:
    (anonymous,) = page_of(world.anonymous).stances
    assert anonymous.layer == "From people not named, or said of them by others"
    assert anonymous.reason == "The speaker is not named."


def test_relations_are_told_from_both_ends_and_in_the_order_of_time(world: World) -> None:
    page = page_of(world.first_support)
    told = [(linked.key, linked.relation_words) for linked in page.relations]
    assert told == [(world.later_support, "repeated by"), (world.turn, "contradicted by")]
    back = {linked.relation_words for linked in page_of(world.turn).relations}
    assert back >= {"contradicts", "responds to"}


def test_linked_claims_carry_word_marks_of_one_translator_alone(world: World) -> None:
    linked = {one.key: one for one in page_of(world.first_support).relations}
    assert linked[world.later_support].runs
    assert linked[world.later_support].marks_words.startswith("Kept ")
    assert not linked[world.turn].runs
    assert linked[world.turn].marks_words.endswith("word marks are off.")


def test_a_relation_to_a_withdrawn_claim_names_no_word_of_it(world: World) -> None:
    change(world.rated, relations=(Relation(kind="responds_to", to=world.withdrawn),))
    (linked,) = page_of(world.rated).relations
    assert linked.is_withdrawn
    assert linked.quote == "A claim that was withdrawn"
    assert page_of(world.rated).compare_url == ""


def test_what_was_said_on_the_same_occasion_stands_beside(world: World) -> None:
    assert [one.key for one in page_of(world.first_support).also_said] == [world.no_change]


def test_a_frozen_version_keeps_words_and_names_of_then(world: World) -> None:
    found = public_record("speaker", "anna-roe")
    assert found is not None
    assert isinstance(found.record, SpeakerRecord)
    renamed = Amendment(replace(found.record, name="Anna Doe"), ChangeClass.CORRECTION, "She is Doe.")
    amend(amendments=[renamed], by=ANN, approver=BOB, at=LATER)
    frozen, today = page_of(world.amended, version=1), page_of(world.amended)
    assert frozen.words.text != today.words.text
    assert (frozen.speaker.label.name, today.speaker.label.name) == ("Anna Roe", "Anna Doe")
    assert frozen.notices[0].title.startswith("This is version 1 of 3, as it stood from 1 Mar 2022")
    assert frozen.path == today.path


def test_a_correction_stands_at_the_top(world: World) -> None:
    (notice,) = page_of(world.amended).notices
    assert notice.title == "Corrected on 1 Mar 2022."
    assert notice.items == ("Was: was not", "Is: was")


def test_the_citation_names_the_version(world: World) -> None:
    page = page_of(world.amended)
    assert f"claim {world.amended}, version 3, read [day]. " in page.cite
    assert "The Strelsau Gazette, “Palace stands by the bridge”." in page.cite
    assert page.cite.endswith("/v/3/")


def test_the_citation_of_reported_words_names_who_reports_them(world: World) -> None:
    page = page_of(world.summary)
    assert f", {page.reported_by} {page.words.text}" in page.cite


@each_case("kind", ["draft", "submitted", "returned", "withdrawn"])
def test_what_is_not_public_has_no_page(world: World, kind: str) -> None:
    assert claim_page(getattr(world, kind), site=SITE) is None


def test_the_number_of_queries_does_not_grow_with_hops_and_relations(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        page_of(world.first_support)
    others = [key for key in world.public_claims if key not in (world.first_support, world.two_roads)]
    found = public_record("claim", world.first_support)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    hop = found.record.chain[0]
    later = set(Claim.objects.filter(said_earliest__gt=date(2019, 2, 7)).values_list("key", flat=True))
    hops = tuple(replace(hop, hop=n, from_=n + 1) for n in range(1, 10))
    change(
        world.first_support,
        chain=(*hops, Hop(hop=10, outlet="vestnik")),
        relations=tuple(
            Relation(kind="precedes" if key in later else "responds_to", to=key) for key in others
        ),
    )
    with CaptureQueriesContext(connection) as many:
        page = page_of(world.first_support)
    assert len(page.relations) >= len(others)
    # One more where those beside it are by other speakers.
    assert len(many) <= len(few) + 1 <= 15


def test_the_outlet_stands_with_the_words_and_leads_to_the_article(world: World) -> None:
    page = page_of(world.first_support)
    assert page.outlets.startswith("The Strelsau Gazette")
    assert page.opened_kind == "article"
    assert page.opened_url.startswith("https://")


def test_a_reported_silence_says_what_it_is_about(world: World) -> None:
    silent = published(
        world,
        "Roe said nothing of the bridge",
        kind="reported_silence",
        about=[world.ordered_position],
        words={"text": "Roe said nothing of the bridge", "language": "en", "form": "reported"},
    )
    page = page_of(silent.key)
    assert [link.url for link in page.about] == ["/positions/build-the-bridge/"]


def test_a_sentence_that_an_outlet_wrote_itself_has_no_quotation_marks(world: World) -> None:
    paper = record({"type": "speaker", "slug": "gazette", "kind": "body", "name": "The Strelsau Gazette"})
    record_draft(record=paper, by=ANN, at=LATER)
    submit(record_type="speaker", key="gazette", by=ANN, at=LATER)
    publish(places=[("speaker", "gazette")], by=BOB, at=LATER)
    text = "The bridge was never built"
    words = {"text": text, "language": "en", "form": "quoted"}
    own = published(world, text, speaker="gazette", words=words)
    page = page_of(own.key)
    assert (page.words.quote_open, page.reported_by) == ("", "")
    assert page.chain.story == "The outlet’s own sentence."
    assert "“The bridge" not in page.title + page.description + page.cite
    (in_list,) = claim_rows([own.key])
    assert (in_list.quote_open, in_list.reported_by) == ("", "")
    (in_table,) = table_claims([own.key], site_url="")
    assert in_table.own_parts == ()
