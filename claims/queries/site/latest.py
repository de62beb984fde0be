"""The latest claims for the home page. Several claims from one page are one item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from msgspec import structs

from claims.database.front_rows import outlets_called
from claims.domain.record.identity import Place
from claims.domain.text.plurals import number_of
from claims.queries.claim.rows import ClaimRow
from claims.queries.records import Document

LATEST: Final = 8
MOST_READ: Final = 60
SAID: Final = ("quoted", "partial", "reported")
NAMED: Final = ("person", "body")


@dataclass(frozen=True, slots=True)
class LatestItem:
    """A claim by its key, and the number of others by the same speaker from the same page."""

    claim: str
    others: int


def speakers_of(claims: Iterable[Document]) -> set[Place]:
    """The speakers of these claims."""
    return {("speaker", claim["speaker"]) for claim in claims}


def latest_items(claims: Sequence[Document], known: Mapping[Place, Document]) -> tuple[LatestItem, ...]:
    """The latest of the newest claims, newest first. ``known`` has their public ``speakers_of``. One query.

    Claims of named persons and bodies come first, and others if there are too few. An outlet's own sentences
    and summaries come last.
    """
    names = {known[place]["name"] for place in speakers_of(claims) if place in known}
    slugs = {claim["speaker"] for claim in claims}
    found = outlets_called(names, slugs)
    groups: dict[tuple[bool, str, str], list[str]] = {}
    for claim in claims:
        slug, form = claim["speaker"], claim["words"].get("form", "")
        speaker = known.get(("speaker", slug), {})
        is_outlet = f"outlet:{slug}" in found or speaker.get("name") in found.values()
        is_named = speaker.get("kind", "person") in NAMED and not speaker.get("names_no_office")
        is_said = form in SAID and is_named and not is_outlet
        hops = sorted(claim["chain"], key=itemgetter("hop"))
        source = next((hop["source"] for hop in hops if hop.get("source")), claim["key"])
        groups.setdefault((not is_said, source, slug), []).append(claim["key"])
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return tuple(LatestItem(keys[0], len(keys) - 1) for _, keys in ordered[:LATEST])


def latest_rows(items: Sequence[LatestItem], rows: Mapping[str, ClaimRow]) -> tuple[ClaimRow, ...]:
    """The items as rows, each with the number of others."""
    return tuple(_row(rows[item.claim], item.others) for item in items if item.claim in rows)


def _row(row: ClaimRow, others: int) -> ClaimRow:
    if not others:
        return row
    return structs.replace(row, added_words=f"{number_of(others, 'more sentence')} on this page")
