"""The consequences of a decision on a record, as sentences for its page."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from claims.domain.history.ledger import Part
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.given_references import names_of
from claims.domain.record.merging import with_all_taken
from claims.domain.record.paths import record_path
from claims.domain.record.shared import Record, key_of_record
from claims.domain.text.plurals import number_of
from claims.domain.text.shortened import shortened
from claims.models import Claim, FormerAddress, Revision, Tombstone
from claims.models.claim import claims_with
from claims.models.moves import is_amended
from claims.models.pointing import changes_pointing_to, rows_pointing_to
from claims.models.record_mapping import as_record, claim_record, with_content
from claims.models.record_row import RecordRow

NAMES = {
    "claim": ("claim", "claims"),
    "speaker": ("speaker", "speakers"),
    "outlet": ("outlet", "outlets"),
    "source": ("source", "sources"),
    "topic": ("topic", "topics"),
    "position": ("position", "positions"),
    "scale": ("rating scale", "rating scales"),
    "event": ("event", "events"),
    "coverage": ("coverage check", "coverage checks"),
    "lead": ("lead", "leads"),
}

LONGEST_PART: Final = 80


def public_address(record: Record) -> str:
    """The public address of a record; empty for types without a page."""
    words = record.words.text if isinstance(record, ClaimRecord) else getattr(record, "title", "")
    return record_path(record.TYPE, key_of_record(record), words)


MOST_MOVED: Final = 1_000
"""More records are moved by a command, outside of a request."""


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """A version that was public and is not erased. ``label`` names it in a list."""

    number: int
    label: str
    document: dict[str, Any]


def sealed_versions(record_type: str, key: str) -> tuple[SealedVersion, ...]:
    """The versions of a record in order, without withdrawals of claims and erased ones. One query."""
    rows = Revision.objects.filter(record_type=record_type, record_key=key, content__isnull=False)
    found = []
    for row in rows.select_related("content").order_by("version"):
        document = json.loads(row.content.text)
        if document["type"] == record_type:
            day = f"{row.published_at.day} {row.published_at:%b %Y}"
            label = f"Version {row.version}, {day}: {record_in_words(from_document(document))}"
            found.append(SealedVersion(row.version, label, document))
    return tuple(found)


def stale_verdicts(record: Record) -> tuple[str, ...]:
    """A sentence for each rating of a claim that judged other words."""
    if not isinstance(record, ClaimRecord):
        return ()
    now = digest(record.words.text)
    return tuple(
        f"The rating {verdict.rating or 'without a label'} on the scale {verdict.scale}"
        f"{f' by {verdict.by}' if verdict.by else ''} was judged on other words, and will say so."
        for verdict in record.verdicts
        if verdict.judged and verdict.judged != now
    )


def record_in_words(record: Record) -> str:
    """A record in words: its type, its name and its key."""
    names = (getattr(record, field, "") for field in ("name", "title", "question", "text", "about"))
    label = record.words.text if isinstance(record, ClaimRecord) else next(filter(None, names), "")
    return f"{NAMES[record.TYPE][0]} “{shortened(label, 100)}” ({key_of_record(record)})"


def what_withdrawing_changes(key: str) -> tuple[str, ...]:
    """The consequences of a withdrawal for other claims."""
    related = _relations_to(key)
    waiting = Claim.objects.filter(key=key, change_state__isnull=False).exists()
    duplicates = Tombstone.objects.filter(survivor=key).count()
    lines = []
    if related:
        relations = number_of(related, "relation")
        lines.append(f"{relations} of public claims will lead to a claim that was withdrawn.")
    if duplicates:
        lines.append(f"{number_of(duplicates, 'duplicate')} of it will lead to a claim that was withdrawn.")
    if waiting:
        lines.append("The working copy of the claim will be deleted.")
    return tuple(lines)


def _relations_to(key: str) -> int:
    """The number of relations of public claims to a claim."""
    pointing = Claim.objects.published().filter(pk__in=claims_with("relations.to", key))
    return sum(one.to == key for row in with_content(pointing) for one in claim_record(row).relations)


def what_reviving_changes(key: str) -> tuple[str, ...]:
    """The consequences for other claims when a claim is public again."""
    related = _relations_to(key)
    relations = number_of(related, "relation")
    return (f"{relations} of public claims will lead to its page again.",) if related else ()


def what_moving_changes(record_type: str, key: str) -> tuple[str, ...]:
    """The numbers of records that a merge or renaming amends or lets be found elsewhere, and of drafts."""
    lines = []
    for pointing, rows in rows_pointing_to(record_type, key, by_change=False):
        one, many = NAMES[pointing]
        public, drafts = rows.filter(state="published").count(), rows.filter(version=0).count()
        if pointing == "claim":
            drafts += changes_pointing_to(record_type, key).count()
        if public:
            done = (
                "amended" if is_amended(pointing, record_type) else "found there, with the words that stand"
            )
            lines.append(f"{public} public {one if public == 1 else many} will be {done}.")
        if drafts:
            follow = "follows" if drafts == 1 else "follow"
            lines.append(
                f"{number_of(drafts, 'draft')} or {'working copy' if drafts == 1 else 'working copies'} "
                f"of {many} {follow}."
            )
    return tuple(lines)


def too_many_to_move(record_type: str, key: str) -> str:
    """Why a merge or renaming cannot be done at the desk, and what can; empty if it can.

    A page may take thirty seconds.
    """
    amended = [
        rows.filter(state="published")[: MOST_MOVED + 1].count()
        for pointing, rows in rows_pointing_to(record_type, key)
        if is_amended(pointing, record_type)
    ]
    return _by_command(record_type, key, "…") if sum(amended) > MOST_MOVED else ""


def too_many_to_undo(former: int) -> str:
    """The same of undoing the move of a former address (primary key)."""
    move = FormerAddress.objects.filter(pk=former).first()
    if move is None or Revision.objects.filter(ledger_row=move.ledger_row).count() <= MOST_MOVED:
        return ""
    return _by_command(move.record_type, move.key, "--undo …")


def _by_command(record_type: str, key: str, more: str) -> str:
    return (
        f"More than {MOST_MOVED:,} records would change, which takes longer than a page may. Whoever runs the"
        f" server can do it: manage.py move_record {record_type} {key} {more}"
    )


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record of a merge: its name, and what distinguishes it."""

    name: str
    facts: tuple[tuple[str, str], ...]


