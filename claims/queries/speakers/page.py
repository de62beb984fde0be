"""The page of one speaker: who it is, its answers to positions, and its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Value

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.codec import to_document
from claims.domain.record.identity import Place
from claims.domain.record.paths import speaker_path
from claims.domain.record.shared import Tenure
from claims.domain.record.vocabulary import SPEAKER_KINDS
from claims.domain.text.plurals import number_of
from claims.models import Claim
from claims.queries.claim.rows import ClaimRow, claim_rows, language_name
from claims.queries.names import label_of
from claims.queries.page_values import Link
from claims.queries.positions.coverage_page import searches_for
from claims.queries.speakers.facts import MOST_STANCES, speaker_facts
from claims.queries.speakers.lines import SpeakerLine, speaker_lines, with_latest
from claims.queries.speakers.positions import PositionLine, speaker_positions
from claims.queries.speakers.timeline import SpeakerTimeline, speaker_timeline

MOST_CLAIMS = 25
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
    """An office as a source gave it. ``dates`` are its term in words, as far as the source gives it."""

    office: str
    body: Link | None
    dates: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class OtherName:
    text: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    slug: str
    name: str
    url: str
    kind_word: str
    original: OtherName | None
    aliases: tuple[OtherName, ...]
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
    lines: tuple[SpeakerLine, ...]
    positions: tuple[PositionLine, ...]
    timeline: SpeakerTimeline | None
    claims: tuple[ClaimRow, ...]
    searches: tuple[str, ...]


def speaker_page(slug: str) -> SpeakerPage | None:
    """The page of a public speaker, or None. At most twelve queries.

    A speaker with few stances is shown with its lines, one with many with stored counts.
    """
    found = speaker_facts(slug)
    if found is None:
        return None
    record, links = found.record, found.links
    original = label_of("speaker", slug, to_document(record)).original_script_name
    lines: tuple[SpeakerLine, ...] = ()
    has_lines = found.stances <= MOST_STANCES and not found.is_told_by_many
    if has_lines:
        lines = speaker_lines(slug, record.name, found.pk)
    newest, quoted = _newest(found.pk, [line.latest_key for line in lines if line.latest_key])
    shown = list(dict.fromkeys((*newest, *quoted)))
    rows = dict(zip(shown, claim_rows(shown), strict=True))
    aliases = tuple(OtherName(a.text, a.language, language_name(a.language)) for a in record.aliases)
    return SpeakerPage(
        slug=slug,
        name=record.name,
        url=speaker_path(slug),
        kind_word=SPEAKER_KINDS[record.kind],
        original=next((alias for alias in aliases if alias.text == original), None),
        aliases=aliases,
        description=record.description,
        nameless=NAMELESS.get(record.kind, ""),
        described_in=links.get(("source", record.described_in)),
        part_of=links.get(("speaker", record.part_of)),
        identified_as=links.get(("speaker", record.identified_as)),
        wikidata_url=f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else "",
        offices=tuple(_office(tenure, links) for tenure in record.tenures),
        parts=tuple(found.parts),
        holders=tuple(found.holders),
        descriptions=tuple(found.descriptions),
        claims_count=found.claims,
        claims_sentence=number_of(found.claims, "claim"),
        claims_url=f"/claims/?speaker={slug}",
        behalf_count=found.behalf,
        behalf_sentence=number_of(found.behalf, "claim"),
        behalf_url=f"/claims/?on_behalf_of={slug}",
        lines=with_latest(lines, {rows[pk].key: rows[pk] for pk in quoted}),
        positions=() if has_lines else speaker_positions(slug, found.pk),
        timeline=speaker_timeline(slug),
        claims=tuple(rows[pk] for pk in newest),
        searches=() if newest else searches_for(slug),
    )


def _newest(pk: int, keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """The newest claims by a speaker, with it, or on its behalf, and the claims with these keys.

    An index gives the newest of each kind, and only these are sorted together. One query.
    """
    public = Claim.objects.published().newest_first().values("pk")
    sources = [
        (0, Claim.objects.filter(pk__in=public.filter(whose)[:MOST_CLAIMS]))
        for whose in (Q(speaker=pk), Q(on_behalf_of=pk), Q(joint_speakers=pk))
    ]
    if keys:
        sources.append((1, Claim.objects.published().filter(key__in=sorted(keys))))
    first, *others = (
        found.order_by().values_list(Value(kind), "said_undated", "said_newest", "pk")
        for kind, found in sources
    )
    rows = sorted(first.union(*others), key=lambda row: (not row[1], *row[2:]), reverse=True)
    newest, quoted = ([row[3] for row in rows if row[0] == kind] for kind in (0, 1))
    return newest[:MOST_CLAIMS], quoted


def _office(tenure: Tenure, links: Mapping[Place, Link]) -> Office:
    began, ended = (FuzzyDate.parse(day).short_words() if day else "" for day in (tenure.from_, tenure.to))
    dates = f"{began} – {ended}" if began and ended else f"began {began}" if began else f"ended {ended}"
    return Office(
        office=tenure.office,
        body=links.get(("speaker", tenure.body)),
        dates=dates if began or ended else "the source gives no dates",
        source=links.get(("source", tenure.source)),
    )
