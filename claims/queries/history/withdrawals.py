"""Withdrawn claims: their tombstones, and the versions that withdrew them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document
from claims.domain.record.paths import claim_path, history_path
from claims.domain.record.vocabulary import WITHDRAWAL_REASONS
from claims.models.revision import Revision, Tombstone
from claims.queries.names import labels
from claims.queries.records import public_record
from claims.queries.records import withdrawn_claim as withdrawn_version


@dataclass(frozen=True, slots=True)
class Survivor:
    """The claim that a duplicate leads to: a public claim (with ``words``), or a withdrawn one."""

    key: str
    url: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class WithdrawnClaim:
    """A withdrawn claim: day, reason, note and decision.

    ``survivor`` is set for a duplicate that names the claim that stays.
    """

    key: str
    withdrawn_words: str
    withdrawn_iso: str
    reason: str
    note: str
    decided_by: str
    history_url: str
    survivor: Survivor | None

    @property
    def sentence(self) -> str:
        """ "Withdrawn on 8 March 2022: recorded in error." """
        return f"Withdrawn on {self.withdrawn_words}: {self.reason}."


def withdrawn_claim_of(key: str) -> WithdrawnClaim | None:
    """The tombstone of a claim, or None. At most three queries."""
    tombstone = Tombstone.objects.filter(key=key).first()
    if tombstone is None:
        return None
    revisions = Revision.objects.filter(record_type="claim", record_key=key).select_related("correction")
    latest = revisions.order_by("version").last()
    if latest is None or latest.change_class != "withdrawal":
        return None
    return withdrawn_claim(tombstone, latest)


def what_was_withdrawn(key: str) -> str:
    """The recorded speaker and the day of a withdrawn claim: "Anna Roe, 1 June 2019".

    Its words are only in its history. Empty after a withdrawal to protect a person or by law. Three queries.
    """
    revisions = Revision.objects.filter(record_type="claim", record_key=key, content__isnull=False)
    public = revisions.exclude(change_class="withdrawal").order_by("-version")
    version = public.values_list("version", flat=True).first()
    found = withdrawn_version(key, version) if version else None
    if found is None or not isinstance(found.record, ClaimRecord):
        return ""
    speaker = ("speaker", found.record.speaker)
    label, said = labels([speaker]).get(speaker), FuzzyDate.parse(found.record.said)
    if label is None:
        return ""
    return label.name if said.undated else f"{label.name}, {said.words()}"


def withdrawn_claim(tombstone: Tombstone, revision: Revision) -> WithdrawnClaim:
    """A withdrawal for pages, from its tombstone and the revision that withdrew the claim."""
    return _shown(tombstone.key, to_document(tombstone.as_record()), revision.note, revision.approver)


def sealed_withdrawal(revision: Revision, document: dict[str, Any] | None) -> WithdrawnClaim | None:
    """The withdrawal, if this version of a claim is one, else ``None``. It is given with its document."""
    if revision.record_type != "claim" or document is None or document["type"] != "tombstone":
        return None
    return _shown(revision.record_key, document, revision.note, revision.approver)


def withdrawal_at(key: str, version: int) -> WithdrawnClaim | None:
    """The withdrawal, if this version of the claim is one, else ``None``. One query."""
    rows = Revision.objects.filter(
        record_type="claim", record_key=key, version=version, content__isnull=False, change_class="withdrawal"
    )
    found = rows.select_related("content", "correction").first()
    return sealed_withdrawal(found, json.loads(found.content.text)) if found else None


def withdrawn_among(keys: Sequence[str], *, at: datetime | None = None) -> set[str]:
    """The keys of claims that are withdrawn, or were ``at`` a past instant. At most one query."""
    if not keys:
        return set()
    found = Tombstone.objects.filter(key__in=keys).order_by().values_list("key", flat=True)
    if at is not None:
        rows = Revision.objects.filter(record_type="claim", record_key__in=keys, valid_from__lte=at)
        later = rows.filter(record_key=OuterRef("record_key"), version__gt=OuterRef("version"))
        latest = rows.filter(~Exists(later), change_class="withdrawal").order_by()
        found = found.union(latest.values_list("record_key", flat=True))
    return set(found)


def _shown(key: str, document: dict[str, Any], note: str, decided_by: str) -> WithdrawnClaim:
    return WithdrawnClaim(
        key=key,
        withdrawn_words=FuzzyDate.parse(document["withdrawn_on"]).words(),
        withdrawn_iso=document["withdrawn_on"],
        reason=WITHDRAWAL_REASONS[document["reason_class"]],
        note=note,
        decided_by=decided_by,
        history_url=history_path(key, ""),
        survivor=survivor_of(document.get("survivor", "")),
    )


def survivor_of(key: str) -> Survivor | None:
    """The claim that a duplicate leads to today, over any number of duplicates; ``None`` for an empty key.

    One query for each step, and one for the words.
    """
    if not key:
        return None
    seen = [key]
    while (stone := Tombstone.objects.filter(key=seen[-1]).first()) and stone.survivor not in ("", *seen):
        seen.append(stone.survivor)
    last = seen[-1]
    if stone is not None:
        day, reason = FuzzyDate.parse(stone.withdrawn_on).words(), WITHDRAWAL_REASONS[stone.reason_class]
        sentence = f"The claim that stayed was itself withdrawn on {day}: {reason}."
        return Survivor(last, claim_path(last, ""), "", sentence)
    public = public_record("claim", last)
    if public is None or not isinstance(public.record, ClaimRecord):
        return None
    words = public.record.words.text
    return Survivor(last, claim_path(last, words), words, "The claim that stays:")
