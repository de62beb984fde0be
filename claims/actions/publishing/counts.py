"""Maintain the stored counts of the public claims of speakers."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from claims.database.kept_counts import add_counts
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.search.facets import MonthKey, StanceKey, month_keys, months_of, stances_of
from claims.models import ClaimFacet, ClaimVersion, FacetCount, MonthCount, StanceCount
from claims.models.moves import FACETS_OF, Moves
from claims.models.projection import values_of


class CountsBySpeaker:
    """How public claims change the counts of their speakers."""

    def __init__(self) -> None:
        self._now = Moves.read(types=[*FACETS_OF]).now
        self._months: Counter[MonthKey] = Counter()
        self._stances: Counter[StanceKey] = Counter()

    def add(self, record: ClaimRecord, sign: int = 1) -> None:
        """Count a claim; with -1, take it out."""
        for month in months_of(record, self._now):
            self._months[month] += sign
        for stance in stances_of(record, self._now):
            self._stances[stance] += sign

    def keep(self) -> None:
        """Add what was counted to the stored counts, and begin anew."""
        add_counts(connection, MonthCount, MonthCount.KEYS, self._months)
        add_counts(connection, StanceCount, StanceCount.KEYS, self._stances)
        self._months.clear()
        self._stances.clear()


def count_again(record_type: str, keys: Collection[str], moves: Moves) -> None:
    """Count the claims of these speakers, or of these topics, again."""
    if record_type == "speaker":
        StanceCount.objects.filter(Q(speaker__in=keys) | Q(on_behalf_of__in=keys)).delete()
        stances = Counter(key for key in _stances(keys, moves) if key[0] in keys or key[1] in keys)
        add_counts(connection, StanceCount, StanceCount.KEYS, stances)
    if record_type in ("speaker", "topic"):
        MonthCount.objects.filter(**{f"{record_type}__in": keys}).delete()
        place = MonthCount.KEYS.index(record_type)
        months = Counter(key for key in _months(record_type, keys, moves) if key[place] in keys)
        add_counts(connection, MonthCount, MonthCount.KEYS, months)


def _months(facet: str, keys: Collection[str], moves: Moves) -> Iterator[MonthKey]:
    rows = _found_by([facet], keys).values_list("said", "values")
    claims = [(said, values_of(values, "speaker"), values_of(values, "topic")) for said, values in rows]
    named = {one for _, *told in claims for one in chain.from_iterable(told)}
    found = FacetCount.objects.in_bulk(named).values()
    names = {one.pk: moves.now(one.facet, one.value) for one in found}
    for said, speakers, topics in claims:
        yield from month_keys(said, [names[one] for one in speakers], [names[one] for one in topics])


def _stances(keys: Collection[str], moves: Moves) -> Iterator[StanceKey]:
    rows = _found_by(["speaker", "on_behalf_of"], keys).exclude(stances="")
    for text in rows.values_list("revision__content__text", flat=True).iterator():
        record = from_text(text)
        assert isinstance(record, ClaimRecord)
        yield from stances_of(record, moves.now)


def _found_by(facets: Iterable[str], keys: Collection[str]) -> QuerySet[ClaimVersion, Any]:
    """The versions that are found today by one of these values."""
    values = FacetCount.objects.filter(facet__in=list(facets), value__in=keys)
    links = ClaimFacet.objects.filter(value__in=[*values.values_list("pk", flat=True)], is_open=True)
    return ClaimVersion.objects.valid(None).filter(number__in=links.order_by().values("version")).order_by()


def forget_counts() -> None:
    """Empty both tables of counts by speaker."""
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()
