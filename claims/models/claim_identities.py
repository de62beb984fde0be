"""The assertions of claims, now and in their versions, and their missing identities."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from django.db.models import Q

from claims.domain.record.identity import Assertion
from claims.models.claim import ERASED_WORDS, Claim, ClaimIdentity
from claims.models.moves import Moves
from claims.models.revision import RevisionContent

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class MissingIdentity:
    """An assertion of a claim without an identity, so that an import of it would not find the claim."""

    claim: int
    key: str
    assertion: Assertion


def assertions_of(keys: Iterable[str]) -> dict[str, tuple[Assertion, ...]]:
    """The assertions of each claim now and in its versions, each once, without erased versions."""
    found: dict[str, dict[Assertion, None]] = {}
    wanted = sorted(set(keys))
    moved = set(Moves.read(types=["speaker"]).leads.values())
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        rows = Claim.objects.filter(key__in=chunk).order_by("pk")
        columns = ("key", "text", "speaker__slug", "said", "document", "version")
        for key, text, speaker, said, document, version in rows.values_list(*columns):
            is_draft = document and not version
            named = json.loads(document)["speaker"] if is_draft else speaker
            # What was sealed under a former key of a speaker is in the versions.
            is_in_row = text != ERASED_WORDS and (is_draft or speaker not in moved)
            found[str(key)] = {Assertion(text, named, said): None} if is_in_row else {}
        # A claim with one version has the assertion of its row.
        changed = (
            rows.filter(Q(version__gt=1) | Q(version=1, speaker__slug__in=moved)).order_by().values("key")
        )
        contents = RevisionContent.objects.filter(
            revision__record_type="claim", revision__record_key__in=changed
        ).order_by("revision__version")
        for key, text in contents.values_list("revision__record_key", "text"):
            document = json.loads(text)
            if "words" in document:
                one = Assertion(document["words"]["text"], document["speaker"], document.get("said", ""))
                found[key][one] = None
    return {key: tuple(assertions) for key, assertions in found.items()}


def missing_identities(claims: Sequence[tuple[int, str]]) -> tuple[MissingIdentity, ...]:
    """The assertions of these claims (primary key and key) without an identity."""
    asserted = assertions_of(key for _, key in claims)
    pairs = [(pk, key, assertion) for pk, key in claims for assertion in asserted.get(key, ())]
    firsts = [assertion.identity() for _, _, assertion in pairs]
    owners: dict[str, int] = {}
    for start in range(0, len(firsts), CHUNK):
        rows = ClaimIdentity.objects.filter(identity__in=firsts[start : start + CHUNK])
        owners.update(rows.values_list("identity", "claim_id"))
    missing = []
    for (pk, key, assertion), first in zip(pairs, firsts, strict=True):
        owner = owners.get(first)
        if owner is None or (owner != pk and not _has_later(pk, assertion)):
            missing.append(MissingIdentity(pk, key, assertion))
    return tuple(missing)


def _has_later(pk: int, assertion: Assertion) -> bool:
    """Whether the claim has an identity for a later occurrence of the same words."""
    for occurrence in count(2):
        owner = ClaimIdentity.objects.filter(identity=assertion.identity(occurrence)).first()
        if owner is None:
            return False
        if owner.claim_id == pk:
            break
    return True
