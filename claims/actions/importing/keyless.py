"""Keys for the claims of a file that come without one: of the claim on record, else of the identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.actions.drafts.writing import assertion_of
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import CLAIM_FOLDING, FOLDING, Assertion, key_of
from claims.domain.text.word_folding import fold_words
from claims.models import ClaimIdentity
from claims.models.claim_identities import assertions_of


@dataclass(frozen=True, slots=True)
class _Keyless:
    """A claim without key, with its identity now and the one that it would have had by folding 1."""

    assertion: Assertion
    identity: str
    former: str


def keys_of_keyless(records: Sequence[ClaimRecord], with_keys: Iterable[ClaimRecord] = ()) -> list[str]:
    """The keys of the records, in order; those that assert the same are occurrences one, two and so on.

    ``with_keys`` are the claims of the files that came with a key: what one of them asserts is that claim,
    as it would be if the two came one after the other.
    """
    occurrences: Counter[str] = Counter()
    keyless = [_with_identities(assertion_of(record), occurrences) for record in records]
    keys = _keys_on_record(keyless)
    given = _keys_given(keyless, with_keys)
    return [keys.get(one.identity) or given.get(one.identity) or key_of(one.identity) for one in keyless]


def _keys_given(keyless: Sequence[_Keyless], with_keys: Iterable[ClaimRecord]) -> dict[str, str]:
    """The keys of claims that came with one, by the identities that they would get."""
    wanted = {(one.assertion.speaker, one.assertion.said) for one in keyless}
    occurrences: Counter[str] = Counter()
    found: dict[str, str] = {}
    for record in with_keys:
        assertion = assertion_of(record)
        if (assertion.speaker, assertion.said) in wanted:
            first = assertion.identity()
            occurrences[first] += 1
            found[assertion.identity(occurrences[first])] = record.key
    return found


def _with_identities(assertion: Assertion, occurrences: Counter[str]) -> _Keyless:
    identities = []
    for folding in (CLAIM_FOLDING, FOLDING):
        first = assertion.identity(folding=folding)
        occurrences[first] += 1
        identities.append(assertion.identity(occurrences[first], folding=folding))
    return _Keyless(assertion, *identities)


def _keys_on_record(keyless: Sequence[_Keyless]) -> dict[str, str]:
    """The key of the claim that has, or had, the identity of each.

    An identity of folding 1 leads to a claim only if one of its versions has the same words by folding 2:
    folding 1 took 5 and −5 for one.
    """
    keys = _keys_of([one.identity for one in keyless])
    former = _keys_of([one.former for one in keyless if one.identity not in keys])
    asserted = assertions_of(former.values())
    for one in keyless:
        key = "" if one.identity in keys else former.get(one.former, "")
        words = fold_words(one.assertion.words)
        if any(fold_words(assertion.words) == words for assertion in asserted.get(key, ())):
            keys[one.identity] = key
    return keys


def _keys_of(identities: Sequence[str]) -> dict[str, str]:
    """The key of the claim that has, or had, each identity."""
    found: dict[str, str] = {}
    for start in range(0, len(identities), 500):
        rows = ClaimIdentity.objects.filter(identity__in=identities[start : start + 500])
        found.update((identity, key or "") for identity, key in rows.values_list("identity", "claim__key"))
    return found
