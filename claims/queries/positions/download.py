"""The statements on a position with their words and sources, for its downloads."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from claims.database.current_texts import joined_texts
from claims.domain.positions.grades import LAYERS
from claims.domain.positions.stance_facts import SaidWords
from claims.domain.positions.voices import AttributedStance, line_of
from claims.domain.record.paths import claim_path, source_path
from claims.queries.names import labels
from claims.queries.paging import address, site_address
from claims.queries.positions.line import FoundLine
from claims.queries.positions.sequence import sequence, undated


class _Source(Struct):
    key: str
    title: str
    url: str = ""
    outlet: str = ""


class FirstSource(NamedTuple):
    """The first public source in the chain of a claim, with the address of the document and of our page."""

    title: str = ""
    url: str = ""
    outlet: str = ""
    page: str = ""


NOT_KNOWN: Final = FirstSource()


class DownloadRow(NamedTuple):
    """One statement. ``answer`` is a text, ``url`` the address of its page."""

    stance: AttributedStance
    words: SaidWords
    source: FirstSource
    answer: str
    url: str

    @property
    def headline(self) -> str:
        """ "Speaker: answer", and its layer, because a headline is often read alone."""
        stance = self.stance
        layer = "" if stance.layer == "own_words" else f" ({LAYERS[stance.layer].lower()})"
        return f"{stance.speaker_name}: {self.answer or 'nothing has changed'}{layer}"


def download_rows(found: FoundLine, *, of_line: bool) -> list[DownloadRow]:
    """All statements in the order of the page, undated ones last. ``of_line`` keeps those of the voice.

    At most two queries.
    """
    stances = line_of(found.stances, found.voice) if of_line and found.voice else found.stances
    sources = _sources(stances, found.looked.at)
    read = Decoder(SaidWords).decode
    texts, as_of = found.position.texts, address("", {"as_of": found.looked.as_of})
    site = site_address("/").removesuffix("/")
    return [
        DownloadRow(
            stance,
            words,
            next((sources[key] for key in words.cited if key in sources), NOT_KNOWN),
            texts.get(stance.answer, stance.answer),
            f"{site}{claim_path(stance.key, words.text)}{as_of}",
        )
        for stance in (*sequence(stances), *undated(stances))
        for words in [read(stance.said_words)]
    ]


def _sources(stances: Iterable[AttributedStance], at: datetime | None) -> Mapping[str, FirstSource]:
    """The public sources of these stances, by key. Two queries."""
    cited = {f"source:{key}" for stance in stances for key in stance.sources}
    sources = Decoder(list[_Source]).decode(joined_texts(cited, at))
    outlets = labels({("outlet", source.outlet) for source in sources if source.outlet}, at=at)
    names = {key: outlet.name for (_, key), outlet in outlets.items()}
    site = site_address("/").removesuffix("/")
    return {
        one.key: FirstSource(
            one.title, one.url, names.get(one.outlet, ""), f"{site}{source_path(one.key, one.title)}"
        )
        for one in sources
    }
