"""The things that claims can lack, each with its words and a condition on the claim.

A claim can be published without them, but an editor may want to add them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.db import connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.models import Citation, Claim, ExactPassage, Stance, Translation

FIRST_HAND: Final = ("first_hand", "recording", "transcript")


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a claim lacks: its words and the condition.

    ``where`` checks claim by claim. ``where_of_all``, if given, reads once what all claims have.
    """

    slug: str
    words: str
    where: Callable[[], Q]
    where_of_all: Callable[[], Q] | None = None


def _chain() -> QuerySet[Citation]:
    return Citation.objects.filter(claim=OuterRef("pk")).order_by()


def _no_archive() -> Q:
    return Q(~Exists(_chain().exclude(source=None).exclude(source__archived_url="")))


def _not_first_hand() -> Q:
    return Q(~Exists(_chain().filter(how__in=FIRST_HAND)))


def _no_passage() -> Q:
    passages = ExactPassage.objects.filter(citation=OuterRef("pk")).order_by()
    return Q(~Exists(_chain().filter(Exists(passages))))


def _no_passage_of_all() -> Q:
    return ~Q(pk__in=ExactPassage.objects.order_by().values("citation__claim"))


def _no_stance() -> Q:
    return Q(~Exists(Stance.objects.filter(claim=OuterRef("pk")).order_by()))


def _no_original() -> Q:
    spoken = Translation.objects.filter(claim=OuterRef("pk"), language=OuterRef("translated_from"))
    # The first condition is the condition of an index.
    is_translated = Q(translated_from__gt="") & ~Q(translated_from=NOT_TRANSLATED)
    return is_translated & ~Q(translated_from=F("language")) & Q(~Exists(spoken.order_by()))


def _no_day() -> Q:
    return Q(said_undated=True)


LACKS: Final[Mapping[str, Lack]] = MappingProxyType(
    {
        lack.slug: lack
        for lack in (
            Lack("archive", "no archived copy", _no_archive),
            Lack("first-hand", "no first-hand source", _not_first_hand),
            Lack("passage", "no exact passage", _no_passage, _no_passage_of_all),
            Lack("stance", "no stance", _no_stance),
            Lack("original", "no original text", _no_original),
            Lack("day", "no day", _no_day),
        )
    }
)
"""All lacks, by their word in addresses."""


def lacking(claims: QuerySet[Claim], slug: str, *, are_many: bool = False) -> QuerySet[Claim]:
    """The claims that lack it. Set ``are_many`` if ``claims`` are nearly all claims.

    Raises KeyError for an unknown word.
    """
    lack = LACKS[slug]
    # PostgreSQL joins for either condition, and does it better for the first.
    if are_many and lack.where_of_all is not None and connections[claims.db].vendor == "sqlite":
        return claims.filter(lack.where_of_all())
    return claims.filter(lack.where())
