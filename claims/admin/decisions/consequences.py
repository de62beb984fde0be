"""The consequences of each decision on a record, and what blocks it."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.text import capfirst

from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import check_parts
from claims.actions.publishing.erasing import erasable
from claims.actions.publishing.forgetting import check_nothing_waits
from claims.actions.publishing.publishing import check_relations, drafts_of
from claims.actions.publishing.reviving import earlier_content
from claims.admin.decisions.handlers import place_of
from claims.domain.errors import Refused
from claims.domain.history.changes import record_changes
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State, check_publisher
from claims.domain.record.codec import to_document
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record, key_of_record
from claims.models.record_mapping import as_record, record_in_work
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of
from claims.queries.desk.consequences import (
    RecordFacts,
    names_taken,
    public_address,
    record_facts,
    record_in_words,
    sealed_versions,
    stale_verdicts,
    what_moving_changes,
    what_reviving_changes,
    what_withdrawing_changes,
)

WAITS: Final = "It waits until a second editor approves it, in the list of what waits for review."


@dataclass(frozen=True, slots=True)
class Consequences:
    """The consequences of a decision for its page.

    ``along`` names records that become public too. ``blocks`` has reasons why the decision cannot be taken.
    ``stale`` names ratings of other words. ``address`` is the public address. ``both`` are the two records of
    a merge, first the one that goes.
    """

    sentences: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    address: str = ""
    both: tuple[RecordFacts, ...] = ()


def _facts(row: RecordRow, *sentences: str) -> Consequences:
    """Consequences that are sentences alone, with the public address."""
    return Consequences(sentences, address=public_address(as_record(row)))


def of_submitting(row: RecordRow, actor: Actor) -> Consequences:
    record = record_in_work(row)
    problems = publication_problems(record, scales_of([record]))
    missing = tuple(f"{p.field}: {p.message} (needed for publishing)." for p in problems)
    who = f"An editor other than {row.work_author}" if settings.REVIEW_REQUIRED else "An editor"
    return Consequences(
        (
            f"{who} can publish it, or return it with a comment.",
            "The public sees nothing of it yet.",
            *missing,
        ),
        stale=stale_verdicts(record),
        address=public_address(record),
    )


def of_returning(row: RecordRow, actor: Actor) -> Consequences:
    return Consequences((f"{row.work_author or 'Its author'} can change it and submit it again.",))


def of_discarding(row: RecordRow, actor: Actor) -> Consequences:
    return _facts(row, "What is public stays as it is. The change, and its note, are deleted.")


def of_publishing(row: RecordRow, actor: Actor) -> Consequences:
    with transaction.atomic():
        drafts = drafts_of([place_of(row)])
    record = drafts[place_of(row)][1]
    others = [(other, found) for place, (other, found) in drafts.items() if place != place_of(row)]
    scales = scales_of(found for _, found in drafts.values())
    blocks = [
        f"{'' if found is record else f'{record_in_words(found)}: '}{problem.field}: {problem.message}"
        f"{f' ({problem.mend})' if problem.mend else ''}."
        for _, found in drafts.values()
        for problem in publication_problems(found, scales)
    ]
    try:
        check_relations([found for _, found in drafts.values()], also=set(drafts))
    except Refused as refusal:
        blocks.append(f"{capfirst(refusal.message)} Publish that claim first.")
    for other, found in drafts.values():
        try:
            check_publisher(other.authors, actor.name, settings.REVIEW_REQUIRED)
        except Refused as refusal:
            blocks.append(
                refusal.message if found is record else f"{record_in_words(found)}: {refusal.message}"
            )
    sentences = [
        "It becomes public as version 1. After that, each change makes a new version, which readers see."
    ]
    if actor.name == row.author and not settings.REVIEW_REQUIRED:
        sentences.append("Its page will say that it was published by its author.")
    along = tuple(record_in_words(found) for _, found in others)
    return Consequences(
        tuple(sentences), along, tuple(blocks), stale_verdicts(record), public_address(record)
    )


def of_amending(row: RecordRow, actor: Actor) -> Consequences:
    return _facts(
        row,
        "A new version becomes public at once. Readers see what kind of change it is, the note, and"
        " who wrote and approved it.",
    )


def of_withdrawing(row: RecordRow, actor: Actor) -> Consequences:
    return _facts(
        row,
        "Its page is taken down. In its place readers see the day, the reason, the note and who decided.",
        "Its earlier versions stay in the history, unless the reason is to protect a person or the law.",
        "The address of a duplicate leads to the claim that stays.",
        *what_withdrawing_changes(row.record_key),
    )


def of_reviving(row: RecordRow, actor: Actor, version: int | None = None) -> Consequences:
    """``version`` is the version to restore, by default the last public one."""
    sentences = [
        f"Its page comes back at the same address, as version {row.version + 1}. Its earlier versions stay.",
        "The history still shows the withdrawal and its reason. The list of corrections shows both.",
        *what_reviving_changes(row.record_key),
    ]
    blocks: list[str] = []
    address = ""
    try:
        record = earlier_content("claim", row.record_key, version)
        address = public_address(record)
        sentences += what_has_moved(record, version)
        blocks += [
            f"{problem.field}: {problem.message}."
            for problem in publication_problems(record, scales_of([record]))
        ]
        check_relations([record])
        check_relations_hold([record])
        check_parts([record])
    except Refused as refusal:
        blocks.append(capfirst(refusal.message))
    return Consequences(tuple(sentences), blocks=tuple(blocks), address=address)


def what_has_moved(record: Record, version: int | None) -> tuple[str, ...]:
    """A sentence on references of an earlier version whose keys have changed, or empty."""
    versions = sealed_versions(record.TYPE, key_of_record(record))
    sealed = [one.document for one in versions if version in (None, one.number)]
    changes = record_changes(sealed[-1], to_document(record)) if sealed else ()
    if not changes:
        return ()
    fields = ", ".join(change.label for change in changes)
    return (f"Records that were merged or renamed since have their present names: {fields}.",)


def of_merging(row: RecordRow, actor: Actor) -> Consequences:
    """The consequences for the first page of a merge, which asks for the other record."""
    record_type, key = place_of(row)
    return _facts(
        row,
        "The next page shows both records. Nothing is merged before that.",
        *what_moving_changes(record_type, key),
        "This record no longer appears in lists. Its history stays, and its address leads to the other.",
        "Earlier versions do not change. You can undo the merge in the history of this record.",
    )


def of_merging_into(row: RecordRow, stays: RecordRow) -> Consequences:
    """The consequences for the second page of a merge, which shows both records."""
    record_type, key = place_of(row)
    taken = names_taken(as_record(stays), as_record(row))
    return Consequences(
        (
            *what_moving_changes(record_type, key),
            *([f"Other names that the record that stays gets: {', '.join(taken)}."] if taken else []),
            "The record that goes no longer appears in lists. Its history stays, and its address leads on.",
            "Earlier versions do not change. You can undo the merge in the history of either record.",
        ),
        address=public_address(as_record(stays)),
        both=(record_facts(row), record_facts(stays)),
    )


def of_renaming(row: RecordRow, actor: Actor) -> Consequences:
    record_type, key = place_of(row)
    return _facts(
        row,
        *what_moving_changes(record_type, key),
        "The record moves to the new address, and the old address leads there.",
        "To change only the name that people read, amend the record: the address can stay.",
    )


def of_undoing(row: RecordRow, actor: Actor) -> Consequences:
    return _facts(
        row,
        "The record that was merged or renamed is public again at its old address.",
        "What was changed along with it points there again, in new versions. Later changes stay.",
        "Earlier versions do not change.",
    )


def of_identifying(row: RecordRow, actor: Actor) -> Consequences:
    return _facts(
        row,
        "Its page will say who it was. Its claims keep the speaker as the source described them.",
        "They are not counted for that person. If they should be, merge the two records.",
    )


def has_erasable(row: RecordRow) -> bool:
    """Whether anything of a record can be erased."""
    return bool(row.version and erasable(*place_of(row)))


def of_erasing(row: RecordRow, actor: Actor) -> Consequences:
    """The consequences of an erasure, and what blocks it."""
    sentences = [
        "What you choose is deleted for good. Nobody can bring it back or prove what it said.",
        "The version keeps its number, its day, the kind of change, who wrote and approved it, and the "
        "checksum that proves the ledger complete. Its page says that the content was erased by law.",
        "Texts that the desk keeps of this record are deleted too: details in the audit, what imports "
        "changed, proposals already decided, notes on stances, and passages of a source that share a text "
        "with it. An import no longer finds the record by these words.",
        "The erasure, with your name and the reason, becomes an entry of the public ledger.",
        "Backups, copies of the database and earlier exports still contain it: replace or delete them too.",
    ]
    if row.state == State.WITHDRAWN:
        sentences.insert(3, "The record itself is emptied too, and is never published again.")
    blocks: tuple[str, ...] = ()
    try:
        check_nothing_waits(*place_of(row))
    except Refused as refusal:
        blocks = (refusal.message,)
    return Consequences(tuple(sentences), blocks=blocks, address=public_address(as_record(row)))
