"""The codebook of a position: its answers, its voices, and the rules by which claims are coded."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from claims.domain.history.workflow import State
from claims.domain.positions.codebook import CodebookRules, codebook_rules
from claims.domain.record.shared import Answer, PositionRecord, SpeakerRecord
from claims.domain.record.vocabulary import SIDES, SPEAKER_KINDS
from claims.domain.search.desk_values import ANSWER, UNCHANGED
from claims.models import Claim, DeskValue, Position, Speaker
from claims.models.claim import claims_with
from claims.models.record_mapping import as_record, with_content
from claims.queries.coding.queue import coded_claims, other_voices
from claims.queries.desk.records import BriefClaim, brief_values

MOST_VOICES = 100


@dataclass(frozen=True, slots=True)
class CodebookAnswer:
    """An answer. ``coded`` is the number of stances that have it, drafts included."""

    answer: Answer
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
    position: PositionRecord
    topic: str
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
    record = as_record(row)
    assert isinstance(record, PositionRecord)
    claims, voices = coded_claims(row).order_by(), other_voices(row)
    values = [f"{row.slug}:{answer.slug}" for answer in record.answers]
    answers = DeskValue.objects.filter(field=ANSWER, value__in=values, claim__in=claims)
    counts = dict(answers.order_by().values_list("value").annotate(Count("pk")))
    unchanged = claims.filter(pk__in=claims_with(UNCHANGED, row.slug))
    return Codebook(
        pk=row.pk,
        position=record,
        topic=row.topic.name if row.topic else "",
        is_public=row.is_public,
        answers=tuple(
            CodebookAnswer(
                answer,
                SIDES.get(answer.side, ""),
                counts.get(f"{row.slug}:{answer.slug}", 0),
                _example(claims.filter(pk__in=claims_with(ANSWER, f"{row.slug}:{answer.slug}"))),
            )
            for answer in record.answers
        ),
        unchanged=unchanged.count(),
        unchanged_example=_example(unchanged),
        metonyms=_metonyms(claims, voices),
        spoken_for=_spoken_for(claims, voices),
        rules=codebook_rules(),
    )


def _example(claims: QuerySet[Claim]) -> BriefClaim | None:
    """The public claim said first, one whose words are quoted if there is any."""
    rows = claims.filter(state=State.PUBLISHED.value).select_related("speaker")
    rows = rows.order_by("said_undated", "said_oldest", "pk")
    found = rows.filter(form="quoted").first() or rows.first()
    return BriefClaim(**brief_values(found)) if found is not None else None


def _metonyms(claims: QuerySet[Claim], voices: Mapping[int, str]) -> tuple[Metonym, ...]:
    wanted: set[int] = set()
    for name in ("speaker", "on_behalf_of"):
        rows = claims.exclude(**{name: None}).values_list(name, flat=True).distinct()
        wanted.update(int(pk) for pk in rows[:MOST_VOICES])
    where = Q(pk__in=wanted) | Q(slug__in=sorted(set(voices.values()))[:MOST_VOICES])
    found = Speaker.objects.filter(where, kind__in=("body", "group"))
    rows = with_content(found).select_related("part_of").order_by("name", "pk")
    return tuple(_metonym(row) for row in rows)


def _metonym(row: Speaker) -> Metonym:
    record = as_record(row)
    assert isinstance(record, SpeakerRecord)
    return Metonym(
        name=record.name,
        kind=SPEAKER_KINDS[record.kind],
        aliases=tuple(sorted({alias.text for alias in record.aliases} - {record.name})),
        treatment=_treatment(row),
        description=record.description,
    )


def _treatment(row: Speaker) -> str:
    own = f"What sources report as said by {row.name}, under any name, counts as its own position."
    if row.part_of is None:
        return own
    return f"{own} It is part of {row.part_of.name}, and counts there only where its parts are counted too."


def _spoken_for(claims: QuerySet[Claim], voices: Mapping[int, str]) -> tuple[SpokenFor, ...]:
    names = ("speaker__name", "on_behalf_of__name")
    called = dict(Speaker.objects.filter(slug__in=set(voices.values())).values_list("slug", "name"))
    found: dict[tuple[str, str, str], int] = {}
    own = claims.exclude(pk__in=list(voices))
    for speaker, on_behalf_of, number in own.values_list(*names).annotate(Count("pk")):
        found[speaker, on_behalf_of or "", on_behalf_of or speaker] = number
    for pk, speaker, on_behalf_of in claims.filter(pk__in=list(voices)).values_list("pk", *names):
        place = (speaker, on_behalf_of or "", called[voices[pk]])
        found[place] = found.get(place, 0) + 1
    return tuple(SpokenFor(*place, number) for place, number in sorted(found.items())[:MOST_VOICES])
