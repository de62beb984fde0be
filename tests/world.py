"""A world for the tests: Ruritania argues about a bridge. All of it is made up.

It is built through the actions, by Ann who writes and Bob who publishes::

    THE PALACE (body) ◄── part_of ── press office (body)      foreign ministry (body)
       ▲ on behalf of                    │ two_roads 2019-04-02~  │ bounded 2019-03-29/30, with both
    VIKTOR LEBED (person, Лебедь)        ▼ echoes                 ▼
       first_support 2019-02-07 ┐ one   no_change
       no_change     2019-02-07 ┘ occasion, original in Russian
       later_support 2020-05 ──repeats──► first_support       (a working copy waits on it)
       turn          2021-03-10 ──contradicts──► first_support, ──responds_to──► later_support
       refusal       2021-03-11
    MARÍA SOLANO (person)                        ANNA ROE (person)
       not_a_cent 2019-03 (partial, Spanish)        timed     2019-02-07T09:30 ──precedes──► no_change
       promise    2019-03-15 ──widens──► it         amended   2019-01-20  v1, v2 typographic, v3 correction
       prediction 2022?                             rated     2020-01-15  half true, on a scale
                                                    half_open 2019-09-25/..  (reported)
    officials (group)   summary, undated            withdrawn 2019-06-01  tombstone
    a person at court (anonymous)  anonymous 2019-02
    a Valdorian senator (unidentified)  unidentified 2021

    positions  build-the-bridge: no < later < yes     who-pays: towns, crown (not ordered)
    besides    the event the-flood, the coverage check palace-2019-2020, the scale gazette-2020
               and the lead lebed-on-the-toll

    not public: draft, submitted, returned, the working copy, and a speaker, outlet, source, topic, position,
    event and lead that nothing public points to. Each of their texts says “Ungesehen” (`World.unseen`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import key_of_record
from tests import world_claims as said
from tests import world_shared as shared

PERSON = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN})
ANN = Actor("ann", roles=PERSON)
BOB = Actor("bob", roles=PERSON)
FOUNDED_AT = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The keys of what is on record; see the drawing at the top of this module."""

    # Public claims.
    first_support: str = said.FIRST_SUPPORT["key"]
    no_change: str = said.NO_CHANGE["key"]
    later_support: str = said.LATER_SUPPORT["key"]
    turn: str = said.TURN["key"]
    refusal: str = said.REFUSAL["key"]
    not_a_cent: str = said.NOT_A_CENT["key"]
    promise: str = said.PROMISE["key"]
    prediction: str = said.PREDICTION["key"]
    timed: str = said.TIMED["key"]
    amended: str = said.AMENDED["key"]
    rated: str = said.RATED["key"]
    half_open: str = said.HALF_OPEN["key"]
    summary: str = said.SUMMARY["key"]
    bounded: str = said.BOUNDED["key"]
    anonymous: str = said.ANONYMOUS["key"]
    unidentified: str = said.UNIDENTIFIED["key"]
    two_roads: str = said.TWO_ROADS["key"]
    # Claims that are not public.
    withdrawn: str = said.WITHDRAWN["key"]
    draft: str = said.DRAFT["key"]
    submitted: str = said.SUBMITTED["key"]
    returned: str = said.RETURNED["key"]
    # Speakers.
    lebed: str = "viktor-lebed"
    solano: str = "maria-solano"
    roe: str = "anna-roe"
    palace: str = "palace"
    press_office: str = "press-office"
    ministry: str = "foreign-ministry"
    officials: str = "ruritanian-officials"
    person_at_court: str = "a-person-at-court"
    senator: str = "a-valdorian-senator"
    unseen_speaker: str = "otto-ungesehen"
    # Outlets and sources.
    gazette: str = "gazette"
    vestnik: str = "vestnik"
    voz: str = "voz"
    agency: str = "agency"
    dated_source: str = shared.GAZETTE_FEBRUARY
    month_source: str = shared.GAZETTE_MAY
    undated_source: str = shared.VESTNIK_UNDATED
    spanish_source: str = shared.VOZ_MARCH
    check_source: str = shared.GAZETTE_CHECK
    wire_source: str = shared.AGENCY_APRIL
    unseen_source: str = shared.UNSEEN_SOURCE
    # What the rest hangs on.
    topic: str = "the-eder-bridge"
    other_topic: str = "trade"
    unseen_topic: str = "unseen-harvest"
    ordered_position: str = "build-the-bridge"
    other_position: str = "who-pays"
    unseen_position: str = "unseen-toll"
    scale: str = "gazette-2020"
    event: str = "the-flood"
    coverage: str = "palace-2019-2020"
    lead: str = "lebed-on-the-toll"
    occasion: str = said.TO_REPORTERS["slug"]

    public_claims: tuple[str, ...] = tuple(document["key"] for document in said.PUBLIC_CLAIMS)
    unseen: tuple[str, ...] = ("Ungesehen", "ungesehen", "Унгезеен", "Zurückgezogen")
    """Texts that no public answer may hold."""


