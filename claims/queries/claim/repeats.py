"""The repeats of a claim by its own voice and the echoes by other speakers, in two sections.

Repeats include repeats of repeats by the same voice. Echoes are one step away from any claim of that group.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.domain.charts.repeats import RepeatMark, RepeatsStrip, lay_out_repeats
from claims.domain.charts.time_strip import StripItem
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.repeats import (
    ONLY_ECHOES,
    ONLY_LINKED,
    Repeats,
    Saying,
    count_repeats,
    echoes_sentence,
    notes_on,
    repeats_sentence,
)
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path
from claims.domain.text.folding import fold
from claims.queries.claim.related import MOST_ECHOES, MOST_REPEATS, LinkKeys
from claims.queries.claim.words import Quotation, shown_words
from claims.queries.known_records import KnownRecords
from claims.queries.stances.of_records import grading_of

MOST_OPEN = 10
"""The number of claims of a list that are shown at first. The others are shown after one click."""


@dataclass(frozen=True, slots=True)
class ShownSaying:
    """A claim of the list. ``way`` describes an echo, and ``why_not_counted`` says why it has no tick."""

    key: str
    url: str
    said_words: str
    said_iso: str
    words: Quotation
    speaker_name: str
    outlet_name: str
    way: str
    why_not_counted: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A tick of the strip. ``name`` is the date and the outlet or speaker.

    A tick of several claims links to the list.
    """

    mark: RepeatMark
    url: str
    name: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """One of the two sections: a sentence, notes, the list, and a strip, which has no marks without a day."""

    sentence: str
    notes: tuple[str, ...]
    strip: RepeatsStrip
    marks: tuple[ShownMark, ...]
    sayings: tuple[ShownSaying, ...]

    @property
    def first_sayings(self) -> tuple[ShownSaying, ...]:
        """The claims that are shown at first. A short list is shown whole."""
        return self.sayings if len(self.sayings) <= MOST_OPEN + 2 else self.sayings[:MOST_OPEN]

    @property
    def further_sayings(self) -> tuple[ShownSaying, ...]:
        return self.sayings[len(self.first_sayings) :]


@dataclass(frozen=True, slots=True)
class ShownRepeats:
    """The two sections: repeats by the voice of the claim, echoes by others. None if there are none."""

    repeats: SaidAgain | None
    echoes: SaidAgain | None


def nearest_outlets(
    claim: ClaimRecord, keys: LinkKeys, known: KnownRecords, *, at: datetime | None = None
) -> dict[str, str]:
    """The slugs of the nearest outlets of a claim and of those that may be its repeats and echoes, by key.

    One query if there are any others.
    """
    others = (*keys.repeats, *keys.echoes, *_own(claim, "repeats"), *_own(claim, "echoes"))
    hops = {
        one.key: hop
        for one in (claim, *_records(claim, others, known).values())
        for hop in one.chain
        if hop.hop == 1
    }
    read = known.and_also({("source", hop.source) for hop in hops.values() if hop.source}, at=at)
    found = {}
    for key, hop in hops.items():
        source = read.source(hop.source)
        found[key] = hop.outlet or (source.outlet if source else "")
    return {key: slug for key, slug in found.items() if slug}


def shown_repeats(
    claim: ClaimRecord, keys: LinkKeys, known: KnownRecords, outlets: Mapping[str, str]
) -> ShownRepeats:
    """The repeats and echoes of a claim, from records that are read already. No query.

    ``outlets`` are the ``nearest_outlets``.
    """
    # A draft is not among the public claims whose relations were followed.
    near = (*keys.incoming, *(relation.to for relation in claim.relations))
    group = _group(claim, _records(claim, [*keys.repeats, *near], known))
    ways = _ways(claim, group, _records(claim, [*keys.echoes, *near], known))
    own = [_saying(one, "", claim, outlets, known) for one in group.values()]
    others = [_saying(one, way, claim, outlets, known) for one, way in ways]
    repeats = count_repeats(_counted(one, known) for one in group.values())
    echoes = count_repeats(_counted(one, known) for one, _ in ways)
    strips = lay_out_repeats(_items(repeats), _items(echoes))
    is_cut = len(keys.repeats) > MOST_REPEATS
    echoes_cut = is_cut or len(keys.echoes) > MOST_ECHOES
    speakers = len({one.speaker for one, _ in ways if not _counted(one, known).why_not_counted})
    return ShownRepeats(
        repeats=_section(
            repeats, repeats_sentence(repeats, is_cut=is_cut), strips[0], own, is_cut, by_outlet=True
        )
        if len(group) > 1
        else None,
        echoes=_section(
            echoes,
            echoes_sentence(echoes, speakers=speakers, is_cut=echoes_cut),
            strips[1],
            others,
            echoes_cut,
            by_outlet=False,
        )
        if ways
        else None,
    )


def _own(claim: ClaimRecord, kind: str) -> list[str]:
    return [relation.to for relation in claim.relations if relation.kind == kind]


