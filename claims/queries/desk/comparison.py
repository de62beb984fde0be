"""The comparison at the desk: the public layout, drafts included, with the relation of each pair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.record.claim import Relation
from claims.domain.record.vocabulary import RELATION_KINDS_BACK
from claims.models import Claim
from claims.queries.comparison.compared import FoundComparison, find_comparison
from claims.queries.comparison.page import ComparePage, compare_page
from claims.queries.comparison.steps import ClaimStep, GapStep
from claims.queries.desk.records import DeskRecords


@dataclass(frozen=True, slots=True)
class DeskPair:
    """The relation of a claim to the one before it; ``back`` is the relation in the other direction."""

    key: str
    to: str
    kind: str
    grounds: str
    edition: int
    is_public: bool
    back: str
    refused: str

    @property
    def name(self) -> str:
        """The prefix of the names of its fields."""
        return f"{self.key}.{self.to}"


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step of the page. ``state`` is the state of a claim; the first claim has no ``pair``."""

    step: GapStep | ClaimStep
    state: str = ""
    pair: DeskPair | None = None


@dataclass(frozen=True, slots=True)
class DeskComparison:
    """The content of the page. With ``has_public`` it asks for the kind of change and a note."""

    page: ComparePage
    steps: tuple[DeskStep, ...]
    has_public: bool
    all_public: bool

    @property
    def pairs(self) -> tuple[DeskPair, ...]:
        return tuple(step.pair for step in self.steps if step.pair)


def desk_comparison(keys: Sequence[str], *, original: bool, marks: bool | None) -> DeskComparison:
    """Compare claims of any state. The address of each is that of its form."""
    found = find_comparison(keys, original=original, marks=marks, among=DeskRecords)
    page = compare_page(found, side=False)
    rows = {str(row.key): row for row in Claim.objects.filter(key__in=page.keys).order_by()}
    steps: list[DeskStep] = []
    before = ""
    for step in page.steps:
        if isinstance(step, GapStep):
            steps.append(DeskStep(step))
            continue
        row = rows[step.key]
        shown = replace(step, url=f"/admin/claims/claim/{row.pk}/change/", remove_url="")
        pair = _pair(found, row, rows[before]) if before else None
        state = f"published, version {row.version}" if row.is_public else row.state
        steps.append(DeskStep(shown, state, pair))
        before = step.key
    return DeskComparison(
        page=page,
        steps=tuple(steps),
        has_public=any(step.pair and step.pair.is_public and not step.pair.refused for step in steps),
        all_public=bool(rows) and all(row.is_public for row in rows.values()),
    )


def _pair(found: FoundComparison, row: Claim, base: Claim) -> DeskPair:
    claim, other = found.claims[str(row.key)], found.claims[str(base.key)]
    on_record = next((one for one in claim.relations if one.to == other.key), Relation(kind="", to=other.key))
    back = [RELATION_KINDS_BACK[one.kind] for one in other.relations if one.to == claim.key]
    refused = ""
    if row.is_public and not base.is_public:
        refused = f"{base.key} is not public yet. Publish it first: public claims point to public ones alone."
    return DeskPair(
        key=claim.key,
        to=other.key,
        kind=on_record.kind,
        grounds=on_record.grounds,
        edition=row.edition,
        is_public=row.is_public,
        back=", ".join(back),
        refused=refused,
    )
