"""All records other than claims: speakers, outlets, sources, topics, positions and so on.

They follow the same rules as ``claim.ClaimRecord``.
"""

from collections.abc import Iterable
from typing import Annotated, ClassVar, get_args

from claims.domain.record import vocabulary as words_of
from claims.domain.record.claim import (
    ClaimRecord,
    ClaimRef,
    Line,
    Name,
    OutletRef,
    PositionRef,
    Prose,
    SourceRef,
    SpeakerRef,
    TopicRef,
)
from claims.domain.record.marks import Day, Edtf, Key, Language, Limit, OneOf, Set, Slug, Url
from claims.domain.record.parts import Part

SlugText = Annotated[str, Slug()]


class Alias(Part):
    text: Name
    language: Annotated[str, Language()] = ""


class Tenure(Part):
    """A person in an office of a body, from ``from_`` to ``to``. Tenures may overlap: titles are disputed.

    ``speaks_for`` means that the holder speaks for the body.
    """

    office: Name
    body: SpeakerRef = ""
    from_: Annotated[str, Edtf()] = ""
    to: Annotated[str, Edtf()] = ""
    source: SourceRef = ""
    speaks_for: bool = False


class SpeakerRecord(Part):
    """A person, body or group that speaks.

    ``described_in`` is the source that describes an anonymous or unidentified speaker.
    ``names_no_office`` marks a state or a capital that is named in place of an office ("Moscow").
    ``former_slugs`` are slugs that the speaker had before; they refer to no record.
    """

    TYPE: ClassVar[str] = "speaker"

    slug: SlugText
    name: Name
    kind: Annotated[str, OneOf(words_of.SPEAKER_KINDS)] = "person"
    part_of: SpeakerRef = ""
    aliases: Annotated[tuple[Alias, ...], Set()] = ()
    tenures: Annotated[tuple[Tenure, ...], Set()] = ()
    wikidata: Annotated[str, Limit(20)] = ""
    description: Prose = ""
    described_in: SourceRef = ""
    identified_as: SpeakerRef = ""
    names_no_office: bool = False
    former_slugs: Annotated[tuple[SlugText, ...], Set()] = ()


class OutletRecord(Part):
    TYPE: ClassVar[str] = "outlet"

    slug: SlugText
    name: Name
    country: Annotated[str, Limit(60)] = ""
    site: Annotated[str, Url()] = ""
    description: Prose = ""
    former_slugs: Annotated[tuple[SlugText, ...], Set()] = ()


class SourceRecord(Part):
    """One document. Outlet, URL and date may be unknown. ``credits`` are agency credits for the whole page.

    ``added`` names the fields whose values editors added: they are not stated in the text itself.
    """

    TYPE: ClassVar[str] = "source"

    key: Annotated[str, Slug(), Limit(40)]
    title: Line
    outlet: OutletRef = ""
    url: Annotated[str, Url()] = ""
    kind: Annotated[str, OneOf(words_of.SOURCE_KINDS)] = "article"
    author: Name = ""
    language: Annotated[str, Language()] = ""
    published: Annotated[str, Edtf()] = ""
    published_basis: Annotated[str, OneOf(words_of.BASES)] = "unknown"
    published_note: Prose = ""
    retrieved: Annotated[str, Edtf()] = ""
    archived_url: Annotated[str, Url()] = ""
    credits: tuple[Name, ...] = ()
    added: Annotated[tuple[Annotated[str, OneOf(words_of.SOURCE_FIELDS)], ...], Set()] = ()


class TopicRecord(Part):
    TYPE: ClassVar[str] = "topic"

    slug: SlugText
    name: Name
    description: Prose = ""
    former_slugs: Annotated[tuple[SlugText, ...], Set()] = ()


class Answer(Part):
    slug: SlugText
    text: Line
    rule: Prose = ""
    side: Annotated[str, OneOf(words_of.SIDES)] = ""


class PositionRecord(Part):
    """A question with a closed list of ``answers``, which are an order if ``ordered``.

    ``exclusive`` means that one answer rules out all others.
    """

    TYPE: ClassVar[str] = "position"

    slug: SlugText
    question: Line
    topic: TopicRef = ""
    meaning: Prose = ""
    not_to_conclude: Prose = ""
    ordered: bool = False
    answers: tuple[Answer, ...] = ()
    finding: Prose = ""
    exclusive: bool = False


