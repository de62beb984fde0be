"""Sentences about a chain of attribution. They state only what its hops show."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from claims.domain.record.chain import FIRST_HAND, ChainFacts, ChainHop, Drift
from claims.domain.record.vocabulary import HOWS
from claims.domain.text.plurals import number_of

UNNAMED = "a party that is not named"
MOST_NAMED = 3
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def chain_sentence(facts: ChainFacts) -> str:
    """The length of the chain, and whether anybody on it is known to have heard the words."""
    if not facts.depth:
        return "How the words reached us is not recorded."
    hops = number_of(facts.depth, "step")
    starts, heard = len(facts.ends), len(facts.first_hand_ends)
    if starts > 1:
        hops = f"at most {hops}, from {_number(starts)} starting points"
    way = f"The words reached us through {hops}"
    if not heard:
        return f"{way}; nobody on the way is known to have heard them."
    if heard == starts:
        return f"{way}; {'the last has' if starts == 1 else 'each of them has'} them at first hand."
    return f"{way}; {_number(heard)} of them {'has' if heard == 1 else 'have'} them at first hand."


def origins_sentence(facts: ChainFacts) -> str:
    """The number of independent origins, as far as recorded; empty without hops.

    Parties linked by a hop are one origin, and parties without a name are not known to differ from others. An
    origin that did not hear the words first hand may have them from another one that is not recorded.
    """
    number = facts.independent_origins
    if not number:
        return ""
    if number == 1:
        return "One independent origin is known."
    origins = f"{_number(number).capitalize()} origins are known that no step on our record links"
    if facts.first_hand_ends == facts.ends:
        return (
            f"{_number(number).capitalize()} independent origins are known: no step on our record links them."
        )
    return f"{origins}; whether all of them are independent is not known, for not each is first hand."


_FROM_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "direct_quote": "{by} quotes {origin}",
        "indirect_quote": "{by} reports what it has from {origin}",
        "wire": "{by} prints a report of {origin}",
        "translation": "{by} translates {origin}",
        "summary": "{by} sums up {origin}",
        "aggregation": "{by} has it from {origin}",
        "anonymous_source": "{by} has it from {origin}",
        "not_stated": "{by} has it from {origin}; how is not said",
    }
)
_AT_THE_END: Mapping[str, str] = MappingProxyType(
    {
        "first_hand": "{by} heard it first hand",
        "recording": "{by} has a recording",
        "transcript": "{by} has a transcript",
        "direct_quote": "{by} quotes the speaker; how it got the words is not said",
        "indirect_quote": "{by} reports what was said; how it knows is not said",
        "wire": "{by} prints a report of a news agency that is not named",
        "translation": "{by} translates the words; how it got them is not said",
        "summary": "{by} sums up what was said; how it knows is not said",
        "aggregation": "{by} puts it together from pages that are not named",
        "anonymous_source": "{by} has it from a source that is not named",
        "not_stated": "how {by} got the words is not said",
    }
)
MOST_STEPS = 5
"""A longer chain is given as a number of steps and as a list."""


def chain_story(
    hops: Sequence[ChainHop],
    facts: ChainFacts,
    parties: Mapping[int, str],
    *,
    own: Collection[int] = (),
) -> str:
    """A chain as sentences: "This article quotes RBC; how RBC got the words is not said. One origin.".

    ``parties`` are the names of hops by number, ``own`` the hops that are the speaker itself. ``facts`` are
    those of a valid chain.
    """
    if not hops or len(hops) > MOST_STEPS:
        return " ".join(filter(None, (chain_sentence(facts), origins_sentence(facts))))
    if len(hops) == 1 and own:
        return "The outlet’s own sentence."
    parts = []
    for hop in sorted(hops, key=lambda hop: hop.number):
        if hop.number in own:
            words = f"the sentence is {parties[hop.number]}’s own"
        elif hop.parent is None or hop.how in FIRST_HAND:
            words = _AT_THE_END[hop.how].format(by=parties[hop.number])
        else:
            words = _FROM_OTHERS[hop.how].format(by=parties[hop.number], origin=parties[hop.parent])
        parts.append(words)
    story = "; ".join(parts)
    origins = "One origin." if facts.independent_origins == 1 else origins_sentence(facts)
    return f"{story[:1].upper()}{story[1:]}. {origins}".strip()


def circle_sentence(facts: ChainFacts, names: Sequence[str]) -> str:
    """A sentence if parties took the words from themselves, else empty. ``names`` are in hop order."""
    distinct = list(dict.fromkeys(names))
    if not facts.circular_hops:
        return ""
    if len(distinct) == 1:
        return f"Circular reporting: {distinct[0]} has the words, by way of others, from itself."
    named = distinct[:MOST_NAMED]
    more = len(distinct) - len(named)
    if more:
        named.append(f"{more} more")
    parties = f"{', '.join(named[:-1])} and {named[-1]}"
    return f"Circular reporting: {parties} have the words, by way of others, from themselves."


def hop_sentence(how: str, parent: str | None) -> str:
    """How a hop got the words: "direct quotation, from step 2 (RBC)". ``parent`` names the hop before it."""
    if how == "not_stated":
        stated = "how it had the words is not stated"
        return f"had the words from {parent}; {stated.replace('the words', 'them')}" if parent else stated
    if parent:
        return f"{HOWS[how]}, from {parent}"
    return HOWS[how] if how in FIRST_HAND else f"{HOWS[how]}; from whom it had the words is not recorded"


def drift_sentence(drift: Drift) -> str:
    """The changes of the words between two hops: "From step 2 to step 1: kept 5 words, removed 0, …"."""
    way = f"From step {drift.origin} to step {drift.hop}"
    if not drift.words.marks_by_default:
        return f"{way}: the passages have almost nothing in common, so that word marks are off."
    return f"{way}: {drift.words.sentence}."


def not_compared_sentence(origin: int, hop: int, languages: tuple[str, str]) -> str:
    """Why the passages of two hops are not compared. ``languages`` are names, or empty if not known."""
    way = f"From step {origin} to step {hop}"
    if not all(languages):
        return f"{way}: the language of a passage is not known, so that word marks are off."
    return f"{way}: from {languages[0]} to {languages[1]}, so that word marks are off."


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
