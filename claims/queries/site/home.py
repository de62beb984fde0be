"""The home page: the question of the moment, the latest claims, and the corrections of this month.

Several of the latest claims from one page are one item.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Final, NamedTuple

from msgspec import json, structs

from claims.database.front_rows import front_rows, outlets_called
from claims.domain.dates.fuzzy import FuzzyDate, days_between
from claims.domain.record.claim import Check
from claims.domain.record.identity import Place
from claims.domain.record.paths import compare_path
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.domain.text.plurals import number_of
from claims.queries.claim.rows import ClaimRow, rows_of
from claims.queries.history.corrections import CLASSES, corrections_sentence
from claims.queries.positions.lines import positions_in_list, read_positions
from claims.queries.positions.no_change_watch import SaidUnchanged, Watched, watched
from claims.queries.positions.on_record import ListedPosition, listed_positions
from claims.queries.records import Document, public_documents
from claims.queries.site.home_question import (
    HomeQuestion,
    home_question,
    leading_position,
    named_in_question,
    quoted_on,
)
from claims.queries.stances.of_records import recorded_check

POSITIONS = 8
NO_CHANGE = 6
PAIRS = 3
ABOUT = "What public figures said and when, in own words or as reported, with the source."
LATEST: Final = 8
MOST_READ: Final = 60
SAID: Final = ("quoted", "partial", "reported")
NAMED: Final = ("person", "body")
PAIRED = ("contradicts", "repeats")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that editors linked, with the kind of link and the time between them."""

    kind_words: str
    sides: tuple[ClaimRow, ClaimRow]
    apart: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The values of the home page. ``about`` says what this site is.

    ``no_change`` has only checks that have something to say. ``positions`` are the others with most claims.
    """

    about: str
    lead: HomeQuestion | None
    latest: tuple[ClaimRow, ...]
    pairs: tuple[Pair, ...]
    no_change: tuple[Watched, ...]
    positions: tuple[ListedPosition, ...]
    corrections: str


class _Linked(NamedTuple):
    kind: str
    claim: Document
    other: str


def front_page(*, now: datetime, updated: datetime | None = None) -> FrontPage:
    """The values of the home page, empty while nothing is published. At most twelve queries."""
    begun = front_rows(
        latest=MOST_READ,
        no_change=NO_CHANGE,
        paired=2 * PAIRS,
        position=POSITIONS,
        classes=list(CLASSES),
        since=now.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
    )
    newest, saying = _decoded(begun["latest"]), _decoded(begun["no_change"])
    unchanged, linked = _saying_unchanged(saying), _linked(_decoded(begun["paired"]))
    picked = begun["picked"][0][1] if begun["picked"] else ""
    slugs = {*(slug for _, slug in begun["position"]), *(said.position for said in unchanged), picked} - {""}
    fullest = ("topic", max(begun["topic"], default=(0, ""))[1])
    known = public_documents({*speakers_of(newest), *(("position", slug) for slug in slugs), fullest})
    latest = latest_items(newest, known)
    positions = positions_in_list([one for place, one in known.items() if place[0] == "position"])
    read = read_positions(positions)
    lead = leading_position(positions, read, picked)
    led = read.get(lead.row.slug) if lead else None
    quoted = {stance.key for stance in quoted_on(led)}
    keys = {pair.other for pair in linked} | quoted
    asked = public_documents({*(("claim", key) for key in keys), *named_in_question(led)})
    pairs = [pair for pair in linked if ("claim", pair.other) in asked][:PAIRS]
    claims = {one["key"]: one for one in (*newest, *saying, *(pair.claim for pair in pairs))}
    claims |= {key: one for (kind, key), one in asked.items() if kind == "claim"}
    shown = {*(item.claim for item in latest), *(said.key for said in unchanged), *quoted}
    shown |= {key for pair in pairs for key in (pair.claim["key"], pair.other)}
    rows = {row.key: row for row in rows_of([claims[key] for key in shown if key in claims])}
    by_slug = {position.row.slug: position for position in positions}
    watch = (
        watched(said, rows[said.key], by_slug.get(said.position), read.get(said.position))
        for said in unchanged
    )
    return FrontPage(
        about=_about(begun, known.get(fullest)),
        lead=home_question(lead, led, asked, rows, picked=picked, updated=updated) if lead else None,
        latest=latest_rows(latest, rows),
        pairs=tuple(_pair(pair, claims[pair.other], rows) for pair in pairs),
        no_change=tuple(line for line in watch if line),
        positions=listed_positions(
            [position for position in positions if position.row.claims and position is not lead][:POSITIONS],
            read,
        ),
        corrections=corrections_sentence(begun["corrections"][0][0], now),
    )


def _about(begun: Mapping[str, Sequence[tuple[int, str]]], topic: Document | None) -> str:
    """A line on what this site is, with the years and the number of the claims, and the fullest ``topic``."""
    if not begun["all"]:
        return ABOUT
    years = sorted(int(year) for _, year in begun["year"] if year)
    period = f", {'–'.join(dict.fromkeys([str(years[0]), str(years[-1])]))}" if years else ""
    others = len(begun["topic"]) - 1
    more = f" and {number_of(others, 'other topic')}" if others else ""
    topics = f" on {topic['name']}{more}" if topic else ""
    return f"{ABOUT.removesuffix('.')}: {number_of(begun['all'][0][0], 'claim')}{topics}{period}."


def _decoded(rows: Iterable[tuple[int, str]]) -> list[Document]:
    return [json.decode(text) for _, text in rows]


def _saying_unchanged(claims: Iterable[Document]) -> list[SaidUnchanged]:
    """The stances of these claims that nothing has changed."""
    return [
        SaidUnchanged(claim["key"], stance["position"], _confirmed(stance))
        for claim in claims
        for stance in claim["stances"]
        if stance.get("unchanged")
    ][:NO_CHANGE]


def _confirmed(stance: Document) -> Check | None:
    check = recorded_check(stance)
    return check if check and check.confirmed else None


def _linked(claims: Iterable[Document]) -> list[_Linked]:
    """The newest pairs, more than are shown: the other may not be public."""
    pairs = [(claim, to) for claim in claims for to in claim["relations"] if to["kind"] in PAIRED]
    return [_Linked(to["kind"], claim, to["to"]) for claim, to in pairs[: 2 * PAIRS]]


def _pair(linked: _Linked, other: Document, rows: Mapping[str, ClaimRow]) -> Pair:
    said, other_said = (FuzzyDate.parse(one.get("said", "")) for one in (linked.claim, other))
    between = days_between(other_said, said)
    words = between.words() if between else ""
    apart = words if words == "same day" else f"{words} apart" if words else "days between not known"
    sides = (rows[linked.other], rows[linked.claim["key"]])
    return Pair(
        kind_words=RELATION_KINDS[linked.kind].capitalize(),
        sides=sides,
        apart=apart,
        compare_url=compare_path(side.key for side in sides),
    )


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
