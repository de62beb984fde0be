"""The public stances on positions, with everything that timelines need, today or at an instant.

A position may have thousands of stances, and every page about it reads them all: so few queries are made, and
the stored facts are read without the documents of claims and sources.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from claims.database.chunks import CHUNK
from claims.database.stance_texts import stances_on, stances_on_of, taken_back_and_moved
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.voices import (
    AttributedStance,
    Stances,
    Voice,
    bodies_spoken_for,
    narrowed,
    offices_held,
)
from claims.domain.record.shared import Tenure
from claims.models.moves import Moves
from claims.queries.records import public_values, referring

VOICES: Final = ("speaker", "on_behalf_of", "line_of")
"""The facets that name the speakers in whose lines a claim stands."""
_DECODER: Final = Decoder(list[list[AttributedStance]])


class Speaker(Struct, frozen=True):
    """What stances need of the document of a speaker."""

    name: str
    kind: str = "person"
    names_no_office: bool = False
    part_of: str = ""
    tenures: tuple[Tenure, ...] = ()


READ_SPEAKER: Final = Decoder(Speaker).decode


@dataclass(frozen=True, slots=True)
class ReadStances:
    """The stances ``on`` each position, oldest first, and their ``speakers``, by slug."""

    on: Mapping[str, Stances]
    speakers: Mapping[str, Speaker]


class VoiceHeard(NamedTuple):
    """A voice on a position, with the numbers of its statements and of the sentences that sum it up."""

    voice: Voice
    statements: int
    summed_up: int


def read_stances(
    positions: Collection[str], *, of: Collection[str] = (), at: datetime | None = None
) -> ReadStances:
    """All public stances on these positions, today or ``at`` an instant. Three queries.

    ``of`` keeps only stances by these speakers: their own, joint ones, those for them, and those of their
    heads. Two queries more, three for a past day.
    """
    found: dict[str, list[AttributedStance]] = {position: [] for position in positions}
    if not found:
        return ReadStances({}, {})
    texts = stances_on_of(found, VOICES, _named(of, at), at) if of else stances_on(found, at)
    read = [one for stances in _DECODER.decode(texts) for one in stances if one.position in found]
    if of or len(found) > 1:  # A claim comes once for each value by which it is found.
        read = list({(one.key, one.position): one for one in read}.values())
    others, moves = _taken_back_and_moves({stance.key for stance in read}, at)
    if moves.leads:
        _follow(read, moves.now)
    named = {stance.speaker for stance in read} | {stance.own for stance in read}
    named = named.union(*[stance.with_ for stance in read if stance.with_])
    places = (("speaker", slug) for slug in named - {""})
    speakers = {slug: one for (_, slug), one in public_values(places, READ_SPEAKER, at=at).items()}
    _add_facts_of_speakers(read, speakers, others)
    for stance in sorted(read, key=_oldest):
        found[stance.position].append(stance)
    return ReadStances({position: narrowed(stances) for position, stances in found.items()}, speakers)


def _named(of: Collection[str], at: datetime | None) -> set[str]:
    """All keys by which claims can name these speakers or their heads."""
    found = {*of, *_heads(of, at)}
    if at is None:  # Today claims are found by the keys of today.
        return found
    moves = Moves.read(types=["speaker"], at=at)
    return found.union(*(moves.formers("speaker", slug) for slug in found))


def _follow(stances: Iterable[AttributedStance], now: Callable[[str, str], str]) -> None:
    """Give stances the keys of today of speakers and outlets that were merged or renamed."""
    for stance in stances:
        stance.speaker, stance.own = now("speaker", stance.speaker), now("speaker", stance.own)
        others = frozenset(now("speaker", slug) for slug in stance.with_)
        stance.with_ = others - {stance.speaker}
        stance.outlets = frozenset(now("outlet", slug) for slug in stance.outlets)


def _add_facts_of_speakers(
    stances: Iterable[AttributedStance],
    speakers: Mapping[str, Speaker],
    others: Mapping[str, frozenset[str]],
) -> None:
    for stance in stances:
        stance.said = _said(stance.said_text, stance.published)
        speaker = speakers.get(stance.speaker) or Speaker(stance.speaker)
        stance.speaker_name, stance.speaker_kind = speaker.name, speaker.kind
        stance.names_no_office = speaker.names_no_office
        if stance.own:
            stance.own_name = speakers[stance.own].name if stance.own in speakers else stance.own
        if speaker.tenures:
            stance.offices = offices_held(speaker.tenures, stance.said)
            stance.speaks_for = bodies_spoken_for(speaker.tenures, stance.said)
        if stance.related:
            stance.precedes = stance.related
        if stance.key in others:
            stance.taken_back = others[stance.key]
            stance.precedes |= stance.taken_back


@lru_cache(maxsize=8192)
def _said(text: str, published: str) -> FuzzyDate:
    said = FuzzyDate.parse(text)
    return said.capped(date.fromisoformat(published)) if published else said


def _oldest(stance: AttributedStance) -> tuple[bool, date, str]:
    said = stance.said
    return said.undated, said.latest if said.starts_open else said.earliest, stance.key


def _heads(bodies: Iterable[str], at: datetime | None) -> set[str]:
    """Those whose office speaks for one of these bodies."""
    held = referring("speaker", (("speaker", body) for body in bodies), at=at)
    return {
        document["slug"]
        for (_, body), document in held
        for tenure in document.get("tenures", ())
        if tenure.get("body") == body and tenure.get("speaks_for")
    }


def _taken_back_and_moves(
    keys: Collection[str], at: datetime | None
) -> tuple[Mapping[str, frozenset[str]], Moves]:
    """For the keys of claims, the claims that retract or disavow them; and the moves of speakers and outlets.

    One query, or none without keys.
    """
    if not keys:
        return {}, Moves({})
    found: dict[str, set[str]] = defaultdict(set)
    # Retractions are rare: for many claims it is quicker to read them all.
    taken_back, moved = taken_back_and_moved(keys if len(keys) <= CHUNK else None, at)
    for key, by in taken_back:
        found[key].add(by)
    return {key: frozenset(by) for key, by in found.items()}, Moves.of(moved)


def voices_on(stances: Sequence[AttributedStance], named: Mapping[str, str]) -> tuple[VoiceHeard, ...]:
    """The voices of these stances, the one with the most statements first.

    A voice is every speaker, alone or jointly, everybody for whom they spoke, and every body whose head
    spoke; at equal numbers those spoken for come first. ``named`` has the names of bodies and of speakers who
    only spoke jointly (``unnamed_voices``); others of them are left out.
    """
    attributed = {stance.own for stance in stances}
    counted = []
    for slug, line in Stances.of(stances).not_summed_up.by_voice.items():
        if name := _name_in(line, slug) or named.get(slug, ""):
            statements = sum([one.grading.is_in_line for one in line])
            counted.append((-statements, statements - len(line), slug not in attributed, name, slug))
    return tuple(
        VoiceHeard(Voice(slug, name), -statements, -summed_up)
        for statements, summed_up, _, name, slug in sorted(counted)
    )


def _name_in(line: Iterable[AttributedStance], slug: str) -> str:
    """The name of a voice as its line has it; empty if it only spoke jointly or through a head."""
    for one in line:
        if one.speaker == slug:
            return one.speaker_name
        if one.own == slug:
            return one.own_name
    return ""


def unnamed_voices(stances: Iterable[AttributedStance]) -> frozenset[str]:
    """Voices whose names the stances do not have: who only spoke jointly, and bodies whose heads spoke."""
    stances = tuple(stances)
    voices = frozenset().union(*[one.lines for one in stances if one.with_ or one.speaks_for])
    return voices - {one.speaker for one in stances} - {one.own for one in stances}
