"""The version of a claim that a page shows, with lines and notices, and the version of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from claims.domain.history.ledger import PublicNote
from claims.domain.history.permissions import FIXTURES, IMPORTER
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path, history_path, version_path
from claims.domain.record.vocabulary import FINAL_REASONS
from claims.models.projection import ClaimVersion
from claims.models.revision import Revision, Tombstone
from claims.queries.page_values import Notice
from claims.queries.records import PublicRecord, read_revision

WITHDRAWAL: Final = ChangeClass.WITHDRAWAL.value
SYSTEM_ACTORS = frozenset({IMPORTER.name, FIXTURES.name})
DONE = {
    "publication": "published",
    "typographic": "changed in its typography",
    "clarification": "clarified",
    "update": "updated",
    "correction": "corrected",
    "withdrawal": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """The version that a page shows; ``frozen`` for an earlier version."""

    number: int
    on_words: str
    iso: str
    what: str
    note: str
    history_url: str
    by_author: bool
    frozen: bool
    latest_url: str


def day_words(instant: datetime) -> str:
    """ "5 May 2026", of the day in UTC."""
    return f"{instant.day} {instant:%b %Y}"


def change_words(change_class: str, *, is_again: bool) -> str:
    """The change of a version, in words. ``is_again`` means that it published a withdrawn claim again."""
    label = "Published" if change_class == "publication" else ChangeClass(change_class).label
    return f"Published again ({label.lower()})" if is_again else label


def public_note(revision: Revision, *, is_hidden: bool = False) -> PublicNote:
    """The public note of a version. If the record is hidden, only its thanks."""
    correction = getattr(revision, "correction", None)
    note: PublicNote = correction.public_note if correction else PublicNote()
    return PublicNote(thanks=note.thanks) if is_hidden else note


def revived_versions(revisions: Sequence[Revision]) -> frozenset[int]:
    """The versions of a claim that published it again after a withdrawal.

    ``revisions`` are all revisions of the claim, in order.
    """
    return frozenset(
        after.version
        for before, after in pairwise(revisions)
        if before.change_class == WITHDRAWAL and after.change_class != WITHDRAWAL
    )


def version_line(
    claim: ClaimRecord, shown: PublicRecord, revisions: list[Revision], *, latest_words: str, frozen: bool
) -> VersionLine:
    """The version that a page shows; ``revisions`` are all revisions of the claim."""
    is_again = shown.version in revived_versions(revisions)
    return VersionLine(
        number=shown.version,
        on_words=day_words(shown.valid_from),
        iso=shown.valid_from.date().isoformat(),
        what="published again" if is_again else DONE.get(shown.change_class, "changed"),
        note=shown.note,
        history_url=history_path(claim.key, latest_words),
        by_author=shown.author == shown.approver and shown.author not in SYSTEM_ACTORS,
        frozen=frozen,
        latest_url=claim_path(claim.key, latest_words),
    )


def frozen_notice(
    claim: ClaimRecord, shown: PublicRecord, revisions: list[Revision], *, latest_words: str, withdrawn: bool
) -> Notice:
    """The banner of an earlier version: its number and time, with a link to the present one."""
    number = max((revision.version for revision in revisions), default=shown.version)
    following = next((r for r in revisions if r.version == shown.version + 1), None)
    until = f" to {day_words(following.valid_from)}" if following else ""
    since = f"as it stood from {day_words(shown.valid_from)}{until}"
    title = f"This is version {shown.version} of {number}, {since}."
    if withdrawn:
        return Notice(
            "warn",
            title,
            "The claim was withdrawn. This page keeps what was public, for the record.",
            url=claim_path(claim.key, latest_words),
            link="Why it was withdrawn",
        )
    if following is None:
        return Notice(
            "info",
            f"This is version {shown.version} of {number}, which holds today.",
            "The address of this page will always show this version.",
            url=claim_path(claim.key, latest_words),
            link="The page of the claim",
        )
    return Notice(
        "info",
        title,
        "Names stand as they then were.",
        url=claim_path(claim.key, latest_words),
        link="Today’s version",
    )


def held_note(shown: PublicRecord, revisions: list[Revision]) -> str:
    """A sentence on the version that was valid on a past day, and how long it was."""
    number = max((revision.version for revision in revisions), default=shown.version)
    following = next((r for r in revisions if r.version == shown.version + 1), None)
    if following is None:
        return f"It was version {shown.version} of {number}, which holds today."
    since, until = day_words(shown.valid_from), day_words(following.valid_from)
    return f"It was version {shown.version} of {number}, which held from {since} to {until}."


def correction_notices(
    claim: ClaimRecord, revisions: list[Revision], latest_words: str
) -> tuple[Notice, ...]:
    """A notice of the latest correction, or that the claim was published again."""
    revived = revived_versions(revisions)
    found = [one for one in revisions if one.change_class == "correction" or one.version in revived]
    if not found:
        return ()
    latest = found[-1]
    if latest.version in revived:
        gone = next(one for one in revisions if one.version == latest.version - 1)
        title = (
            f"Withdrawn on {day_words(gone.valid_from)}, published again on {day_words(latest.valid_from)}."
        )
        history = history_path(claim.key, latest_words)
        return (Notice("info", title, latest.note, url=history, link="The history of the claim"),)
    note = public_note(latest)
    items = [f"{word}: {text}" for word, text in (("Was", note.wrong), ("Is", note.right)) if text]
    before = version_path(claim.key, latest_words, latest.version - 1)
    return (
        Notice(
            "info",
            f"Corrected on {day_words(latest.valid_from)}.",
            latest.note,
            tuple(items),
            before,
            "As it stood before",
        ),
    )


def revisions_of(key: str) -> list[Revision]:
    """All revisions of a claim in order, with public notes and texts. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key)
    return list(rows.select_related("content", "correction").order_by("version"))


