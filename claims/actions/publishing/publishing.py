"""Publish drafts. Each gets revision 1, which is sealed in the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import check_occasions, find_keys, refuse, write
from claims.actions.publishing.leads import name_claims_in_leads
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.domain.errors import Conflict, Refused
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action, State, check_publisher, check_transition
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.identity import Place
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record, key_of_record, keys_by_type
from claims.models import Claim, Tombstone
from claims.models.moves import Moves
from claims.models.record_mapping import as_record, rows_with_keys, with_content
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of


@transaction.atomic
def publish(
    *,
    places: Sequence[Place],
    by: Actor,
    at: datetime,
    kind: str = "publication",
    summary: str = "",
    editions: Mapping[Place, int] | None = None,
) -> list[RecordRow]:
    """Publish drafts, and all drafts that they point to, under one ledger row. Returns the published rows.

    Raises Refused, and publishes nothing, if one of them is incomplete, is public already, relates to a claim
    that is not public, or was written by its publisher. Raises NotAllowed, and Conflict if one of
    ``editions`` is not the current one.
    """
    check_may(by, Action.PUBLISH_BATCH if by.is_system else Action.PUBLISH)
    drafts = drafts_of(places)
    for place, edition in (editions or {}).items():
        if place in drafts and drafts[place][0].edition != edition:
            raise Conflict(f"The {place[0]} {place[1]} has changed since you opened it.")
    scales = scales_of(record for _, record in drafts.values())
    for row, record in drafts.values():
        _check_state(row, by)
        refuse(publication_problems(record, scales))
    check_relations([record for _, record in drafts.values()], also=set(drafts))
    check_relations_hold(record for _, record in drafts.values())
    check_occasions(record for _, record in drafts.values())  # Two saved at once do not know of one another.
    revisions = []
    for (record_type, key), (row, record) in drafts.items():
        if canonical_text(record) != row.content:  # What it points to was merged or renamed.
            write(row, record, find_keys([record]), at=at)
        row.state, row.version = State.PUBLISHED.value, 1
        row.published_at = row.revised_at = at
        row.edition += 1
        hands, row.hands = row.every_hand, []
        row.save(update_fields=["state", "version", "published_at", "revised_at", "edition", "hands"])
        revisions.append(
            NewRevision(
                record_type=record_type,
                record_key=key,
                version=1,
                text=canonical_text(record),
                change_class="publication",
                hands=hands,
                approver=by.name,
            )
        )
        note_event(action="publish", by=by, at=at, place=(record_type, key), version=1)
    if revisions:
        revisions += name_claims_in_leads([row for row, _ in drafts.values()], by=by, at=at)
        seal(revisions=revisions, kind=kind, by=by, at=at, summary=summary)
    return [row for row, _ in drafts.values()]


def _check_state(row: RecordRow, by: Actor) -> None:
    if by.is_system:
        check_transition(row.state, Action.PUBLISH_BATCH)
        return
    state: str = row.state
    if state != State.SUBMITTED and not (isinstance(row, Claim) and settings.REVIEW_REQUIRED):
        # Records that a claim points to are published with it, and without review no draft needs submitting.
        state = check_transition(state, Action.SUBMIT).target
    check_transition(state, Action.PUBLISH)
    check_publisher(row.authors, by.name, settings.REVIEW_REQUIRED)


def drafts_of(places: Sequence[Place], *, only_drafts: bool = False) -> dict[Place, tuple[RecordRow, Record]]:
    """The named rows (with ``only_drafts`` the drafts among them), and every draft that they point to.

    Raises Refused if a named record does not exist.
    """
    found: dict[Place, tuple[RecordRow, Record]] = {}
    moves = Moves.read()
    wanted, named = list(dict.fromkeys(places)), set() if only_drafts else set(places)
    while wanted:
        rows = _rows(wanted)
        for place in wanted:
            if place not in rows and place in named:
                raise Refused(f"There is no {place[0]} {place[1]}.")
        found.update(
            (place, (row, moves.current(as_record(row))))
            for place, row in rows.items()
            if place in named or row.version == 0
        )
        pointed_to = {
            place
            for place in rows
            if place in found
            for place in references(found[place][1])
            if place[0] != "claim"
        }
        wanted = sorted(pointed_to - set(found))
        wanted = [place for place in wanted if place not in named]
        named_or_public = {place for place, row in rows.items() if row.version and place not in named}
        wanted = [place for place in wanted if place not in named_or_public]
    return found


def _rows(places: Iterable[Place]) -> dict[Place, RecordRow]:
    found: dict[Place, RecordRow] = {}
    for record_type, keys in keys_by_type(places).items():
        rows = rows_with_keys(record_type, keys).select_for_update(of=("self",), no_key=True)
        found.update(((record_type, row.record_key), row) for row in with_content(rows))
    return found


def check_relations(records: Iterable[Record], *, also: set[Place] = frozenset()) -> None:  # type: ignore[assignment]
    """Refuse references to claims that are neither public nor have a tombstone.

    Such references are relations, claims that a search found, and claims made from a lead. ``also`` are
    claims that are published in the same transaction.
    """
    wanted: dict[str, Record] = {}
    for record in records:
        for record_type, key in references(record):
            if record_type == "claim" and (record_type, key) not in also:
                wanted.setdefault(key, record)
    if not wanted:
        return
    public = set(Claim.objects.published().filter(key__in=wanted).values_list("key", flat=True))
    public |= set(Tombstone.objects.filter(key__in=wanted).values_list("key", flat=True))
    missing = sorted(set(wanted) - public)
    if missing:
        raise Refused(
            "; ".join(
                f"the {wanted[key].TYPE} {key_of_record(wanted[key])} points to {key}, which is not public"
                for key in missing
            )
            + "."
        )
