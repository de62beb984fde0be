"""Identities of claims. They find the claim of words that come again, and give a new claim its key."""

from collections.abc import Iterable
from datetime import datetime

from claims.database.chunks import chunks
from claims.database.inserting import insert_columns
from claims.database.statements import many, one_of, rows_of
from claims.domain.errors import Refused
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import Assertion, key_of
from claims.models import Claim, ClaimIdentity, Tombstone

Asserted = tuple[int, str, Assertion]
"""The primary key and the key of a claim, and what it asserts."""


def keep_identity(row: Claim, assertion: Assertion, *, at: datetime) -> None:
    """Add an identity for the assertion of a claim: the one of its key, or else the first free one."""
    occurrences = list(range(1, 1000))
    if ClaimIdentity.objects.filter(identity=assertion.identity()).exists():
        # For words that occur again, the occurrence of the claim's own key comes first.
        occurrences.sort(key=lambda n: n > 20 or key_of(assertion.identity(n)) != row.key)
    for occurrence in occurrences:
        identity = assertion.identity(occurrence)
        kept = ClaimIdentity.objects.filter(identity=identity).first()
        if kept is None:
            ClaimIdentity.objects.create(claim=row, identity=identity, made_at=at)
            return
        if kept.claim_id == row.pk:
            return


def keep_identities(asserted: Iterable[Asserted], *, at: datetime) -> None:
    """Add an identity for each assertion of a claim, many in one statement.

    For words that occur again, the claim with the key of the first occurrence comes first.
    """
    others = _keep_first(asserted, at, has_own_key=True)
    for pk, _, assertion in _keep_first(others, at, has_own_key=False):
        keep_identity(Claim.objects.get(pk=pk), assertion, at=at)


def _keep_first(asserted: Iterable[Asserted], at: datetime, *, has_own_key: bool) -> list[Asserted]:
    """Add first occurrences that are free, and return the assertions that are left.

    With ``has_own_key`` only those by which the key of their claim was made.
    """
    left = []
    for some in chunks(asserted):
        identities = [assertion.identity() for _, _, assertion in some]
        taken = f"SELECT identity, claim_id FROM claims_claimidentity WHERE {one_of('identity')}"
        owners: dict[str, int] = dict(rows_of(taken, [many(identities)]))
        new = []
        for one, identity in zip(some, identities, strict=True):
            pk, key, _ = one
            if identity not in owners and (key == key_of(identity) or not has_own_key):
                owners[identity] = pk
                new.append((pk, identity))
            elif owners.get(identity) != pk:
                left.append(one)
        if new:
            numbers, fresh = zip(*new, strict=True)
            insert_columns(ClaimIdentity, {"claim_id": numbers, "identity": fresh}, made_at=at)
    return left


def assertion_of(record: ClaimRecord) -> Assertion:
    """The assertion of a claim, from which its identity is made."""
    return Assertion(record.words.text, record.speaker, record.said)


def new_key(*, words: str, speaker: str, said: str) -> str:
    """A key for a new claim, from the first unused occurrence of its identity."""
    for occurrence in range(1, 1000):
        identity = Assertion(words, speaker, said).identity(occurrence)
        key = key_of(identity)
        used = ClaimIdentity.objects.filter(identity=identity).exists() or is_used(key)
        if not used:
            return key
    raise Refused("These words are on record for this speaker and day a thousand times.")


def is_used(key: str) -> bool:
    """Whether a claim has or had this key."""
    return Claim.objects.filter(key=key).exists() or Tombstone.objects.filter(key=key).exists()