def is_withdrawn(revisions: Sequence[Revision]) -> bool:
    """Whether a claim with these revisions, which are all in order, is withdrawn."""
    return bool(revisions) and revisions[-1].change_class == WITHDRAWAL


def shown_version(
    revisions: Sequence[Revision], *, version: int | None = None, at: datetime | None = None
) -> PublicRecord | None:
    """The latest version of a claim, version number ``version``, or the one valid ``at`` an instant.

    ``revisions`` are all revisions of the claim in order, with their texts. None if there is no such version
    or its content was erased. A withdrawn claim has only its numbered versions, for its history, and none if
    it was withdrawn by law or to protect a person. No query, except one for a version of a withdrawn claim.
    """
    if is_withdrawn(revisions) and (version is None or is_hidden(revisions[-1].record_key)):
        return None
    found = [
        one
        for one in revisions
        if (one.version == version if version is not None else at is None or one.valid_from <= at)
    ]
    if not found or found[-1].change_class == WITHDRAWAL or not hasattr(found[-1], "content"):
        return None
    return read_revision(found[-1])


def is_hidden(key: str) -> bool:
    """Whether a withdrawn claim was withdrawn by law or to protect a person. One query."""
    return not Tombstone.objects.filter(key=key).exclude(reason_class__in=FINAL_REASONS).exists()


def said_by(keys: Iterable[str], day: date, *, at: datetime | None = None) -> frozenset[str]:
    """The public claims among these that had certainly been said by the end of a day.

    With ``at``, by the dates on our record at that instant. One query.
    """
    rows = ClaimVersion.objects.valid(at).filter(key__in=sorted(set(keys)), said_latest__lte=day)
    return frozenset(rows.order_by().values_list("key", flat=True))


def version_at(key: str, at: datetime) -> int | None:
    """The version of a claim that was valid at an instant, erased or not. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key, valid_from__lte=at)
    return rows.order_by("-version").values_list("version", flat=True).first()
