"""The statements on a position with their words and sources, for its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from claims.domain.positions.grades import LAYERS
from claims.domain.positions.voices import AttributedStance, line_of
from claims.domain.record.paths import claim_path, source_path
from claims.queries.names import labels
from claims.queries.paging import address
from claims.queries.positions.line import FoundLine
from claims.queries.positions.sequence import sequence, undated


class StatementText(NamedTuple):
    text: str
    language: str


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

    One query.
    """
    stances = found.stances
    if of_line and found.voice is not None:
        stances = line_of(stances, found.voice)
    sources = _first_sources(found)
    texts, as_of = found.position.texts, found.looked.as_of
    rows = []
    for stance in (*sequence(stances), *undated(stances)):
        words, source = found.read.claims[stance.key]["words"], sources.get(stance.key)
        said = StatementText(words["text"], words.get("language", ""))
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


def _first_sources(found: FoundLine) -> Mapping[str, FirstSource]:
    """The first known source of each claim, by the claim's key. One query."""
    sources = {key: one for (record_type, key), one in found.read.known.items() if record_type == "source"}
    outlets = labels(
        {("outlet", one["outlet"]) for one in sources.values() if "outlet" in one}, at=found.looked.at
    )
    first = {}
    for claim in found.read.claims.values():
        hops = sorted(claim["chain"], key=itemgetter("hop"))
        cited = next((hop["source"] for hop in hops if hop.get("source") in sources), None)
        if cited is not None:
            source = sources[cited]
            outlet = outlets.get(("outlet", source.get("outlet", "")))
            name = outlet.name if outlet else ""
            first[claim["key"]] = FirstSource(cited, source["title"], source.get("url", ""), name)
    return first
