"""Amend public records: every change has a class, a public note and a new revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.changing import end_change
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import (
    check_occasions,
    find_keys,
    locked_row,
    on_record,
    refuse,
    write,
)
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.publishing import check_relations, publish
from claims.actions.publishing.sealing import seal
from claims.domain.errors import Refused
from claims.domain.history.ledger import PublicNote
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.history.typographic import typographic_problem
from claims.domain.history.workflow import Action, ChangeClass, State, check_publisher, check_transition
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.rules import future_dates, publication_problems
from claims.domain.record.shared import Record, ScaleRecord, key_of_record
from claims.models import Claim
from claims.models.moves import Moves
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change to one public record: its new content, the class of the change and the public note."""

    record: Record
    change_class: ChangeClass
    note: str
    wrong: str = ""
    right: str = ""
    learned: str = ""
    thanks: str = ""

    @property
    def public_note(self) -> PublicNote:
        """The public note, which is sealed with the content."""
        if not self.change_class.is_shown:
            return PublicNote(self.note)
        return PublicNote(self.note, self.wrong, self.right, self.learned, self.thanks)


@transaction.atomic
def amend(
    *,
    amendments: list[Amendment],
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
    written_by: Sequence[str] = (),
) -> list[RecordRow]:
    """Change public records under one ledger row, end the changes that wait, and return the rows.

    ``by`` wrote the changes, ``approver`` approves them (the same person if none is named). ``written_by``
    are earlier authors of the changes. If review is required, no author of a change may approve it
    (`claims.domain.history.hands`). Raises Refused, and changes nothing, if an author approves, a record is
    not public, nothing changes, the class does not fit the change, a note is missing, or the new content may
    not be published. Raises NotAllowed if the approver is not an editor. Raises Conflict if ``edition`` is
    not the current one.
    """
    approver = approver or by
    rows, revisions = amended(
        amendments=amendments, by=by, at=at, approver=approver, edition=edition, written_by=written_by
    )
    seal(revisions=revisions, kind="amendment", by=approver, at=at)
    return rows


@transaction.atomic
def amended(
    *,
    amendments: list[Amendment],
    by: Actor,
    at: datetime,
    approver: Actor,
    edition: int | None = None,
    written_by: Sequence[str] = (),
) -> tuple[list[RecordRow], list[NewRevision]]:
    """Change public records as ``amend`` does. Returns the rows, and the revisions that the caller seals."""
    check_may(approver, Action.AMEND)
    moves = Moves.read()
    amendments = [replace(one, record=moves.current(one.record)) for one in amendments]
    rows: list[RecordRow] = []
    revisions: list[NewRevision] = []
    publish_drafts_of([amendment.record for amendment in amendments], by=approver, at=at)
    keys = find_keys([amendment.record for amendment in amendments])
    check_occasions(amendment.record for amendment in amendments)
    check_relations([amendment.record for amendment in amendments])
    check_relations_hold(amendment.record for amendment in amendments)
    scales = scales_of(amendment.record for amendment in amendments)
    for amendment in amendments:
        record, key = amendment.record, key_of_record(amendment.record)
        row = locked_row(record.TYPE, key, edition=edition)
        check_transition(row.state, Action.AMEND)
        if record.TYPE == "scale":
            check_may(by, Task.KEEP_SCALES)
        _check(amendment, row, scales, at, moves)
        assert row.sealed is not None
        before, text = row.sealed.content.text, canonical_text(record)
        if text == before:
            raise Refused(f"Nothing changes in the {record.TYPE} {key}.")
        # If somebody else publishes a change as it is, whoever wrote it stays its author.
        authors = (
            row.authors
            if row.authors and moves.current_text(row.document) == text
            else (by.name, *row.authors)
        )
        hands = tuple(dict.fromkeys([*written_by, by.name, *row.every_hand]))
        if isinstance(row, Claim):
            end_change(row, at=at)
        write(row, record, keys, at=at)
        row.save_version(at)
        if not approver.is_system:
            check_publisher(authors, approver.name, settings.REVIEW_REQUIRED)
        revisions.append(
            NewRevision(
                record_type=record.TYPE,
                record_key=key,
                version=row.version,
                text=text,
                change_class=amendment.change_class.value,
                hands=hands,
                approver=approver.name,
                note=amendment.public_note,
                before=before,
            )
        )
        note_event(
            action="amend", by=by, at=at, place=(record.TYPE, key), version=row.version, approver=approver
        )
        rows.append(row)
    return rows, revisions


def publish_drafts_of(records: list[Record], *, by: Actor, at: datetime) -> None:
    """Publish the drafts that these records point to."""
    places = {place for record in records for place in references(record) if place[0] != "claim"}
    drafts = sorted(place for place, (_, _, version) in on_record(places).items() if version == 0)
    if drafts:
        publish(places=drafts, by=by, at=at)


def _check(
    amendment: Amendment, row: RecordRow, scales: Mapping[str, ScaleRecord], at: datetime, moves: Moves
) -> None:
    if amendment.change_class is ChangeClass.WITHDRAWAL:
        raise Refused("A withdrawal is an action of its own.")
    if not amendment.note.strip():
        raise Refused("A change to a public record needs a note that says why.")
    record = amendment.record
    refuse((*publication_problems(record, scales), *future_dates(record, at.date())))
    is_typographic = amendment.change_class is ChangeClass.TYPOGRAPHIC
    if is_typographic and (problem := typographic_problem(moves.current(as_record(row)), record)):
        raise Refused(problem)


@transaction.atomic
def correct(
    *,
    amendment: Amendment,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
    written_by: Sequence[str] = (),
) -> RecordRow:
    """Amend one record, and return its row.

    ``edition`` is the one that was read; ``written_by`` are earlier authors of the change. Raises Refused as
    ``check_note`` and ``amend`` do, and if review is required and the change that waits was not submitted.
    Raises Conflict if ``edition`` is not the current one.
    """
    record = amendment.record
    row = locked_row(record.TYPE, key_of_record(record), edition=edition)
    if row.has_change and settings.REVIEW_REQUIRED and row.work_state != State.SUBMITTED:
        raise Refused("The working copy has not been submitted for review: somebody may be at work on it.")
    note = row.change_note if isinstance(row, Claim) else {}
    check_note(amendment, note_is_enough=note.get("note_is_enough", False))
    rows = amend(
        amendments=[amendment], by=by, at=at, approver=approver, edition=edition, written_by=written_by
    )
    return rows[0]


def check_note(amendment: Amendment, *, note_is_enough: bool = False) -> None:
    """Raise Refused if the public note on a change is incomplete.

    Every change needs a note. All but typographic ones also need what was wrong, what is right and how we
    learned, unless ``note_is_enough``.
    """
    needed = [("Public note", amendment.note)]
    if amendment.change_class is not ChangeClass.TYPOGRAPHIC and not note_is_enough:
        needed += [
            ("What was wrong", amendment.wrong),
            ("What is right", amendment.right),
            ("How we learned", amendment.learned),
        ]
    if missing := [name for name, text in needed if not text.strip()]:
        article = "An" if amendment.change_class is ChangeClass.UPDATE else "A"
        raise Refused(
            f"{article} {amendment.change_class.value} tells its readers more. Fill in: {', '.join(missing)}."
        )