def record_facts(row: RecordRow) -> RecordFacts:
    """The facts of a record for the page of a merge, with the number of records that refer to it."""
    record = as_record(row)
    facts = [
        ("Kind", str(getattr(record, "kind", ""))),
        ("Aliases", ", ".join(alias.text for alias in getattr(record, "aliases", ()))),
        ("Offices", "; ".join(tenure.office for tenure in getattr(record, "tenures", ()))),
        ("Description", str(getattr(record, "description", ""))),
        ("Answers", "; ".join(answer.text for answer in getattr(record, "answers", ()))),
        ("Web address", str(getattr(record, "url", "") or getattr(record, "site", ""))),
        ("Published", str(getattr(record, "published", ""))),
        ("Page", public_address(record)),
        ("Version", str(row.version)),
        ("Pointed to by", _pointing(record.TYPE, row.record_key)),
    ]
    return RecordFacts(names_of(record)[0], tuple((label, text) for label, text in facts if text))


def names_taken(stays: Record, gone: Record) -> tuple[str, ...]:
    """The names that ``stays`` gets from ``gone`` in a merge."""
    before = set(names_of(stays))
    return tuple(name for name in names_of(with_all_taken(stays, gone)) if name not in before)


def _pointing(record_type: str, key: str) -> str:
    counted = []
    for pointing, rows in rows_pointing_to(record_type, key):
        number = rows.exclude(state="withdrawn").count()
        if number:
            counted.append(f"{number} {NAMES[pointing][number > 1]}")
    return ", ".join(counted) or "nothing"


def parts_in_words(record_type: str, key: str, parts: Iterable[tuple[int, Part]]) -> list[str]:
    """A line for each part of a version that can be erased, with the beginning of its text. One query."""
    revisions = Revision.objects.filter(record_type=record_type, record_key=key)
    by_version = {row.version: row for row in revisions.select_related("content", "correction")}
    return [_in_words(by_version[version], part) for version, part in parts]


def _in_words(revision: Revision, part: Part) -> str:
    on = f"{revision.published_at.day} {revision.published_at:%b %Y}"
    if part == "note":
        note = revision.correction.public_note
        texts = (note.note, note.wrong, note.right, note.learned, note.thanks)
        return f"Public note on version {revision.version} ({on}): {_begun(' · '.join(filter(None, texts)))}"
    document = json.loads(revision.content.text)
    words = document.get("words", {}).get("text")
    names = (document.get(name) for name in ("name", "title", "question", "text", "label"))
    text = words or next(filter(None, names), revision.record_key)
    return f"Version {revision.version} ({on}): {_begun(str(text))}"


def _begun(text: str) -> str:
    return f"“{text if len(text) <= LONGEST_PART else text[: LONGEST_PART - 1] + '…'}”"
