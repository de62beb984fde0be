"""The history of a claim: every version, what changed and why, who approved it, and its tombstone."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from claims.domain.history.changes import label_of
from claims.domain.history.ledger import PublicNote
from claims.domain.record.paths import claim_path, history_path, version_path
from claims.domain.record.vocabulary import FINAL_REASONS
from claims.domain.text.diff import Run, compare_words
from claims.models.revision import Revision, Tombstone
from claims.queries.history.versions import (
    SYSTEM_ACTORS,
    change_words,
    day_words,
    is_withdrawn,
    public_note,
    revisions_of,
    revived_versions,
)
from claims.queries.history.withdrawals import WithdrawnClaim, sealed_withdrawal, withdrawn_claim


@dataclass(frozen=True, slots=True)
class ClaimVersion:
    """One version. ``runs`` are the marks of changed words, ``changed`` the names of other changed fields.

    ``url`` is empty if the version cannot be shown, and ``gone`` then says why. ``withdrawal`` is set if this
    version withdrew the claim.
    """

    number: int
    change: str
    note: str
    on_words: str
    iso: str
    approved: str
    url: str
    gone: str
    changed: tuple[str, ...]
    runs: tuple[Run, ...]
    lang: str
    counts: str
    notes: PublicNote
    withdrawal: WithdrawnClaim | None


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """All versions of a claim, the latest first. ``withdrawn`` is set if it was withdrawn."""

    key: str
    path: str
    history_path: str
    words: str
    versions: tuple[ClaimVersion, ...]
    withdrawn: WithdrawnClaim | None


def claim_history(key: str) -> ClaimHistory | None:
    """The history of a public or withdrawn claim; None for any other key. At most four queries."""
    revisions = revisions_of(key)
    if not revisions:
        return None
    tombstone = Tombstone.objects.filter(key=key).first() if is_withdrawn(revisions) else None
    hidden = tombstone is not None and tombstone.reason_class in FINAL_REASONS
    documents = [_document(revision) for revision in revisions]
    words = next((_words(document) for document in reversed(documents) if _words(document)), "")
    shown_words = "" if tombstone else words
    revived = revived_versions(revisions)
    versions = []
    before: dict[str, Any] | None = None
    for revision, document in zip(revisions, documents, strict=True):
        is_again = revision.version in revived
        shown = _version(revision, document, before, shown_words, hidden=hidden, is_again=is_again)
        versions.append(shown)
        before = document if _words(document) else before
    return ClaimHistory(
        key=key,
        path=claim_path(key, shown_words),
        history_path=history_path(key, shown_words),
        words=shown_words,
        versions=tuple(reversed(versions)),
        withdrawn=withdrawn_claim(tombstone, revisions[-1]) if tombstone else None,
    )


def is_erased(key: str, version: int) -> bool:
    """Whether the claim had this version and its content was erased by law. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key, version=version, content=None)
    return rows.exists()


def _document(revision: Revision) -> dict[str, Any] | None:
    content = getattr(revision, "content", None)
    document: dict[str, Any] | None = json.loads(content.text) if content else None
    return document


def _words(document: dict[str, Any] | None) -> str:
    return str(document["words"]["text"]) if document and "words" in document else ""


def _version(
    revision: Revision,
    document: dict[str, Any] | None,
    before: dict[str, Any] | None,
    slug_words: str,
    *,
    hidden: bool,
    is_again: bool,
) -> ClaimVersion:
    is_claim = bool(_words(document)) and not hidden
    runs, counts = _words_changed(before, document) if is_claim else ((), "")
    return ClaimVersion(
        number=revision.version,
        change=change_words(revision.change_class, is_again=is_again),
        note=revision.note,
        on_words=f"{day_words(revision.valid_from)}, {revision.valid_from:%H:%M} UTC",
        iso=revision.valid_from.isoformat(timespec="seconds"),
        approved=_approved(revision),
        url=version_path(revision.record_key, slug_words, revision.version) if is_claim else "",
        gone=_gone(revision, document, hidden),
        changed=_fields_changed(before, document) if is_claim else (),
        runs=runs,
        lang=str(document["words"].get("language", "")) if document and is_claim else "",
        counts=counts,
        notes=public_note(revision, is_hidden=hidden),
        withdrawal=sealed_withdrawal(revision, document),
    )


def _gone(revision: Revision, document: dict[str, Any] | None, hidden: bool) -> str:
    if document is None:
        return "The content of this version was erased by law; its place in the ledger remains."
    if hidden and revision.change_class != "withdrawal":
        return "The words are not shown, for the reason for which the claim was withdrawn."
    return ""


def _approved(revision: Revision) -> str:
    """The approver of the version, in words. Imports and fixtures have none."""
    if revision.approver in SYSTEM_ACTORS or not revision.approver:
        return "brought in by an import"
    if revision.approver == revision.author:
        return f"published by its author, {revision.author}"
    return f"approved by {revision.approver}"


def _fields_changed(before: dict[str, Any] | None, document: dict[str, Any] | None) -> tuple[str, ...]:
    if not before or not document or not _words(before):
        return ()
    names = sorted(
        name for name in {*before, *document} if name != "type" and before.get(name) != document.get(name)
    )
    return tuple(map(label_of, names))


def _words_changed(
    before: dict[str, Any] | None, document: dict[str, Any] | None
) -> tuple[tuple[Run, ...], str]:
    earlier, later = _words(before), _words(document)
    if not earlier or earlier == later or not before or not document:
        return (), ""
    if before["words"].get("language") != document["words"].get("language"):
        return (), "The words are now given in another language."
    diff = compare_words(earlier, later)
    if diff.same_wording:
        return (), "The same wording, typed otherwise."
    return diff.runs, f"{capfirst(diff.sentence)}."
