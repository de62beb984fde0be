"""The record of a speaker with its counts, the bodies of its offices, and the speakers that belong to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claims.database.count_rows import stance_rows
from claims.domain.record.codec import to_document
from claims.domain.record.identity import Place
from claims.domain.record.paths import speaker_path
from claims.domain.record.shared import SpeakerRecord
from claims.queries.names import label_of, labels
from claims.queries.page_values import Link
from claims.queries.paging import kept_counts
from claims.queries.records import record_of, referring

MOST_RELATED = 50
MOST_STANCES = 400
"""The page of a speaker with more shows stored counts. The pages of positions show the lines."""


Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """A person whose office speaks for a body, and the number of the person's public claims."""

    link: Link
    office: str
    claims: int


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """``claims`` counts the speaker's own claims, ``behalf`` those of others on its behalf, ``stances`` both.

    ``of_others`` counts the claims of others that belong to its line. ``positions`` are those on which it,
    others on its behalf or its ``heads`` took a stance. ``original`` is its name in its own script. ``links``
    are the public speakers and sources that its record names.
    """

    record: SpeakerRecord
    original: str
    claims: int
    behalf: int
    stances: int
    of_others: int
    positions: frozenset[str]
    parts: tuple[Link, ...]
    holders: tuple[Link, ...]
    descriptions: tuple[Link, ...]
    heads: tuple[Head, ...]
    links: Mapping[Place, Link]

    @property
    def has_few_stances(self) -> bool:
        """Whether there are few enough stances to read them all."""
        return max(self.stances, self.of_others) <= MOST_STANCES


def speaker_facts(slug: str) -> SpeakerFacts | None:
    """The record of a public speaker and what belongs to it, or None. At most five queries."""
    record = record_of("speaker", slug)
    if not isinstance(record, SpeakerRecord):
        return None
    around = sorted(
        (document for _, document in referring("speaker", [("speaker", slug)])),
        key=lambda other: (other["name"], other["slug"]),
    )
    heads = _offices_of_heads(slug, around) if record.kind == "body" else {}
    counts = kept_counts({"speaker": [slug, *heads], "on_behalf_of": [slug], "line_of": [slug]})
    stances = stance_rows([slug, *heads], slug)
    parts: list[Document] = []
    descriptions: list[Document] = []
    holders: list[Document] = []
    for other in around[:MOST_RELATED]:
        if other.get("part_of") == slug:
            parts.append(other)
        elif other.get("identified_as") == slug:
            descriptions.append(other)
        else:
            holders.append(other)
    return SpeakerFacts(
        record=record,
        original=label_of("speaker", slug, to_document(record)).original_script_name,
        claims=counts.get(("speaker", slug), 0),
        behalf=counts.get(("on_behalf_of", slug), 0),
        stances=sum(number for _, speaker, body, number in stances if slug in (speaker, body)),
        of_others=counts.get(("line_of", slug), 0),
        positions=frozenset(position for position, *_ in stances),
        parts=_links(parts),
        holders=_links(holders),
        descriptions=_links(descriptions),
        heads=tuple(
            Head(Link(name, speaker_path(one)), office, counts.get(("speaker", one), 0))
            for one, (name, office) in heads.items()
        ),
        links=_named(record),
    )


def _offices_of_heads(body: str, speakers: Iterable[Document]) -> Mapping[str, tuple[str, str]]:
    """The names and offices of the people whose office speaks for a body, by slug."""
    return {
        speaker["slug"]: (speaker["name"], tenure["office"])
        for speaker in speakers
        for tenure in speaker.get("tenures", ())
        if tenure.get("body") == body and tenure.get("speaks_for")
    }


def _links(speakers: Iterable[Document]) -> tuple[Link, ...]:
    return tuple(Link(speaker["name"], speaker_path(speaker["slug"])) for speaker in speakers)


def _named(record: SpeakerRecord) -> Mapping[Place, Link]:
    """The links to the public speakers and sources that a record names."""
    wanted = {("speaker", record.part_of), ("speaker", record.identified_as), ("source", record.described_in)}
    for tenure in record.tenures:
        wanted |= {("speaker", tenure.body), ("source", tenure.source)}
    found = labels(place for place in wanted if place[1])
    return {place: Link(label.name, label.path) for place, label in found.items()}
