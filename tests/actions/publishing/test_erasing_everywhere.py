"""Words that were erased stand nowhere in the database."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from msgspec.structs import replace

from claims.actions.accounts.second_factor import KEPT_FORM
from claims.actions.drafts.identities import assertion_of
from claims.actions.drafts.proposing import propose, settle_proposal
from claims.actions.editing.coding import Judgement, code_blind
from claims.actions.merging.merging import merge
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.canonical import digest
from claims.domain.record.claim import Occasion
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import SourceRecord, SpeakerRecord
from claims.models import (
    Claim,
    FormerAddress,
    SourcePassage,
)
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER, drafted, on_record, published, row
from tests.actions.publishing.erased import again, erase_claim, identities, passages, tables_with
from tests.looking_back import record_of
from tests.records_in_and_out import import_text, told
from tests.world import ANN, BOB, World
from tests.world_claims import stance

pytestmark = pytest.mark.slow
WORD = "xylophonmord"


@pytest.mark.postgresql
def test_after_an_erasure_the_words_stand_in_no_table(world: World) -> None:
    """They had been everywhere: in drafts, a returned draft, passages, an import, a coding, a proposal."""
    found = drafted(world, f"The {WORD}", stances=[stance(world.ordered_position, "yes")])
    found = replace(found, role=WORD, summary=WORD, context=WORD, asked=WORD, said_note=WORD)
    found = replace(found, chain=(replace(found.chain[0], note=WORD),))
    found = replace(found, stances=(replace(found.stances[0], grounds=WORD, condition=WORD),))
    found = replace(found, occasion=Occasion(slug=f"a-{WORD}", label=f"a {WORD}", place=WORD))
    import_text(canonical_text(found))
    LogEntry.objects.log_actions(User.objects.create_user("ann").pk, [row(found)], CHANGE, [WORD])
    passages(found.chain[0].source, f"“The {WORD}”, he said again", "The bridge stands")
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    send_back(record_type="claim", key=found.key, comment=f"Is “{WORD}” right?", by=BOB, at=AFTER)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    import_text(canonical_text(replace(found, refers_to=WORD)), publish=True)
    judgement = Judgement(answer="no", unchanged=False, grounds=WORD)
    code_blind(position=world.ordered_position, claim=found.key, judgement=judgement, note=WORD, by=BOB,
               at=AFTER)  # fmt: skip
    answers = {"note": WORD, "wrong": WORD}
    waiting = propose(record_type="claim", key=found.key, decision="amend", answers=answers, by=ANN, at=AFTER)
    settle_proposal(proposal=waiting.pk, approved=False, by=BOB, at=AFTER, comment=f"No {WORD}.")
    again(found, note=f"Not {WORD}", wrong=WORD, right="bridge", learned=WORD, thanks=WORD)
    withdraw(key=found.key, reason_class="law", note=f"Not {WORD}.", by=ANN, approver=BOB, at=AFTER)
    assert len(tables_with(WORD)) >= 6
    erase_claim(found.key, 1, 2, 3, notes=[2, 3, 4])
    assert tables_with(WORD) == []
    assert [passage.text for passage in SourcePassage.objects.all()] == ["The bridge stands"]
    assert Claim.objects.get(key=found.key).text == "(erased)"
    connection.check_constraints()
    assert verify_database().erased == 6


def test_no_digest_by_which_erased_words_can_be_guessed_stays_but_the_key(world: World) -> None:
    """The key was made of the first words, and is the address of the tombstone."""
    found = drafted(world, f"The {WORD}")
    import_text(canonical_text(replace(found, role=WORD)), publish=True)
    found = on_record(found)
    later = replace(found, words=replace(found.words, text=f"A {WORD}"))
    import_text(canonical_text(later), publish=True)
    again(found)
    guesses = [digest(canonical_text(record)) for record in (found, later)]
    guesses += [assertion_of(record).identity() for record in (found, later)]
    assert all(tables_with(guess) for guess in guesses)
    erase_claim(found.key, 1, 2)
    assert not any(tables_with(guess) for guess in guesses)
    assert assertion_of(found).identity() not in identities(found.key)
    assert identities(found.key) == {assertion_of(on_record(found)).identity()}
    verify_database()


def test_an_import_of_erased_words_still_finds_their_claim_by_its_key(world: World) -> None:
    found = published(world, f"The {WORD}")
    withdraw(key=found.key, reason_class="law", note="Law.", by=ANN, approver=BOB, at=AFTER)
    erase_claim(found.key, 1)
    plan = import_text(canonical_text(found).replace(f'"key":"{found.key}",', ""), publish=True)
    assert "withdrawn for good" in "".join(told(plan))


def test_a_form_that_waits_in_a_session_for_the_second_factor_goes(world: World) -> None:
    sessions = [SessionStore(), SessionStore()]
    sessions[0][KEPT_FORM] = {"address": "/admin/", "typed": f"text={WORD}"}
    for session in sessions:
        session.save()
    erase_claim(world.amended, 1)
    assert [session.exists(str(session.session_key)) for session in sessions] == [False, True]


def test_an_occasion_of_other_claims_keeps_its_words(world: World) -> None:
    occasion = Occasion(slug="a-talk", label="a talk", place="Zenda")
    found, other = (
        published(world, text, occasion={"slug": "a-talk", "label": "a talk", "place": "Zenda"})
        for text in ("The bridge needs a toll", "The bridge needs a guard")
    )
    again(found)
    erase_claim(found.key, 1)
    assert on_record(other).occasion == occasion
    assert Claim.objects.get(key=other.key).occasion_label == "a talk"


def test_of_a_public_claim_only_the_earlier_words_go(world: World) -> None:
    found = published(world, f"The {WORD}")
    again(found, words=replace(found.words, text="The bridge"), wrong=WORD, right="bridge")
    erase_claim(found.key, 1, notes=[2])
    assert tables_with(WORD) == []
    assert row(found).text == "The bridge"
    verify_database()


def test_an_earlier_name_of_a_public_speaker_stands_in_no_table_after_its_erasure(world: World) -> None:
    roe = record_of("speaker", world.roe)
    assert isinstance(roe, SpeakerRecord)
    for name in (f"Anna {WORD}", roe.name):
        amendment = Amendment(replace(roe, name=name), ChangeClass.UPDATE, "Her name.")
        amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    assert tables_with(WORD)
    erase(record_type="speaker", key=world.roe, contents=[2], reason="Law.", by=BOB, at=AFTER)
    assert tables_with(WORD) == []
    verify_database()


def test_an_earlier_title_of_a_public_source_stands_in_no_table_after_its_erasure(world: World) -> None:
    source = record_of("source", world.month_source)
    assert isinstance(source, SourceRecord)
    passages(world.month_source, f"The {WORD}: what it says", "The bridge stands")
    for title in (f"The {WORD}", source.title):
        amendment = Amendment(replace(source, title=title), ChangeClass.UPDATE, "Its title.")
        amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    assert len(tables_with(WORD)) >= 3
    erase(record_type="source", key=world.month_source, contents=[2], reason="Law.", by=BOB, at=AFTER)
    assert tables_with(WORD) == []
    assert [passage.text for passage in SourcePassage.objects.all()] == ["The bridge stands"]
    verify_database()


@pytest.mark.postgresql
def test_a_record_that_was_merged_away_is_emptied_and_never_comes_back(world: World) -> None:
    roe = record_of("speaker", world.roe)
    assert isinstance(roe, SpeakerRecord)
    changed = replace(roe, description=WORD)
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "More.")], by=ANN, approver=BOB, at=AFTER)
    merge(record_type="speaker", key=world.roe, into=world.solano, note=f"One {WORD}.", by=ANN, approver=BOB,
          at=AFTER)  # fmt: skip
    erase(record_type="speaker", key=world.roe, contents=[2, 3], notes=[3], reason="Law.", by=BOB, at=AFTER)
    # The notes of the claims that the merge amended are those of other records.
    assert {name for name in tables_with(WORD) if "search" not in name} <= {
        "claims_correction", "claims_auditevent",
    }  # fmt: skip
    verify_database()
    with pytest.raises(Refused, match="erased by law"):
        undo_move(former=FormerAddress.objects.get().pk, note="Back.", by=ANN, approver=BOB, at=AFTER)
