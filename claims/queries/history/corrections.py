"""The public list of corrections: what was changed, why, and how long the old text had been public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from msgspec import json

from claims.domain.errors import InvalidQuery
from claims.domain.history.changes import FieldChange, record_changes
from claims.domain.history.ledger import PublicNote
from claims.domain.history.workflow import SHOWN_CLASSES, ChangeClass
from claims.domain.record.identity import Place
from claims.domain.record.vocabulary import FINAL_REASONS, WITHDRAWAL_REASONS
from claims.domain.text.plurals import number_of
from claims.models.revision import Revision, Tombstone
from claims.queries.history.versions import change_words, public_note
from claims.queries.history.withdrawals import sealed_withdrawal
from claims.queries.names import Label, labels
from claims.queries.page_values import Choice
from claims.queries.paging import Part, StaleCursor, address

PARAMETERS = ("class", "claim", "after")
PAGE = 25
CLASSES = {change.value: change.label for change in SHOWN_CLASSES}


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One change. ``changes`` is empty if a text was erased or the claim is withdrawn.

    ``stood_since`` is the time since which the changed fields had their old values. ``cursor`` identifies the
    row. ``text_is_kept`` means that the version before can still be read.
    """

    cursor: str
    record_type: str
    record_key: str
    name: str
    url: str
    version: int
    version_url: str
    before_url: str
    change_class: str
    class_label: str
    at: datetime
    stood_since: datetime | None
    note: str
    reason: str
    text_is_kept: bool
    notes: PublicNote
    author: str
    approver: str
    changes: tuple[FieldChange, ...]


def correction_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[CorrectionRow]:
    """A page of the corrections, newest first, filtered by ``class`` and ``claim``; ``size`` in rows.

    Raises InvalidQuery for an unknown class, StaleCursor for an ``after`` that is not in the list. Six
    queries.
    """
    size = size or PAGE
    wanted = parameters.get("class", "")
    if wanted and wanted not in CLASSES:
        raise InvalidQuery(f"There is no class “{wanted}”", field="class", mend=f"use {', '.join(CLASSES)}")
    found = Revision.objects.filter(change_class__in=[wanted] if wanted else list(CLASSES))
    if claim := parameters.get("claim"):
        found = found.filter(record_type="claim", record_key=claim)
    count = found.count()
    if after := parameters.get("after"):
        last = found.filter(pk=int(after)).first() if after.isascii() and after.isdigit() else None
        if last is None:
            raise StaleCursor("The list of corrections does not hold what this page should begin after.")
        found = found.filter(
            Q(published_at__lt=last.published_at) | Q(published_at=last.published_at, pk__lt=last.pk)
        )
    page = list(found.select_related("correction").order_by("-published_at", "-pk")[: size + 1])
    rows = _rows(page[:size])
    return Part(rows=rows, count=count, after=rows[-1].cursor if len(page) > size else "")


def class_choices(parameters: Mapping[str, str]) -> tuple[Choice, ...]:
    """Links to the list of all corrections and to the lists by class."""
    return tuple(
        Choice(
            label,
            address("/corrections/", {**parameters, "class": name, "after": ""}),
            current=name == parameters["class"],
        )
        for name, label in {"": "All", **CLASSES}.items()
    )


def corrections_sentence(number: int, now: datetime) -> str:
    """The number of corrections of this month: "No corrections in October."."""
    return f"{number_of(number, 'correction') if number else 'No corrections'} in {now:%B}."


def _rows(page: Sequence[Revision]) -> tuple[CorrectionRow, ...]:
    places = {(revision.record_type, revision.record_key) for revision in page}
    if not places:
        return ()
    names = labels(places)
    reasons = dict(
        Tombstone.objects.filter(key__in=[key for kind, key in places if kind == "claim"]).values_list(
            "key", "reason_class"
        )
    )
    versions = _versions(places)
    return tuple(_row(revision, names, reasons, versions) for revision in page)


Version = tuple[datetime, dict[str, Any] | None]


