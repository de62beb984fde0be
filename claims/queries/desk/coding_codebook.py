"""The codebook of a position: its answers, its voices, and the rules by which claims are coded."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from claims.domain.history.workflow import State
from claims.domain.positions.codebook import CodebookRules, codebook_rules
from claims.domain.record.vocabulary import SIDES, SPEAKER_KINDS
from claims.models import Position, Speaker, Stance
from claims.queries.desk.records import BriefClaim, brief_values

MOST_VOICES = 100


@dataclass(frozen=True, slots=True)
class CodebookAnswer:
    """An answer. ``coded`` is the number of stances that have it, drafts included."""

    slug: str
    text: str
    rule: str
    side: str
    coded: int
    example: BriefClaim | None


@dataclass(frozen=True, slots=True)
class Metonym:
    """A body or group that speaks on this position, its other names, and how it is counted."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    treatment: str
    description: str


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """A speaker who spoke for somebody else on this position, and the line for which it counts."""

    speaker: str
    on_behalf_of: str
    line: str
    stances: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """The values of the page."""

    pk: int
    slug: str
    question: str
    topic: str
    meaning: str
    not_to_conclude: str
    ordered: bool
    is_public: bool
    answers: tuple[CodebookAnswer, ...]
    unchanged: int
    unchanged_example: BriefClaim | None
    metonyms: tuple[Metonym, ...]
    spoken_for: tuple[SpokenFor, ...]
    rules: CodebookRules


def codebook(slug: str) -> Codebook | None:
    """The codebook of a position, drafts included; None for an unknown one. One query for each answer."""
    row = Position.objects.select_related("topic").filter(slug=slug).first()
    if row is None or row.state == State.WITHDRAWN.value:
        return None
    stances = Stance.objects.filter(position=row, claim__amends=None).order_by()
    stances = stances.exclude(claim__state=State.WITHDRAWN.value)
    counts = dict(stances.values_list("answer").annotate(Count("pk")).values_list("answer", "pk__count"))
    return Codebook(
        pk=row.pk,
        slug=row.slug,
        question=row.question,
        topic=row.topic.name if row.topic else "",
        meaning=row.meaning,
        not_to_conclude=row.not_to_conclude,
        ordered=row.ordered,
        is_public=row.is_public,
        answers=tuple(
            CodebookAnswer(
                answer.slug,
                answer.text,
                answer.rule,
                SIDES.get(answer.side, ""),
                counts.get(answer.slug, 0),
                _example(stances.filter(answer=answer.slug)) if counts.get(answer.slug) else None,
            )
            for answer in row.answers.order_by("place", "pk")
        ),
        unchanged=stances.filter(unchanged=True).count(),
        unchanged_example=_example(stances.filter(unchanged=True)),
        metonyms=_metonyms(stances),
        spoken_for=_spoken_for(stances),
        rules=codebook_rules(),
    )


def _example(stances: QuerySet[Stance]) -> BriefClaim | None:
    """The public claim said first, one whose words are quoted if there is any."""
    rows = stances.filter(claim__state=State.PUBLISHED.value).select_related("claim__speaker")
    rows = rows.order_by("claim__said_undated", "claim__said_oldest", "claim")
    found = rows.filter(claim__form="quoted").first() or rows.first()
    return BriefClaim(**brief_values(found.claim)) if found is not None else None


def _metonyms(stances: QuerySet[Stance]) -> tuple[Metonym, ...]:
    wanted: set[int] = set()
    for name in ("claim__speaker", "claim__on_behalf_of", "voice"):
        rows = stances.exclude(**{name: None}).values_list(name, flat=True).distinct()
        wanted.update(int(pk) for pk in rows[:MOST_VOICES])
    found = Speaker.objects.filter(pk__in=wanted, kind__in=("body", "group")).select_related("part_of")
    return tuple(
        Metonym(
            name=row.name,
            kind=SPEAKER_KINDS[row.kind],
            aliases=tuple(sorted({alias.text for alias in row.aliases.all()} - {row.name})),
            treatment=_treatment(row),
            description=row.description,
        )
        for row in found.prefetch_related("aliases").order_by("name", "pk")
    )


def _treatment(row: Speaker) -> str:
    own = f"What sources report as said by {row.name}, under any name, counts as its own position."
    if row.part_of is None:
        return own
    return f"{own} It is part of {row.part_of.name}, and counts there only where its parts are counted too."


def _spoken_for(stances: QuerySet[Stance]) -> tuple[SpokenFor, ...]:
    names = ("claim__speaker__name", "claim__on_behalf_of__name", "voice__name")
    found: dict[tuple[str, str, str], int] = {}
    for speaker, on_behalf_of, voice, number in stances.values_list(*names).annotate(Count("pk")):
        place = (speaker, on_behalf_of or "", voice or on_behalf_of or speaker)
        found[place] = found.get(place, 0) + number
    return tuple(SpokenFor(*place, number) for place, number in sorted(found.items())[:MOST_VOICES])
