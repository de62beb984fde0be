"""The claims that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from claims.domain.search_query import SearchQuery
from claims.domain.slugs import slug_of
from claims.models import Alias, Claim, Speaker
from claims.models.claim import ClaimQuerySet
from claims.search.base import Ranked, match_of
from claims.search.engine import engine


def holding(query: SearchQuery, *, former: bool = False) -> RawSQL | None:
    """The primary keys of the claims that hold the words and phrases of a query, None if it has none.

    With ``former``, those of the former claims.
    """
    match = match_of(query)
    return None if match.is_empty else engine(former=former).matching(match)


def found_by(
    claims: ClaimQuerySet, query: SearchQuery, held: RawSQL | None, speakers: Sequence[int]
) -> ClaimQuerySet:
    """Those of the claims that are ``held`` by the query's words, and of its ``speakers`` if it names any."""
    if held is not None:
        claims = claims.filter(pk__in=held)
    if query.speakers:
        joint = Claim.joint_speakers.through.objects.filter(speaker__in=speakers)
        claims = claims.filter(Q(speaker__in=speakers) | Q(pk__in=joint.values("claim")))
    return claims


def ranked(
    claims: QuerySet[Any, Any], query: SearchQuery, limit: int, *, former: bool = False
) -> list[Ranked]:
    """The primary keys of those claims that fit the words best, best first; ``query`` has words.

    Each with how well it fits. With ``former``, the claims are former ones.
    """
    among = claims.order_by().values("pk").query.sql_with_params()
    return engine(former=former).ranked(match_of(query), among, limit)


def speakers_named(parts: Sequence[str], *, also_former: bool = False) -> list[int]:
    """The public speakers whose slug or the slug of an alias holds one of these as whole parts.

    With ``also_former``, those too that were public and have been merged into others or renamed.

    >>> speakers_named(["peskov"])  # dmitry-peskov, and whoever else is called so
    """
    asked = [f"-{part}-" for part in parts]
    if not asked:
        return []
    wanted = Q(pk__in=[])
    for part in parts:
        wanted |= (
            Q(slug=part)
            | Q(slug__startswith=f"{part}-")
            | Q(slug__endswith=f"-{part}")
            | Q(slug__contains=f"-{part}-")
        )
    speakers = Speaker.objects.filter(version__gt=0) if also_former else Speaker.objects.published()
    found = set(speakers.filter(wanted).order_by().values_list("pk", flat=True))
    aliases = Alias.objects.filter(speaker__in=speakers).order_by()
    for speaker, text in aliases.values_list("speaker", "text"):
        if speaker not in found and any(part in f"-{_alias_slug(text)}-" for part in asked):
            found.add(speaker)
    return sorted(found)


@lru_cache(maxsize=65_536)
def _alias_slug(text: str) -> str:
    return slug_of(text, fallback="x")
