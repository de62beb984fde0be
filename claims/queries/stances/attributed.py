"""The public stances on positions, with everything that timelines need.

A position may have thousands of stances, and every page about it reads them all: few queries, plain values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import Reach, Step, reach_of
from claims.domain.positions.timeline import without_summaries_of_others
from claims.domain.positions.voices import (
    AttributedStance,
    Voice,
    bodies_spoken_for,
    narrowed,
    offices_held,
)
from claims.domain.record.shared import Tenure
from claims.domain.text.folding import fold
from claims.models import Citation, Claim, ExactPassage, Relation, Speaker, Stance
from claims.models import Tenure as TenureRow
from claims.queries.compiled import ByKeys

TAKING_BACK = ("disavows", "retracts")
GIVEN = ("precedes", "sums_up")
OfClaims = Mapping[str, frozenset[str]]
"""Slugs or keys, by the key of a claim."""


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """A voice on a position, with the numbers of its statements and of the sentences that sum it up."""

    voice: Voice
    statements: int
    summed_up: int


def attributed_stances(position: int) -> tuple[AttributedStance, ...]:
    """All public stances on the position with this primary key, oldest first. Five queries at most."""
    return attributed_stances_on([position])[position]


def attributed_stances_on(
    positions: Collection[int], *, of: Collection[int] | None = None
) -> Mapping[int, tuple[AttributedStance, ...]]:
    """The same for several positions, each with an entry, by the same number of queries.

    ``of`` (primary keys) keeps only stances by these speakers: their own, joint ones, those for them, and
    those of their heads.
    """
    found: dict[int, list[AttributedStance]] = {position: [] for position in positions}
    if not found:
        return {}
    keys = sorted(found)
    if of is None:
        beside, rows, steps = BESIDE.rows(keys), STANCES.rows(keys), STEPS.rows(keys)
    else:
        public = _public(keys).filter(_of(of))
        beside, rows, steps = list(_beside(public)), list(_stances(public)), list(_steps(public))
    joint, precedes = _gathered(beside, "with"), _gathered(beside, "precedes")
    taken_back, sums_up = _gathered(beside, "taken_back"), _gathered(beside, "sums_up")
    chains = _chains(steps)
    tenures = _tenures({row[3] for row in rows})
    nothing: frozenset[str] = frozenset()
    for row in rows:
        (
            position, key, text, speaker, name, kind, body, body_name, voice, voice_name, answer, unchanged,
            since, form, basis, claim_kind, role, occasion, condition, confirmed, latest, no_office,
            translated_from, place,
        ) = row  # fmt: skip
        said = FuzzyDate.parse(text).capped(latest)
        chain = chains.get(key, NO_CHAIN)
        held = tenures.get(speaker, ())
        found[position].append(
            AttributedStance(
                key=key,
                said=said,
                speaker=speaker,
                speaker_name=name,
                speaker_kind=kind,
                own=voice or body or "",
                own_name=voice_name or body_name or "",
                answer=answer or "",
                unchanged=bool(unchanged),
                since=FuzzyDate.parse(since),
                form=form,
                basis=basis,
                kind=claim_kind,
                role=role,
                occasion=occasion or "",
                condition=condition,
                with_=joint.get(key, nothing),
                offices=offices_held(held, said),
                speaks_for=bodies_spoken_for(held, said),
                precedes=precedes.get(key, nothing) | taken_back.get(key, nothing),
                confirmed=confirmed,
                taken_back=taken_back.get(key, nothing),
                sums_up=sums_up.get(key, nothing),
                translated_from=translated_from,
                names_no_office=bool(no_office),
                reach=chain.reach,
                sources=chain.sources,
                outlets=chain.outlets,
                place=fold(place or ""),
            )
        )
    cut = {
        one.key for stances in found.values() for one in stances if one.layer in ("summed_up", "not_named")
    }
    passages = _passages(cut)
    return {
        position: narrowed(
            replace(one, passage=passages[one.key]) if one.key in passages else one for one in stances
        )
        for position, stances in found.items()
    }


def voices_on(
    stances: Sequence[AttributedStance], named: Mapping[str, str] | None = None
) -> tuple[VoiceHeard, ...]:
    """The voices of these stances, the one with the most statements first.

    A voice is every speaker, alone or jointly, everybody for whom they spoke, and every body whose head
    spoke; at equal numbers those spoken for come first. ``named`` has the names of bodies and of speakers who
    only spoke jointly; without it they take one query.
    """
    unnamed = joint_alone(stances) | {body for one in stances if not one.own for body in one.speaks_for}
    unnamed -= {one.speaker for one in stances} | {one.voice for one in stances}
    if unnamed and named is None:
        named = dict(Speaker.objects.published().filter(slug__in=unnamed).values_list("slug", "name"))
    names = {slug: named[slug] for slug in sorted(unnamed) if slug in named} if named else {}
    lines: dict[str, list[AttributedStance]] = defaultdict(list)
    for stance in without_summaries_of_others(stances):
        if stance.layer == "not_named":
            continue
        names[stance.speaker] = stance.speaker_name
        names[stance.voice] = stance.voice_name
        spoken_for = () if stance.own else stance.speaks_for
        for slug in {stance.speaker, stance.voice, *stance.with_, *spoken_for}:
            lines[slug].append(stance)
    heard = []
    for slug, name in names.items():
        if slug in lines:
            said = sum(stance.is_in_line for stance in lines[slug])
            heard.append(VoiceHeard(Voice(slug, name), said, len(lines[slug]) - said))
    attributed = {stance.own for stance in stances}
    return tuple(
        sorted(
            heard,
            key=lambda one: (
                -one.statements,
                -one.summed_up,
                one.voice.slug not in attributed,
                one.voice.name,
                one.voice.slug,
            ),
        )
    )


def joint_alone(stances: Iterable[AttributedStance]) -> frozenset[str]:
    """The slugs of speakers who only spoke jointly with others."""
    stances = list(stances)
    joint = frozenset[str]().union(*(stance.with_ for stance in stances if stance.with_))
    return (
        joint - {stance.speaker for stance in stances} - {stance.voice for stance in stances}
        if joint
        else joint
    )


def _public(positions: Sequence[int]) -> QuerySet[Stance]:
    return Stance.objects.filter(position__in=positions, public=True).exclude(claim__kind="reported_silence")


def _stances(public: QuerySet[Stance]) -> QuerySet[Stance, tuple[Any, ...]]:
    rows: QuerySet[Stance, tuple[Any, ...]] = public.order_by(
        "said_undated", "said_oldest", "claim"
    ).values_list(
        "position", "claim__key", "claim__said", "claim__speaker__slug", "claim__speaker__name",
        "claim__speaker__kind", "claim__on_behalf_of__slug", "claim__on_behalf_of__name", "voice__slug",
        "voice__name", "answer", "unchanged", "since", "claim__form", "basis", "claim__kind", "claim__role",
        "claim__occasion__slug", "condition", "check_confirmed", "claim__said_latest",
        "claim__speaker__names_no_office", "claim__translated_from", "claim__occasion__place",
    )  # fmt: skip
    return rows


def _of(speakers: Collection[int]) -> Q:
    among = sorted(speakers)
    jointly = Claim.joint_speakers.through.objects.filter(speaker__in=among).values("claim")
    heads = TenureRow.objects.filter(body__in=among, speaks_for=True).values("speaker")
    spoken = Q(speaker__in=among) | Q(on_behalf_of__in=among) | Q(voice__in=among) | Q(speaker__in=heads)
    return spoken | Q(claim__in=jointly)


def _beside(public: QuerySet[Stance]) -> QuerySet[Any, tuple[Any, ...]]:
    """Joint speakers, later claims, retractions and summaries, as rows of claim key, kind and value."""
    claims = public.order_by().values("claim")
    joint = Claim.joint_speakers.through.objects.filter(claim__in=claims).order_by()
    given = Relation.objects.filter(claim__in=claims, kind__in=GIVEN, public=True).order_by()
    taking_back = Relation.objects.filter(
        to_key__in=public.order_by().values("claim__key"), kind__in=TAKING_BACK, public=True
    ).order_by()
    named = joint.values_list("claim__key", Value("with"), F("speaker__slug"))
    rows: QuerySet[Any, tuple[Any, ...]] = named.union(
        given.values_list("claim__key", "kind", F("to_key")),
        taking_back.values_list("to_key", Value("taken_back"), F("claim__key")),
        all=True,
    )
    return rows


def _steps(public: QuerySet[Stance]) -> QuerySet[Citation, tuple[Any, ...]]:
    steps = Citation.objects.filter(claim__in=public.order_by().values("claim")).order_by()
    rows: QuerySet[Citation, tuple[Any, ...]] = steps.values_list(
        "claim__key", "hop", "parent_hop", "how", "source__key", "source__url", "source__archived_url",
        "source__outlet__slug", "outlet__slug",
    )  # fmt: skip
    return rows


STANCES = ByKeys(lambda positions: _stances(_public(positions)))
BESIDE = ByKeys(lambda positions: _beside(_public(positions)))
STEPS = ByKeys(lambda positions: _steps(_public(positions)))


@dataclass(frozen=True, slots=True)
class ChainOfClaim:
    """What a chain of attribution says about grade and order."""

    reach: Reach
    sources: frozenset[str]
    outlets: frozenset[str]


NO_CHAIN = ChainOfClaim(reach_of(()), frozenset(), frozenset())


def _chains(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, ChainOfClaim]:
    steps: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *step in rows:
        steps[key].append(tuple(step))
    return {key: _chain(tuple(sorted(of, key=lambda step: step[0]))) for key, of in steps.items()}


def _chain(rows: tuple[tuple[Any, ...], ...]) -> ChainOfClaim:
    steps, sources, outlets = [], set(), set()
    for number, parent, how, source, url, archived, of_source, outlet in rows:
        steps.append(
            Step(
                number=number,
                how=how,
                parent=parent,
                has_source=bool(source),
                has_outlet=bool(outlet or of_source),
                has_address=bool(url or archived),
            )
        )
        sources |= {source} - {None}
        outlets |= {outlet, of_source} - {None}
    return ChainOfClaim(reach_of(steps), frozenset(sources), frozenset(outlets))


def _passages(keys: Collection[str]) -> Mapping[str, str]:
    """The first passage of the first step of these claims, by the claim's key. One query, or none."""
    if not keys:
        return {}
    passages = ExactPassage.objects.filter(citation__claim__key__in=sorted(keys), citation__hop=1)
    rows = passages.order_by("-place", "-pk").values_list("citation__claim__key", "text")
    return {str(key): text for key, text in rows}


def _gathered(rows: Iterable[tuple[Any, ...]], kind: str) -> OfClaims:
    gathered: dict[str, set[str]] = defaultdict(set)
    for key, of, value in rows:
        if of == kind:
            gathered[key].add(value)
    return {key: frozenset(values) for key, values in gathered.items()}


def _tenures(speakers: Iterable[str]) -> Mapping[str, Sequence[Tenure]]:
    rows = TenureRow.objects.filter(speaker__slug__in=sorted(speakers)).order_by("pk")
    found: dict[str, list[Tenure]] = defaultdict(list)
    for speaker, office, body, starts, ends, speaks_for in rows.values_list(
        "speaker__slug", "office", "body__slug", "starts", "ends", "speaks_for"
    ):
        tenure = Tenure(office=office, body=body or "", from_=starts, to=ends, speaks_for=speaks_for)
        found[speaker].append(tenure)
    return found
