"""The voice that a page of a position follows, and the voices that can be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.domain.errors import InvalidQuery, shown
from claims.domain.positions.voices import AttributedStance, Stances, Voice, line_of, parts_of
from claims.domain.record.identity import Place
from claims.domain.record.shared import Tenure
from claims.domain.text.folding import fold
from claims.domain.text.plurals import number_of
from claims.queries.paging import address
from claims.queries.records import public_values
from claims.queries.stances.attributed import (
    READ_SPEAKER,
    ReadStances,
    Speaker,
    VoiceHeard,
    unnamed_voices,
)

MOST_OFFERED = 6
"""This many voices are shown at first; the others can be opened."""
MOST_LISTED = 60
"""This many voices are listed, this many bodies with their parts, and this many offices."""
_Offered = tuple[Voice, int | None, int]
"""A voice, and the numbers of its statements and of the sentences that sum it up."""


@dataclass(frozen=True, slots=True)
class AskedVoice:
    """The voice in the address; the page chooses if it is empty. ``parts`` is "1" or empty."""

    voice: str = ""
    parts: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class KnownVoices:
    """What is known of the speakers on a position, by slug.

    ``part_of`` is the body above a speaker, ``tenures`` are the offices of a speaker, and ``names`` has the
    names of these bodies and of joint speakers.
    """

    part_of: Mapping[str, str]
    names: Mapping[str, str]
    tenures: Mapping[str, Sequence[Tenure]]


@dataclass(frozen=True, slots=True)
class VoiceLink:
    """A voice to follow. ``statements`` is their number, None if they are counted only once chosen."""

    label: str
    url: str
    statements: int | None
    summed_up: int
    chosen: bool

    @property
    def note(self) -> str:
        """ "6 statements; summed up: 2", or nothing."""
        parts = [number_of(self.statements, "statement")] if self.statements else []
        return "; ".join([*parts, f"summed up: {self.summed_up:,}"] if self.summed_up else parts)


def known_voices(read: ReadStances, *, at: datetime | None = None) -> KnownVoices:
    """What is on record of the voices of these stances. A query for each level of bodies above them."""
    stances = [stance for stances in read.on.values() for stance in stances]
    known = dict(read.speakers)
    tenures = {
        slug: held
        for slug in {stance.speaker for stance in stances} & known.keys()
        if (held := tuple(tenure for tenure in known[slug].tenures if tenure.body))
    }
    named = {*unnamed_voices(stances), *(tenure.body for held in tenures.values() for tenure in held)}
    part_of: dict[str, str] = {}
    asked: set[Place] = set()
    new: Mapping[str, Speaker] = known
    while new:
        above = {slug: one.part_of for slug, one in new.items() if one.part_of}
        part_of |= above
        named |= set(above.values())
        missing = {("speaker", slug) for slug in named - known.keys()} - asked
        new = {key: one for (_, key), one in public_values(missing, READ_SPEAKER, at=at).items()}
        asked |= missing
        known |= new
    names = {slug: known[slug].name for slug in named & known.keys()}
    return KnownVoices(part_of, names, tenures)


def chosen_voice(asked: AskedVoice, heard: Sequence[VoiceHeard], known: KnownVoices) -> Voice | None:
    """The voice to follow: the requested one, else the one with the most statements. None if nobody speaks.

    Raises InvalidQuery for a voice that the position does not have.
    """
    if asked.parts not in ("", "1"):
        raise InvalidQuery(f"“parts” is 1 or left out, not “{shown(asked.parts)}”", field="parts")
    if not asked.voice:
        if asked.parts or asked.office:
            name = "office" if asked.office else "parts"
            raise InvalidQuery(f"“{name}” needs a voice", field=name, mend="name the body in “voice”")
        return heard[0].voice if heard else None
    names = {**known.names, **{one.voice.slug: one.voice.name for one in heard}}
    if asked.voice not in names:
        raise InvalidQuery(
            f"“{shown(asked.voice)}” does not speak on this position", field="voice", mend="follow a link"
        )
    name = names[asked.voice]
    if asked.office:
        return Voice(asked.voice, name, office=_office(asked, known))
    if not asked.parts:
        return Voice(asked.voice, name)
    return _with_parts(asked.voice, name, known)


def voice_links(
    path: str,
    others: Mapping[str, str],
    stances: Sequence[AttributedStance],
    heard: Sequence[VoiceHeard],
    known: KnownVoices,
    chosen: Voice | None,
) -> tuple[tuple[VoiceLink, ...], int]:
    """The voices that can be followed, the chosen one among them, and how many more there are.

    Of each kind ``MOST_LISTED`` are listed, those with most statements first. Their addresses keep the
    ``others`` parameters.
    """
    voices: list[_Offered] = [(one.voice, one.statements, one.summed_up) for one in heard]
    bodies, counted = [], Stances.of(stances).not_summed_up
    parts = known.part_of.keys() & {one.voice.slug for one in heard}
    for body in sorted({above for part in parts for above in _above(part, known)}):
        voice = _with_parts(body, known.names.get(body, body), known)
        line = line_of(counted, voice)
        said = sum(stance.is_in_line for stance in line)
        bodies.append((voice, said, len(line) - said))
    bodies.sort(key=lambda one: -one[1])
    held = {office for one in stances if one.offices and one.layer != "not_named" for office in one.offices}
    offices: list[_Offered] = [
        (one, None, 0) for one in _offices(known) if (fold(one.office), one.slug) in held
    ]
    listed = [
        one
        for kind in (voices, bodies, offices)
        for number, one in enumerate(kind)
        if number < MOST_LISTED or one[0] == chosen
    ]
    links = tuple(
        VoiceLink(voice.label, _address(path, others, voice), said, summed_up, voice == chosen)
        for voice, said, summed_up in listed
    )
    return links, len(voices) + len(bodies) + len(offices) - len(links)


def parameters_of(voice: Voice) -> dict[str, str]:
    """The parameters that name this voice."""
    return {"voice": voice.slug, "parts": "1" if voice.with_parts else "", "office": voice.office}


def _address(path: str, others: Mapping[str, str], voice: Voice) -> str:
    return address(path, {**others, **parameters_of(voice)})


def _with_parts(body: str, name: str, known: KnownVoices) -> Voice:
    return Voice(body, name, with_parts=True, parts=parts_of(body, known.part_of))


def _above(part: str, known: KnownVoices) -> set[str]:
    """All bodies above a speaker. A circle of bodies is followed once."""
    above: set[str] = set()
    while (part := known.part_of.get(part, "")) and part not in above:
        above.add(part)
    return above


def _offices(known: KnownVoices) -> list[Voice]:
    """The offices of the speakers by name, each once however it is spelled."""
    found: dict[tuple[str, str], Voice] = {}
    for tenures in known.tenures.values():
        for tenure in tenures:
            voice = Voice(tenure.body, known.names.get(tenure.body, tenure.body), office=tenure.office)
            found.setdefault((fold(tenure.office), tenure.body), voice)
    return sorted(found.values(), key=lambda voice: (voice.office, voice.slug))


def _office(asked: AskedVoice, known: KnownVoices) -> str:
    if asked.parts:
        raise InvalidQuery("An office has no parts", field="parts", mend="leave it out")
    for voice in _offices(known):
        if voice.slug == asked.voice and fold(voice.office) == fold(asked.office):
            return voice.office
    raise InvalidQuery(
        f"Nobody who speaks on this position held the office “{shown(asked.office)}”",
        field="office",
        mend="follow a link",
    )
