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
from claims.domain.positions.days import counted_days
from claims.domain.positions.voices import AttributedStance, Voice, offices_held
from claims.domain.record.shared import Tenure
from claims.models import Claim, Relation, Speaker, Stance
from claims.models import Tenure as TenureRow
from claims.queries.compiled import ByKeys

TAKING_BACK = ("disavows", "retracts")
OfClaims = Mapping[str, frozenset[str]]
"""Slugs or keys, by the key of a claim."""


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """A voice on a position: ``days`` is the number of counted days, ``apart`` that of uncounted stances."""

    voice: Voice
    days: int
    apart: int


def attributed_stances(position: int, *, offices: bool = False) -> tuple[AttributedStance, ...]:
    """All public stances on the position with this primary key, oldest first. Two queries.

    With ``offices``, each has the offices of its speaker on that day, by a third query.
    """
    return voiced_stances_on([position], offices=offices)[position]


def voiced_stances_on(
    positions: Collection[int], *, offices: bool = False, of: Collection[int] | None = None
) -> Mapping[int, tuple[AttributedStance, ...]]:
    """The same for several positions, each with an entry, by the same number of queries.

    ``of`` (primary keys) keeps only stances by these speakers: spoken by them, jointly or for them.
    """
    found: dict[int, list[AttributedStance]] = {position: [] for position in positions}
    if not found:
        return {}
    keys = sorted(found)
    if of is None:
        beside, rows = BESIDE.rows(keys), STANCES.rows(keys)
    else:
        public = _public(keys).filter(_of(of))
        beside, rows = list(_beside(public)), list(_stances(public))
    joint, precedes = _gathered(beside, "with"), _gathered(beside, "precedes")
    taken_back = _gathered(beside, "taken_back")
    nothing: frozenset[str] = frozenset()
    for row in rows:
        (
            position, key, text, speaker, name, kind, body, body_name, voice, voice_name, answer, unchanged,
            since, form, basis, claim_kind, role, occasion, condition, confirmed, latest,
        ) = row  # fmt: skip
        said = FuzzyDate.parse(text).capped(latest)
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
                precedes=precedes.get(key, nothing),
                confirmed=confirmed,
                taken_back=taken_back.get(key, nothing),
            )
        )
    if not offices:
        return {position: tuple(stances) for position, stances in found.items()}
    tenures = _tenures({row[3] for row in rows})
    return {position: with_offices(stances, tenures) for position, stances in found.items()}


def voices_on(
    stances: Sequence[AttributedStance], named: Mapping[str, str] | None = None
) -> tuple[VoiceHeard, ...]:
    """The voices of these stances, the one with the most days first.

    A voice is every speaker, alone or jointly, and everybody for whom they spoke; at equal days the latter
    come first. ``named`` has the names of speakers who only spoke jointly; without it they take one query.
    """
    joint = joint_alone(stances)
    if joint and named is None:
        named = dict(Speaker.objects.published().filter(slug__in=joint).values_list("slug", "name"))
    names = {slug: named[slug] for slug in sorted(joint) if slug in named} if named else {}
    lines: dict[str, list[AttributedStance]] = defaultdict(list)
    for stance in stances:
        names[stance.speaker] = stance.speaker_name
        names[stance.voice] = stance.voice_name
        for slug in {stance.speaker, stance.voice, *stance.with_}:
            lines[slug].append(stance)
    heard = []
    for slug in names:
        counting = [stance for stance in lines[slug] if not stance.why_not_counted]
        apart = len(lines[slug]) - len(counting)
        heard.append(VoiceHeard(Voice(slug, names[slug]), counted_days(counting), apart))
    told = {stance.own for stance in stances}
    return tuple(
        sorted(
            heard,
            key=lambda one: (
                -one.days,
                -one.apart,
                one.voice.slug not in told,
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


def with_offices(
    stances: Iterable[AttributedStance], tenures: Mapping[str, Sequence[Tenure]]
) -> tuple[AttributedStance, ...]:
    """The stances with the offices of their speakers on the day; ``tenures`` are by speaker."""
    return tuple(
        replace(stance, offices=offices_held(tenures[stance.speaker], stance.said))
        if stance.speaker in tenures
        else stance
        for stance in stances
    )


def _public(positions: Sequence[int]) -> QuerySet[Stance]:
    return Stance.objects.filter(position__in=positions, public=True)


def _stances(public: QuerySet[Stance]) -> QuerySet[Stance, tuple[Any, ...]]:
    rows: QuerySet[Stance, tuple[Any, ...]] = public.order_by(
        "said_undated", "said_oldest", "claim"
    ).values_list(
        "position", "claim__key", "claim__said", "claim__speaker__slug", "claim__speaker__name",
        "claim__speaker__kind", "claim__on_behalf_of__slug", "claim__on_behalf_of__name", "voice__slug",
        "voice__name", "answer", "unchanged", "since", "claim__form", "basis", "claim__kind", "claim__role",
        "claim__occasion__slug", "condition", "check_confirmed", "claim__said_latest",
    )  # fmt: skip
    return rows


def _of(speakers: Collection[int]) -> Q:
    among = sorted(speakers)
    jointly = Claim.joint_speakers.through.objects.filter(speaker__in=among).values("claim")
    return Q(speaker__in=among) | Q(on_behalf_of__in=among) | Q(voice__in=among) | Q(claim__in=jointly)


def _beside(public: QuerySet[Stance]) -> QuerySet[Any, tuple[Any, ...]]:
    """Joint speakers, later claims and retractions, as rows of claim key, kind and value."""
    claims = public.order_by().values("claim")
    joint = Claim.joint_speakers.through.objects.filter(claim__in=claims).order_by()
    later = Relation.objects.filter(claim__in=claims, kind="precedes", public=True).order_by()
    taking_back = Relation.objects.filter(
        to_key__in=public.order_by().values("claim__key"), kind__in=TAKING_BACK, public=True
    ).order_by()
    named = joint.values_list("claim__key", Value("with"), F("speaker__slug"))
    rows: QuerySet[Any, tuple[Any, ...]] = named.union(
        later.values_list("claim__key", Value("precedes"), F("to_key")),
        taking_back.values_list("to_key", Value("taken_back"), F("claim__key")),
        all=True,
    )
    return rows


STANCES = ByKeys(lambda positions: _stances(_public(positions)))
BESIDE = ByKeys(lambda positions: _beside(_public(positions)))


def _gathered(rows: Iterable[tuple[Any, ...]], kind: str) -> OfClaims:
    gathered: dict[str, set[str]] = defaultdict(set)
    for key, of, value in rows:
        if of == kind:
            gathered[key].add(value)
    return {key: frozenset(values) for key, values in gathered.items()}


def _tenures(speakers: Iterable[str]) -> Mapping[str, Sequence[Tenure]]:
    rows = TenureRow.objects.filter(speaker__slug__in=sorted(speakers)).order_by("pk")
    found: dict[str, list[Tenure]] = defaultdict(list)
    for speaker, office, body, starts, ends in rows.values_list(
        "speaker__slug", "office", "body__slug", "starts", "ends"
    ):
        found[speaker].append(Tenure(office=office, body=body or "", from_=starts, to=ends))
    return found
