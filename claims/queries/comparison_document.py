"""A comparison as a document for programs: the same order, days, marks and guards as on the page."""

from __future__ import annotations

from typing import Any

from claims.domain.comparison import ComparedItem
from claims.domain.record_codec import to_document
from claims.queries.comparison import FoundComparison


def comparison_document(found: FoundComparison) -> dict[str, Any]:
    """What was compared, what was not, and each claim in its place with its record. No query."""
    comparison, asked = found.comparison, found.asked
    return {
        "keys": list(comparison.keys),
        "not_found": list(asked.missing),
        "withdrawn": list(asked.withdrawn),
        "repeated": list(asked.repeated),
        "left_out": list(comparison.left_out),
        "heading": comparison.heading.sentence,
        "notices": list(comparison.notices),
        "against": comparison.against,
        "original": comparison.original,
        "items": [_item(found, item) for item in comparison.items],
    }


def _item(found: FoundComparison, item: ComparedItem) -> dict[str, Any]:
    claim = found.claims[item.claim.key]
    base = found.claims.get(item.compared_with)
    relations = [{"kind": r.kind, "to": r.to} for r in claim.relations if base and r.to == base.key]
    if base:
        relations += [{"kind": r.kind, "from": base.key} for r in base.relations if r.to == claim.key]
    return {
        "key": claim.key,
        "said": claim.said,
        "order_known": item.order_known,
        "compared_with": item.compared_with or None,
        "days": {"least": item.days.least, "most": item.days.most} if item.days else None,
        "days_words": item.days_words,
        "relations": relations,
        "words": _words(item),
        "refusal": item.refusal or None,
        "hedges": _hedges(item),
        "same_utterance": list(item.same_utterance),
        "record": to_document(claim),
        "names": {
            "speaker": item.claim.speaker_name,
            "on_behalf_of": item.claim.on_behalf_of_name,
            "positions": dict(item.claim.positions),
        },
    }


def _words(item: ComparedItem) -> dict[str, Any] | None:
    if item.words is None:
        return None
    return {
        "kept": item.words.kept,
        "removed": item.words.removed,
        "added": item.words.added,
        "similarity": round(item.words.similarity, 4),
        "marks_by_default": item.words.marks_by_default,
        "segments": [
            {"kind": segment.kind, "before": segment.before, "after": segment.after}
            for segment in item.words.segments
        ],
    }


def _hedges(item: ComparedItem) -> dict[str, list[str]] | None:
    if item.hedges is None:
        return None
    return {
        "gained": [hedge.text for hedge in item.hedges.gained],
        "lost": [hedge.text for hedge in item.hedges.lost],
    }
