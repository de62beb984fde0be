"""Apply the plan of an import in bulk, in the transaction of the caller, under one ledger row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from django.db.models import F

from claims.actions.drafts.changing import end_change, write_change
from claims.actions.drafts.writing import Keys, locked_row, missing_claims, write
from claims.actions.importing.bulk_writing import find_all_keys, insert_new
from claims.actions.importing.plan import Plan, Step
from claims.actions.progress import Progress, silent
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.publishing import drafts_of
from claims.actions.publishing.reviving import make_public_again
from claims.actions.publishing.sealing import seal
from claims.database.chunks import chunks
from claims.domain.errors import Conflict
from claims.domain.history.hands import every_hand
from claims.domain.history.ledger import NO_NOTE, PublicNote
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.identity import Place
from claims.domain.record.shared import TombstoneRecord, key_field, keys_by_type
from claims.models import Claim, Tombstone
from claims.models.record_mapping import ROWS, as_record, rows_with_keys, with_content
from claims.models.record_row import RecordRow

ORDER = ("outlet", "topic", "source", "speaker", "position", "scale", "event", "coverage", "lead", "claim")
"""Types come after the types that they point to. Speakers point to speakers, so they take two steps."""
TOGETHER: Final = 2_000
"""New records that are inserted together: their values are written in the order of the indexes."""


@dataclass(slots=True)
class _Run:
    by: Actor
    at: datetime
    note: str
    keys: Keys
    hands: tuple[str, ...]
    revisions: list[NewRevision] = field(default_factory=list)


def apply_plan(
    plan: Plan, *, by: Actor, at: datetime, kind: str, summary: str, progress: Progress = silent
) -> dict[Place, str]:
    """Apply the plan. ``summary`` goes into the ledger row and into the note of every amendment.

    Returns the drafts on record that were published because public records now point to them, with their
    texts. Raises Conflict if a record changed after the plan was made, Refused if a rule is broken.
    """
    steps, written = list(plan.to_do()), 0
    early = [step for step in steps if not _is_written_late(step)]
    run = _Run(by, at, summary, find_all_keys(plan.pointed_to), (by.name,))
    stones = {("claim", step.place[1]) for step in steps if step.place[0] == "tombstone"}
    _check_there(plan.pointed_to - {step.place for step in steps} - stones, run.keys)
    for record_type in ORDER:
        of_type = [step for step in early if step.place[0] == record_type]
        new = [step for step in of_type if step.how == "record" or _has_only_a_tombstone(step)]
        size = len(new) if record_type == "speaker" else TOGETHER  # Speakers point to speakers.
        for start in range(0, len(new), size or 1):
            some = [(step.item.record, _is_public_at_once(step)) for step in new[start : start + size]]
            insert_new(some, run.keys, by=by, at=at)
            written += len(some)
            progress("Written", written, len(early))
        for step in of_type:
            if step.how in ("change", "propose", "amend"):
                _write_changed(step, run)
            elif step.how == "revive":
                _revive(step, run)
    along = _publish_all(plan, run)
    _write_tombstones([step for step in steps if step.how == "tombstone"], run)
    if run.revisions:
        seal(
            revisions=run.revisions,
            kind=kind,
            by=by,
            at=at,
            summary=summary,
            write_claims=partial(_write_claims, run),
            progress=progress,
        )
    return along


def _is_written_late(step: Step) -> bool:
    """Whether it is a new claim that is public at once. Nothing points to its row, which is written last."""
    return step.place[0] == "claim" and _is_public_at_once(step)


def _write_claims(run: _Run, claims: Sequence[tuple[ClaimRecord, int]]) -> None:
    numbers = [revision for _, revision in claims]
    insert_new([(claim, True) for claim, _ in claims], run.keys, by=run.by, at=run.at, sealed=numbers)


def _check_there(places: set[Place], keys: Keys) -> None:
    """Raise Conflict if a record to which the files point was discarded after the plan was made."""
    gone = sorted(f"{one} {key}" for one, key in places if one != "claim" and (one, key) not in keys)
    gone += missing_claims({key for one, key in places if one == "claim"})
    if gone:
        raise Conflict(f"Discarded since the import was planned: {', '.join(gone)}.")


def _write_changed(step: Step, run: _Run) -> None:
    record, standing = step.item.record, step.standing
    assert standing is not None
    row = locked_row(*step.place)
    if (row.edition, row.state) != (standing.edition, standing.state):
        raise Conflict(f"The {step.place[0]} {step.place[1]} has changed since the import was planned.")
    if step.how == "propose":
        assert isinstance(row, Claim)
        assert isinstance(record, ClaimRecord)
        # Class and note were given to other words: the change is a draft again.
        row.change_state, row.change_note = None, {}
        write_change(row, record, at=run.at, by=run.by)
        return
    if step.how == "change":
        write(row, record, run.keys, at=run.at, by=run.by)
        return
    if isinstance(row, Claim):
        end_change(row, at=run.at)
    write(row, record, run.keys, at=run.at)
    row.save_version(run.at)
    _check_kept(type(row)._base_manager.get(pk=row.pk), step.item.text)
    run.revisions.append(
        _revision(step, row.version, ChangeClass.UPDATE.value, run, note=run.note, before=standing.text)
    )


def _is_public_at_once(step: Step) -> bool:
    """Whether a record of the files is new and published."""
    return step.how == "record" and step.publishes


def _has_only_a_tombstone(step: Step) -> bool:
    """Whether a revived claim has never had a row here, only its tombstone."""
    return step.how == "revive" and step.standing is not None and not step.standing.edition


def _revive(step: Step, run: _Run) -> None:
    """Publish a withdrawn claim again as the version after its tombstone."""
    record, standing = step.item.record, step.standing
    assert standing is not None
    row = locked_row(*step.place)
    assert isinstance(row, Claim)
    if _has_only_a_tombstone(step):
        row.version, row.published_at = standing.version, run.at
    elif (row.edition, row.state) != (standing.edition, standing.state):
        raise Conflict(f"The claim {row.key} has changed since the import was planned.")
    else:
        write(row, record, run.keys, at=run.at)
    make_public_again(row, at=run.at)
    _check_kept(Claim._base_manager.get(pk=row.pk), step.item.text)
    run.revisions.append(_revision(step, row.version, ChangeClass.UPDATE.value, run, note=run.note))


def _publish_all(plan: Plan, run: _Run) -> dict[Place, str]:
    """Publish the drafts of the steps, and the drafts on record that public records now point to."""
    steps = list(plan.to_do())
    to_publish = {step.place: step for step in steps if step.publishes}
    pointed_to = [place for place in plan.shown if place[0] != "claim" and place not in to_publish]
    along: dict[Place, str] = {}
    for (record_type, key), (row, record) in drafts_of(sorted(pointed_to), only_drafts=True).items():
        if (record_type, key) not in to_publish:
            _mark_public(type(row), [row.pk], run)
            text = along[record_type, key] = canonical_text(record)
            run.revisions.append(
                NewRevision(record_type, key, 1, text, "publication", row.every_hand, run.by.name)
            )
    new = [step for step in to_publish.values() if _is_public_at_once(step)]
    run.revisions += (_revision(step, 1, "publication", run) for step in new)
    drafts = to_publish.keys() - {step.place for step in new}
    for record_type, keys in keys_by_type(drafts).items():
        for chunk in chunks(keys):
            rows = rows_with_keys(record_type, chunk).select_for_update(of=("self",), no_key=True)
            for row in with_content(rows):
                _check_kept(row, to_publish[record_type, row.record_key].item.text)
            rows = rows_with_keys(record_type, chunk).select_for_update(no_key=True)
            heads = list(rows.values_list("pk", key_field(record_type), "hands"))
            run.revisions.extend(
                _revision(to_publish[record_type, key], 1, "publication", run, hands=every_hand(hands))
                for _, key, hands in heads
            )
            _mark_public(ROWS[record_type], [pk for pk, _, _ in heads], run)
    return along


def _mark_public(model: type[RecordRow], pks: list[int], run: _Run) -> None:
    model._base_manager.filter(pk__in=pks).update(
        state=State.PUBLISHED.value,
        version=1,
        published_at=run.at,
        revised_at=run.at,
        edition=F("edition") + 1,
        hands=[],
    )


def _write_tombstones(steps: Sequence[Step], run: _Run) -> None:
    """Create the tombstones of claims that were never on record."""
    for step in steps:
        record = step.item.record
        assert isinstance(record, TombstoneRecord)
        Tombstone.objects.create(
            key=record.key,
            withdrawn_on=record.withdrawn_on,
            reason_class=record.reason_class,
            survivor=record.survivor,
        )
        run.revisions.append(_revision(step, 1, ChangeClass.WITHDRAWAL.value, run, note=run.note))


def _check_kept(row: RecordRow, text: str) -> None:
    """Raise Conflict if the row differs from the text of the file, because that text gets sealed."""
    if canonical_text(as_record(row)) != text:
        raise Conflict(f"{row.record_key} would not be stored as the file has it.")


def _revision(
    step: Step,
    version: int,
    change_class: str,
    run: _Run,
    *,
    note: str = "",
    hands: tuple[str, ...] = (),
    before: str = "",
) -> NewRevision:
    record_type, key = step.place
    return NewRevision(
        record_type="claim" if record_type == "tombstone" else record_type,
        record_key=key,
        version=version,
        text=step.item,
        change_class=change_class,
        hands=hands or run.hands,
        approver=run.by.name,
        note=PublicNote(note) if note else NO_NOTE,
        before=before,
        has_row=not _is_written_late(step),
    )