def _records(claim: ClaimRecord, keys: Iterable[str], known: KnownRecords) -> dict[str, ClaimRecord]:
    found = ((key, known.claim(key)) for key in keys if key != claim.key)
    return {key: record for key, record in found if record is not None}


def _voice(claim: ClaimRecord) -> set[str]:
    return {claim.speaker, *claim.with_, claim.on_behalf_of} - {""}


def _group(claim: ClaimRecord, others: Mapping[str, ClaimRecord]) -> dict[str, ClaimRecord]:
    """The claim and its repeats by the same voice, at most ``MOST_REPEATS``."""
    voice = _voice(claim)
    candidates = {key: other for key, other in others.items() if _voice(other) & voice}
    candidates[claim.key] = claim
    near: dict[str, set[str]] = {key: set() for key in candidates}
    for key, other in candidates.items():
        for to in _own(other, "repeats"):
            if to in near:
                near[key].add(to)
                near[to].add(key)
    found = {claim.key: claim}
    waiting = [claim.key]
    for key in waiting:
        for other_key in sorted(near[key] - found.keys()):
            if len(found) < MOST_REPEATS:
                found[other_key] = candidates[other_key]
                waiting.append(other_key)
    return found


def _ways(
    claim: ClaimRecord, group: Mapping[str, ClaimRecord], others: Mapping[str, ClaimRecord]
) -> list[tuple[ClaimRecord, str]]:
    """The claims of other speakers that echo one of the group or are echoed, with words for it."""
    ways = []
    for key, other in others.items():
        if key in group or other.speaker == claim.speaker:
            continue
        echoed = set(_own(other, "echoes")) & group.keys()
        echoing = {one for one, member in group.items() if key in _own(member, "echoes")}
        if claim.key in echoed:
            ways.append((other, "echoes this claim"))
        elif claim.key in echoing:
            ways.append((other, "echoed by this claim"))
        elif echoed:
            ways.append((other, "echoes a repeat of it"))
        elif echoing:
            ways.append((other, "echoed by a repeat of it"))
    return sorted(ways, key=lambda pair: pair[0].key)[:MOST_ECHOES]


def _counted(claim: ClaimRecord, known: KnownRecords) -> Saying:
    return Saying(
        key=claim.key,
        said=FuzzyDate.parse(claim.said),
        grading=grading_of(claim, known),
        kind=claim.kind,
        occasion=claim.occasion.slug if claim.occasion else "",
        place=fold(claim.occasion.place) if claim.occasion else "",
        precedes=frozenset(_own(claim, "precedes")),
        sources=frozenset(hop.source for hop in claim.chain if hop.source),
    )


def _saying(
    claim: ClaimRecord, way: str, this: ClaimRecord, outlets: Mapping[str, str], known: KnownRecords
) -> ShownSaying:
    said = FuzzyDate.parse(claim.said)
    outlet = known.outlet(outlets.get(claim.key, ""))
    return ShownSaying(
        key=claim.key,
        url=claim_path(claim.key, claim.words.text),
        said_words=said.short_words(),
        said_iso=said.markup,
        words=shown_words(claim, known).first,
        speaker_name=known.label("speaker", claim.speaker).name,
        outlet_name=outlet.name if outlet else "",
        way=way,
        why_not_counted=_counted(claim, known).why_not_counted,
        is_this=claim.key == this.key,
    )


def _items(repeats: Repeats) -> list[StripItem]:
    return [
        StripItem(one.said.earliest, one.said.latest, one.said.undated, "", key=one.key)
        for one in repeats.counted
    ]


def _section(
    repeats: Repeats,
    sentence: str,
    strip: RepeatsStrip,
    sayings: list[ShownSaying],
    is_cut: bool,
    *,
    by_outlet: bool,
) -> SaidAgain:
    by_key = {one.key: one for one in sayings}
    coverage = ONLY_LINKED if by_outlet else ONLY_ECHOES
    notes = list(notes_on(repeats, is_cut=is_cut, coverage=coverage))
    if rest := len(sayings) - len(repeats.counted):
        notes.insert(0, f"{rest} more {'is' if rest == 1 else 'are'} listed and not counted.")
    if is_cut:
        notes.insert(0, f"More claims are linked than the {len(sayings)} that are looked at here.")
    return SaidAgain(
        sentence=sentence,
        notes=tuple(notes),
        strip=strip,
        marks=tuple(_mark(mark, by_key[mark.key], by_outlet=by_outlet) for mark in strip.marks),
        sayings=tuple(by_key[one.key] for one in repeats.in_order),
    )


def _mark(mark: RepeatMark, saying: ShownSaying, *, by_outlet: bool) -> ShownMark:
    who = saying.outlet_name if by_outlet and saying.outlet_name else saying.speaker_name
    this = "this claim" if saying.is_this else ""
    name = ", ".join(filter(None, (saying.said_words, who, this)))
    if mark.more:
        return ShownMark(mark, f"#said-{mark.key}", f"{name}, and {len(mark.more)} more: see the list", False)
    return ShownMark(mark, saying.url, name, saying.is_this)