def _versions(places: set[Place]) -> Mapping[tuple[str, str, int], Version]:
    """All versions of these records: the start of each, and its document, which is None if erased."""
    keys: dict[str, list[str]] = {}
    for kind, key in sorted(places):
        keys.setdefault(kind, []).append(key)
    wanted = Q(pk__in=[])
    for kind, of_kind in keys.items():
        wanted |= Q(record_type=kind, record_key__in=of_kind)
    rows = Revision.objects.filter(wanted).values_list(
        "record_type", "record_key", "version", "valid_from", "content__text"
    )
    return {
        (kind, key, version): (since, json.decode(text) if text else None)
        for kind, key, version, since, text in rows
    }


def _row(
    revision: Revision,
    names: Mapping[Place, Label],
    reasons: Mapping[str, str],
    versions: Mapping[tuple[str, str, int], Version],
) -> CorrectionRow:
    kind, key = revision.record_type, revision.record_key
    label = names.get((kind, key))
    is_gone = kind == "claim" and label is None
    changes: tuple[FieldChange, ...] = ()
    since: datetime | None = None
    if not is_gone and revision.change_class != ChangeClass.WITHDRAWAL:
        changes, since = _changed(kind, key, revision.version, versions)
    path = label.path if label else f"/claims/{key}/" if kind == "claim" else ""
    has_versions = kind == "claim" and label is not None
    earlier = _version_before(kind, key, revision.version, versions)
    is_hidden = is_gone and reasons.get(key, "") in FINAL_REASONS
    reason = WITHDRAWAL_REASONS.get(reasons.get(key, ""), "")
    withdrawal = sealed_withdrawal(revision, versions.get((kind, key, revision.version), (None, None))[1])
    return CorrectionRow(
        cursor=str(revision.pk),
        record_type=kind,
        record_key=key,
        name=label.name if label else f"Claim {key}" if kind == "claim" else key,
        url=path,
        version=revision.version,
        version_url=f"{path}v/{revision.version}/" if has_versions else "",
        before_url=f"{path}v/{earlier}/" if has_versions and earlier else "",
        change_class=revision.change_class,
        class_label=_label(revision, versions),
        at=revision.published_at,
        stood_since=since,
        note=revision.note,
        reason=withdrawal.reason if withdrawal else reason if is_gone else "",
        text_is_kept=versions.get((kind, key, revision.version - 1), (None, None))[1] is not None,
        notes=public_note(revision, is_hidden=is_hidden),
        author=revision.author,
        approver=revision.approver,
        changes=changes,
    )


def _version_before(
    kind: str, key: str, version: int, versions: Mapping[tuple[str, str, int], Version]
) -> int:
    """The number of the version before, skipping withdrawals; 0 if there is none."""
    for number in range(version - 1, 0, -1):
        _, document = versions.get((kind, key, number), (None, None))
        if document is None or document["type"] == kind:
            return number
    return 0


def _label(revision: Revision, versions: Mapping[tuple[str, str, int], Version]) -> str:
    """The class in words, and whether the change published the claim again."""
    _, before = versions.get((revision.record_type, revision.record_key, revision.version - 1), (None, None))
    is_again = revision.record_type == "claim" and before is not None and before["type"] == "tombstone"
    return change_words(revision.change_class, is_again=is_again)


def _changed(
    kind: str, key: str, version: int, versions: Mapping[tuple[str, str, int], Version]
) -> tuple[tuple[FieldChange, ...], datetime | None]:
    """The changes of a version, and the time since which the changed fields had their old values."""
    _, after = versions.get((kind, key, version), (None, None))
    since, before = versions.get((kind, key, version - 1), (None, None))
    if before is None or after is None:
        return (), since
    if before["type"] != after["type"]:
        return (), None
    changes = record_changes(before, after)
    fields = {change.field for change in changes}
    for earlier in range(version - 2, 0, -1):
        held, document = versions.get((kind, key, earlier), (None, None))
        if document is None or fields & {change.field for change in record_changes(document, before)}:
            break
        since = held
    return changes, since
