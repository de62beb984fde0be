"""A comparison as a document for programs, with the same order, days and marks as on the page."""

from typing import Any

from claims.domain.comparison.compare import ComparedItem
from claims.domain.comparison.saved import since_sentence
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document
from claims.queries.claim.documents import grade_documents, graded_stances, rating_documents
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.page import saved_path
from claims.queries.comparison.phrases import shown_phrases
from claims.queries.known_records import KnownRecords


def comparison_document(found: FoundComparison, *, phrases: bool = False) -> dict[str, Any]:
    """The keys by result, and each claim in its place with its record; with ``phrases``, also the phrases.

    At most two queries, and two more for the scales of rated claims.
    """
    comparison, asked = found.comparison, found.asked
    scales = known_scales(found.claims.values(), at=found.at)
    document = {
        "keys": list(comparison.keys),
        "not_found": list(asked.missing),
        "withdrawn": list(asked.withdrawn),
        "repeated": list(asked.repeated),
        "not_yet_said": list(asked.not_yet),
        "left_out": list(comparison.left_out),
        "heading": comparison.heading.sentence,
        "notices": list(comparison.notices),
        "against": comparison.against,
        "original": comparison.original,
        "versions": found.versions,
        "saved": _saved(found),
        "items": [_item(found, item, scales) for item in comparison.items],
    }
    return {**document, "phrases": _phrases(found)} if phrases else document


def _saved(found: FoundComparison) -> dict[str, Any] | None:
    """The address of a saved comparison and the state of each version; None for any other comparison."""
    if not found.pinned:
        return None
    sides = {side.key: side for side in found.pinned}
    keys = sorted(sides)
    return {
        "path": saved_path(keys, ",".join(str(sides[key].version) for key in keys)),
        "sides": [
            {
                "key": key,
                "version": sides[key].version,
                "fate": sides[key].fate,
                "latest": sides[key].latest,
                "sentence": since_sentence(sides[key], None) or None,
            }
            for key in keys
        ],
    }


def _phrases(found: FoundComparison) -> list[dict[str, Any]]:
    return [
        {
            "language": table.lang,
            "keys": [column.key for column in table.columns],
            "rows": [
                {
                    "phrase": row.label,
                    "group": group.title,
                    "cells": [list(cell.variants) for cell in row.cells],
                }
                for group in table.groups
                for row in group.rows
            ],
        }
        for table in shown_phrases(found).tables
    ]


def _item(found: FoundComparison, item: ComparedItem, scales: KnownRecords) -> dict[str, Any]:
    claim = found.claims[item.claim.key]
    base = found.claims.get(item.compared_with)
    return {
        "key": claim.key,
        "version": found.versions[claim.key],
        "said": claim.said,
        "order_known": item.order_known,
        "compared_with": item.compared_with or None,
        "days": {"least": item.days.least, "most": item.days.most} if item.days else None,
        "days_words": item.days_words,
        "relations": relations_between(claim, base) if base else [],
        "words": _words(item),
        "refusal": item.refusal or None,
        "hedges": _hedges(item),
        "same_utterance": list(item.same_utterance),
        "record": to_document(claim),
        "ratings": rating_documents(given_ratings(claim, scales)),
        "stances": grade_documents(graded_stances(claim, found.known)),
        "names": {
            "speaker": item.claim.speaker_name,
            "on_behalf_of": item.claim.on_behalf_of_name,
            "positions": dict(item.claim.positions),
        },
    }


def relations_between(claim: ClaimRecord, base: ClaimRecord) -> list[dict[str, str]]:
    """The relations between two claims: ``to`` the base, or ``from`` it."""
    return [
        *({"kind": r.kind, "to": r.to} for r in claim.relations if r.to == base.key),
        *({"kind": r.kind, "from": base.key} for r in base.relations if r.to == claim.key),
    ]


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
