"""The list of speakers, people first, with the number of claims and positions of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.database.count_rows import position_counts
from claims.database.statements import ANY, many, one_of
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import speaker_path
from claims.domain.search.tokens import tokens
from claims.models.projection import RecordWord
from claims.queries.claim.spans import NO_SPAN, Span, spans_of
from claims.queries.names import Label, labels
from claims.queries.paging import Part, kept_counts, listed, span
from claims.search.names import begins

PARAMETERS = ("name", "after")
PAGE = 100
MOST_WORDS = 6
"""The maximum number of words of a name that are looked for."""
GROUPS = {
    "person": "People",
    "body": "Organisations and offices",
    "group": "Groups",
    "anonymous": "Anonymous",
    "unidentified": "Not identified",
}
"""The headings of the kinds of speakers, in the order of the list."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """``group`` is the heading of its kind, ``institution`` the body of an office or the larger body.

    ``period`` runs from the first to the latest dated claim. It is empty if no claim has a date.
    """

    slug: str
    name: str
    url: str
    kind: str
    group: str
    institution: str
    offices: tuple[str, ...]
    claims: int
    positions: int
    period: str


def speaker_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[SpeakerRow]:
    """One part of the list, of ``size`` rows or a page. ``name`` filters by the beginnings of words
    in a name or alias.

    Raises StaleCursor if ``after`` is not the slug of a speaker in the list. At most six queries, and one for
    each word of the name.
    """
    named = _named(parameters["name"]) if parameters.get("name") else None
    only = ANY if named is None else (one_of("r.id"), (many(named),))
    found, after = listed("speaker", parameters.get("after", ""), size or PAGE, name="speakers", only=only)
    count = kept_counts({"type": ["speaker"]}).get(("type", "speaker"), 0) if named is None else len(named)
    return Part(rows=_rows(found), count=count, after=after)


def _named(name: str) -> Collection[int]:
    """The versions of speakers whose names have words that begin with these words. A query for each word."""
    words = tokens(name)[:MOST_WORDS]
    public = RecordWord.objects.filter(version__record_type="speaker", version__valid_to=None).order_by()
    found = [set(public.filter(begins(word)).values_list("version", flat=True)) for word in words]
    return sorted(set.intersection(*found)) if found else []


def _rows(speakers: Sequence[Mapping[str, Any]]) -> tuple[SpeakerRow, ...]:
    slugs = [speaker["slug"] for speaker in speakers]
    bodies = labels(("speaker", _body(speaker)) for speaker in speakers)
    by_speaker = position_counts(slugs)
    ends = spans_of("speaker", slugs)
    return tuple(
        _row(
            speaker,
            bodies.get(("speaker", _body(speaker))),
            by_speaker.get(speaker["slug"], 0),
            ends.get(speaker["slug"], NO_SPAN),
        )
        for speaker in speakers
    )


def _body(speaker: Mapping[str, Any]) -> str:
    """The body of the first office that has one, or else the larger body of the speaker."""
    bodies = (tenure["body"] for tenure in speaker.get("tenures", ()) if tenure.get("body"))
    return next(bodies, "") or str(speaker.get("part_of", ""))


def _offices(speaker: Mapping[str, Any]) -> tuple[str, ...]:
    """The offices that have not ended, or if there are none, those that have."""
    tenures = speaker.get("tenures", ())
    lasting = [tenure["office"] for tenure in tenures if not tenure.get("to")]
    return tuple(dict.fromkeys(lasting or [tenure["office"] for tenure in tenures]))


def _row(speaker: Mapping[str, Any], body: Label | None, positions: int, found: Span) -> SpeakerRow:
    days = [FuzzyDate.parse(said).short_words() for said in (found.first, found.latest) if said]
    kind = speaker.get("kind", "person")
    return SpeakerRow(
        slug=speaker["slug"],
        name=speaker["name"],
        url=speaker_path(speaker["slug"]),
        kind=kind,
        group=GROUPS[kind],
        institution=body.name if body else "",
        offices=_offices(speaker),
        claims=found.claims,
        positions=positions,
        period=span(*days) if days else "",
    )
