"""The page of one speaker: name and offices, answers to positions, and claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.extent import extent_of, period_of
from claims.domain.record.identity import Place
from claims.domain.record.paths import compare_path
from claims.domain.record.shared import Tenure
from claims.domain.record.vocabulary import SPEAKER_KINDS
from claims.domain.text.plurals import number_of
from claims.queries.claim.newest import newest
from claims.queries.claim.rows import ClaimRow, claim_rows, language_name
from claims.queries.page_values import Link
from claims.queries.positions.coverage_page import searches_for
from claims.queries.speakers.facts import SpeakerFacts, speaker_facts
from claims.queries.speakers.lines import SpeakerLine, speaker_lines, with_rows
from claims.queries.speakers.positions import PositionLine, speaker_positions
from claims.queries.speakers.timeline import FEWEST_CLAIMS, SpeakerTimeline, speaker_timeline

MOST_CLAIMS = 25
MOST_COMPARED = 6
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
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class OtherName:
    text: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """The values of the page, with the ``facts`` that they are made from.

    ``lines`` show statements by question. ``claims`` are the newest of the others. ``is_whole`` means that
    these are all. ``period`` says when the claims were said, if all are shown. ``compare_url`` compares them,
    if they are few.
    """

    slug: str
    name: str
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
    facts: SpeakerFacts
    claims_sentence: str
    claims_url: str
    behalf_sentence: str
    behalf_url: str
    lines: tuple[SpeakerLine, ...]
    positions: tuple[PositionLine, ...]
    timeline: SpeakerTimeline | None
    claims: tuple[ClaimRow, ...]
    is_whole: bool
    period: str
    compare_url: str
    searches: tuple[str, ...]

    @property
    def offices_at_the_head(self) -> tuple[Office, ...]:
        """Two offices that are not known to have ended, or else the latest one."""
        return tuple(one for one in self.offices if not one.has_ended)[:2] or self.offices[:1]


def speaker_page(slug: str) -> SpeakerPage | None:
    """The page of a public speaker, or None. At most nineteen queries.

    A speaker with few stances is shown with lines, a speaker with many with stored counts.
    """
    found = speaker_facts(slug)
    if found is None:
        return None
    record, links = found.record, found.links
    lines: tuple[SpeakerLine, ...] = ()
    if found.has_few_stances:
        lines = speaker_lines(found)
    asked = [(facet, slug) for facet, n in (("speaker", found.claims), ("on_behalf_of", found.behalf)) if n]
    latest = newest(asked, MOST_CLAIMS)
    quoted = [key for line in lines for key in line.keys]
    rows = {row.key: row for row in claim_rows([*dict.fromkeys((*(one.key for one in latest), *quoted))])}
    lines = with_rows(lines, rows)
    by_question = {row.key for line in lines for row in line.rows}
    is_whole = len(latest) < MOST_CLAIMS
    compared = [one.key for one in latest] if 1 < len(latest) <= MOST_COMPARED else []
    aliases = tuple(OtherName(a.text, a.language, language_name(a.language)) for a in record.aliases)
    return SpeakerPage(
        slug=slug,
        name=record.name,
        kind_word=SPEAKER_KINDS[record.kind],
        original=next((alias for alias in aliases if alias.text == found.original), None),
        aliases=aliases,
        description=record.description,
        nameless=NAMELESS.get(record.kind, ""),
        described_in=links.get(("source", record.described_in)),
        part_of=links.get(("speaker", record.part_of)),
        identified_as=links.get(("speaker", record.identified_as)),
        wikidata_url=f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else "",
        offices=tuple(_office(tenure, links) for tenure in _latest_first(record.tenures)),
        facts=found,
        claims_sentence=number_of(found.claims, "claim"),
        claims_url=f"/claims/?speaker={slug}",
        behalf_sentence=number_of(found.behalf, "claim"),
        behalf_url=f"/claims/?on_behalf_of={slug}",
        lines=lines,
        positions=() if found.has_few_stances else speaker_positions(slug),
        timeline=speaker_timeline(slug) if found.claims >= FEWEST_CLAIMS else None,
        claims=tuple(rows[one.key] for one in latest if one.key in rows and one.key not in by_question),
        is_whole=is_whole,
        period=_period([FuzzyDate.parse(one.said) for one in latest]) if is_whole else "",
        compare_url=compare_path(compared) if compared else "",
        searches=() if latest or lines else searches_for(slug),
    )


def _period(dates: Sequence[FuzzyDate]) -> str:
    """When the claims were said: "all on 7 Feb 2019", "2 of 7 Feb 2019 and 1 without a day"."""
    if all(said.undated for said in dates):
        return "without a day" if dates else ""
    if len(dates) > 1 and any(said.undated or said.starts_open or said.ends_open for said in dates):
        return extent_of(dates, "")
    when = period_of(dates)
    return f"all on {when}" if len(dates) > 1 and len(set(dates)) == 1 else when


def _latest_first(tenures: Iterable[Tenure]) -> list[Tenure]:
    """The offices by their first day, the latest first. Those without one come last, as recorded."""
    return sorted(tenures, key=lambda one: FuzzyDate.parse(one.from_).earliest, reverse=True)


def _office(tenure: Tenure, links: Mapping[Place, Link]) -> Office:
    began, ended = (FuzzyDate.parse(day).short_words() if day else "" for day in (tenure.from_, tenure.to))
    dates = f"{began} – {ended}" if began and ended else f"began {began}" if began else f"ended {ended}"
    return Office(
        office=tenure.office,
        body=links.get(("speaker", tenure.body)),
        dates=dates if began or ended else "the source gives no dates",
        source=links.get(("source", tenure.source)),
        has_ended=bool(ended),
    )
