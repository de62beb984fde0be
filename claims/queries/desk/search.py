"""The editors' search of claims: by words, names in any script, key, or the address of a source."""

import re
from contextlib import suppress
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from claims.domain.errors import InvalidQuery, InvalidValue
from claims.domain.record.identity import is_key, source_key
from claims.domain.record.urls import normalise_url, spellings_of
from claims.domain.search.desk_values import CHANGE
from claims.domain.search.query import parse_query
from claims.domain.text.folding import fold
from claims.models import Claim, ClaimVersion, DeskValue, FacetCount, Source, Speaker
from claims.models.claim import HAS_CHANGE
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import PUBLIC, STATES, RecordRow
from claims.queries.lists.counts import CappedCount, capped_count
from claims.queries.lists.searching import match_words

ADDRESS: Final = re.compile(r"(https?://|www\.)\S+\Z", re.IGNORECASE)
MOST_WORDS: Final = 12


def find_claims(claims: QuerySet[Claim], typed: str) -> QuerySet[Claim]:
    """Claims that match the typed text, drafts and changes included. Empty text matches all.

    Public claims match as for readers, by whole words in any of their forms; other claims also match by a
    part of a word. The search covers words, translations, summary and names of the speaker, and ignores case,
    accents and ё/е. An address finds the claims of its source, a key its claim.
    """
    typed = typed.strip()
    if not typed:
        return claims
    if "\x00" in typed:
        return claims.none()
    if ADDRESS.match(typed):
        citing = DeskValue.objects.filter(
            field__in=("chain.source", f"{CHANGE}chain.source"), value__in=sources_at(typed).values("key")
        )
        return claims.filter(pk__in=citing.order_by().values("claim"))
    if is_key(typed.lower()):
        return claims.filter(key=typed.lower())
    words = fold(typed).split()[:MOST_WORDS]
    if not words:
        return claims.none()
    drafts = unsealed_claims()
    for word in words:
        drafts = drafts.filter(Q(search_text__contains=word) | Q(speaker__in=_speakers(word)))
    found = drafts.values("pk")
    public = _held(typed)
    if public is not None:
        keys = ClaimVersion.objects.filter(number__in=public).order_by().values("key")
        # For an "or" of both PostgreSQL would look at every claim.
        found = found.union(Claim.objects.published().filter(key__in=keys).order_by().values("pk"))
    return claims.filter(pk__in=found)


def unsealed_claims() -> QuerySet[Claim]:
    """Claims with words that are in no public version: drafts, withdrawn claims, and those with a change.

    Their ``search_text`` has these words.
    """
    not_public = Claim.objects.filter(state__in=NOT_PUBLIC).order_by().values("pk")
    changed = Claim.objects.filter(HAS_CHANGE).order_by().values("pk")
    # The condition is written twice so that neither engine reads every public row: SQLite takes the keys from
    # two indexes, as it would not for an "or"; PostgreSQL reads the rows of these states.
    unsealed = Claim.objects.filter(Q(state__in=NOT_PUBLIC) | HAS_CHANGE).order_by()
    return unsealed.filter(pk__in=not_public.union(changed))


def _held(typed: str) -> RawSQL | None:
    """The public versions that match in the full-text index; None if the text is no query."""
    try:
        query = parse_query(typed)
    except InvalidQuery:
        return None
    found = match_words(query).found
    return found.numbers if found else None


def sources_at(address: str) -> QuerySet[Source]:
    """The sources with this address or archived address, in any spelling."""
    address = address if "://" in address else f"https://{address}"
    found = Q(url=address) | Q(archived_url=address)
    with suppress(InvalidValue):
        found |= Q(url__in=spellings_of(normalise_url(address))) | Q(key=source_key(url=address))
    return Source.objects.filter(found).order_by()


def _speakers(word: str) -> list[Any]:
    """The primary keys of speakers with the word in a name. A list, because a subquery is planned badly."""
    return list(Speaker.objects.filter(search_text__contains=word).order_by().values_list("pk", flat=True))


NOT_PUBLIC: Final = tuple(state for state, _ in STATES if state != PUBLIC)


def kept_count(table: type[RecordRow]) -> CappedCount:
    """The number of records of a table: the stored count of public ones, and a count of the others.

    Two queries. Neither reads the public rows.
    """
    facet = ("all", "") if table is Claim else ("type", TYPE_OF_ROW[table])
    public = FacetCount.objects.filter(facet=facet[0], value=facet[1]).values_list("number", flat=True)
    others = capped_count(table._base_manager.filter(state__in=NOT_PUBLIC))
    return CappedCount((public.first() or 0) + others.number, others.is_more)
