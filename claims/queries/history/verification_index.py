"""Verification of the full-text index: every document made again, and none held that should not be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import QuerySet

from claims.domain.history.verify import Misfit
from claims.models import Claim, FormerClaim
from claims.search import former, index
from claims.search.base import Sql
from claims.search.engine import engine
from claims.search.stems import Stems

BATCH = 500
Documents = Callable[[Sequence[int]], Iterable[tuple[int, Sequence[Stems]]]]


def check_index() -> None:
    """Hold the index of today, and that of past days, against what is public and what was."""
    public = Claim.objects.published()
    _check(public, index.documents_of, "claim", is_former=False)
    _check(FormerClaim.objects.all(), former.documents_of, "former claim", is_former=True)


def _check(
    rows: QuerySet[Claim] | QuerySet[FormerClaim], of: Documents, what: str, *, is_former: bool
) -> None:
    table = engine(former=is_former)
    for ids in _batches(rows.order_by("pk").values_list("pk", flat=True)):
        if wrong := table.unlike(of(ids)):
            raise Misfit(
                f"The search index does not hold the {what} {_name(wrong[0], is_former)} as it reads."
            )
    other = table.besides(_sql(rows))
    if other is not None:
        raise Misfit(
            f"The search index holds the {what} {_name(other, is_former)}, which is not to be found."
        )


def _sql(rows: QuerySet[Claim] | QuerySet[FormerClaim]) -> Sql:
    sql, params = rows.order_by().values("pk").query.sql_with_params()
    return sql, tuple(params)


def _name(pk: int, is_former: bool) -> str:
    if is_former:
        row = FormerClaim.objects.select_related("claim").filter(pk=pk).first()
        return f"{row.claim.key}, version {row.version}" if row else f"number {pk}"
    return Claim.objects.filter(pk=pk).values_list("key", flat=True).first() or f"number {pk}"


def _batches(ids: QuerySet[Claim, int] | QuerySet[FormerClaim, int]) -> Iterator[list[int]]:
    rest = ids.iterator(chunk_size=BATCH)
    while some := list(islice(rest, BATCH)):
        yield some
