"""The other claims on the page of a claim: linked by relations, or of the same occasion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from claims.database.linked_keys import Bounds, Way, linked_keys
from claims.domain.comparison.order import MOST, ComparedClaim, arrange
from claims.domain.comparison.own_words import compare_own_words
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path, compare_path
from claims.domain.record.reporting import reported_by, reporter
from claims.domain.record.vocabulary import RELATION_KINDS, RELATION_KINDS_BACK
from claims.domain.text.diff import Run
from claims.domain.text.folding import fold
from claims.domain.text.pairs import NotComparable
from claims.queries.claim.words import shown_words, steps_of, texts_of
from claims.queries.history.withdrawals import withdrawn_among
from claims.queries.known_records import KnownRecords

MOST_LINKED = 40
MOST_OF_OCCASION = 12
MOST_REPEATS = 60
MOST_ECHOES = 40
BOUNDS = Bounds(
    repeats=MOST_REPEATS + 1, echoes=MOST_ECHOES + 1, points=MOST_LINKED, occasion=MOST_OF_OCCASION
)
"""One more repeat and echo than are shown tells whether there are more."""


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """Another claim on the page of a claim. ``reported_by`` and ``is_partial`` are as in ``ClaimRow``.

    ``runs`` are the word marks from the earlier to the later of the two, empty if marks are off.
    ``marks_words`` has the counts, or the reason for no marks.
    """

    key: str
    relation_words: str
    said_words: str
    said_iso: str
    quote: str
    lang: str
    url: str
    quote_open: str = ""
    quote_close: str = ""
    speaker_name: str = ""
    reported_by: str = ""
    is_partial: bool = False
    grounds: str = ""
    runs: tuple[Run, ...] = ()
    marks_words: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """The keys of the other claims on the page of a claim, before their records are read.

    ``repeats`` are all claims that chains of such relations lead to. ``echoes`` are the claims that echo one
    of them or that one of them echoes.
    """

    incoming: tuple[str, ...]
    occasion: tuple[str, ...]
    repeats: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()

    @property
    def claims(self) -> set[str]:
        return {*self.incoming, *self.occasion, *self.repeats, *self.echoes}

    def among(self, keys: Collection[str]) -> LinkKeys:
        """The same, limited to these keys."""

        def kept(way: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(key for key in way if key in keys)

        return LinkKeys(kept(self.incoming), kept(self.occasion), kept(self.repeats), kept(self.echoes))


def link_keys(claim: ClaimRecord, *, with_occasion: bool, at: datetime | None = None) -> LinkKeys:
    """The keys of public claims linked by relations or of the same occasion, today or ``at`` an instant.

    One query.
    """
    occasion = claim.occasion.slug if with_occasion and claim.occasion else ""
    own = [relation.to for relation in claim.relations if relation.kind == "repeats"]
    starts = dict.fromkeys([claim.key, *own])
    found = linked_keys(claim.key, starts=[*starts], occasion=occasion, bounds=BOUNDS, at=at)
    by_way: dict[Way, list[str]] = defaultdict(list)
    for way, key in found:
        by_way[way].append(key)
    return LinkKeys(
        incoming=tuple(by_way["points"]),
        occasion=tuple(by_way["occasion"]),
        repeats=tuple(by_way["repeats"]),
        echoes=tuple(by_way["echoes"]),
    )


def linked_claims(
    claim: ClaimRecord, keys: LinkKeys, known: KnownRecords, *, at: datetime | None = None
) -> tuple[LinkedClaim, ...]:
    """The claims linked with this one by relations in both directions, by date. At most one query.

    ``at`` is the instant of the records in ``known``, if it is past.
    """
    links: list[tuple[str, str, str]] = [
        (relation.to, RELATION_KINDS[relation.kind], relation.grounds) for relation in claim.relations
    ]
    for key in keys.incoming:
        other = known.claim(key)
        for relation in other.relations if other else ():
            if relation.to == claim.key:
                links.append((key, RELATION_KINDS_BACK[relation.kind], relation.grounds))
    order = _order({key for key, _, _ in links}, known)
    missing = [key for key, _, _ in links if known.claim(key) is None]
    withdrawn = withdrawn_among(missing, at=at)
    shown = []
    for key, words, grounds in sorted(links, key=lambda link: (order.get(link[0], len(order)), link)):
        other = known.claim(key)
        if other:
            shown.append(_linked(claim, other, words, grounds, known))
        elif key in withdrawn:
            shown.append(_withdrawn(key, words, grounds))
    return tuple(shown)


def claims_of_occasion(claim: ClaimRecord, keys: LinkKeys, known: KnownRecords) -> tuple[LinkedClaim, ...]:
    """The other claims of the same occasion, in the order of recording."""
    others = (known.claim(key) for key in keys.occasion)
    return tuple(_linked(claim, other, "", "", known, marks=False) for other in others if other)


def compare_all_path(claim: ClaimRecord, linked: Sequence[LinkedClaim]) -> str:
    """The address of a comparison with the linked claims, at most six in all; empty if there are none."""
    keys = list(dict.fromkeys(link.key for link in linked if not link.is_withdrawn))
    return compare_path([claim.key, *keys[: MOST - 1]]) if keys else ""


def compared_claim(claim: ClaimRecord, known: KnownRecords) -> ComparedClaim:
    """A claim as comparisons need it."""
    positions = (stance.position for stance in claim.stances)
    speaker = known.label("speaker", claim.speaker).name
    return ComparedClaim(
        key=claim.key,
        speaker=claim.speaker,
        speaker_name=speaker,
        said=FuzzyDate.parse(claim.said),
        form=claim.words.form,
        texts=texts_of(claim),
        outlet=reporter(steps_of(claim, known), speaker),
        role=claim.role,
        on_behalf_of_name=known.label("speaker", claim.on_behalf_of).name if claim.on_behalf_of else "",
        positions=tuple((slug, f"“{known.label('position', slug).name}”") for slug in positions),
        precedes=frozenset(r.to for r in claim.relations if r.kind == "precedes"),
        place=fold(claim.occasion.place) if claim.occasion else "",
        sources=frozenset(hop.source for hop in claim.chain if hop.source),
    )


def _order(keys: set[str], known: KnownRecords) -> dict[str, int]:
    claims = [claim for claim in map(known.claim, sorted(keys)) if claim]
    arranged = arrange(compared_claim(claim, known) for claim in claims)
    return {claim.key: place for place, claim in enumerate(arranged)}


def _linked(
    claim: ClaimRecord,
    other: ClaimRecord,
    words: str,
    grounds: str,
    known: KnownRecords,
    *,
    marks: bool = True,
) -> LinkedClaim:
    said = FuzzyDate.parse(other.said)
    quotation = shown_words(other, known).first
    name = known.label("speaker", other.speaker).name
    runs, marks_words = _marks(claim, other, known) if marks else ((), "")
    return LinkedClaim(
        key=other.key,
        relation_words=words,
        said_words=said.short_words(),
        said_iso=said.markup,
        quote=quotation.text,
        quote_open=quotation.quote_open,
        quote_close=quotation.quote_close,
        lang=quotation.lang,
        url=claim_path(other.key, other.words.text),
        speaker_name=name,
        reported_by=reported_by(other.words.form, steps_of(other, known), name),
        is_partial=quotation.is_partial,
        grounds=grounds,
        runs=runs,
        marks_words=marks_words,
    )


def _marks(claim: ClaimRecord, other: ClaimRecord, known: KnownRecords) -> tuple[tuple[Run, ...], str]:
    """The word marks between two claims, from the earlier to the later."""
    first, second = arrange(compared_claim(one, known) for one in (claim, other))
    compared = compare_own_words(first, second)
    if isinstance(compared, NotComparable):
        return (), compared.sentence
    diff = compared.words
    if not diff.marks_by_default:
        return (), "Almost nothing in common with these words."
    return diff.runs, f"{capfirst(diff.sentence)}."


def _withdrawn(key: str, words: str, grounds: str) -> LinkedClaim:
    return LinkedClaim(
        key=key,
        relation_words=words,
        said_words="withdrawn",
        said_iso="",
        quote="A claim that was withdrawn",
        lang="en",
        url=f"/claims/{key}/",
        grounds=grounds,
        is_withdrawn=True,
    )
