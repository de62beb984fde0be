"""What happened to the record of the test world after its first day: every way in which it can change.

::

    1 March 2022   the world is founded (tests.world)
    5 March        Lebed’s first support: other words, on behalf of nobody, “later” instead of “yes”
    8 March        a source moves to another outlet and day, and is archived; the claims it carries stay
    10 March       Anna Roe gets another name; what is rated is rated anew; the promise has one stance less
    15 March       a claim that was amended is withdrawn, and another that comes back; a new one is published
    20 March       that other one is public again, with a role; the first support a third time, twice on that
                   day; a relation goes
    25 March       Anna Roe turns out to be María Solano: her claims move
    28 March       version 2 of the first support is erased
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.merging.merging import merge
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord
from claims.models import Revision
from claims.queries.records import public_record
from tests.world import ANN, BOB, World
from tests.world_claims import claim, stance

LATE = claim(
    "A ferry will do in place of a bridge", "maria-solano", "2021-12", "", kind="promise",
    stances=[stance("build-the-bridge", "later")], topics=["trade"],
)  # fmt: skip


def noon(day: int) -> datetime:
    return datetime(2022, 3, day, 12, tzinfo=UTC)


def build_history(world: World) -> str:
    """Let all of it happen; returns the key of the claim that came late."""
    first = claim_of(world.first_support)
    change(
        5,
        replace(
            first,
            words=replace(first.words, text="We may build the viaduct"),
            on_behalf_of="",
            stances=(replace(first.stances[0], answer="later"),),
        ),
    )
    source = record_of("source", world.month_source)
    assert isinstance(source, SourceRecord)
    change(8, replace(source, outlet="voz", published="2020-05-03", archived_url="https://archive.example/9"))
    roe = record_of("speaker", world.roe)
    assert isinstance(roe, SpeakerRecord)
    rated, promise = claim_of(world.rated), claim_of(world.promise)
    change(
        10,
        replace(roe, name="Anna Roe-Rischenheim"),
        replace(rated, verdicts=(replace(rated.verdicts[0], rating="false"),), context=""),
        replace(promise, topics=("trade",), stances=promise.stances[:1], said="2019-03"),
    )
    anonymous = claim_of(world.anonymous)
    change(12, replace(anonymous, words=replace(anonymous.words, text="Nobody believes in it")))
    withdraw(
        key=world.anonymous, reason_class="error", note="Not said so.", by=ANN, approver=BOB, at=noon(15)
    )
    withdraw(key=world.half_open, reason_class="error", note="Unsure.", by=ANN, approver=BOB, at=noon(15))
    late = publish_claim(world, 15)
    half_open = earlier_content("claim", world.half_open)
    assert isinstance(half_open, ClaimRecord)
    again = Amendment(replace(half_open, role="on the ferry"), ChangeClass.UPDATE, "Sure.")
    revive(amendment=again, by=ANN, approver=BOB, at=noon(20))
    change(20, replace(claim_of(world.first_support), relations=(), role="spokesman"))
    change(20, replace(claim_of(world.first_support), said="2019-02"))
    later = claim_of(world.later_support)
    change(20, replace(later, relations=()))
    merge(record_type="speaker", key=world.roe, into=world.solano, note="One person.", by=ANN, approver=BOB,
          at=noon(25))  # fmt: skip
    erased = Revision.objects.get(record_type="claim", record_key=world.first_support, version=2)
    erase(
        record_type=erased.record_type,
        key=erased.record_key,
        contents=[erased.version],
        reason="By order of a court.",
        by=BOB,
        at=noon(28),
    )
    return late


def publish_claim(world: World, day: int) -> str:
    document = {**LATE, "chain": [{"hop": 1, "how": "direct_quote", "source": world.spanish_source}]}
    record = from_document(document)
    record_draft(record=record, by=ANN, at=noon(day))
    submit(record_type="claim", key=document["key"], by=ANN, at=noon(day))
    publish(places=[("claim", document["key"])], by=BOB, at=noon(day))
    return str(document["key"])


def change(day: int, *records: Record, **more: Any) -> None:
    """Amend records at noon of a day of March 2022."""
    amendments = [Amendment(record, ChangeClass.UPDATE, "We know more.", **more) for record in records]
    amend(amendments=amendments, by=ANN, approver=BOB, at=noon(day))


def claim_of(key: str) -> ClaimRecord:
    record = record_of("claim", key)
    assert isinstance(record, ClaimRecord)
    return record


def record_of(record_type: str, key: str) -> Record:
    found = public_record(record_type, key)
    assert found is not None
    return found.record
