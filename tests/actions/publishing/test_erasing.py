"""Erasing what the law does not let us keep: the texts go from every table, the chain stays whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from msgspec.structs import replace

from claims.actions.accounts.second_factor import KEPT_FORM
from claims.actions.drafts.drafting import discard_draft, save_occasion
from claims.actions.drafts.identities import assertion_of
from claims.actions.drafts.proposing import propose, settle_proposal
from claims.actions.drafts.recording import propose_change
from claims.actions.editing.coding import Judgement, code_blind
from claims.actions.editing.worksheets import leave_out, take_back
from claims.actions.merging.merging import merge
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erasable, erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Conflict, Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.canonical import digest
from claims.domain.record.claim import Occasion
from claims.domain.record.codec import canonical_text, from_document
from claims.domain.record.shared import SourceRecord, SpeakerRecord
from claims.models import (
    AuditEvent,
    Claim,
    ClaimIdentity,
    Erasure,
    FormerAddress,
    LedgerRow,
    Revision,
    RevisionContent,
    SourcePassage,
)
from claims.models import Occasion as OccasionRow
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER, drafted, on_record, published, row
from tests.looking_back import record_of
from tests.records_in_and_out import import_text, told
from tests.world import ANN, BOB, World
from tests.world_claims import stance

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


def erase_claim(key: str, *versions: int, **more: Any) -> LedgerRow:
    asked = {"contents": versions, "reason": "A court’s order.", "by": BOB, "at": AFTER, **more}
    return erase(record_type="claim", key=key, **asked)


def revision(key: str, version: int) -> Revision:
    return Revision.objects.get(record_key=key, version=version)


def test_an_old_content_is_erased_under_a_ledger_row_that_says_so(world: World) -> None:
    digest = revision(world.amended, 1).digest
    latest = erase_claim(world.amended, 1)
    assert not RevisionContent.objects.filter(revision=revision(world.amended, 1)).exists()
    assert revision(world.amended, 1).digest == digest
    assert latest == LedgerRow.objects.order_by("-sequence")[0]
    assert (latest.kind, latest.summary) == ("erasure", f"claim {world.amended}")
    erasure = Erasure.objects.get()
    assert (erasure.part, erasure.ledger_row, erasure.reason) == ("content", latest, "A court’s order.")
    event = AuditEvent.objects.get(action="erase", record_key=world.amended)
    assert event.detail == {"erased": ["content of version 1"]}
    assert verify_database().erased == 1
    connection.check_constraints()


def test_the_public_note_is_erased_apart_from_the_content(world: World) -> None:
    erase_claim(world.amended, notes=[3])
    third = revision(world.amended, 3)
    assert third.note == ""
    assert third.content.text
    assert third.note_digest
    assert verify_database().erased == 1


def test_what_can_be_erased_is_all_but_what_is_public_and_what_says_nothing(world: World) -> None:
    assert erasable("claim", world.amended) == ((1, "content"), (2, "content"), (2, "note"), (3, "note"))
    assert erasable("claim", world.withdrawn) == ((1, "content"), (2, "note"))
    assert erasable("claim", "0000000000") == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"contents": [3]}, "Version 3 of the claim .* is public now: amend or withdraw the record first"),
        ({"contents": [4]}, "There is no version 4 of the claim"),
        ({"notes": [1]}, "Version 1 of the claim .* has no public note"),
        ({"contents": [1], "reason": " "}, "needs its reason"),
        ({}, "Name what is to be erased"),
    ],
)
def test_what_cannot_be_erased_is_refused_with_a_sentence(
    world: World, asked: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        erase_claim(world.amended, **{"contents": [], **asked})
    assert not Erasure.objects.exists()


def test_the_content_of_a_withdrawal_is_its_tombstone_and_stays(world: World) -> None:
    with pytest.raises(Refused, match="says nothing but that the claim was withdrawn"):
        erase_claim(world.withdrawn, 2)


def test_an_erasure_happens_once(world: World) -> None:
    erase_claim(world.amended, 1)
    with pytest.raises(Refused, match="is erased already"):
        erase_claim(world.amended, 1)


def test_what_waits_is_settled_first(world: World) -> None:
    found = published(world)
    again(found, words=replace(found.words, text="The bridge needs a guard"))
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="waits in its working copy"):
        erase_claim(found.key, 1)
    discard_draft(row=Claim.objects.get(key=found.key), by=ANN, at=AFTER)
    propose(record_type="claim", key=found.key, decision="withdraw", answers={}, by=ANN, at=AFTER)
    with pytest.raises(Refused, match="A proposal for this record waits"):
        erase_claim(found.key, 1)


def test_the_edition_that_was_read_has_to_be_the_one_there_is(world: World) -> None:
    with pytest.raises(Conflict):
        erase_claim(world.amended, 1, edition=row_edition(world) + 1)
    erase_claim(world.amended, 1, edition=row_edition(world))


def row_edition(world: World) -> int:
    return Claim.objects.get(key=world.amended).edition


WORD = "xylophonmord"


def test_after_an_erasure_the_words_stand_in_no_table(world: World) -> None:
    """They had been everywhere: in drafts, a returned draft, passages, an import, a coding, a proposal."""
    found = drafted(world, f"The {WORD}", stances=[stance(world.ordered_position, "yes")])
    found = replace(found, role=WORD, summary=WORD, context=WORD, asked=WORD, said_note=WORD)
    found = replace(found, chain=(replace(found.chain[0], note=WORD),))
    found = replace(found, stances=(replace(found.stances[0], grounds=WORD, condition=WORD),))
    found = replace(found, occasion=Occasion(slug="a-talk", label=f"a {WORD}", place=WORD))
    import_text(canonical_text(found))
    occasion = OccasionRow.objects.get(slug="a-talk")
    save_occasion(row=occasion, by=ANN, at=AFTER)
    LogEntry.objects.log_actions(User.objects.create_user("ann").pk, [row(found), occasion], CHANGE, [WORD])
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
    assert not OccasionRow.objects.filter(slug="a-talk").exists()
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
    assert OccasionRow.objects.get(slug="a-talk").label == "a talk"


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


def again(found: Any, *, words: Any = None, note: str = "More.", **more: str) -> None:
    """Amend a claim to what it says with other words."""
    document = from_document({"type": "claim", "key": found.key, "words": {"text": "Another bridge",
        "language": "en", "form": "quoted"}, "speaker": found.speaker, "said": found.said,
        "said_basis": found.said_basis,
        "chain": [{"hop": 1, "how": "direct_quote", "source": found.chain[0].source}]})  # fmt: skip
    changed = replace(document, words=words) if words else document
    amend(
        amendments=[Amendment(changed, ChangeClass.CORRECTION, note, **more)], by=ANN, approver=BOB, at=AFTER
    )


def passages(source: str, *texts: str) -> None:
    for text in texts:
        leave_out(source=source, text=text, reason=f"Not said: {text}", by=ANN, at=AFTER)
    passage = leave_out(source=source, text=f"The {texts[0]} of old", reason="Old.", by=ANN, at=AFTER)
    take_back(source=source, passage=passage.pk, by=ANN, at=AFTER)


def identities(key: str) -> set[str]:
    return set(ClaimIdentity.objects.filter(claim__key=key).values_list("identity", flat=True))


def tables_with(word: str) -> list[str]:
    """The tables, those of the search index included, that hold the word in any column of any row."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            if any(word in _text(value).lower() for line in cursor.fetchall() for value in line):
                found.append(name)
    return found


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
