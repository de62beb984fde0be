"""The chain of attribution: how words reached us, what makes a chain invalid, and what follows from it.

Hop 1 is the nearest to us. The parent of a hop is the one from which it took the words:

    1 direct_quote ──▶ 3 wire ──▶ 4 transcript        two outlets, one wire, first hand reached:
    2 direct_quote ──▶ 3                               depth 3, one independent origin
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct
from rapidfuzz.distance import Indel

from claims.domain.errors import InvalidRecord
from claims.domain.record.graphs import depths_of, loops_in, reachable
from claims.domain.record.vocabulary import HOWS
from claims.domain.text.diff import WordDiff, compare_words
from claims.domain.text.folding import fold
from claims.domain.text.pairs import language_of
from claims.domain.text.word_folding import folded, is_word, tokens

FIRST_HAND = frozenset({"first_hand", "recording", "transcript"})
"""The ways of a hop at first hand. A chain reaches the first hand only if it *ends* in one of them."""

MOST_PASSAGES = 6
"""The number of passages of a hop, and of its parent, that are compared: the first ones."""

MOST_DRIFTS = 24
"""The number of pairs of hops whose wording is compared, the nearest to us first."""


class ChainHop(Struct, frozen=True, gc=False):
    """One hop with the facts that matter for the chain.

    ``label`` identifies the party (the slug of an outlet, else the key of a source). Hops with the same label
    are the same party, and a party without a label may be any other. ``passages`` are its exact words in
    ``language``. Only words in the same known language are compared.
    """

    number: int
    how: str
    parent: int | None = None
    label: str = ""
    passages: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """The change of wording from one hop (``origin``) to the hop that took the words from it (``hop``)."""

    origin: int
    hop: int
    words: WordDiff


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Two hops whose passages are not compared, because their ``languages`` differ or are not known."""

    origin: int
    hop: int
    languages: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """What follows from a chain.

    ``ends`` are the hops without a parent, ``first_hand_ends`` those of them at first hand. ``circular_hops``
    are hops of parties that took the words from themselves by way of others.
    """

    depth: int = 0
    ends: tuple[int, ...] = ()
    first_hand_ends: tuple[int, ...] = ()
    independent_origins: int = 0
    circular_hops: tuple[int, ...] = ()
    drift: tuple[Drift, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()

    @property
    def reaches_first_hand(self) -> bool:
        return bool(self.first_hand_ends)


def chain_problems(hops: Iterable[ChainHop]) -> tuple[str, ...]:
    """Why the hops are not a valid chain, as sentences; empty if they are. No hops are valid."""
    hops = tuple(hops)
    numbers = [hop.number for hop in hops]
    problems = []
    if sorted(numbers) != list(range(1, len(hops) + 1)):
        problems.append(f"steps are numbered 1 to {len(hops)}, each once")
    for hop in hops:
        if hop.how not in HOWS:
            problems.append(f"step {hop.number}: “{hop.how}” is not a way in which words reach somebody")
        if hop.parent == hop.number:
            problems.append(f"step {hop.number} cannot have the words from itself")
        elif hop.parent is not None and hop.parent not in numbers:
            problems.append(f"step {hop.number} has the words from step {hop.parent}, which is not there")
    # Steps that all have the words from later ones, or all from earlier ones, make no loop.
    ways = {hop.parent > hop.number for hop in hops if hop.parent is not None}
    for loop in loops_in({hop.number: hop.parent for hop in hops}) if len(ways) > 1 else ():
        if len(loop) > 1:
            problems.append(f"step {min(loop)} has the words from itself, by way of {len(loop) - 1} more")
    return tuple(problems)


def check_chain(hops: Iterable[ChainHop]) -> None:
    """Raise ``InvalidRecord`` with all problems if the hops are not a valid chain."""
    problems = chain_problems(hops)
    if problems:
        raise InvalidRecord("; ".join(problems), field="chain")


def describe_chain(hops: Iterable[ChainHop]) -> ChainFacts:
    """The facts of a chain, with its hops in any order. Raises ``InvalidRecord`` if it is not valid."""
    ordered = sorted(hops, key=lambda hop: hop.number)
    check_chain(ordered)
    reach = _reach(ordered)
    ends = [hop for hop in ordered if hop.parent is None]
    drift, not_compared = _drift(ordered)
    return ChainFacts(
        depth=max(depths_of({hop.number: hop.parent for hop in ordered}).values(), default=0),
        ends=tuple(hop.number for hop in ends),
        first_hand_ends=tuple(hop.number for hop in ends if hop.how in FIRST_HAND),
        independent_origins=_independent_origins(ordered, reach),
        circular_hops=tuple(hop.number for hop in ordered if _party(hop) in reach[_party(hop)]),
        drift=drift,
        not_compared=not_compared,
    )


Party = tuple[str, str]


def _party(hop: ChainHop) -> Party:
    """The party of a hop. An outlet at first hand and the same outlet with others' words are two parties."""
    own = "first hand" if hop.parent is None and hop.how in FIRST_HAND else ""
    return (own, fold(hop.label) or f"#{hop.number}")


def _reach(hops: Sequence[ChainHop]) -> dict[Party, frozenset[Party]]:
    """The parties from which each party has the words, directly or indirectly, but not directly itself."""
    by_number = {hop.number: _party(hop) for hop in hops}
    direct: dict[Party, set[Party]] = {party: set() for party in by_number.values()}
    for hop in hops:
        if hop.parent is not None and by_number[hop.parent] != by_number[hop.number]:
            direct[by_number[hop.number]].add(by_number[hop.parent])
    return {party: reachable(party, direct) for party in direct}


def _independent_origins(hops: Sequence[ChainHop], reach: Mapping[Party, Collection[Party]]) -> int:
    """The number of parties at the ends. Parties that have the words from one another are one origin.

    Ends without a label may be the same as others. They count, as one, only if no end has a label.
    """
    named = {_party(hop) for hop in hops if fold(hop.label)}
    origins = set()
    for party, further in reach.items():
        circle = {party, *further}
        if party in named and all(party in reach[other] for other in further):
            origins.add(frozenset(circle))
    return len(origins) or min(len(hops), 1)


def _drift(hops: Sequence[ChainHop]) -> tuple[tuple[Drift, ...], tuple[NotCompared, ...]]:
    """The differences between the most similar passages of each hop and its parent."""
    by_number = {hop.number: hop for hop in hops}
    drift, not_compared = [], []
    taken = [(by_number[hop.parent], hop) for hop in hops if hop.parent is not None]
    pairs = [(origin, hop) for origin, hop in taken if origin.passages and hop.passages]
    for origin, hop in pairs[:MOST_DRIFTS]:
        if not _same_language(origin, hop):
            not_compared.append(NotCompared(origin.number, hop.number, (origin.language, hop.language)))
            continue
        closest = compare_words(*_closest(origin.passages, hop.passages))
        if not closest.same_wording:
            drift.append(Drift(origin.number, hop.number, closest))
    return tuple(drift), tuple(not_compared)


def _closest(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The two most similar passages by 2M/T on folded words; of equal ones the first."""
    words = {text: _words(text) for text in (*before[:MOST_PASSAGES], *after[:MOST_PASSAGES])}
    pairs = [(one, other) for one in before[:MOST_PASSAGES] for other in after[:MOST_PASSAGES]]
    return max(pairs, key=lambda pair: Indel.normalized_similarity(words[pair[0]], words[pair[1]]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(token) for token in tokens(text) if is_word(token))


def _same_language(one: ChainHop, other: ChainHop) -> bool:
    """Whether both are known to be in the same language: a translation is not a change of words."""
    languages = {language_of(one.language), language_of(other.language)}
    return len(languages) == 1 and languages.isdisjoint({"", "und"})
