"""The record of a speaker with its counts, the bodies of its offices, and the speakers that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.paths import source_path, speaker_path
from claims.domain.record.shared import SpeakerRecord
from claims.models import Claim, FacetCount, RevisionContent, Source, Speaker, Stance, StanceCount, Tenure
from claims.queries.page_values import Link

MOST_RELATED = 50
MOST_STANCES = 400
"""For a speaker with more, the page shows stored counts; the pages of the positions show the lines."""
COUNT = BigIntegerField()


@dataclass(slots=True)
class SpeakerFacts:
    """``claims`` counts the speaker's own claims, ``behalf`` those of others on its behalf, ``stances`` both.

    ``is_told_by_many`` is true if more than ``MOST_STANCES`` stances of others belong to its line. ``links``
    are the public speakers and sources that its record names.
    """

    record: SpeakerRecord
    pk: int
    claims: int
    behalf: int
    stances: int
    is_told_by_many: bool
    parts: list[Link] = field(default_factory=list)
    holders: list[Link] = field(default_factory=list)
    descriptions: list[Link] = field(default_factory=list)
    links: dict[Place, Link] = field(default_factory=dict)


def speaker_facts(slug: str) -> SpeakerFacts | None:
    """The record of a public speaker and what belongs to it, or None. One query."""
    found = sorted(_speakers(slug).union(_sources(slug), all=True), key=lambda row: (row[3], row[1]))
    own = next((row for row in found if row[0] == "speaker" and row[2] == slug), None)
    record = from_text(own[11]) if own and own[11] else None
    if own is None or not isinstance(record, SpeakerRecord):
        return None
    facts = SpeakerFacts(
        record, pk=own[1], claims=own[7], behalf=own[8], stances=own[9], is_told_by_many=own[10] > 0
    )
    for kind, _, key, name, part_of, identified_as, holds, *_ in found:
        link = Link(name, speaker_path(key) if kind == "speaker" else source_path(key, name))
        facts.links[kind, key] = link
        if kind == "source" or key == slug:
            continue
        if part_of == slug:
            facts.parts.append(link)
        elif identified_as == slug:
            facts.descriptions.append(link)
        elif holds:
            facts.holders.append(link)
    return facts


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody whose office speaks for a body, and the number of his or her public claims."""

    slug: str
    link: Link
    office: str
    claims: int


def heads_of(pk: int) -> tuple[Head, ...]:
    """Those whose office speaks for the body with this primary key, by name. One query."""
    kept = FacetCount.objects.filter(facet="speaker", value=OuterRef("speaker__slug")).values("number")[:1]
    rows: Any = (
        Tenure.objects.filter(body=pk, speaks_for=True, speaker__in=Speaker.objects.published())
        .annotate(claims=Coalesce(Subquery(kept, output_field=COUNT), Value(0)))
        .order_by("speaker__name", "pk")
        .values_list("speaker__slug", "speaker__name", "office", "claims")
    )
    found = {slug: Head(slug, Link(name, speaker_path(slug)), office, n) for slug, name, office, n in rows}
    return tuple(found.values())


def _speakers(slug: str) -> QuerySet[Any, Any]:
    """(type, pk, slug, name, part of, identified as, holds an office here, four numbers, record's text)."""
    public = Speaker.objects.published()
    own, tenures = Speaker.objects.filter(slug=slug), Tenure.objects.filter(speaker__slug=slug)
    in_office = Tenure.objects.filter(body__slug=slug)
    around = Q(part_of__slug=slug) | Q(identified_as__slug=slug) | Q(pk__in=in_office.values("speaker"))
    others = public.filter(around).order_by("name", "pk").values("pk")[:MOST_RELATED]
    named = Q(pk__in=own.values("part_of")) | Q(pk__in=own.values("identified_as"))
    named |= Q(pk__in=tenures.values("body"))
    text = RevisionContent.objects.filter(
        revision__record_type="speaker",
        revision__record_key=OuterRef("slug"),
        revision__version=OuterRef("version"),
    )
    kept = FacetCount.objects.filter(value=OuterRef("slug"))
    stances = StanceCount.objects.filter(Q(speaker=slug) | Q(on_behalf_of=slug)).order_by()
    of_own: Mapping[str, QuerySet[Any, Any]] = {
        "own_claims": kept.filter(facet="speaker").values("number")[:1],
        "behalf": kept.filter(facet="on_behalf_of").values("number")[:1],
        "stances_count": stances.annotate(all=Value(1)).values("all").annotate(n=Sum("claims")).values("n"),
        # One more than the limit is enough to know that there are more.
        "beyond": of_others(slug).order_by().values("pk")[MOST_STANCES : MOST_STANCES + 1],
    }
    rows: QuerySet[Any, Any] = (
        public.filter(Q(slug=slug) | named | Q(pk__in=others))
        .order_by()
        .annotate(
            holds=Exists(in_office.filter(speaker=OuterRef("pk"))),
            content=Case(
                When(slug=slug, then=Subquery(text.values("text")[:1])),
                default=Value(""),
                output_field=TextField(),
            ),
            **{
                name: Case(
                    When(slug=slug, then=Coalesce(Subquery(counted, output_field=COUNT), Value(0))),
                    default=Value(0),
                    output_field=COUNT,
                )
                for name, counted in of_own.items()
            },
        )
        .values_list(
            Value("speaker"), "pk", "slug", "name", Coalesce("part_of__slug", Value("")),
            Coalesce("identified_as__slug", Value("")), "holds", *of_own, "content",
        )
    )  # fmt: skip
    return rows


def _sources(slug: str) -> QuerySet[Any, Any]:
    """The public sources that the record of a speaker names, in the same columns."""
    own, tenures = Speaker.objects.filter(slug=slug), Tenure.objects.filter(speaker__slug=slug)
    named = Q(pk__in=tenures.values("source")) | Q(pk__in=own.values("described_in"))
    return (
        Source.objects.published()
        .filter(named)
        .order_by()
        .values_list(
            Value("source"), "pk", "key", "title", Value(""), Value(""), Value(False),
            *(Value(0, output_field=COUNT) for _ in range(4)), Value("", output_field=TextField()),
        )
    )  # fmt: skip


def of_others(slug: str) -> QuerySet[Stance]:
    """The public stances of others that belong to the line of a speaker, and joint ones."""
    joint = Claim.joint_speakers.through.objects.filter(speaker__slug=slug).values("claim")
    return Stance.objects.filter(Q(voice__slug=slug) | Q(claim__in=joint), public=True)
