"""The filter form beside a list: facets, years and dates, and the chips of the filters in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from claims.domain.dates.fuzzy import FuzzyDate
from claims.queries.lists.facets import MOST_MEMBERS, Facets, Member
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.selection import Selection

FACETS_PATH: Final = "/claims/facets/"
SAID: Final = ("from", "to")
LOOKING_BACK: Final = ("as_of", "known_by")
SHOWN_AT_ONCE: Final = 6
FEW: Final = 8
MOST_YEARS: Final = 8
BAR: Final = 40  # height of the tallest bar of the years


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Hidden:
    name: str
    value: str


class Option(NamedTuple):
    value: str
    label: str
    number: str
    checked: bool
    id: str


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet of the filter form: the first six values, and ``more`` after a click on ``summary``."""

    name: str
    title: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    open: bool
    summary: str


@dataclass(frozen=True, slots=True)
class YearBar:
    year: str
    count: int
    url: str
    current: bool
    height: int
    top: int


@dataclass(frozen=True, slots=True)
class DateFields:
    from_value: str = ""
    to_value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class AsOfFields:
    """The two days of the past. ``open`` is true if one is given."""

    as_of_value: str = ""
    known_by_value: str = ""
    error: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The form as ``parts/lists/filters.html`` and ``components/lists/chips.html`` take it.

    ``hidden`` are the parameters without a field in the form, ``kept`` those that a search keeps.
    ``facets_url`` is the page with the facets if they are not here.
    """

    chips: tuple[Chip, ...]
    facets: tuple[FacetPanel, ...]
    years: tuple[YearBar, ...]
    dates: DateFields
    looking_back: AsOfFields
    hidden: tuple[Hidden, ...]
    kept: tuple[Hidden, ...]
    facets_url: str = ""


def filter_form(selection: Selection, found: Facets, path: str, *, is_deferred: bool = False) -> FilterForm:
    """The form for a list at ``path``; if ``is_deferred``, its facets stand on another page."""
    return FilterForm(
        chips=_chips(selection, found, path),
        facets=tuple(_panel(f.name, f.title, f.members) for f in found.facets),
        years=_years(selection, found, path),
        dates=_dates(selection),
        looking_back=_looking_back(selection),
        hidden=_hidden(selection, {"q", *SAID, *LOOKING_BACK, *(f.name for f in found.facets)}),
        kept=_hidden(selection, {"q"}),
        facets_url=selection.address(FACETS_PATH) if is_deferred else "",
    )


def mistaken_dates(selection: Selection, among: Sequence[str] = ()) -> str:
    """The mistakes in typed dates, all or those ``among``; empty if there are none."""
    names = among or [name for name, parameter in PARAMETERS.items() if parameter.is_date]
    return " ".join(mistake.sentence for mistake in selection.mistakes if mistake.name in names)


def value_words(name: str, value: str, found: Facets) -> str:
    """A value of a filter in words: a day, or the label of the value."""
    if PARAMETERS[name].is_date:
        return FuzzyDate.parse(value).short_words()
    return found.labels.get((name, value), value)


def _chips(selection: Selection, found: Facets, path: str) -> tuple[Chip, ...]:
    """The filters in use; the search stands in its own field."""
    return tuple(
        Chip(
            PARAMETERS[name].label,
            value_words(name, value, found),
            selection.address(path, filters=selection.without(name, value)),
        )
        for name, values in selection.filters.items()
        if name != "q"
        for value in values
    )


def _panel(name: str, title: str, members: tuple[Member, ...]) -> FacetPanel:
    options = tuple(
        Option(
            m.value, f"{m.label[:1].upper()}{m.label[1:]}", f"{m.count:,}", m.is_chosen, f"f-{name}-{place}"
        )
        for place, m in enumerate(members)
    )
    first = len(options) if len(options) <= FEW else SHOWN_AT_ONCE
    more = options[first:]
    # The number of counted values is limited. A chosen value beyond them is added.
    is_all = len(options) < MOST_MEMBERS
    summary = f"Show all {len(options)}" if is_all else f"Show the {MOST_MEMBERS} with most claims"
    return FacetPanel(name, title, options[:first], more, any(o.checked for o in more), summary)


def _years(selection: Selection, found: Facets, path: str) -> tuple[YearBar, ...]:
    """A bar for each of the latest years, also for years without claims."""
    counts = {int(member.value): member for member in found.years if member.value.isdigit()}
    if not counts:
        return ()
    latest = max(counts)
    span = range(max(min(counts), latest - MOST_YEARS + 1), latest + 1)
    tallest = max((counts[year].count for year in span if year in counts), default=0)
    bars = []
    for year in span:
        member = counts.get(year) or Member(str(year), str(year), 0)
        height = max(1, round(BAR * member.count / tallest)) if member.count else 0
        value = f"{year:04}"
        filters = selection.without("year", value) if member.is_chosen else selection.with_("year", value)
        url = selection.address(path, filters=filters)
        bars.append(YearBar(value, member.count, url, member.is_chosen, height, BAR - height))
    return tuple(bars)


def _dates(selection: Selection) -> DateFields:
    typed = selection.typed
    error = mistaken_dates(selection, SAID)
    return DateFields(typed.get("from", ""), typed.get("to", ""), error)


def _looking_back(selection: Selection) -> AsOfFields:
    typed, error = selection.typed, mistaken_dates(selection, LOOKING_BACK)
    as_of, known_by = typed.get("as_of", ""), typed.get("known_by", "")
    return AsOfFields(as_of, known_by, error, bool(as_of or known_by))


def _hidden(selection: Selection, shown: set[str]) -> tuple[Hidden, ...]:
    kept = [
        Hidden(name, value)
        for name, values in selection.filters.items()
        if name not in shown
        for value in values
    ]
    kept += [
        Hidden(name, selection.typed[name]) for name in ("sort", "view", "size") if name in selection.typed
    ]
    return tuple(kept)
