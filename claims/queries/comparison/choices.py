"""Claims to add to a comparison: found by a search, or related to the claims in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.queries.claim.newest import NewClaim, by_time, links_of, newest, newest_of_all
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.neighbours import MOST_POSITIONS
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection

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


def suggested_choices(found: FoundComparison) -> Choices:
    """Claims to compare with the first claim of the comparison; without a claim, the latest ones.

    First claims linked by relations, then the nearest before and after it on its position, then others on its
    positions, then others by its speaker. At most nine queries.
    """
    claim = next((found.claims[key] for key in found.comparison.keys), None)
    compared = found.comparison.keys
    if claim is not None:
        groups: list[tuple[str, Sequence[str]]] = [(LINKED, _linked(claim))]
        positions = [stance.position for stance in claim.stances]
        if positions:
            groups.append((BESIDE, _beside(claim, positions[0])))
            asked = [("position", slug) for slug in positions[:MOST_POSITIONS]]
            groups.append((ON_POSITION, _keys(newest(asked, MOST_SUGGESTED, without=[claim.key]))))
        if sum(len(keys) for _, keys in groups) < MOST_SUGGESTED:
            others = newest([("speaker", claim.speaker)], MOST_SUGGESTED, without=compared)
            groups.append((BY_SPEAKER, _keys(others)))
        if chosen := _chosen(groups):
            return Choices("Compare it with", "What lies near it on our record. Tick one to five.", chosen)
    keys = newest_of_all(MOST_SUGGESTED, without=compared)
    note = "The latest statements on our record." if keys else "No claims published yet."
    return Choices("Choose two to six", note, _only(claim_rows(keys)))


def _keys(claims: Sequence[NewClaim]) -> list[str]:
    return [claim.key for claim in claims]


def _chosen(groups: Sequence[tuple[str, Sequence[str]]]) -> tuple[ChoiceGroup, ...]:
    """The groups with their rows, each claim in the first group that has it."""
    taken: dict[str, str] = {}
    for title, keys in groups:
        for key in keys:
            taken.setdefault(key, title)
    titles = [title for title, _ in groups]
    chosen = sorted(taken, key=lambda key: titles.index(taken[key]))
    titled: dict[str, list[ClaimRow]] = {}
    for row in claim_rows(chosen[: MOST_SUGGESTED + 2 * MOST_EACH_SIDE]):
        titled.setdefault(taken[row.key], []).append(row)
    return tuple(ChoiceGroup(title, tuple(of)) for title, of in titled.items())


def _linked(claim: ClaimRecord) -> Sequence[str]:
    """The public claims linked with this one by relations in both directions, the newest first."""
    pointing = newest([("points_to", claim.key)], MOST_SUGGESTED)
    linked = {*_keys(pointing), *(relation.to for relation in claim.relations)} - {claim.key}
    return by_time(linked)[:MOST_SUGGESTED]


def _beside(claim: ClaimRecord, position: str) -> list[str]:
    """The nearest dated claims before and after this one on a position, by day."""
    said = FuzzyDate.parse(claim.said)
    if said.undated:
        return []
    line = (
        links_of(("position", position)).exclude(version__key=claim.key).filter(version__said_undated=False)
    )
    day = "version__said_oldest"
    before = line.filter(version__said_oldest__lte=said.earliest).order_by(f"-{day}", "-version_id")
    after = line.filter(version__said_oldest__gt=said.earliest).order_by(day, "version_id")
    earlier = list(before.values_list("version__key", flat=True)[:MOST_EACH_SIDE])
    return [*reversed(earlier), *after.values_list("version__key", flat=True)[:MOST_EACH_SIDE]]


def searched_choices(words: str, keys: Sequence[str]) -> Choices:
    """The claims that a search finds, without those compared already, or what is wrong with the query."""
    selection = read_selection({"q": [words]})
    if selection.mistakes:
        return Choices("Add a claim", selection.mistakes[0].sentence, ())
    rows = tuple(
        row for row in claim_rows(list_claims(SelectedClaims(selection)).keys) if row.key not in keys
    )
    note = "Tick what to add." if rows else f"No claims match “{words[:80]}”."
    return Choices("Found", note, _only(rows))


def _only(rows: tuple[ClaimRow, ...]) -> tuple[ChoiceGroup, ...]:
    return (ChoiceGroup("", rows),) if rows else ()
