"""The things that claims can lack, each with its words and a condition on the claim.

A claim can be published without them, but an editor may want to add them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from claims.models import Claim, DeskValue, Source
from claims.queries.lists.counts import CappedCount, capped_count

CAP: Final = 1_000
"""The most claims that are counted."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a claim lacks: its words and the condition."""

    slug: str
    words: str
    where: Callable[[], Q]


def _no_archive() -> Q:
    archived = Source.objects.filter(archived_url__gt="").order_by()
    # The expressions prevent the use of the index of fields and values: the database then uses that of
    # claims. SQLite would otherwise read the sources of all claims, or all archived sources, for each claim.
    # PostgreSQL would turn "not exists" into a join of each source of a claim with every archived one.
    cited = DeskValue.objects.annotate(name=Coalesce("field", Value("")), source=Coalesce("value", Value("")))
    cited = cited.filter(claim=OuterRef("pk"), name="chain.source", source__in=archived.values("key"))
    return Q(IsNull(Subquery(cited.order_by().values("claim")[:1]), True))


def _in_document(slug: str, words: str) -> Lack:
    return Lack(slug, words, lambda: Q(lacks__contains=f",{slug},"))


LACKS: Final[Mapping[str, Lack]] = MappingProxyType(
    {
        lack.slug: lack
        for lack in (
            Lack("archive", "no archived copy", _no_archive),
            _in_document("first-hand", "no first-hand source"),
            _in_document("passage", "no exact passage"),
            _in_document("stance", "no stance"),
            _in_document("original", "no original text"),
            _in_document("day", "no day"),
        )
    }
)
"""All lacks, by their word in addresses."""


def lacking(claims: QuerySet[Claim], slug: str) -> QuerySet[Claim]:
    """The claims that lack it. Raises KeyError for an unknown word."""
    return claims.filter(LACKS[slug].where())


def count_lacks() -> dict[str, CappedCount]:
    """The number of public claims that lack each of ``LACKS``. Two queries, one of which an index answers."""
    public = Claim.objects.published().order_by()
    found = dict.fromkeys(LACKS, 0)
    for lacks, number in public.values_list("lacks").annotate(number=Count("*")):
        for slug in filter(None, lacks.split(",")):
            found[slug] += number
    counts = {slug: CappedCount(min(number, CAP), number > CAP) for slug, number in found.items()}
    return counts | {"archive": capped_count(lacking(public, "archive"), CAP)}
