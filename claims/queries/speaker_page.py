"""All that the record holds on one speaker: who it is, what it answered to which position, what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, OuterRef, Q, Subquery, When

from claims.domain.dates import FuzzyDate
from claims.domain.paths import speaker_path
from claims.domain.shared_records import SpeakerRecord, Tenure
from claims.domain.vocabulary import SPEAKER_KINDS
from claims.models import Claim, Speaker, Tally
from claims.queries.claim_rows import ClaimRow, claim_rows, language_name
from claims.queries.listed import Link, counted
from claims.queries.names import Label, labels
from claims.queries.records import Place, public_record
from claims.queries.speaker_positions import PositionLine, speaker_positions
from claims.queries.speaker_timeline import SpeakerTimeline, speaker_timeline

MOST_CLAIMS = 25
MOST_BESIDE = 50
NAMELESS = {
    "anonymous": (
        "The source gives no name. One such speaker is recorded for each source and description: "
        "the same words in another source need not mean the same person."
    ),
    "unidentified": "The source does not say who it was. The record keeps its history if that becomes known.",
    "group": "A group is recorded where a source names several people or a side and no one of them.",
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a source gave it; ``dates`` say what the source says of its term."""

    office: str
    body: Link | None
    dates: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class Alias:
    text: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    slug: str
    name: str
    url: str
    kind_word: str
    original: Alias | None
    aliases: tuple[Alias, ...]
    description: str
    nameless: str
    described_in: Link | None
    part_of: Link | None
    identified_as: Link | None
    wikidata_url: str
    offices: tuple[Office, ...]
    parts: tuple[Link, ...]
    holders: tuple[Link, ...]
    descriptions: tuple[Link, ...]
    claims_count: int
    claims_sentence: str
    claims_url: str
    behalf_count: int
    behalf_sentence: str
    behalf_url: str
    positions: tuple[PositionLine, ...]
    timeline: SpeakerTimeline | None
    claims: tuple[ClaimRow, ...]


@dataclass(slots=True)
class _Beside:
    """What the rows round a speaker say: his own counts, and who is part of it, in office, or described."""

    pk: int = 0
    claims: int = 0
    behalf: int = 0
    parts: list[Link] = field(default_factory=list)
    holders: list[Link] = field(default_factory=list)
    descriptions: list[Link] = field(default_factory=list)


def speaker_page(slug: str) -> SpeakerPage | None:
    """The page of a public speaker, or None. At most ten queries."""
    found = public_record("speaker", slug)
    if found is None or not isinstance(found.record, SpeakerRecord):
        return None
    record = found.record
    names = labels(_references(record))
    own = names.get(("speaker", slug))
    beside = _beside(slug)
    aliases = tuple(Alias(a.text, a.language, language_name(a.language)) for a in record.aliases)
    return SpeakerPage(
        slug=slug,
        name=record.name,
        url=speaker_path(slug),
        kind_word=SPEAKER_KINDS[record.kind],
        original=next((alias for alias in aliases if own and alias.text == own.original_script_name), None),
        aliases=aliases,
        description=record.description,
        nameless=NAMELESS.get(record.kind, ""),
        described_in=_link(names, "source", record.described_in),
        part_of=_link(names, "speaker", record.part_of),
        identified_as=_link(names, "speaker", record.identified_as),
        wikidata_url=f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else "",
        offices=tuple(_office(tenure, names) for tenure in record.tenures),
        parts=tuple(beside.parts),
        holders=tuple(beside.holders),
        descriptions=tuple(beside.descriptions),
        claims_count=beside.claims,
        claims_sentence=counted(beside.claims, "claim"),
        claims_url=f"/claims/?speaker={slug}",
        behalf_count=beside.behalf,
        behalf_sentence=counted(beside.behalf, "claim"),
        behalf_url=f"/claims/?on_behalf_of={slug}",
        positions=speaker_positions(slug, beside.pk),
        timeline=speaker_timeline(slug),
        claims=claim_rows(_newest(beside.pk)),
    )


def _newest(pk: int) -> list[int]:
    """The newest claims of a speaker, alone or jointly, and of others on its behalf.

    The newest of each kind are told by an index; only these are put in order together. One query.
    """
    public = Claim.objects.published().newest_first().values("pk")
    own, for_it, joint = (
        Claim.objects.filter(pk__in=public.filter(whose)[:MOST_CLAIMS])
        .order_by()
        .values_list("said_undated", "said_newest", "pk")
        for whose in (Q(speaker=pk), Q(on_behalf_of=pk), Q(joint_speakers=pk))
    )
    newest = sorted(own.union(for_it, joint), key=lambda row: (not row[0], *row[1:]), reverse=True)
    return [pk for *_, pk in newest[:MOST_CLAIMS]]


def _references(record: SpeakerRecord) -> set[Place]:
    found = {("speaker", record.slug), ("speaker", record.part_of), ("speaker", record.identified_as)}
    found |= {("source", record.described_in)}
    found |= {("speaker", tenure.body) for tenure in record.tenures}
    found |= {("source", tenure.source) for tenure in record.tenures}
    return {place for place in found if place[1]}


def _link(names: Mapping[Place, Label], record_type: str, key: str) -> Link | None:
    label = names.get((record_type, key))
    return Link(label.name, label.path) if label else None


def _office(tenure: Tenure, names: Mapping[Place, Label]) -> Office:
    began, ended = (FuzzyDate.parse(day).short_words() if day else "" for day in (tenure.from_, tenure.to))
    dates = f"{began} – {ended}" if began and ended else f"began {began}" if began else f"ended {ended}"
    return Office(
        office=tenure.office,
        body=_link(names, "speaker", tenure.body),
        dates=dates if began or ended else "the source gives no dates",
        source=_link(names, "source", tenure.source),
    )


def _beside(slug: str) -> _Beside:
    """One query for the speaker's own row, its parts, those in its offices and those it turned out to be."""
    kept = Tally.objects.filter(member=OuterRef("slug"))
    rows = (
        Speaker.objects.published()
        .filter(
            Q(slug=slug) | Q(part_of__slug=slug) | Q(tenures__body__slug=slug) | Q(identified_as__slug=slug)
        )
        .annotate(
            n=Subquery(kept.filter(facet="speaker").values("value")[:1]),
            behalf=Subquery(kept.filter(facet="on_behalf_of").values("value")[:1]),
        )
        .order_by(Case(When(slug=slug, then=0), default=1), "name", "pk")
        .values_list("pk", "slug", "name", "part_of__slug", "identified_as__slug", "n", "behalf")
        .distinct()
    )
    found = _Beside()
    for pk, own, name, part_of, identified_as, claims, behalf in rows[:MOST_BESIDE]:
        link = Link(name, speaker_path(own))
        if own == slug:
            found.pk, found.claims, found.behalf = pk, claims or 0, behalf or 0
        elif part_of == slug:
            found.parts.append(link)
        elif identified_as == slug:
            found.descriptions.append(link)
        else:
            found.holders.append(link)
    return found
