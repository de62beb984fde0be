"""Verification of the counts by speaker: counts all public claims again.

All counts of speakers would fill the memory. So two sums of hashes are compared for each speaker, and only if
they differ, the claims of the speaker are counted key by key::

    Σ hash(key) over the keys of each claim  =  Σ hash(key) × count over the stored rows
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from claims.domain.history.verify import Misfit
from claims.domain.record.claim import ClaimRecord
from claims.domain.search.facets import Now, months_of, stances_of
from claims.models import Claim, MonthCount, StanceCount
from claims.models.claim import claims_with
from claims.models.moves import Moves
from claims.models.record_mapping import claim_record, with_content


class Recount:
    """Counts public claims, and then compares the stored counts."""

    def __init__(self) -> None:
        self.claims = 0
        self._months: Counter[str] = Counter()
        self._stances: Counter[str] = Counter()
        self._moves = Moves.read()

    def add(self, record: ClaimRecord) -> None:
        """Count a public claim."""
        self.claims += 1
        for month in months_of(record, self._moves.now):
            self._months[month[0]] += hash(month)
        for stance in stances_of(record, self._moves.now):
            self._stances[stance[0]] += hash(stance)

    def check(self) -> None:
        """Raise Misfit that names the first stored count that is wrong."""
        self._check_speakers(MonthCount, self._months, months_of)
        self._check_speakers(StanceCount, self._stances, stances_of)

    def _check_speakers(
        self, model: Any, sums: Counter[str], keys_of: Callable[[ClaimRecord, Now], set[Any]]
    ) -> None:
        kept: Counter[str] = Counter()
        rows = model.objects.values_list(*model.KEYS, "claims")
        for *key, claims in rows.iterator():
            kept[key[0]] += hash(tuple(key)) * claims
            if claims <= 0:
                raise Misfit(f"The count kept for {_told(key)} is {claims}, where there should be none.")
        wrong = sorted(speaker for speaker in sums.keys() | kept.keys() if sums[speaker] != kept[speaker])
        for speaker in wrong:
            counted = Counter(
                key
                for record in _claims_of(speaker)
                for key in keys_of(record, self._moves.now)
                if key[0] == speaker
            )
            _hold(rows.filter(speaker=speaker).iterator(), counted, "The count kept for the speaker")


def _hold(kept: Iterable[tuple[Any, ...]], counted: Counter[Any], what: str) -> None:
    rest = Counter(counted)
    for *key, value in kept:
        if rest.pop(tuple(key), 0) != value:
            raise Misfit(f"{what} {_told(key)} is {value:,}; counted again it is {counted[tuple(key)]:,}.")
    for key, value in sorted(rest.items()):
        if value:
            raise Misfit(f"{what} {_told(key)} is not there; counted again it is {value:,}.")


def _told(key: Iterable[Any]) -> str:
    return " · ".join(str(part) for part in key if part != "")


def _claims_of(speaker: str) -> Iterable[ClaimRecord]:
    theirs = Q(speaker__slug=speaker) | Q(pk__in=claims_with("with", speaker))
    for row in with_content(Claim.objects.published().filter(theirs)).iterator():
        yield claim_record(row)
