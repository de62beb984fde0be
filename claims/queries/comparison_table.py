"""A comparison as rows of a table: each claim beside the one that it is held against on the page."""

from __future__ import annotations

from claims.domain.comparison import ComparedItem
from claims.domain.paths import claim_path, version_path
from claims.domain.vocabulary import RELATION_KINDS, RELATION_KINDS_BACK
from claims.queries.comparison import FoundComparison
from claims.queries.comparison_document import relations_between

COLUMNS = (
    "key",
    "version",
    "said",
    "order_known",
    "speaker",
    "role",
    "on_behalf_of",
    "form",
    "language",
    "words",
    "translated_by",
    "compared_with",
    "days_least",
    "days_most",
    "relations",
    "kept",
    "removed",
    "added",
    "similarity",
    "hedges_gained",
    "hedges_lost",
    "marks_off",
    "same_utterance",
    "url",
)

Cell = str | int | float | bool | list[str] | None


def comparison_rows(found: FoundComparison, *, site_url: str) -> tuple[tuple[Cell, ...], ...]:
    """The claims in their order, a value for each of ``COLUMNS``. No query."""
    return tuple(_row(found, item, site_url) for item in found.comparison.items)


def _row(found: FoundComparison, item: ComparedItem, site_url: str) -> tuple[Cell, ...]:
    claim, compared = found.claims[item.claim.key], item.claim
    version = found.versions[claim.key]
    path = claim_path(claim.key, claim.words.text)
    if found.pinned:
        path = version_path(claim.key, claim.words.text, version)
    text, words, hedges = item.text, item.words, item.hedges
    return (
        claim.key,
        version,
        claim.said,
        item.order_known,
        compared.speaker_name,
        claim.role,
        compared.on_behalf_of_name,
        claim.words.form,
        text.language if text else "",
        text.text if text else "",
        text.translated_by if text else "",
        item.compared_with,
        item.days.least if item.days else None,
        item.days.most if item.days else None,
        _relations(found, item),
        words.kept if words else None,
        words.removed if words else None,
        words.added if words else None,
        round(words.similarity, 4) if words else None,
        [hedge.text for hedge in hedges.gained] if hedges else None,
        [hedge.text for hedge in hedges.lost] if hedges else None,
        item.refusal or item.marks_note,
        list(item.same_utterance),
        f"{site_url}{path}",
    )


def _relations(found: FoundComparison, item: ComparedItem) -> list[str]:
    """The words of the relations, as the page has them; none for what editors have not reviewed."""
    base = found.claims.get(item.compared_with)
    if base is None:
        return []
    told = relations_between(found.claims[item.claim.key], base)
    return [(RELATION_KINDS if "to" in one else RELATION_KINDS_BACK)[one["kind"]] for one in told]
