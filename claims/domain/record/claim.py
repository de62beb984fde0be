"""The record of a claim, and the parts that it is made of.

The API, a line of a JSON Lines file and the content of a revision all have this shape::

    ClaimRecord ── words, translations, figures, occasion
        │  by key: speaker, on_behalf_of, with_ ──► SpeakerRecord ── aliases, tenures
        ├─ chain: Hop (hop ◄── from_) ── exact   ──► SourceRecord, OutletRecord
        ├─ stances ── check                      ──► PositionRecord ── answers ──► TopicRecord
        ├─ relations                             ──► ClaimRecord
        └─ verdicts ── evidence                  ──► ScaleRecord ── ratings

The trailing underscore of a name (``from_``) is not written. A field without a default is always written.
Any other field is left out while it holds its default, so a new optional field does not change old hashes.
``codec`` turns records into documents and back.
"""

from typing import Annotated, ClassVar, Final

from claims.domain.record import vocabulary as words_of
from claims.domain.record.marks import (
    Day,
    Edtf,
    Key,
    Language,
    Limit,
    OneOf,
    Ref,
    Set,
    Slug,
    Url,
)
from claims.domain.record.parts import Part

Name = Annotated[str, Limit(300)]
Line = Annotated[str, Limit(500)]
MOST_PROSE: Final = 20_000
"""The maximum length of words and other long texts, in characters."""

Prose = Annotated[str, Limit(MOST_PROSE)]
SpeakerRef = Annotated[str, Ref("speaker")]
OutletRef = Annotated[str, Ref("outlet")]
SourceRef = Annotated[str, Ref("source")]
TopicRef = Annotated[str, Ref("topic")]
PositionRef = Annotated[str, Ref("position")]
ScaleRef = Annotated[str, Ref("scale")]
ClaimRef = Annotated[str, Ref("claim")]


class Words(Part):
    """The words of a claim, as the source gives them.

    ``translated_from`` is "none" if they were said in this language, and empty if that is not known.
    """

    text: Prose
    language: Annotated[str, Language()] = ""
    form: Annotated[str, OneOf(words_of.FORMS)] = ""
    translated_from: Annotated[str, Language(or_none=True)] = ""
    translated_by: Name = ""

    @property
    def source_language(self) -> str:
        """The language that the words were translated from; empty if they were not, or if it is not known."""
        return "" if self.translated_from == words_of.NOT_TRANSLATED else self.translated_from


class Translation(Part):
    """The words in another language, with the translator and the language translated from."""

    text: Prose
    language: Annotated[str, Language()]
    translated_from: Annotated[str, Language()] = ""
    translated_by: Name = ""


class Occasion(Part):
    slug: Annotated[str, Slug()]
    label: Name = ""
    place: Name = ""


class Figure(Part):
    """A number in the words, verbatim. ``value`` is text, because its digits are part of what was said."""

    text: Line
    value: Annotated[str, Limit(60)] = ""
    unit: Annotated[str, Limit(60)] = ""
    qualifier: Annotated[str, Limit(60)] = ""


class Identifier(Part):
    """An identifier of the claim elsewhere, such as a publisher's number."""

    scheme: Annotated[str, Limit(60)]
    value: Line


class Passage(Part):
    text: Prose
    at: Annotated[str, OneOf(words_of.PLACES_OF_PASSAGE)] = "body"


class Hop(Part):
    """One step on the way by which the words reached us. ``from_`` is the number of the step before it."""

    hop: int
    how: Annotated[str, OneOf(words_of.HOWS)] = "not_stated"
    from_: int | None = None
    source: SourceRef = ""
    outlet: OutletRef = ""
    as_: Line = ""
    exact: tuple[Passage, ...] = ()
    note: Line = ""


class Check(Part):
    """The outcome of a consistency check that an editor confirmed, and the outcome computed at that time."""

    computed: Annotated[str, OneOf(words_of.CONSISTENCY_OUTCOMES)] = ""
    confirmed: Annotated[str, OneOf(words_of.CONSISTENCY_OUTCOMES)] = ""
    reason: Prose = ""
    by: Name = ""
    on: Annotated[str, Day()] = ""
    tested: Annotated[tuple[ClaimRef, ...], Set()] = ()


class Stance(Part):
    """An answer to a position, or the statement that nothing has changed since ``since``, or both."""

    position: PositionRef
    answer: Annotated[str, Slug()] | None = None
    unchanged: bool = False
    since: Annotated[str, Edtf()] = ""
    of: SpeakerRef = ""
    basis: Annotated[str, OneOf(words_of.STANCE_BASES)] = "own_words"
    condition: Line = ""
    grounds: Prose = ""
    check: Check | None = None


class Relation(Part):
    kind: Annotated[str, OneOf(words_of.RELATION_KINDS)]
    to: ClaimRef
    grounds: Prose = ""


class Evidence(Part):
    source: SourceRef
    bears: Annotated[str, OneOf(words_of.BEARINGS)] = "context"
    excerpt: Prose = ""


class AsImported(Part):
    """A rating as its publisher wrote it, verbatim. No rating is computed from its number."""

    label: Line = ""
    value: Annotated[str, Limit(60)] = ""
    best: Annotated[str, Limit(60)] = ""
    worst: Annotated[str, Limit(60)] = ""


class Verdict(Part):
    """A fact-checker's rating of a claim.

    ``judged`` is the SHA-256 of the words that were rated, ``url`` the address of the review.
    """

    scale: ScaleRef
    rating: Annotated[str, Slug()] = ""
    judged: Annotated[str, Limit(64)] = ""
    explanation: Prose = ""
    by: Name = ""
    reviewed: Annotated[str, Edtf()] = ""
    url: Annotated[str, Url()] = ""
    evidence: tuple[Evidence, ...] = ()
    as_imported: AsImported | None = None


class ClaimRecord(Part):
    """A claim.

    ``said_sources`` are the sources of its date. ``about`` are the positions of a reported silence.
    """

    TYPE: ClassVar[str] = "claim"

    key: Annotated[str, Key()]
    words: Words
    speaker: SpeakerRef
    chain: tuple[Hop, ...]
    kind: Annotated[str, OneOf(words_of.KINDS)] = "statement"
    checkable: Annotated[str, OneOf(words_of.CHECKABLE)] = "unclear"
    translations: Annotated[tuple[Translation, ...], Set()] = ()
    summary: Annotated[str, Limit(75)] = ""
    role: Line = ""
    on_behalf_of: SpeakerRef = ""
    with_: Annotated[tuple[SpeakerRef, ...], Set()] = ()
    said: Annotated[str, Edtf()] = ""
    said_basis: Annotated[str, OneOf(words_of.BASES)] = "unknown"
    said_note: Prose = ""
    said_sources: Annotated[tuple[SourceRef, ...], Set()] = ()
    occasion: Occasion | None = None
    asked: Prose = ""
    refers_to: Prose = ""
    figures: tuple[Figure, ...] = ()
    stances: Annotated[tuple[Stance, ...], Set()] = ()
    topics: Annotated[tuple[TopicRef, ...], Set()] = ()
    relations: Annotated[tuple[Relation, ...], Set()] = ()
    verdicts: Annotated[tuple[Verdict, ...], Set()] = ()
    context: Prose = ""
    ids: Annotated[tuple[Identifier, ...], Set()] = ()
    about: Annotated[tuple[PositionRef, ...], Set()] = ()
