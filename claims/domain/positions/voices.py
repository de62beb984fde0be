"""Voices. A voice is a speaker, an office, or a body with or without its parts.

A statement belongs to the line of its speaker, of joint speakers, and of the voice whose line it states
(``of``, or else the body on whose behalf it was said). If the source names no such body, it also belongs to
the lines of the bodies that its speaker speaks for by office. One statement can therefore be in several
lines. Each point of a line is labelled with its own speaker and voice. What people who are not named say,
and what others say of somebody, is in no line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import structs

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.grades import Grading, Layer, grade_of
from claims.domain.positions.stance_facts import StanceFacts
from claims.domain.record.graphs import reachable
from claims.domain.record.shared import Tenure
from claims.domain.text.folding import fold

T = TypeVar("T")
Office = tuple[str, str]
"""The folded name of an office, and the slug of its body."""


class Voice(NamedTuple):
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


class _Once(Generic[T]):
    """A value that is found once. Of thousands, ``cached_property`` would take a lock each in Python 3.11."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, one: Any, owner: type | None = None) -> T:
        value: T = self._find(one)
        one.__dict__[self._name] = value
        return value


class AttributedStance(StanceFacts, array_like=True, dict=True):
    """A stance with the name, the kind and the offices of its speaker, as the page finds them on record.

    * ``said`` is no later than the dates of the claim's sources, and of claims known to be later.
    * ``offices`` are those that the speaker held on that day, ``speaks_for`` the bodies that he spoke for by
      one of them.
    * ``precedes`` are the keys of claims known to be later, ``taken_back`` those of claims that retract or
      disavow it: it was said all the same.
    """

    said: FuzzyDate = FuzzyDate.unknown()
    speaker_name: str = ""
    speaker_kind: str = "person"
    names_no_office: bool = False
    own_name: str = ""
    offices: frozenset[Office] = frozenset()
    speaks_for: frozenset[str] = frozenset()
    precedes: frozenset[str] = frozenset()
    taken_back: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def since(self) -> FuzzyDate:
        """The baseline of "nothing has changed"; the unknown date without one."""
        return FuzzyDate.parse(self.since_text)

    @_Once
    def place(self) -> str:
        """Where it was said, folded."""
        return fold(self.said_at) if self.said_at else ""

    @_Once
    def grading(self) -> Grading:
        """Its grade, with the reason."""
        # By place: with names, looking up the kept result takes twice as long.
        return grade_of(
            self.form,
            self.speaker_kind,
            self.basis,
            bool(self.answer),
            self.names_no_office,
            self.translated_from,
            self.reach,
        )

    @property
    def layer(self) -> Layer:
        return self.grading.layer

    @property
    def is_in_line(self) -> bool:
        """Whether a line is made of it: it is in own words or reported, and answers or says "unchanged"."""
        return self.grading.is_in_line

    @property
    def is_as_reported(self) -> bool:
        """Whether it is not quoted."""
        return self.grading.is_as_reported

    @property
    def voice(self) -> str:
        """The slug of the voice whose line it states: ``own``, or else the speaker."""
        return self.own or self.speaker

    @property
    def voice_name(self) -> str:
        return self.own_name or self.speaker_name

    @_Once
    def lines(self) -> frozenset[str]:
        """The slugs of those in whose lines it stands."""
        heads = () if self.own else self.speaks_for
        return frozenset((self.voice, self.speaker, *self.with_, *heads))


class Stances(tuple[AttributedStance, ...]):
    """Stances on a position, from which the lines of many voices are taken."""

    @classmethod
    def of(cls, stances: Iterable[AttributedStance]) -> Stances:
        """These stances, as they are if they are such already."""
        return stances if isinstance(stances, cls) else cls(stances)

    @property
    def not_summed_up(self) -> Stances:
        """The stances without sentences that sum up a quotation or a report among them."""
        return self if self._not_summed_up is None else self._not_summed_up

    @cached_property
    def _not_summed_up(self) -> Stances | None:
        """The stances that count, or None if all of them do.

        None, because an object that refers to itself stays in memory until the garbage collector runs.
        """
        if not any(stance.sums_up for stance in self):
            return None
        said = {stance.key for stance in self if stance.is_in_line}
        return Stances(stance for stance in self if stance.is_in_line or not stance.sums_up & said)

    @cached_property
    def by_voice(self) -> Mapping[str, Sequence[AttributedStance]]:
        """The line of each speaker and body, by slug."""
        found: dict[str, list[AttributedStance]] = defaultdict(list)
        for stance in self:
            if stance.grading.layer == "not_named":
                continue
            if stance.own or stance.with_ or stance.speaks_for:
                for slug in stance.lines:
                    found[slug].append(stance)
            else:
                found[stance.speaker].append(stance)
        return dict(found)


def is_of(stance: AttributedStance, voice: Voice) -> bool:
    """Whether a stance belongs to the line of a voice."""
    if stance.layer == "not_named":
        return False
    if voice.office:
        return (fold(voice.office), voice.slug) in stance.offices
    return voice.slug in stance.lines or (voice.with_parts and not voice.parts.isdisjoint(stance.lines))


def line_of(stances: Iterable[AttributedStance], voice: Voice) -> Sequence[AttributedStance]:
    """The stances that belong to the line of a voice, in the order given."""
    if isinstance(stances, Stances) and not (voice.office or voice.with_parts):
        return stances.by_voice.get(voice.slug, ())
    return [stance for stance in stances if is_of(stance, voice)]


def narrowed(stances: Iterable[AttributedStance]) -> Stances:
    """The stances with their dates capped by those of stances that are known to be later."""
    stances = Stances(stances)
    if not any(one.precedes for one in stances):
        return stances
    days = {one.key: one.said.latest for one in stances}
    found = []
    for one in stances:
        later = [days[key] for key in one.precedes if key in days]
        found.append(structs.replace(one, said=one.said.capped(min(later))) if later else one)
    return Stances(found)


def offices_held(tenures: Iterable[Tenure], said: FuzzyDate) -> frozenset[Office]:
    """The offices that a person certainly held when speaking: on all possible days of ``said``.

    An unknown start or end of a tenure is open. An undated claim has no known office.
    """
    return frozenset((fold(tenure.office), tenure.body) for tenure in _held(tenures, said))


def bodies_spoken_for(tenures: Iterable[Tenure], said: FuzzyDate) -> frozenset[str]:
    """The bodies for which a person certainly spoke by office on all possible days of ``said``."""
    return frozenset(tenure.body for tenure in _held(tenures, said) if tenure.speaks_for and tenure.body)


def _held(tenures: Iterable[Tenure], said: FuzzyDate) -> Iterator[Tenure]:
    if said.undated:
        return
    for tenure in tenures:
        began = FuzzyDate.parse(tenure.from_)
        ended = FuzzyDate.parse(tenure.to)
        first = EARLIEST if began.undated else began.latest
        last = LATEST if ended.undated else ended.earliest
        if first <= said.earliest and said.latest <= last:
            yield tenure


def parts_of(body: str, part_of: Mapping[str, str]) -> frozenset[str]:
    """The bodies that are part of a body, at any depth. ``part_of`` gives the parent of each slug.

    There may be circles. Each part is returned once.
    """
    below: dict[str, list[str]] = {}
    for part, whole in part_of.items():
        if whole:
            below.setdefault(whole, []).append(part)
    return reachable(body, below) - {body}
