"""Undoing a merge, an identification or a renaming takes back everything that it did, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from pytest_django import DjangoDbBlocker

from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.editing.arranging import pick_question
from claims.actions.editing.worksheets import leave_out, mark_done
from claims.actions.merging.merging import identify, merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.shared import Alias, SpeakerRecord, Tenure
from claims.models import Claim, ClaimIdentity, Coding, FrontQuestion, Position, Speaker
from claims.models.desk import SourcePassage, Worksheet
from claims.models.moves import current_record
from claims.models.record_mapping import ROWS, as_record, claim_record, record_in_work, with_content
from tests.actions.drafts.small_records import AFTER, copy_of, drafted, later, published, record
from tests.actions.merging.merged import holds
from tests.projected import facet_counts
from tests.world import ANN, BOB, World
from tests.world_shared import GAZETTE_FEBRUARY, GAZETTE_MAY

pytestmark = pytest.mark.slow

WHO: dict[str, Any] = {"by": ANN, "approver": BOB, "note": "They are one."}
BACK: dict[str, Any] = {"by": ANN, "approver": BOB, "note": "They are two."}
TWIN = "who-paid"
"""A position with the answers of “who-pays”, and one more."""


def content() -> dict[tuple[str, str], tuple[str, str]]:
    """All that is on record or on the desk: every record, draft and change, and what lies beside."""
    found = {
        (kind, row.record_key): (str(row.state), canonical_text(as_record(row)))
        for kind, model in ROWS.items()
        for row in with_content(model._base_manager.all())
    }
    for claim in Claim.objects.filter(change_state__isnull=False):
        found["change", claim.key] = (str(claim.change_state), claim.document)
    for row in Coding.objects.select_related("position", "claim"):
        found["coding", f"{row.claim.key} {row.coder}"] = (row.position.slug, str(row.answer))
    for question in FrontQuestion.objects.select_related("position"):
        found["front question", ""] = (question.position.slug, "")
    for passage in SourcePassage.objects.select_related("source"):
        found["passage", passage.text] = (passage.source.key, passage.reason)
    for sheet in Worksheet.objects.select_related("source"):
        found["worksheet", sheet.source.key] = (sheet.done_by, "")
    found["counts", ""] = (str(sorted(facet_counts().items())), "")
    return found


Drafts = dict[str, ClaimRecord]


@pytest.fixture(scope="module", autouse=True)
def made(world_on_record: World, django_db_blocker: DjangoDbBlocker) -> Drafts:
    """Drafts, a waiting claim and a working copy that point to all that is merged below."""
    with django_db_blocker.unblock():
        return with_drafts(world_on_record)


def with_drafts(world: World) -> Drafts:
    more: dict[str, Any] = {
        "on_behalf_of": world.palace,
        "with": [world.officials],
        "topics": [world.topic],
        "stances": [{"position": "who-pays", "answer": "towns", "grounds": "She says so."}],
        "said": "2019-01-05",
        "chain": [{"hop": 1, "how": "direct_quote", "source": GAZETTE_FEBRUARY, "outlet": "gazette"}],
    }
    twin = {"type": "position", "slug": TWIN, "question": "Who paid for it?", "topic": world.topic}
    answers = [{"slug": slug, "text": slug.title()} for slug in ("towns", "crown", "guilds")]
    record_draft(record=record({**twin, "answers": answers}), by=ANN, at=AFTER)
    publish(places=[("position", TWIN)], by=BOB, at=AFTER)
    draft = drafted(world, "Words of a draft", **more)
    waiting = drafted(world, "Words that wait", **more)
    submit(record_type="claim", key=waiting.key, by=ANN, at=AFTER)
    found = published(world, "Public words", **more)
    propose_change(record=replace(found, role="mayor"), by=ANN, at=AFTER)
    lead = {"type": "lead", "slug": "a-lead", "about": "the toll", "where": "mention", "outlet": "gazette"}
    record_draft(record=record({**lead, "speaker": world.roe, "positions": ["who-pays"]}), by=ANN, at=AFTER)
    claim, position = Claim.objects.get(key=found.key), Position.objects.get(slug="who-pays")
    Coding.objects.create(claim=claim, position=position, coder="ann", answer="towns", at=AFTER)
    pick_question(position=position, by=BOB, at=AFTER)
    leave_out(source=GAZETTE_FEBRUARY, text="A passage", reason="Weather.", by=ANN, at=AFTER)
    mark_done(source=GAZETTE_FEBRUARY, is_done=True, by=ANN, at=AFTER)
    return {"draft": draft, "waiting": waiting, "public": found}


def still_pointing(kind: str, key: str) -> list[str]:
    """The records that point to a record, and those of which the change does."""
    rows = (
        row for model in ROWS.values() for row in with_content(model._base_manager.exclude(state="withdrawn"))
    )
    said = ((row, record) for row in rows for record in (as_record(row), record_in_work(row)))
    return [str(row) for row, record in said if (kind, key) in references(current_record(record))]


MERGES = [
    ("speaker", "anna-roe", "maria-solano"),
    ("speaker", "maria-solano", "anna-roe"),
    ("speaker", "palace", "press-office"),
    ("speaker", "a-valdorian-senator", "viktor-lebed"),
    ("outlet", "gazette", "vestnik"),
    ("source", GAZETTE_FEBRUARY, GAZETTE_MAY),
    ("topic", "the-eder-bridge", "trade"),
    ("position", "who-pays", TWIN),
]


def test_undoing_a_merge_takes_back_everything(world: World) -> None:
    """One after the other, because each leaves everything as it found it."""
    before = content()
    for number, (kind, key, into) in enumerate(MERGES):
        move = merge(record_type=kind, key=key, into=into, at=later(2 * number + 1), **WHO)
        holds()
        assert content() != before, (key, into)
        assert not still_pointing(kind, key), (key, into)
        kept = undo_move(former=move.pk, at=later(2 * number + 2), **BACK)
        assert kept == (), (key, into)
        assert content() == before, (key, into)
    holds()


def test_undoing_a_renaming_takes_back_everything(world: World) -> None:
    before = content()
    for number, (kind, key) in enumerate(
        (
            ("speaker", "anna-roe"),
            ("outlet", "gazette"),
            ("topic", "the-eder-bridge"),
            ("position", "who-pays"),
        )
    ):
        move = rename(record_type=kind, key=key, now_key="another-slug", at=later(2 * number + 1), **WHO)
        holds()
        assert not still_pointing(kind, key), key
        undo_move(former=move.pk, at=later(2 * number + 2), **BACK)
        after = content()
        assert after.pop((kind, "another-slug"))[0] == "withdrawn"
        former = '"former_slugs":["another-slug"],'  # What was said meanwhile may say so.
        assert {place: (state, text.replace(former, "")) for place, (state, text) in after.items()} == {
            place: (state, text.replace(former, "")) for place, (state, text) in before.items()
        }
        before = content()
    holds()


def test_undoing_an_identification_takes_back_everything(world: World) -> None:
    before = content()
    identify(key=world.senator, identified_as=world.solano, at=later(1), **WHO)
    assert content() != before
    identify(key=world.senator, identified_as="", at=later(2), **BACK)
    assert content() == before
    holds()


def test_the_source_of_a_key_that_follows_from_its_address_is_not_renamed(world: World) -> None:
    from claims.domain.errors import Refused

    with pytest.raises(Refused, match="follows from"):
        rename(record_type="source", key=GAZETTE_MAY, now_key="s-another", at=later(1), **WHO)


def merged(world: World) -> int:
    return merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO).pk


def test_a_draft_that_was_saved_since_stays_with_whom_it_was_saved(world: World, made: Drafts) -> None:
    move = merged(world)
    change_draft(record=replace(made["draft"], role="guest"), by=ANN, at=later(2))
    assert undo_move(former=move, at=later(3), **BACK) == ()
    rows = {name: Claim.objects.get(key=made[name].key) for name in ("draft", "waiting")}
    assert (rows["draft"].speaker.slug, claim_record(rows["draft"]).role) == (world.solano, "guest")
    assert (rows["waiting"].speaker.slug, claim_record(rows["waiting"])) == (world.roe, made["waiting"])
    holds()


def test_a_claim_that_was_amended_since_goes_back_and_keeps_its_amendment(world: World) -> None:
    found = published(world, "Public words")
    move = merged(world)
    changed = Amendment(replace(found, role="mayor"), ChangeClass.UPDATE, "Her office.")
    amend(amendments=[changed], by=ANN, approver=BOB, at=later(2))
    assert claim_record(Claim.objects.get(key=found.key)).speaker == world.solano
    assert undo_move(former=move, at=later(3), **BACK) == ()
    assert claim_record(Claim.objects.get(key=found.key)) == replace(found, role="mayor")
    holds()


def test_what_was_recorded_under_the_one_that_stayed_stays_there(world: World) -> None:
    move = merged(world)
    found = published(world, "Words since", speaker=world.solano)
    undo_move(former=move, at=later(3), **BACK)
    assert Claim.objects.get(key=found.key).speaker.slug == world.solano
    holds()


def test_a_working_copy_that_was_begun_since_goes_back_too(world: World) -> None:
    found = published(world, "Public words")
    move = merged(world)
    propose_change(record=replace(found, speaker=world.solano, role="mayor"), by=ANN, at=later(2))
    assert undo_move(former=move, at=later(3), **BACK) == ()
    assert (copy_of(found).speaker, copy_of(found).role) == (world.roe, "mayor")
    holds()


def test_a_draft_that_was_published_or_discarded_since_is_met_as_it_is(world: World, made: Drafts) -> None:
    move = merged(world)
    publish(places=[("claim", made["waiting"].key)], by=BOB, at=later(2))
    discard_draft(row=Claim.objects.get(key=made["draft"].key), by=ANN, at=later(2))
    assert undo_move(former=move, at=later(3), **BACK) == ()
    row = Claim.objects.get(key=made["waiting"].key)
    assert (row.speaker.slug, row.version) == (world.solano, 1)
    holds()


def test_a_draft_is_no_longer_found_under_whom_it_was_never_published(world: World) -> None:
    draft = drafted(world)
    before = set(ClaimIdentity.objects.values_list("identity", flat=True))
    move = merged(world)
    undo_move(former=move, at=later(2), **BACK)
    mine = ClaimIdentity.objects.filter(claim__key=draft.key)
    assert set(mine.values_list("identity", flat=True)) <= before


def names_of(slug: str) -> set[str]:
    found = as_record(Speaker.objects.get(slug=slug))
    assert isinstance(found, SpeakerRecord)
    return {alias.text for alias in found.aliases}


def test_the_record_that_stays_takes_every_name_once_and_gives_it_back(world: World) -> None:
    roe, solano = (as_record(Speaker.objects.get(slug=slug)) for slug in (world.roe, world.solano))
    assert isinstance(roe, SpeakerRecord)
    assert isinstance(solano, SpeakerRecord)
    more = (*(Alias(text=text) for text in ("MARIA SOLANO", "آنا رو", "アンナ・ロー")), *roe.aliases)
    changed = Amendment(replace(roe, aliases=tuple(more)), ChangeClass.UPDATE, "More names.")
    amend(amendments=[changed], by=ANN, approver=BOB, at=AFTER)
    move = merged(world)
    names = names_of(world.solano)
    assert names == {"Мария Солано", "Anna Roe", "Анна Ро", "آنا رو", "アンナ・ロー"}
    stays = as_record(Speaker.objects.get(slug=world.solano))
    assert isinstance(stays, SpeakerRecord)
    newer = replace(stays, aliases=(*stays.aliases, Alias(text="M. Solano")))
    amend(amendments=[Amendment(newer, ChangeClass.UPDATE, "One more.")], by=ANN, approver=BOB, at=later(2))
    assert undo_move(former=move, at=later(3), **BACK) == ()
    names = names_of(world.solano)
    assert names == {"Мария Солано", "M. Solano"}
    holds()


def offices(slug: str) -> set[tuple[str, str, str]]:
    found = as_record(Speaker.objects.get(slug=slug))
    assert isinstance(found, SpeakerRecord)
    return {(tenure.office, tenure.from_, tenure.to) for tenure in found.tenures}


def test_the_record_that_stays_takes_every_office_once_and_gives_it_back(world: World) -> None:
    both = Tenure(office="mayor", from_="2010", to="2012")
    for slug, own in ((world.roe, Tenure(office="senator", from_="2015")), (world.solano, None)):
        found = as_record(Speaker.objects.get(slug=slug))
        assert isinstance(found, SpeakerRecord)
        again = replace(both, office="Mayor", source=GAZETTE_MAY) if own is None else both
        held = (again, *([own] if own else []))
        amend(amendments=[Amendment(replace(found, tenures=held), ChangeClass.UPDATE, "Offices.")],
              by=ANN, approver=BOB, at=AFTER)  # fmt: skip
    move = merged(world)
    assert offices(world.solano) == {("Mayor", "2010", "2012"), ("senator", "2015", "")}
    assert undo_move(former=move, at=later(3), **BACK) == ()
    assert offices(world.solano) == {("Mayor", "2010", "2012")}
    assert offices(world.roe) == {("mayor", "2010", "2012"), ("senator", "2015", "")}
    holds()


def test_a_description_is_no_name(world: World) -> None:
    merge(record_type="speaker", key=world.senator, into=world.lebed, at=later(1), **WHO)
    assert not any("senator" in name for name in names_of(world.lebed))
