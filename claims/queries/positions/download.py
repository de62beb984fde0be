"""The statements on a position with their words and sources, for its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from claims.database.stance_texts import claim_texts
from claims.domain.positions.grades import LAYERS
from claims.domain.positions.voices import AttributedStance, line_of
from claims.domain.record.paths import claim_path, source_path
from claims.queries.names import labels
from claims.queries.paging import address
from claims.queries.positions.line import FoundLine
from claims.queries.positions.sequence import sequence, undated
from claims.queries.records import public_values


class StatementText(Struct):
    text: str
    language: str = ""


class _Hop(Struct):
    hop: int
    source: str = ""


class _Claim(Struct):
    """What a download shows of the document of a claim."""

    words: StatementText
    chain: list[_Hop]


class _Source(Struct):
    title: str
    url: str = ""
    outlet: str = ""


class FirstSource(NamedTuple):
    """The first known source in the chain of a claim. ``url`` is the address of the document."""

    key: str
    title: str
    url: str
    outlet: str


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """One statement. ``answer`` is a text, ``url`` its page, ``source_page`` the page of its source."""

    stance: AttributedStance
    words: StatementText
    source: FirstSource | None
    answer: str
    url: str
    source_page: str

    @property
    def headline(self) -> str:
        """ "Speaker: answer", and its layer, because a headline is often read alone."""
        stance = self.stance
        layer = "" if stance.layer == "own_words" else f" ({LAYERS[stance.layer].lower()})"
        return f"{stance.speaker_name}: {self.answer or 'nothing has changed'}{layer}"


def download_rows(found: FoundLine, *, of_line: bool) -> tuple[DownloadRow, ...]:
    """All statements in the order of the page, undated ones last. ``of_line`` keeps those of the voice.

    Three queries.
    """
    stances = line_of(found.stances, found.voice) if of_line and found.voice else found.stances
    at, read = found.looked.at, Decoder(_Claim).decode
    shown = {stance.key for stance in stances}
    claims = {key: read(text) for key, text in claim_texts(found.position.record.slug, at) if key in shown}
    sources = _first_sources(claims, at)
    texts, as_of = found.position.texts, found.looked.as_of
    rows = []
    for stance in (*sequence(stances), *undated(stances)):
        if stance.key not in claims:
            continue
        said, source = claims[stance.key].words, sources.get(stance.key)
        path = claim_path(stance.key, said.text)
        rows.append(
            DownloadRow(
                stance=stance,
                words=said,
                source=source,
                answer=texts.get(stance.answer, stance.answer),
                url=address(path, {"as_of": as_of}) if as_of else path,
                source_page=source_path(source.key, source.title) if source else "",
            )
        )
    return tuple(rows)


def _first_sources(claims: Mapping[str, _Claim], at: datetime | None) -> Mapping[str, FirstSource]:
    """The first known source of each claim. Two queries."""
    cited = {("source", hop.source) for claim in claims.values() for hop in claim.chain if hop.source}
    sources = public_values(cited, Decoder(_Source).decode, at=at)
    outlets = labels({("outlet", source.outlet) for source in sources.values() if source.outlet}, at=at)
    first = {}
    for key, claim in claims.items():
        for hop in sorted(claim.chain, key=attrgetter("hop")):
            if source := sources.get(("source", hop.source)):
                outlet = outlets.get(("outlet", source.outlet))
                name = outlet.name if outlet else ""
                first[key] = FirstSource(hop.source, source.title, source.url, name)
                break
    return first