def build_world() -> World:
    """Put the world on record, in the transaction that is open, and return its keys."""
    minutes = _minutes()
    claims = [_claim(document) for document in said.PUBLIC_CLAIMS]
    claims.append(_claim(said.WITHDRAWN))
    shared_records = [from_document(document) for document in shared.PUBLIC_SHARED]
    for record in (*shared_records, *_in_order_of_relations(claims)):
        record_draft(record=record, by=ANN, at=next(minutes))
    for claim in claims:
        submit(record_type="claim", key=claim.key, by=ANN, at=next(minutes))
    places = [(record.TYPE, key_of_record(record)) for record in (*shared_records, *claims)]
    publish(places=places, by=BOB, at=next(minutes), summary="The founding of the record")
    _change(minutes)
    _hide(minutes)
    return World()


def _change(minutes: Iterator[datetime]) -> None:
    amended = replace(_claim(said.AMENDED), role="leader of the opposition")
    amend(
        amendments=[Amendment(amended, ChangeClass.TYPOGRAPHIC, "The role held two spaces.")],
        by=ANN,
        approver=BOB,
        at=next(minutes),
    )
    corrected = replace(amended, words=replace(amended.words, text="The flood was the towns’ fault"))
    amend(
        amendments=[
            Amendment(
                corrected,
                ChangeClass.CORRECTION,
                "The words held a “not” that the source does not have.",
                wrong="was not",
                right="was",
                learned="A reader compared the page.",
                thanks="A reader in Zenda",
            )
        ],
        by=ANN,
        approver=BOB,
        at=next(minutes),
    )
    withdraw(
        key=said.WITHDRAWN["key"],
        reason_class="error",
        note="The source reports no such words.",
        by=ANN,
        approver=BOB,
        at=next(minutes),
    )


def _hide(minutes: Iterator[datetime]) -> None:
    for document in (*shared.UNSEEN, said.DRAFT, said.SUBMITTED, said.RETURNED):
        record_draft(record=from_document(document), by=ANN, at=next(minutes))
    for document in (said.SUBMITTED, said.RETURNED):
        submit(record_type="claim", key=document["key"], by=ANN, at=next(minutes))
    send_back(record_type="claim", key=said.RETURNED["key"], comment="Which page?", by=BOB, at=next(minutes))
    propose_change(record=_claim(said.WORKING_COPY), by=ANN, at=next(minutes))


def _minutes() -> Iterator[datetime]:
    at = FOUNDED_AT
    while True:
        yield at
        at += timedelta(minutes=1)


def _claim(document: dict[str, Any]) -> ClaimRecord:
    record = from_document(document)
    assert isinstance(record, ClaimRecord)
    return record


def _in_order_of_relations(claims: list[ClaimRecord]) -> list[ClaimRecord]:
    """Claims after those that they relate to."""
    found: dict[str, ClaimRecord] = {}
    waiting = list(claims)
    while waiting:
        ready = [claim for claim in waiting if all(relation.to in found for relation in claim.relations)]
        found.update((claim.key, claim) for claim in ready)
        waiting = [claim for claim in waiting if claim.key not in found]
    return list(found.values())
