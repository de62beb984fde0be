"""The chain of a claim for its page: the steps by which the words reached us, as drawing and list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.charts.chain import ChainDrawing, draw_chain
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.chain import FIRST_HAND, ChainFacts, ChainHop, chain_problems, describe_chain
from claims.domain.record.chain_words import (
    UNNAMED,
    chain_sentence,
    chain_story,
    circle_sentence,
    drift_sentence,
    hop_sentence,
    not_compared_sentence,
    origins_sentence,
)
from claims.domain.record.claim import ClaimRecord, Hop, Passage
from claims.domain.record.vocabulary import HOWS, SOURCE_KINDS
from claims.domain.text.diff import Run
from claims.domain.text.shortened import shortened
from claims.queries.claim.rows import language_name
from claims.queries.known_records import KnownRecords

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ShownHop:
    """One hop. ``party`` is its outlet, else its source; ``sentence`` says how it got the words.

    ``label`` and ``detail`` are its two lines in the drawing, which fit a phone.
    """

    number: int
    party: str
    sentence: str
    title: str
    url: str
    published_words: str
    named_as: str
    exact: tuple[Passage, ...]
    note: str
    lang: str
    how: str
    is_circular: bool
    is_first_hand: bool
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class ShownDrift:
    """The changes of the words from one hop to the next. ``runs`` is empty if marks are off."""

    sentence: str
    runs: tuple[Run, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class ShownChain:
    """The hops in the order of the drawing, from our page to the speaker, with sentences about them.

    ``story`` says in one line who has the words from whom.
    """

    hops: tuple[ShownHop, ...]
    by_number: Mapping[int, ShownHop]
    drawing: ChainDrawing
    sentences: tuple[str, ...]
    drift: tuple[ShownDrift, ...]
    story: str
    reaches_first_hand: bool


def shown_chain(claim: ClaimRecord, known: KnownRecords) -> ShownChain:
    """The chain of a claim for its page. If the hops of a draft form no chain, a sentence says why."""
    hops = tuple(_domain_hop(hop, known) for hop in claim.chain)
    problems = chain_problems(hops)
    facts = ChainFacts() if problems else describe_chain(hops)
    drawing = draw_chain((hop.number, hop.parent) for hop in hops)
    parties = {hop.hop: _party(hop, known) for hop in claim.chain}
    by_number = {hop.hop: _shown(hop, parties, facts, known, drawing.characters) for hop in claim.chain}
    in_rows = [mark.hop for mark in drawing.marks]
    behind = sorted(by_number.keys() - set(in_rows))
    listed = [by_number[number] for number in (*in_rows, *behind)[:MOST_LISTED]]
    sentences = (
        [f"These steps are no chain: {'; '.join(problems)}."] if problems else _sentences(facts, parties)
    )
    if len(by_number) > len(listed):
        sentences.append(f"{len(by_number) - len(listed):,} more steps are in the data of this claim.")
    return ShownChain(
        hops=tuple(listed),
        by_number=by_number,
        drawing=drawing,
        sentences=tuple(sentences),
        drift=_drift(facts, {hop.number: hop for hop in hops}),
        story=sentences[0]
        if problems
        else chain_story(hops, facts, _in_story(claim, parties, known), own=_own(claim, parties, known)),
        reaches_first_hand=facts.reaches_first_hand,
    )


def _own(claim: ClaimRecord, parties: Mapping[int, str], known: KnownRecords) -> frozenset[int]:
    """The numbers of the hops that are the speaker."""
    speaker = known.label("speaker", claim.speaker).name
    return frozenset(hop.hop for hop in claim.chain if hop.from_ is None and parties[hop.hop] == speaker)


def _in_story(claim: ClaimRecord, parties: Mapping[int, str], known: KnownRecords) -> dict[int, str]:
    """The names of the parties, by number. If one page is cited, it is "this article" or the like."""
    pages = [hop for hop in claim.chain if hop.source]
    source = known.source(pages[0].source) if len(pages) == 1 else None
    if source is None:
        return dict(parties)
    kind = SOURCE_KINDS.get(source.kind, "")
    page = f"this {kind if kind and source.kind != 'other' else 'page'}"
    return {**parties, pages[0].hop: page}


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


def _sentences(facts: ChainFacts, parties: dict[int, str]) -> list[str]:
    circle = circle_sentence(facts, [parties[number] for number in facts.circular_hops])
    found = (chain_sentence(facts), origins_sentence(facts), circle)
    return [sentence for sentence in found if sentence]


def _party(hop: Hop, known: KnownRecords) -> str:
    """The name of a hop: its outlet, else the outlet of its source, else the source."""
    source = known.source(hop.source) if hop.source else None
    outlet = hop.outlet or (source.outlet if source else "")
    if outlet:
        return known.label("outlet", outlet).name
    return source.title if source else UNNAMED


def _shown(
    hop: Hop, parties: dict[int, str], facts: ChainFacts, known: KnownRecords, characters: int
) -> ShownHop:
    source = known.source(hop.source) if hop.source else None
    parent = hop.from_
    behind = f"step {parent} ({parties[parent]})" if parent is not None and parent in parties else None
    is_circular = hop.hop in facts.circular_hops
    published = FuzzyDate.parse(source.published).short_words() if source else ""
    return ShownHop(
        number=hop.hop,
        party=parties[hop.hop],
        sentence=hop_sentence(hop.how, behind),
        title=source.title if source else "",
        url=known.label("source", hop.source).path if source else "",
        published_words=published,
        named_as=hop.as_,
        exact=hop.exact,
        note=hop.note,
        lang=source.language if source else "",
        how=hop.how,
        is_circular=is_circular,
        is_first_hand=hop.how in FIRST_HAND,
        # The bold type of a party is an eighth wider.
        label=shortened(f"{hop.hop} · {parties[hop.hop]}", characters * 7 // 8),
        detail=fitting([HOWS[hop.how], "circular" if is_circular else "", published], characters),
    )


def fitting(parts: list[str], characters: int) -> str:
    """As many whole parts as fit, but at least one. No date is cut."""
    shown = ""
    for part in filter(None, parts):
        longer = f"{shown} · {part}" if shown else part
        if shown and len(longer) > characters:
            break
        shown = longer
    return shortened(shown, characters)


def _drift(facts: ChainFacts, hops: dict[int, ChainHop]) -> tuple[ShownDrift, ...]:
    """The changes of the words at each hop, in order, or the reason why they are not compared."""
    shown = {
        drift.hop: ShownDrift(
            drift_sentence(drift),
            drift.words.runs if drift.words.marks_by_default else (),
            hops[drift.hop].language,
        )
        for drift in facts.drift
    }
    for pair in facts.not_compared:
        named = [language_name(code) if code else "" for code in pair.languages]
        sentence = not_compared_sentence(pair.origin, pair.hop, (named[0], named[1]))
        shown[pair.hop] = ShownDrift(sentence, (), "")
    return tuple(shown[number] for number in sorted(shown))


def hop_outlets(sources: Sequence[str], known: KnownRecords) -> set[tuple[str, str]]:
    """The outlets of these sources, as record type and slug."""
    found = (known.source(key) for key in sources)
    return {("outlet", source.outlet) for source in found if source and source.outlet}
