"""Stances made of the documents of claims, for positions with thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import Reach, Step, reach_of
from claims.domain.positions.voices import AttributedStance, bodies_spoken_for, offices_held
from claims.domain.record.identity import Place
from claims.domain.record.shared import Tenure
from claims.domain.text.folding import fold

Document = Mapping[str, Any]
Documents = Mapping[Place, Document]
NOTHING: Final[Document] = {}
NONE: Final[frozenset[str]] = frozenset()


def places_named(claim: Document) -> Iterator[Place]:
    """The speakers and sources that the stances of a claim need."""
    for slug in speakers_of(claim):
        yield "speaker", slug
    for hop in claim["chain"]:
        if source := hop.get("source"):
            yield "source", source


def speakers_of(claim: Document) -> set[str]:
    """The speaker of a claim, joint speakers, and those for whom it was said."""
    ofs = (stance.get("of", "") for stance in claim.get("stances", ()))
    return {claim["speaker"], claim.get("on_behalf_of", ""), *claim.get("with", ()), *ofs} - {""}


def tenures_of(speaker: Document) -> tuple[Tenure, ...]:
    """The offices in the document of a speaker."""
    return tuple(
        Tenure(
            office=held["office"],
            body=held.get("body", ""),
            from_=held.get("from", ""),
            to=held.get("to", ""),
            speaks_for=held.get("speaks_for", False),
        )
        for held in speaker.get("tenures", ())
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """The facts of a source. ``day`` is the latest day on which its words can have been said."""

    day: date | None
    outlet: str
    has_outlet: bool
    has_address: bool


class StanceReader:
    """Makes stances of the documents of claims; ``known`` are the records that they name, by type and key."""

    def __init__(self, known: Documents, taken_back: Mapping[str, frozenset[str]]) -> None:
        self._known = known
        self._taken_back = taken_back
        self._sources: dict[str, _Source] = {}
        self._tenures: dict[str, Sequence[Tenure]] = {}

    def stances(self, claim: Document) -> Iterator[tuple[str, AttributedStance]]:
        """Each stance of a claim with the slug of its position."""
        key, words, slug = claim["key"], claim["words"], claim["speaker"]
        speaker = self._known.get(("speaker", slug), NOTHING)
        sources = self._cited(claim["chain"])
        said = FuzzyDate.parse(claim.get("said", ""))
        if days := [source.day for source in sources.values() if source.day]:
            said = said.capped(min(days))
        relations = claim.get("relations", ())
        taken_back = self._taken_back.get(key, NONE)
        occasion = claim.get("occasion", NOTHING)
        tenures = self._held(slug, speaker)
        of_hops = {hop["outlet"] for hop in claim["chain"] if hop.get("outlet")}
        translated_from = words.get("translated_from", "")
        for stance in claim.get("stances", ()):
            own = stance.get("of") or claim.get("on_behalf_of", "")
            yield (
                stance["position"],
                AttributedStance(
                    key=key,
                    said=said,
                    speaker=slug,
                    speaker_name=speaker.get("name", slug),
                    speaker_kind=speaker.get("kind", "person"),
                    own=own,
                    own_name=self._known.get(("speaker", own), NOTHING).get("name", own),
                    answer=stance.get("answer") or "",
                    unchanged=stance.get("unchanged", False),
                    since=FuzzyDate.parse(stance.get("since", "")),
                    form=words.get("form", ""),
                    basis=stance.get("basis", "own_words"),
                    kind=claim.get("kind", "statement"),
                    role=claim.get("role", ""),
                    occasion=occasion.get("slug", ""),
                    condition=stance.get("condition", ""),
                    with_=frozenset(claim.get("with", ())),
                    offices=offices_held(tenures, said) if tenures else frozenset(),
                    speaks_for=bodies_spoken_for(tenures, said) if tenures else NONE,
                    precedes=_related(relations, "precedes") | taken_back,
                    confirmed=stance.get("check", NOTHING).get("confirmed", ""),
                    taken_back=taken_back,
                    sums_up=_related(relations, "sums_up"),
                    translated_from=translated_from,
                    names_no_office=speaker.get("names_no_office", False),
                    reach=_reach(tuple(_step(hop, sources) for hop in claim["chain"])),
                    sources=frozenset(sources),
                    outlets=frozenset(of_hops.union(one.outlet for one in sources.values() if one.outlet)),
                    place=fold(occasion["place"]) if "place" in occasion else "",
                    passage=_passage(claim["chain"]),
                ),
            )

    def _cited(self, chain: Iterable[Document]) -> Mapping[str, _Source]:
        found = {}
        for hop in chain:
            if key := hop.get("source"):
                if key not in self._sources:
                    self._sources[key] = _source(self._known.get(("source", key)))
                found[key] = self._sources[key]
        return found

    def _held(self, slug: str, speaker: Document) -> Sequence[Tenure]:
        if slug not in self._tenures:
            self._tenures[slug] = tenures_of(speaker)
        return self._tenures[slug]


def _source(source: Document | None) -> _Source:
    """A source that is not known counts as one with an outlet and an address."""
    if source is None:
        return _Source(None, "", has_outlet=True, has_address=True)
    read = [FuzzyDate.parse(source.get(day, "")) for day in ("published", "retrieved")]
    return _Source(
        day=min((day.latest for day in read if not day.undated), default=None),
        outlet=source.get("outlet", ""),
        has_outlet="outlet" in source,
        has_address=bool(source.get("url") or source.get("archived_url")),
    )


def _related(relations: Iterable[Document], kind: str) -> frozenset[str]:
    return frozenset(one["to"] for one in relations if one["kind"] == kind) if relations else NONE


def _passage(chain: Iterable[Document]) -> str:
    """The first passage of the first step."""
    return next((one["text"] for hop in chain if hop["hop"] == 1 for one in hop.get("exact", ())), "")


_Hop = tuple[int, str, int | None, bool, bool, bool]


def _step(hop: Document, sources: Mapping[str, _Source]) -> _Hop:
    source = sources.get(hop.get("source", ""))
    return (
        hop["hop"],
        hop.get("how", "not_stated"),
        hop.get("from"),
        source is not None,
        bool(hop.get("outlet") or (source and source.has_outlet)),
        bool(source and source.has_address),
    )


@lru_cache(maxsize=4096)
def _reach(hops: tuple[_Hop, ...]) -> Reach:
    return reach_of(Step(*hop) for hop in hops)
