"""A comparison as rows of a table: each claim with the one that it is compared with."""

from dataclasses import dataclass
from typing import Final

from claims.domain.comparison.compare import ComparedItem
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path, version_path
from claims.domain.record.reporting import is_outlets_own
from claims.domain.record.vocabulary import RELATION_KINDS, RELATION_KINDS_BACK
from claims.domain.text.own_words import own_parts
from claims.formats.exact_csv import Texts
from claims.queries.claim.table import first_day, last_day
from claims.queries.claim.words import steps_of
from claims.queries.columns import Column
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.document import relations_between


@dataclass(frozen=True, slots=True)
class TableSide:
    """A row: a claim of a comparison."""

    found: FoundComparison
    item: ComparedItem
    site_url: str

    @property
    def claim(self) -> ClaimRecord:
        return self.found.claims[self.item.claim.key]

    @property
    def version(self) -> int:
        return self.found.versions[self.item.claim.key]

    @property
    def said(self) -> FuzzyDate:
        return self.item.claim.said

    @property
    def url(self) -> str:
        claim = self.claim
        if self.found.pinned:
            return self.site_url + version_path(claim.key, claim.words.text, self.version)
        return self.site_url + claim_path(claim.key, claim.words.text)

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations in the words of the page; none if editors have not reviewed it."""
        base = self.found.claims.get(self.item.compared_with)
        if base is None:
            return ()
        found = relations_between(self.claim, base)
        return tuple((RELATION_KINDS if "to" in one else RELATION_KINDS_BACK)[one["kind"]] for one in found)


COLUMNS: Final[tuple[Column[TableSide], ...]] = (
    Column("key", lambda side: side.claim.key),
    Column("version", lambda side: side.version),
    Column("said", lambda side: side.claim.said),
    Column("said_words", lambda side: side.said.words()),
    Column("said_earliest", lambda side: first_day(side.said)),
    Column("said_latest", lambda side: last_day(side.said)),
    Column("order_known", lambda side: side.item.order_known),
    Column("speaker", lambda side: side.item.claim.speaker_name),
    Column("role", lambda side: side.claim.role),
    Column("on_behalf_of", lambda side: side.item.claim.on_behalf_of_name),
    Column("form", lambda side: side.claim.words.form),
    Column("language", lambda side: side.item.text.language if side.item.text else ""),
    Column("words", lambda side: side.item.text.text if side.item.text else ""),
    Column("own_words", lambda side: _own_words(side)),
    Column("translated_by", lambda side: side.item.text.translated_by if side.item.text else ""),
    Column("compared_with", lambda side: side.item.compared_with),
    Column("days_least", lambda side: side.item.days.least if side.item.days else None),
    Column("days_most", lambda side: side.item.days.most if side.item.days else None),
    Column("relations", lambda side: side.relations),
    Column("kept", lambda side: side.item.words.kept if side.item.words else None),
    Column("removed", lambda side: side.item.words.removed if side.item.words else None),
    Column("added", lambda side: side.item.words.added if side.item.words else None),
    Column("similarity", lambda side: round(side.item.words.similarity, 4) if side.item.words else None),
    Column("hedges_gained", lambda side: _hedges(side.item, "gained")),
    Column("hedges_lost", lambda side: _hedges(side.item, "lost")),
    Column("marks_off", lambda side: side.item.refusal or side.item.marks_note),
    Column("same_utterance", lambda side: tuple(side.item.same_utterance)),
    Column("url", lambda side: side.url),
)


def comparison_rows(found: FoundComparison, *, site_url: str) -> tuple[TableSide, ...]:
    """The rows for ``COLUMNS``, in the order of the page. No query."""
    return tuple(TableSide(found, item, site_url) for item in found.comparison.items)


def _own_words(side: TableSide) -> Texts:
    text = side.item.text.text if side.item.text else ""
    claim, known = side.claim, side.found.known
    if is_outlets_own(steps_of(claim, known), known.label("speaker", claim.speaker).name):
        return Texts(())
    return Texts(own_parts(claim.words.form, text))


def _hedges(item: ComparedItem, which: str) -> Texts | None:
    hedges = item.hedges
    if hedges is None:
        return None
    return Texts(hedge.text for hedge in (hedges.gained if which == "gained" else hedges.lost))
