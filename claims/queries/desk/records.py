"""Claims as the editors' list shows them, with what its columns say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Prefetch, QuerySet, Subquery, Value, When

from claims.models import Answer, Assignment, Claim, Stance
from claims.queries.lists.missing import LACKS

STANCES = "desk_stances"


def desk_claims(pks: Sequence[int]) -> QuerySet[Claim]:
    """These claims, in no order, with speakers, stances and what they lack. Two queries."""
    answers = Answer.objects.filter(position=OuterRef("position"), slug=OuterRef("answer")).order_by()
    stances = Stance.objects.select_related("position").annotate(
        answer_text=Subquery(answers.values("text")[:1])
    )
    lacks: dict[str, Any] = {
        _column(slug): Case(When(lack.where(), then=Value(True)), default=False, output_field=BooleanField())
        for slug, lack in LACKS.items()
    }
    rows = (
        Claim.objects.filter(pk__in=pks)
        .order_by()
        .select_related("speaker", "amends", "assignment__person")
        .annotate(**lacks)
    )
    found: QuerySet[Claim] = rows.prefetch_related(Prefetch("stances", stances, to_attr=STANCES))
    return found


def lacks_of(claim: Claim) -> tuple[str, ...]:
    """What a claim of ``desk_claims`` lacks, in words."""
    return tuple(lack.words for slug, lack in LACKS.items() if getattr(claim, _column(slug)))


def answers_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The positions of a claim of ``desk_claims``, each with what it answers."""
    return tuple(
        (stance.position.question, stance.answer_text or "nothing has changed")
        for stance in getattr(claim, STANCES)
    )


def assigned_to(claim: Claim) -> str:
    """Who was given a claim of ``desk_claims``, by user name; empty for nobody, and once it is public."""
    found: Assignment | None = getattr(claim, "assignment", None)
    return found.person.get_username() if found is not None and not claim.version else ""


def _column(slug: str) -> str:
    return f"lacks_{slug.replace('-', '_')}"
