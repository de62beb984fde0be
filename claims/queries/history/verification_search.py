"""Verification of the search indexes against the public versions and names that they are made of."""

from claims.database.chunks import chunks
from claims.domain.history.verify import Misfit
from claims.models import ClaimVersion, FacetCount
from claims.search import index
from claims.search.engine import engine, names_engine


def check_indexes() -> None:
    """Compare the search indexes with the versions, and with the names of speakers and outlets.

    Raises Misfit with the first difference.
    """
    _check_names()
    for is_open in (True, False):
        table = engine(is_open=is_open)
        rows = ClaimVersion.objects.filter(is_open=is_open, revision__content__isnull=False).order_by(
            "number"
        )
        for numbers in chunks(rows.values_list("number", flat=True).iterator()):
            if wrong := table.unlike(index.documents_of(numbers)):
                raise Misfit(f"The search index does not hold {_name(wrong[0])} as it reads.")
        sql, params = rows.order_by().values("number").query.sql_with_params()
        if (other := table.besides((sql, tuple(params)))) is not None:
            raise Misfit(f"The search index holds {_name(other)}, which is not to be found.")


def _check_names() -> None:
    table = names_engine()
    others = table.numbers()
    for record_type in index.NAMED:
        for keys in chunks(index.keys_named(record_type)):
            named = index.names(record_type, keys)
            rows = FacetCount.objects.filter(facet__in=index.NAMED[record_type], value__in=keys)
            values = {(facet, value): pk for pk, facet, value in rows.values_list("pk", "facet", "value")}
            wanted = {values.get(value, 0): fields for value, fields in named.items() if fields}
            if wrong := table.unlike(wanted.items()):
                place = next(value for value in named if values.get(value, 0) == wrong[0])
                raise Misfit(f"The search index does not hold the names of the {record_type} {place[1]}.")
            others -= wanted.keys()
    if others:
        raise Misfit(f"The search index holds names under number {min(others)}, which are not to be found.")


def _name(number: int) -> str:
    row = ClaimVersion.objects.filter(number=number).first()
    return f"version {row.version} of the claim {row.key}" if row else f"number {number}"
