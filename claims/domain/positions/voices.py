"""Voices. A voice is a speaker, an office, or a body with or without its parts.

A statement belongs to the line of its speaker, of joint speakers, and of the voice whose line it states
(``of``, or else the body on whose behalf it was said). One statement can therefore be in two lines. Each
point of a line is labelled with its own speaker and voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.counting import as_reported, why_not_counted
from claims.domain.record.graphs import reachable
from claims.domain.record.shared import Tenure
from claims.domain.text.folding import fold

Office = tuple[str, str]
"""The folded name of an office, and the slug of its body."""

NO_STANCE = (
    "Not counted: a source says that the speaker said nothing. That is no stance, and no search of ours."
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker or body by ``slug``, or an ``office`` of that body. ``parts`` are the slugs of its parts."""

    slug: str
    name: str
    office: str = ""
    with_parts: bool = False
    parts: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """ "Kremlin", "Kremlin with its parts", "Press secretary (Kremlin)"."""
        if self.office:
            return f"{self.office} ({self.name})"
        return f"{self.name} with its parts" if self.with_parts else self.name


@dataclass(frozen=True, slots=True)
class AttributedStance:
    """A stance with the facts of its claim that a timeline needs.

    ``said`` is no later than the dates of the claim's sources. ``own`` is the slug of the voice whose line it
    states. ``answer`` is empty if it only says that nothing has changed, ``since`` is the baseline of that.
    ``offices`` are those that the speaker held on that day, ``precedes`` the keys of claims known to be
    later. ``confirmed`` is the editor's outcome of the check of "nothing has changed". ``taken_back`` are the
    keys of claims that retract or disavow it: such a stance still counts, but pages must say so.
    """

    key: str
    said: FuzzyDate
    speaker: str
    speaker_name: str
    speaker_kind: str = "person"
    own: str = ""
    own_name: str = ""
    answer: str = ""
    unchanged: bool = False
    since: FuzzyDate = field(default_factory=FuzzyDate.unknown)
    form: str = "quoted"
    basis: str = "own_words"
    kind: str = "statement"
    role: str = ""
    occasion: str = ""
    condition: str = ""
    with_: frozenset[str] = frozenset()
    offices: frozenset[Office] = frozenset()
    precedes: frozenset[str] = frozenset()
    confirmed: str = ""
    taken_back: frozenset[str] = frozenset()

    @property
    def why_not_counted(self) -> str:
        """The reason why it does not count, as a sentence; empty if it counts."""
        if self.kind == "reported_silence":
            return NO_STANCE
        return why_not_counted(self.form, self.speaker_kind, self.basis)

    @property
    def is_as_reported(self) -> bool:
        """Whether only a part of the words, or indirect speech, is known."""
        return as_reported(self.form)

    @property
    def voice(self) -> str:
        """The slug of the voice whose line it states: ``own``, or else the speaker."""
        return self.own or self.speaker

    @property
    def voice_name(self) -> str:
        return self.own_name or self.speaker_name


def is_of(stance: AttributedStance, voice: Voice) -> bool:
    """Whether a stance belongs to the line of a voice."""
    if voice.office:
        return (fold(voice.office), voice.slug) in stance.offices
    voices = {stance.voice, stance.speaker, *stance.with_}
    return voice.slug in voices or (voice.with_parts and bool(voice.parts & voices))


def line_of(stances: Iterable[AttributedStance], voice: Voice) -> tuple[AttributedStance, ...]:
    """The stances that belong to the line of a voice, in the order given."""
    return tuple(stance for stance in stances if is_of(stance, voice))


def offices_held(tenures: Iterable[Tenure], said: FuzzyDate) -> frozenset[Office]:
    """The offices that a person certainly held when speaking: on all possible days of ``said``.

    An unknown start or end of a tenure is open. An undated claim has no known office.
    """
    if said.undated:
        return frozenset()
    held = set()
    for tenure in tenures:
        began = FuzzyDate.parse(tenure.from_)
        ended = FuzzyDate.parse(tenure.to)
        first = EARLIEST if began.undated else began.latest
        last = LATEST if ended.undated else ended.earliest
        if first <= said.earliest and said.latest <= last:
            held.add((fold(tenure.office), tenure.body))
    return frozenset(held)


def parts_of(body: str, part_of: Mapping[str, str]) -> frozenset[str]:
    """The bodies that are part of a body, at any depth. ``part_of`` gives the parent of each slug.

    Circles do no harm: each part is named once.
    """
    below: dict[str, list[str]] = {}
    for part, whole in part_of.items():
        if whole:
            below.setdefault(whole, []).append(part)
    return reachable(body, below) - {body}
