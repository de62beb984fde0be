"""How the words reached us, as the claim page draws it, and the sources that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from claims.domain.attribution import Hop as ChainHop
from claims.domain.attribution import describe_chain
from claims.domain.chain_words import chain_sentence
from claims.domain.dates import FuzzyDate
from claims.domain.record import ClaimRecord, Hop
from claims.domain.vocabulary import HOWS, SOURCE_KINDS
from claims.queries.claim_rows import language_name
from claims.queries.known_records import KnownRecords

NOT_STATED = "how it had the words is not stated"
DEEPEST = 24
"""A chain is drawn so many hops deep; what lies behind is told as a number."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownHop:
    """One hop, with the hop from which it had the words inside it (``hops`` has one or none)."""

    how: str
    name: str
    url: str
    outlet: str
    published_words: str
    named_as: str
    exact: tuple[ShownPassage, ...]
    note: str
    hops: tuple[ShownHop, ...]


@dataclass(frozen=True, slots=True)
class ShownChain:
    """The hops nearest to us, and the sentence on what the chain reaches."""

    hops: tuple[ShownHop, ...]
    end: str
    reaches_first_hand: bool


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One numbered source; ``sentence_url`` leads to the very words on the publisher's page, if known."""

    title: str
    url: str
    outlet: str
    published_words: str
    language: str
    kind: str
    original_url: str
    sentence_url: str
    archived_url: str
    archived_words: str
    retrieved_words: str


def shown_chain(claim: ClaimRecord, known: KnownRecords) -> ShownChain:
    """The chain, drawn from the hops that nobody had the words from: those nearest to us."""
    by_number = {hop.hop: hop for hop in claim.chain}
    parents = {hop.from_ for hop in claim.chain}
    facts = describe_chain(_domain_hop(hop, known) for hop in claim.chain)
    nearest = [hop for hop in claim.chain if hop.hop not in parents]
    end = chain_sentence(facts)
    if not facts.reaches_first_hand:
        end += " Nobody on it is known to have heard the words first hand."
    return ShownChain(
        tuple(_shown(hop, by_number, known, DEEPEST) for hop in nearest), end, facts.reaches_first_hand
    )


def _domain_hop(hop: Hop, known: KnownRecords) -> ChainHop:
    source = known.source(hop.source) if hop.source else None
    return ChainHop(
        number=hop.hop,
        how=hop.how,
        parent=hop.from_,
        label=hop.outlet or (source.outlet if source else "") or hop.source,
        passages=tuple(passage.text for passage in hop.exact),
        language=source.language if source else "",
    )


def _shown(hop: Hop, by_number: dict[int, Hop], known: KnownRecords, deeper: int) -> ShownHop:
    source = known.source(hop.source) if hop.source else None
    outlet = hop.outlet or (source.outlet if source else "")
    outlet_name = known.label("outlet", outlet).name if outlet else ""
    parent = by_number.get(hop.from_) if hop.from_ is not None else None
    note = hop.note
    if parent is not None and not deeper:
        note = f"{note} More hops lie behind this one; the data has them all.".strip()
    return ShownHop(
        how=NOT_STATED if hop.how == "not_stated" else HOWS[hop.how],
        name=source.title if source else outlet_name or "not named",
        url=known.label("source", hop.source).path if source else "",
        outlet=outlet_name if source else "",
        published_words=FuzzyDate.parse(source.published).short_words() if source else "",
        named_as=hop.as_,
        exact=tuple(ShownPassage(passage.at, passage.text) for passage in hop.exact),
        note=note,
        hops=(_shown(parent, by_number, known, deeper - 1),) if parent is not None and deeper else (),
    )


def shown_sources(claim: ClaimRecord, known: KnownRecords) -> tuple[ShownSource, ...]:
    """Each source once: those of the chain from the nearest hop on, then those of the findings."""
    keys = [hop.source for hop in claim.chain if hop.source]
    keys += [evidence.source for verdict in claim.verdicts for evidence in verdict.evidence]
    passages = {hop.source: hop.exact[0].text for hop in reversed(claim.chain) if hop.source and hop.exact}
    shown = (_source(key, passages.get(key, ""), known) for key in dict.fromkeys(keys))
    return tuple(source for source in shown if source)


def _source(key: str, passage: str, known: KnownRecords) -> ShownSource | None:
    source = known.source(key)
    if source is None:
        return None
    return ShownSource(
        title=source.title,
        url=known.label("source", key).path,
        outlet=known.label("outlet", source.outlet).name if source.outlet else "outlet not known",
        published_words=FuzzyDate.parse(source.published).short_words(),
        language=language_name(source.language) if source.language else "",
        kind=SOURCE_KINDS.get(source.kind, source.kind),
        original_url=source.url,
        sentence_url=_sentence_url(source.url, passage),
        archived_url=source.archived_url,
        archived_words="",
        retrieved_words=FuzzyDate.parse(source.retrieved).short_words() if source.retrieved else "",
    )


def _sentence_url(url: str, passage: str) -> str:
    """The address with a text fragment: browsers that know it scroll to the words."""
    if not url or not passage or "#" in url or len(passage) > 300:
        return ""
    return f"{url}#:~:text={percent_encoded(passage, safe='')}"


def hop_outlets(sources: Sequence[str], known: KnownRecords) -> set[tuple[str, str]]:
    """The outlets of these sources, as places to be found next."""
    found = (known.source(key) for key in sources)
    return {("outlet", source.outlet) for source in found if source and source.outlet}
