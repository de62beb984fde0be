"""Drafts that a form writes row by row are held to the same rules as those of a file."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.drafts.drafting import begin_draft, discard_draft, open_draft, save_occasion, settle_draft
from claims.actions.publishing.publishing import publish
from claims.domain.errors import Conflict, InvalidRecord, InvalidValue, Refused
from claims.domain.record.identity import Assertion, key_of, source_key
from claims.models import AuditEvent, Claim, Occasion, Source, Speaker, Topic
from tests.actions.drafts.small_records import AFTER, drafted, published, row, submitted
from tests.world import ANN, BOB, World


def test_a_new_claim_has_the_key_that_a_file_would_give_it(world: World) -> None:
    claim = Claim(text="The stones are sold", speaker=Speaker.objects.get(slug=world.roe), said="2020")
    begin_draft(row=claim, by=ANN, at=AFTER)
    identity = Assertion("The stones are sold", world.roe, "2020").identity()
    assert (claim.key, claim.author, claim.created_at) == (key_of(identity), "ann", AFTER)


def test_a_new_source_has_the_key_of_its_address(world: World) -> None:
    source = Source(title="New", url="https://gazette.example/new")
    begin_draft(row=source, by=ANN, at=AFTER)
    assert source.key == source_key(url="https://gazette.example/new")
    with pytest.raises(InvalidValue):
        begin_draft(row=Source(url="gopher://x"), by=ANN, at=AFTER)


def test_what_is_or_was_public_is_not_opened(world: World) -> None:
    for key in (world.turn, world.withdrawn):
        with pytest.raises(Refused, match="amendment"):
            open_draft(row=Claim.objects.get(key=key))


def test_a_form_of_an_older_edition_is_a_conflict(world: World) -> None:
    claim = row(drafted(world))
    open_draft(row=claim, edition=1)
    with pytest.raises(Conflict):
        open_draft(row=claim, edition=2)


def test_what_a_form_saved_becomes_a_record(world: World) -> None:
    claim = row(drafted(world))
    Claim.objects.filter(pk=claim.pk).update(text="Other wörds", said="2019")
    settle_draft(row=claim, by=BOB, at=AFTER)
    now = Claim.objects.get(pk=claim.pk)
    assert (now.search_text, now.said_year, now.edition) == ("other words", 2019, 2)
    assert now.identities.count() == 2
    assert AuditEvent.objects.get(record_key=now.key, action="change").actor == "bob"


@pytest.mark.parametrize(
    "columns", [{"said": "2019-13"}, {"language": "English"}, {"text": "a\u202eb"}, {"summary": "\u0007"}]
)
def test_what_no_file_may_hold_no_form_may_hold(world: World, columns: dict[str, str]) -> None:
    claim = row(drafted(world))
    Claim.objects.filter(pk=claim.pk).update(**columns)
    with pytest.raises(InvalidRecord):
        settle_draft(row=claim, by=BOB, at=AFTER)


def test_a_claim_without_its_source_is_no_draft(world: World) -> None:
    claim = row(drafted(world))
    claim.chain.all().delete()
    with pytest.raises(Refused, match="one source"):
        settle_draft(row=claim, by=BOB, at=AFTER)


def test_a_draft_is_discarded_and_what_is_public_never(world: World) -> None:
    discard_draft(row=row(drafted(world)), by=ANN, at=AFTER)
    found = published(world)  # the key of a draft that never was public is free again
    with pytest.raises(Refused):
        discard_draft(row=row(found), by=ANN, at=AFTER)
    copy = Claim.objects.get(amends__key=world.later_support)
    discard_draft(row=copy, by=ANN, at=AFTER)
    assert AuditEvent.objects.filter(action="discard", record_key=world.later_support).exists()


def test_a_draft_that_is_pointed_to_is_not_discarded(world: World) -> None:
    with pytest.raises(Refused, match="point to this one: Ungesehen"):
        discard_draft(row=Topic.objects.get(slug=world.unseen_topic), by=ANN, at=AFTER)


def test_an_occasion_of_a_public_claim_stays_as_it_is(world: World) -> None:
    occasion = Occasion.objects.get(slug=world.occasion)
    with pytest.raises(Refused, match="amend the claim"):
        save_occasion(row=occasion, by=ANN, at=AFTER)
    with pytest.raises(InvalidRecord):
        save_occasion(row=Occasion(slug="No Slug"), by=ANN, at=AFTER)
    save_occasion(row=Occasion(slug="a-fair", label="at a fair"), by=ANN, at=AFTER)
    assert Occasion.objects.get(slug="a-fair").label == "at a fair"


def test_who_changes_the_occasion_of_a_draft_has_a_hand_in_it(world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = True
    found = submitted(world, occasion={"slug": "a-fair", "label": "at a fair"})
    read = row(found).edition
    occasion = Occasion.objects.get(slug="a-fair")
    occasion.label = "on the gallows"
    save_occasion(row=occasion, by=BOB, at=AFTER)
    with pytest.raises(Refused, match="Somebody other than bob"):
        publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    with pytest.raises(Conflict):
        publish(places=[("claim", found.key)], by=BOB, at=AFTER, editions={("claim", found.key): read})
