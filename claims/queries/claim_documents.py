"""Many claims as documents for programs: the records of a list, and its lines as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from claims.domain.paths import claim_path
from claims.domain.record import ClaimRecord
from claims.domain.record_codec import references
from claims.models import Claim
from claims.queries.claim_document import document_of
from claims.queries.names import label_of, labels
from claims.queries.records import Place, public_documents, public_records

TABLE: Final = (
    "key", "said", "said_basis", "speaker", "speaker_name", "role", "on_behalf_of", "words", "language",
    "form", "translated_from", "kind", "checkable", "summary", "answers", "no_change", "topics", "ratings",
    "sources", "source_titles", "source_urls", "context", "url",
)  # fmt: skip
"""The columns of a table of claims."""
BATCH: Final = 500


def claim_documents(ids: Sequence[int], *, site_url: str, at: datetime | None = None) -> list[dict[str, Any]]:
    """The records of these public claims with ``meta``, ``links`` and ``names``, in the order given.

    As they are today, or as they were held ``at`` an instant. Three queries whatever their number.
    """
    places = _places(ids)
    shown = public_records(places, at=at)
    read = {place: found.record for place, found in shown.items() if isinstance(found.record, ClaimRecord)}
    wanted = {place: set(references(record)) for place, record in read.items()}
    named = labels(set().union(*wanted.values()), at=at)
    return [
        document_of(
            shown[place], read[place], {key: named[key] for key in wanted[place] if key in named}, site_url
        )
        for place in places
        if place in read
    ]


def claim_table(
    ids: Sequence[int], *, site_url: str, at: datetime | None = None
) -> Iterator[tuple[object, ...]]:
    """The lines of these public claims for ``TABLE``, in the order given; three queries for every 500.

    As they are today, or as they were held ``at`` an instant: then the addresses lead to that day.
    """
    query = f"?as_of={at.date().isoformat()}" if at is not None else ""
    for start in range(0, len(ids), BATCH):
        places = _places(ids[start : start + BATCH])
        found = public_documents(places, at=at)
        named = public_documents(_named(found.values()), at=at)
        for place in places:
            if place in found:
                line = _line(found[place], named, site_url)
                yield (*line[:-1], f"{line[-1]}{query}")


def _places(ids: Sequence[int]) -> list[Place]:
    """The claims of these primary keys that are public, in the order given."""
    keys = dict(Claim.objects.published().filter(pk__in=ids).order_by().values_list("pk", "key"))
    return [("claim", keys[pk]) for pk in ids if pk in keys]


def _named(claims: Any) -> set[Place]:
    """What the lines of a table name besides the claims: their speakers and sources."""
    found: set[Place] = set()
    for claim in claims:
        found.add(("speaker", claim["speaker"]))
        found |= {("source", hop["source"]) for hop in claim["chain"] if "source" in hop}
    return found


def _line(claim: dict[str, Any], named: Any, site_url: str) -> tuple[object, ...]:
    words, stances = claim["words"], claim.get("stances", [])
    sources = [hop["source"] for hop in claim["chain"] if "source" in hop]
    documents = [named[place] for key in sources if (place := ("source", key)) in named]
    speaker = ("speaker", claim["speaker"])
    return (
        claim["key"],
        claim.get("said", ""),
        claim.get("said_basis", "unknown"),
        claim["speaker"],
        label_of(*speaker, named[speaker]).name if speaker in named else "",
        claim.get("role", ""),
        claim.get("on_behalf_of", ""),
        words["text"],
        words.get("language", ""),
        words.get("form", ""),
        words.get("translated_from", ""),
        claim.get("kind", "statement"),
        claim.get("checkable", "unclear"),
        claim.get("summary", ""),
        [f"{stance['position']}:{stance['answer']}" for stance in stances if stance.get("answer")],
        [stance["position"] for stance in stances if stance.get("unchanged")],
        claim.get("topics", []),
        [f"{verdict['scale']}:{verdict.get('rating', '')}" for verdict in claim.get("verdicts", [])],
        sources,
        [document["title"] for document in documents],
        [document["url"] for document in documents if document.get("url")],
        claim.get("context", ""),
        site_url + claim_path(claim["key"], words["text"]),
    )
