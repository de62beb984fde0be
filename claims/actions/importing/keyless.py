"""Keys for claims of a file that have none: the key on record, else one made from the identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from claims.actions.drafts.writing import assertion_of
from claims.database.chunks import chunks
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import Assertion, key_of
from claims.models import ClaimIdentity


def keys_of_keyless(records: Sequence[ClaimRecord], with_keys: Iterable[ClaimRecord] = ()) -> list[str]:
    """The keys of the records, in order.

    Records with the same words, speaker and day are the first, second … occurrence of one identity.
    ``with_keys`` are the claims of the files that have a key: a record with the words of one of them is that
    claim.
    """
    assertions = [assertion_of(record) for record in records]
    identities = _identities(assertions)
    on_record = _keys_on_record(identities)
    given = _keys_given(assertions, with_keys)
    return [on_record.get(one) or given.get(one) or key_of(one) for one in identities]


def _keys_given(assertions: Sequence[Assertion], with_keys: Iterable[ClaimRecord]) -> dict[str, str]:
    """The keys of claims that have one in the files, by the identity that each would get."""
    wanted = {(one.speaker, one.said) for one in assertions}
    claims = [record for record in with_keys if (record.speaker, record.said) in wanted]
    identities = _identities([assertion_of(record) for record in claims])
    return {identity: record.key for identity, record in zip(identities, claims, strict=True)}


def _identities(assertions: Iterable[Assertion]) -> list[str]:
    occurrences: Counter[str] = Counter()
    identities = []
    for assertion in assertions:
        first = assertion.identity()
        occurrences[first] += 1
        identities.append(assertion.identity(occurrences[first]))
    return identities


def _keys_on_record(identities: Sequence[str]) -> dict[str, str]:
    """The keys of the claims that have, or had, these identities."""
    found: dict[str, str] = {}
    for some in chunks(identities):
        rows = ClaimIdentity.objects.filter(identity__in=some)
        found.update((identity, key or "") for identity, key in rows.values_list("identity", "claim__key"))
    return found
