"""The values of the page of claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import escape
from django.utils.safestring import mark_safe
from msgspec import structs

from claims.domain.search.ranking import UNRANKED
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.history.as_of import AsOf, looking_back, record_begun
from claims.queries.history.versions import day_words
from claims.queries.lists.counts import CappedCount
from claims.queries.lists.facets import Facets, are_short, facets, labels_alone
from claims.queries.lists.filter_form import (
    LOOKING_BACK,
    FilterForm,
    filter_form,
    mistaken_dates,
    value_words,
)
from claims.queries.lists.near_names import did_you_mean
from claims.queries.lists.page_of_claims import PageOfKeys, count, count_undated, count_with, list_claims
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.records_named import NamedRecord, records_named
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import SORTS, VIEWS, Selection, read_selection
from claims.queries.lists.understood import Understood, meant_link, understood
from claims.queries.page_values import Choice, Link, Notice, Pager
from claims.queries.site.downloads import Export, Form, lead, tables
from claims.queries.site.frame import RecordState
from claims.search.marking import spans

PATH: Final = "/claims/"
HALF_TYPED: Final = "No claim holds these words whole. These hold words that begin alike."
MOST_WAYS: Final = 4
NONE_RATED: Final = "None of the claims on this page is rated. Tick two to six to compare them."
MOST_WITH_FACETS: Final = 500
"""Facets that count more claims are on a page of their own, because counting takes a while."""
LITTLE: Final = 2
"""With at most this many claims, another spelling is suggested."""


@dataclass(frozen=True, slots=True)
class Empty:
    sentence: str
    detail: str = ""
    ways: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column of the table view. ``name`` is the name of its values."""

    name: str
    label: str
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class ClaimListPage:
    """The page of claims. ``records`` are named by the search.

    ``understood`` is the search as filters. ``meant`` is a search with another spelling, if this one finds
    little. ``note`` is shown below the list.
    """

    heading: str
    query: str
    rows: tuple[ClaimRow, ...]
    view: str
    columns: tuple[ColumnHead, ...]
    form: FilterForm
    clear_url: str
    records: tuple[NamedRecord, ...]
    understood: Understood | None
    meant: Link | None
    sort_choices: tuple[Choice, ...]
    view_choices: tuple[Choice, ...]
    looking_back: AsOf | None
    notices: tuple[Notice, ...]
    empty: Empty | None
    pager: Pager
    export: Export
    undated: str
    note: str


def _number(selected: SelectedClaims, listed: PageOfKeys, state: RecordState) -> CappedCount:
    """The number of claims of the selection. It is counted only if the first page does not show it."""
    if not selected.selection.is_filtered:
        return CappedCount(state.claims_count)
    is_whole = listed.keys and listed.is_first and not listed.older
    return CappedCount(len(listed.keys)) if is_whole else count(selected)


def claim_list_page(selection: Selection, state: RecordState, *, today: date) -> ClaimListPage:
    """The page for a selection, of the record in this state and on this day. Raises StaleCursor.

    At most twelve queries, two more for a search, and one for each suggestion of an empty list. For a past
    day, listing and counting take twice as many.
    """
    selected = SelectedClaims(selection)
    listed = PageOfKeys(()) if selection.is_unreadable else list_claims(selected)
    number = _number(selected, listed, state)
    undated = _left_out(count_undated(selected))
    is_deferred = selection.is_filtered and not are_short(
        selected, number.number, state.claims_count, MOST_WITH_FACETS
    )
    found = labels_alone(selected) if is_deferred else facets(selected)
    rows = _rows(listed.keys, selected)
    records = records_named(selection)
    is_alone = tuple(selection.filters) == ("q",)
    finds_little = number.number <= LITTLE if is_alone else not listed.keys
    meant = did_you_mean(selected) if finds_little and "q" in selection.filters else None
    if meant and not records:
        records = records_named(read_selection({"q": [meant]}))
    empty = None
    if not listed.keys:
        empty = _bad_query(selection) if selection.is_unreadable else _empty(selected, found)
    return ClaimListPage(
        heading=heading_of(selection, number, found),
        query=selection.typed.get("q", ""),
        rows=rows,
        view=selection.view,
        columns=_columns(selection, rows) if selection.view == "table" else (),
        form=filter_form(selection, found, PATH, is_deferred=is_deferred),
        clear_url=selection.address(PATH, filters={}),
        records=records,
        understood=understood(selected, records, PATH) if listed.keys else None,
        meant=meant_link(selection, meant, PATH),
        sort_choices=tuple(
            Choice(label, selection.address(PATH, sort=sort), selection.sort == sort)
            for sort, label in SORTS.items()
            if sort != "relevance" or selection.query.has_words
        ),
        view_choices=tuple(
            Choice(label, selection.address(PATH, view=view), selection.view == view)
            for view, label in VIEWS.items()
        ),
        looking_back=_looking_back(selection, state, today),
        notices=_notices(selected, listed),
        empty=empty,
        pager=_pager(selection, listed),
        export=_export(selection, number),
        undated=undated,
        note=" ".join(filter(None, (undated, "" if any(row.ratings for row in rows) else NONE_RATED))),
    )


def heading_of(selection: Selection, number: CappedCount, found: Facets) -> str:
    """ "37 claims by Dmitry Peskov on Russia and Venezuela"."""
    if selection.is_unreadable:
        return "The search cannot be read"
    if not number.number:
        return "No claims match" if selection.is_filtered else "No claims published yet"
    words = [f"{number.words} claim{'' if number.number == 1 else 's'}"]
    for name, values in selection.filters.items():
        if preposition := PARAMETERS[name].preposition:
            words.append(f"{preposition} {' or '.join(found.labels.get((name, v), v) for v in values)}")
    if "q" in selection.filters:
        words.append(f"matching {selection.query.text}")
    return " ".join(words)


