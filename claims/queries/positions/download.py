"""The statements on a position with their words and sources, for its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from claims.domain.positions.grades import LAYERS
from claims.domain.positions.voices import AttributedStance, line_of
from claims.domain.record.paths import claim_path, source_path
from claims.models import Citation, Stance
from claims.queries.paging import address
from claims.queries.positions.line import FoundLine
from claims.queries.positions.past_stances import HeldStances
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

    At most two queries.
    """
    stances = found.stances
    if of_line and found.voice is not None:
        stances = line_of(stances, found.voice)
    words, sources = _held(found.held) if found.held else _today(found.position.pk)
    texts, as_of = found.position.texts, found.looked.as_of
    rows = []
    for stance in (*sequence(stances), *undated(stances)):
        if stance.key not in words:
            continue  # Withdrawn between two queries.
        said, source = words[stance.key], sources.get(stance.key)
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


def _today(position: int) -> tuple[Mapping[str, StatementText], Mapping[str, FirstSource]]:
    public = Stance.objects.filter(position=position, public=True).order_by()
    texts_of: Any = public.values_list("claim__key", "claim__text", "claim__language")
    words = {key: StatementText(text, language) for key, text, language in texts_of}
    cited: Any = (
        Citation.objects.filter(claim__in=public.values("claim"), source__isnull=False)
        .order_by("-hop")
        .values_list("claim__key", "source__key", "source__title", "source__url", "source__outlet__name")
    )
    sources = {key: FirstSource(source, title, url, name or "") for key, source, title, url, name in cited}
    return words, sources


def _held(held: HeldStances) -> tuple[Mapping[str, StatementText], Mapping[str, FirstSource]]:
    words = {key: StatementText(claim.words.text, claim.words.language) for key, claim in held.claims.items()}
    sources = {}
    for key, claim in held.claims.items():
        for hop in sorted(claim.chain, key=lambda hop: hop.hop):
            if source := held.known.source(hop.source):
                outlet = held.known.outlet(source.outlet)
                name = outlet.name if outlet else ""
                sources[key] = FirstSource(hop.source, source.title, source.url, name)
                break
    return words, sources
