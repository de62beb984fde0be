"""The claims that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from claims.domain.record.slugs import slug_of
from claims.domain.search.query import SearchQuery
from claims.domain.search.ranking import Fit, fit
from claims.models import Claim, Speaker
from claims.models.claim import ClaimQuerySet
from claims.models.record_row import PUBLIC
from claims.queries.history.redirects import keys_of_today
from claims.search.base import Match, Places, match_of
from claims.search.engine import engine
from claims.search.stems import END_OF_WORDS, PREFIX

NOTHING: Final = RawSQL("SELECT 0 WHERE 1 = 0", [], output_field=BigIntegerField())
"""No primary keys."""


@dataclass(frozen=True, slots=True)
class WordMatches:
    """What a query looks for, and the primary keys of the claims and former claims that contain it.

    ``claims`` is None if no words are asked for, ``former`` also if no past day is asked for.
    """

    match: Match
    is_half_typed: bool = False
    claims: RawSQL | None = None
    former: RawSQL | None = None


def match_words(query: SearchQuery, *, also_former: bool = False) -> WordMatches:
    """The claims that contain the words and phrases of a query; with ``also_former`` also the former claims.

    If nothing contains the whole words, they are taken as the beginnings of words, provided that something
    contains such words. One query to an index, or two.
    """
    exact = match_of(query)
    if exact.is_empty:
        return WordMatches(exact)
    held = _held(exact, also_former=also_former)
    if held is None and query.words:
        half = match_of(query, half_typed=True)
        if (of_half := _held(half, also_former=also_former)) is not None:
            return WordMatches(half, True, *of_half)
    return WordMatches(exact, False, *(held or (NOTHING, NOTHING)))


def _held(match: Match, *, also_former: bool) -> tuple[RawSQL, RawSQL] | None:
    claims = engine().matching(match)
    former = engine(former=True).matching(match) if also_former else None
    return None if claims is former is None else (claims or NOTHING, former or NOTHING)


def found_by(
    claims: ClaimQuerySet, query: SearchQuery, held: RawSQL | None, speakers: Sequence[int]
) -> ClaimQuerySet:
    """The claims that are in ``held``, if it is given, and by one of ``speakers`` if the query names any."""
    if held is not None:
        claims = claims.filter(pk__in=held)
    if query.speakers:
        joint = Claim.joint_speakers.through.objects.filter(speaker__in=speakers)
        claims = claims.filter(Q(speaker__in=speakers) | Q(pk__in=joint.values("claim")))
    return claims


def fits(ids: Sequence[int], match: Match, *, former: bool = False) -> dict[int, Fit]:
    """How well these claims, or ``former`` ones, match, by primary key. One query, or a few."""
    wanted = {stem for term in match.wanted for stems in term for stem in stems}
    found = engine(former=former).places(ids, {*wanted, END_OF_WORDS}) if ids else {}
    return {pk: _fit(match, places) for pk, places in found.items()}


def _fit(match: Match, places: Places) -> Fit:
    end = places.get(END_OF_WORDS, (0,))[0]
    begun = [stem for term in match.wanted for (stem, *_) in term if stem.endswith(PREFIX)]
    if begun:
        places = {**places, **{stem: _places(stem.removesuffix(PREFIX), places) for stem in begun}}
    return fit(match.wanted, places, end)


def _places(beginning: str, places: Places) -> list[int]:
    return sorted(place for stem, found in places.items() if stem.startswith(beginning) for place in found)


def speakers_named(parts: Sequence[str], *, also_former: bool = False) -> list[int]:
    """The public speakers whose name or alias contains all parts of one of these slugs, in any order.

    A speaker that was merged or renamed leads to the one of today. With ``also_former`` it is in the result
    itself too.

    >>> speakers_named(["peskov", "lavrov-sergey"])  # dmitry-peskov, sergey-v-lavrov
    """
    asked = [frozenset(part.split("-")) for part in parts]
    if not asked:
        return []
    rows = (
        Speaker.objects.filter(version__gt=0).order_by().values_list("pk", "slug", "state", "aliases__text")
    )
    named = {
        pk: (slug, state)
        for pk, slug, state, alias in rows
        if _is_named(slug, asked) or (alias is not None and _is_named(_alias_slug(alias), asked))
    }
    if also_former:
        return sorted(named)
    found = {pk for pk, (_, state) in named.items() if state == PUBLIC}
    now = keys_of_today(("speaker", slug) for pk, (slug, _) in named.items() if pk not in found)
    if now:
        found.update(Speaker.objects.filter(slug__in=now.values()).values_list("pk", flat=True))
    return sorted(found)


def _is_named(slug: str, asked: Sequence[frozenset[str]]) -> bool:
    return any(words.issubset(slug.split("-")) for words in asked)


@lru_cache(maxsize=65_536)
def _alias_slug(text: str) -> str:
    return slug_of(text, fallback="x")