class Rating(Part):
    slug: SlugText
    label: Name
    value: Annotated[str, Limit(60)] = ""
    best: Annotated[str, Limit(60)] = ""
    worst: Annotated[str, Limit(60)] = ""
    rule: Prose = ""


class ScaleRecord(Part):
    """A rating scale. Its ratings are an order if ``ordered``. A new version of a scale gets a new slug."""

    TYPE: ClassVar[str] = "scale"

    slug: SlugText
    name: Name
    outlet: OutletRef = ""
    ratings: tuple[Rating, ...] = ()
    ordered: bool = False
    measure: Annotated[str, OneOf(words_of.MEASURES)] = "accuracy"


class EventRecord(Part):
    TYPE: ClassVar[str] = "event"

    slug: SlugText
    text: Line
    date: Annotated[str, Edtf()] = ""
    topics: Annotated[tuple[TopicRef, ...], Set()] = ()
    positions: Annotated[tuple[PositionRef, ...], Set()] = ()
    sources: Annotated[tuple[SourceRef, ...], Set()] = ()


class CoverageRecord(Part):
    """A search of outlets for what a voice said.

    If ``office`` is set it was for that office of the voice, and with ``with_parts`` for its parts too.
    ``found`` are the claims that the search found.
    """

    TYPE: ClassVar[str] = "coverage"

    slug: SlugText
    voice: SpeakerRef
    office: Name = ""
    with_parts: bool = False
    positions: Annotated[tuple[PositionRef, ...], Set()] = ()
    terms: Annotated[tuple[Name, ...], Set()] = ()
    outlets: Annotated[tuple[OutletRef, ...], Set()] = ()
    from_: Annotated[str, Edtf()] = ""
    to: Annotated[str, Edtf()] = ""
    checked_on: Annotated[str, Day()] = ""
    by: Name = ""
    result: Prose = ""
    hits: int | None = None
    found: Annotated[tuple[ClaimRef, ...], Set()] = ()


class LeadRecord(Part):
    """A hint at a statement that is not recorded yet. ``claim`` is the claim that was made of it.

    ``about`` says in neutral words what the statement is about, ``where`` what kind of hint it is.
    """

    TYPE: ClassVar[str] = "lead"

    slug: SlugText
    about: Prose
    where: Annotated[str, OneOf(words_of.LEAD_PLACES)]
    speaker: SpeakerRef = ""
    said: Annotated[str, Edtf()] = ""
    positions: Annotated[tuple[PositionRef, ...], Set()] = ()
    outlet: OutletRef = ""
    url: Annotated[str, Url()] = ""
    language: Annotated[str, Language()] = ""
    why_not_recorded: Prose = ""
    claim: ClaimRef = ""


class TombstoneRecord(Part):
    """The record that replaces a withdrawn claim. ``survivor`` is the claim of which it was a duplicate."""

    TYPE: ClassVar[str] = "tombstone"

    key: Annotated[str, Key()]
    withdrawn_on: Annotated[str, Day()]
    reason_class: Annotated[str, OneOf(words_of.WITHDRAWAL_REASONS)]
    survivor: ClaimRef = ""


Record = (
    SpeakerRecord
    | OutletRecord
    | SourceRecord
    | TopicRecord
    | PositionRecord
    | ScaleRecord
    | EventRecord
    | CoverageRecord
    | LeadRecord
    | ClaimRecord
    | TombstoneRecord
)
"""A record of any type."""

RECORD_TYPES: dict[str, type[Record]] = {kind.TYPE: kind for kind in get_args(Record)}
"""The record types by name, in the order of an export."""


def key_field(record_type: str) -> str:
    """The field with the key of a record of this type, "key" or "slug". Its column has the same name."""
    return "key" if record_type in ("claim", "source", "tombstone") else "slug"


def keys_by_type(places: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The keys of these records by type, sorted, each once."""
    found: dict[str, list[str]] = {}
    for record_type, key in sorted(set(places)):
        found.setdefault(record_type, []).append(key)
    return found


def key_of_record(record: Record) -> str:
    """The key or slug by which other records refer to this one."""
    return record.key if isinstance(record, ClaimRecord | SourceRecord | TombstoneRecord) else record.slug
