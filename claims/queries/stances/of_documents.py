"""Stances made of the documents of claims, for positions with thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

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


class _Source(NamedTuple):
    """The facts of a source. ``day`` is the latest day on which its words can have been said."""

    day: date | None
    outlet: str
    has_outlet: bool
    has_address: bool


class _Chain(NamedTuple):
    """What a chain of attribution says. ``day`` is the latest day that its sources allow."""

    day: date | None
    reach: Reach
    sources: frozenset[str]
    outlets: frozenset[str]
    passage: str


class StanceReader:
    """Makes stances of the documents of claims; ``known`` are the records that they name, by type and key."""

    def __init__(self, known: Documents, taken_back: Mapping[str, frozenset[str]]) -> None:
        self._speakers = {key: one for (record_type, key), one in known.items() if record_type == "speaker"}
        self._sources = {
            key: _source(one) for (record_type, key), one in known.items() if record_type == "source"
        }
        self._tenures = {slug: tenures_of(one) for slug, one in self._speakers.items() if "tenures" in one}
        self._taken_back = taken_back

    def stances(self, claim: Document) -> Iterator[tuple[str, AttributedStance]]:
        """Each stance of a claim with the slug of its position."""
        get = claim.get
        key, words, slug = claim["key"], claim["words"], claim["speaker"]
        speaker, tenures = self._speakers.get(slug, NOTHING), self._tenures.get(slug, ())
        chain = self._chain(claim["chain"])
        said = FuzzyDate.parse(get("said", ""))
        if chain.day is not None:
            said = said.capped(chain.day)
        relations, taken_back = get("relations", ()), self._taken_back.get(key, NONE)
        occasion = get("occasion", NOTHING)
        for stance in claim["stances"]:
            own = stance.get("of") or get("on_behalf_of", "")
            yield (
                stance["position"],
                AttributedStance(
                    key=key,
                    said=said,
                    speaker=slug,
                    speaker_name=speaker.get("name", slug),
                    speaker_kind=speaker.get("kind", "person"),
                    own=own,
                    own_name=self._speakers.get(own, NOTHING).get("name", own) if own else "",
                    answer=stance.get("answer") or "",
                    unchanged=stance.get("unchanged", False),
                    since=FuzzyDate.parse(stance.get("since", "")),
                    form=words.get("form", ""),
                    basis=stance.get("basis", "own_words"),
                    kind=get("kind", "statement"),
                    role=get("role", ""),
                    occasion=occasion.get("slug", ""),
                    condition=stance.get("condition", ""),
                    with_=frozenset(get("with", ())),
                    offices=offices_held(tenures, said) if tenures else frozenset(),
                    speaks_for=bodies_spoken_for(tenures, said) if tenures else NONE,
                    precedes=_related(relations, "precedes") | taken_back,
                    confirmed=stance.get("check", NOTHING).get("confirmed", ""),
                    taken_back=taken_back,
                    sums_up=_related(relations, "sums_up"),
                    translated_from=words.get("translated_from", ""),
                    names_no_office=speaker.get("names_no_office", False),
                    reach=chain.reach,
                    sources=chain.sources,
                    outlets=chain.outlets,
                    place=fold(occasion["place"]) if "place" in occasion else "",
                    passage=chain.passage,
                ),
            )

    def _chain(self, chain: Iterable[Document]) -> _Chain:
        keys, outlets, steps = [], [], []
        day, passage = None, ""
        for hop in chain:
            key, outlet = hop.get("source"), hop.get("outlet")
            source = self._sources.get(key, UNKNOWN) if key else NO_SOURCE
            if key:
                keys.append(key)
            if source.day is not None and (day is None or source.day < day):
                day = source.day
            outlets += [one for one in (outlet, source.outlet) if one]
            if hop["hop"] == 1 and "exact" in hop:
                passage = hop["exact"][0]["text"]
            has_outlet = source.has_outlet or bool(outlet)
            how = hop.get("how", "not_stated")
            steps.append((hop["hop"], how, hop.get("from"), bool(key), has_outlet, source.has_address))
        return _Chain(day, _reach(tuple(steps)), frozenset(keys), frozenset(outlets), passage)


NO_SOURCE: Final = _Source(None, "", has_outlet=False, has_address=False)
UNKNOWN: Final = _Source(None, "", has_outlet=True, has_address=True)
"""A source that is not known counts as one with an outlet and an address."""


def _source(source: Document) -> _Source:
    read = [FuzzyDate.parse(source.get(day, "")) for day in ("published", "retrieved")]
    return _Source(
        day=min((day.latest for day in read if not day.undated), default=None),
        outlet=source.get("outlet", ""),
        has_outlet="outlet" in source,
        has_address="url" in source or "archived_url" in source,
    )


def _related(relations: Iterable[Document], kind: str) -> frozenset[str]:
    return frozenset(one["to"] for one in relations if one["kind"] == kind) if relations else NONE


@lru_cache(maxsize=4096)
def _reach(hops: tuple[tuple[int, str, int | None, bool, bool, bool], ...]) -> Reach:
    return reach_of(Step(*hop) for hop in hops)
