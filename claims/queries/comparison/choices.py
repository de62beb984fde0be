"""Claims to add to a comparison: found by a search, or related to the claims in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, Relation
from claims.models.claim import ClaimQuerySet
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.neighbours import MOST_POSITIONS
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.stances.by_day import dated, newest_claims_on, stances_on

MOST_SUGGESTED = 8
MOST_EACH_SIDE = 2

LINKED = "Linked by our editors"
BESIDE = "Before and after on the same position"
ON_POSITION = "Others on the same position"
BY_SPEAKER = "Others by the same speaker"


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A group of claims to tick, with a title; a single group needs none."""

    title: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Claims to tick, under a title; ``note`` describes them, or says why there are none."""

    title: str
    note: str
    groups: tuple[ChoiceGroup, ...] = ()

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def suggested_choices(found: FoundComparison) -> Choices:
    """Claims to compare with the first claim of the comparison; without a claim, the latest ones.

    First claims linked by relations, then the nearest before and after it on its position, then others on its
    positions, then others by its speaker. At most nine queries.
    """
    claim = next((found.claims[key] for key in found.comparison.keys), None)
    if claim is not None:
        groups: list[tuple[str, list[int]]] = [(LINKED, _linked(claim))]
        positions = [stance.position for stance in claim.stances]
        if positions:
            groups.append((BESIDE, _beside(claim, positions[0])))
            newest = newest_claims_on(positions[:MOST_POSITIONS], without=[claim.key], most=MOST_SUGGESTED)
            groups.append((ON_POSITION, newest))
        if sum(len(ids) for _, ids in groups) < MOST_SUGGESTED:
            others = Claim.objects.published().filter(speaker__slug=claim.speaker)
            groups.append((BY_SPEAKER, _first(others, found)))
        if chosen := _chosen(groups):
            return Choices("Compare it with", "What lies near it on our record. Tick one to five.", chosen)
    ids = _first(Claim.objects.published(), found)
    note = "The latest statements on our record." if ids else "No claims published yet."
    return Choices("Choose two to six", note, _only(claim_rows(ids)))


def _chosen(groups: Sequence[tuple[str, Sequence[int]]]) -> tuple[ChoiceGroup, ...]:
    """The groups with their rows, each claim in the first group that has it."""
    taken: dict[int, str] = {}
    for title, ids in groups:
        for pk in ids:
            taken.setdefault(pk, title)
    ids = sorted(taken, key=lambda pk: [title for title, _ in groups].index(taken[pk]))
    ids = ids[: MOST_SUGGESTED + 2 * MOST_EACH_SIDE]
    rows = claim_rows(ids)
    if len(rows) < len(ids):  # One was withdrawn between two queries.
        return _only(rows)
    titled: dict[str, list[ClaimRow]] = {}
    for pk, row in zip(ids, rows, strict=True):
        titled.setdefault(taken[pk], []).append(row)
    return tuple(ChoiceGroup(title, tuple(of)) for title, of in titled.items())


def _linked(claim: ClaimRecord) -> list[int]:
    """The public claims linked with this one by relations in both directions, the newest first."""
    pointing = Relation.objects.filter(to_key=claim.key, public=True).values("claim")
    own = [relation.to for relation in claim.relations]
    linked = Claim.objects.published().filter(Q(key__in=own) | Q(pk__in=pointing)).exclude(key=claim.key)
    return list(linked.newest_first().values_list("pk", flat=True)[:MOST_SUGGESTED])


def _beside(claim: ClaimRecord, position: str) -> list[int]:
    """The nearest dated claims before and after this one on a position, by day."""
    said = FuzzyDate.parse(claim.said)
    if said.undated:
        return []
    line = dated(stances_on(position)).exclude(claim__key=claim.key)
    before = line.filter(said_oldest__lte=said.earliest).order_by("-said_oldest", "-claim_id")
    after = line.filter(said_oldest__gt=said.earliest).order_by("said_oldest", "claim_id")
    earlier = list(before.values_list("claim", flat=True)[:MOST_EACH_SIDE])
    return [*reversed(earlier), *after.values_list("claim", flat=True)[:MOST_EACH_SIDE]]


def searched_choices(words: str, keys: Sequence[str]) -> Choices:
    """The claims that a search finds, without those compared already, or what is wrong with the query."""
    selection = read_selection({"q": [words]})
    if selection.mistakes:
        return Choices("Add a claim", selection.mistakes[0].sentence, ())
    rows = tuple(row for row in claim_rows(list_claims(SelectedClaims(selection)).ids) if row.key not in keys)
    note = "Tick what to add." if rows else f"No claims match “{words[:80]}”."
    return Choices("Found", note, _only(rows))


def _only(rows: tuple[ClaimRow, ...]) -> tuple[ChoiceGroup, ...]:
    return (ChoiceGroup("", rows),) if rows else ()


def _first(claims: ClaimQuerySet, found: FoundComparison) -> list[int]:
    """The newest of these claims, without those compared already."""
    others = claims.exclude(key__in=found.comparison.keys).newest_first()
    return list(others.values_list("pk", flat=True)[:MOST_SUGGESTED])