def _notices(selected: SelectedClaims, listed: PageOfKeys) -> tuple[Notice, ...]:
    notices = []
    selection = selected.selection
    if listed.is_unranked:
        notices.append(Notice("info", "", f"More than {UNRANKED:,} claims match: newest first."))
    if selection.query.words and selected.word_matches.is_half_typed:
        notices.append(Notice("info", "", HALF_TYPED))
    if wrong := mistaken_dates(selection):
        notices.append(Notice("warn", "", f"{wrong} The other filters hold."))
    return tuple(notices)


def _looking_back(selection: Selection, state: RecordState, today: date) -> AsOf | None:
    """The banner of a list of a past day. Its link to the list of today keeps the other filters."""
    as_of, known_by = ((*selection.filters.get(name, ()), "")[0] for name in LOOKING_BACK)
    rest = {n: v for n, v in selection.filters.items() if n not in LOOKING_BACK}
    return looking_back(
        as_of,
        known_by,
        selection.address(PATH, filters=rest),
        today=today,
        updated=state.updated,
        withdrawn_may_miss=True,
    )


def _left_out(undated: CappedCount) -> str:
    if not undated.number:
        return ""
    return f"{undated.words} without a date {'is' if undated.number == 1 else 'are'} left out."


def _bad_query(selection: Selection) -> Empty:
    sentence = next(mistake.sentence for mistake in selection.mistakes if mistake.name == "q")
    ways = (Link("The list without the search", selection.address(PATH)),)
    return Empty(sentence, 'Words, "a phrase", -word, speaker:name and said:2019..2021 are understood.', ways)


def _empty(selected: SelectedClaims, found: Facets) -> Empty:
    """The suggestions of an empty list: to leave out one filter, with the number of claims found then."""
    selection = selected.selection
    if not selection.is_filtered:
        return Empty("No claims published yet.", ways=(Link("How claims are recorded", "/method/"),))
    ways: list[Link] = []
    for name, values in selection.filters.items():
        for value in values:
            if len(ways) == MOST_WAYS:
                break
            rest = selection.without(name, value)
            number = count_with(selected, rest)
            label = value_words(name, value, found)
            ways.append(Link(f"Without “{label}”: {number.words}.", selection.address(PATH, filters=rest)))
    begun = record_begun() if selection.instant else None
    if begun is not None and selection.instant is not None and selection.instant < begun:
        first = {**selection.filters, "as_of": (begun.date().isoformat(),)}
        ways.insert(0, Link("The end of that day", selection.address(PATH, filters=first)))
        return Empty(
            f"Our record begins on {day_words(begun)}: before that it held nothing.", ways=tuple(ways)
        )
    return Empty("No claims match.", ways=tuple(ways))


def _columns(selection: Selection, rows: Sequence[ClaimRow]) -> tuple[ColumnHead, ...]:
    """The columns of the table view, without those that would be empty in each row."""
    newest, oldest = selection.sort == "newest", selection.sort == "oldest"
    said = ColumnHead(
        "said",
        "Said",
        selection.address(PATH, sort="oldest" if newest else "newest"),
        "descending" if newest else "ascending" if oldest else "",
    )
    rest = (
        ("speaker", "Speaker", True),
        ("words", "Words", True),
        ("answer", "Answer", any(row.answers for row in rows)),
        ("accuracy", "Accuracy", any(row.ratings for row in rows)),
        ("consistency", "Consistency", any(row.consistency_ratings or row.no_change for row in rows)),
        ("source", "Source", any(row.source_url for row in rows)),
        ("compare", "Compare", True),
    )
    return (said, *(ColumnHead(name, label) for name, label, is_shown in rest if is_shown))


def _pager(selection: Selection, listed: PageOfKeys) -> Pager:
    labels = {"newest": ("Newer", "Older"), "oldest": ("Older", "Newer")}
    newer, older = labels.get(selection.sort, ("Previous", "Next"))
    return Pager(
        selection.address(PATH, after=listed.newer) if listed.newer else "",
        selection.address(PATH, after=listed.older) if listed.older else "",
        newer,
        older,
    )


def _export(selection: Selection, number: CappedCount) -> Export:
    def at(path: str) -> str:
        return selection.address(path, view="", size=False)

    words = f"These {number.words} claims as" if number.is_more else lead(number.number, "claim")
    json = "application/json"
    return Export(
        words,
        (
            *tables(at("/claims.csv")),
            Form("JSON", at("/claims.json"), json),
            Form("API call", at("/api/v1/claims/"), json),
        ),
    )


def _rows(keys: tuple[str, ...], selected: SelectedClaims) -> tuple[ClaimRow, ...]:
    """The rows of a page, with marks on the words that were searched for."""
    selection = selected.selection
    as_of = selection.filters.get("as_of", ("",))[0]
    rows = claim_rows(keys, at=selected.instant, as_of=as_of)
    if not selection.query.has_words or selection.view != "list":
        return rows
    marked = []
    for row in rows:
        parts, at = [], 0
        for start, end in spans(row.quote, row.lang, selected.word_matches.match):
            parts += [escape(row.quote[at:start]), f"<mark>{escape(row.quote[start:end])}</mark>"]
            at = end
        quote = mark_safe("".join([*parts, escape(row.quote[at:])]))
        marked.append(structs.replace(row, quote=quote) if parts else row)
    return tuple(marked)
