"""The one table of the parameters of a list of claims.

Selection, filters, facets, form, labels, counts, page and API loop over it: a new filter is one row, and a
line in ``docs/api.md``. ``domain/search/facets`` says under the same names how values are read from a record,
for counts and for lists of past days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from claims.domain.record.identity import Place
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, KINDS
from claims.domain.search.facets import FACETS, UNCHECKED
from claims.queries.claim.rows import NOT_CHECKED, NOT_RATED, language_name
from claims.queries.lists import facet_sql, filters
from claims.queries.lists.filters import HAS, Ask

SCALE: Final = "scale"
"""The type of record of which ratings are named: ``scale:rating``."""
PRESENTATION: Final = ("sort", "after", "size", "view")
"""The parameters that select nothing: they say which part of the claims is shown, and how."""


@dataclass(frozen=True, slots=True)
class ListFacet:
    """Counts beside a list: ``sql`` counts the claims of a match ``{m}``, ``place`` orders the facets.

    For the whole list the counts are those that are kept (``FACETS``). The years have no title: they are
    shown as bars.
    """

    sql: str
    place: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A filter of a list of claims.

    ``label`` is what its chips are called, and ``preposition`` puts it into the heading. ``ask`` selects
    today's claims. ``record_type`` is the type of record that a value names, with ``has_parts`` by what
    stands before its colon. ``choices`` are its values with their words if they are a closed list;
    ``value_label`` gives the words of others that name no record. ``is_single`` if it may be given once,
    ``is_date`` if it takes a date, ``needs_date`` if it leaves out claims without a date. ``few`` is its rank
    among the filters that select few claims, the fewest first; 0 if it selects many.
    """

    name: str
    label: str
    ask: Ask
    record_type: str = ""
    has_parts: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    value_label: Callable[[str], str] = str
    preposition: str = ""
    facet: ListFacet | None = None
    few: int = 0
    is_single: bool = False
    is_date: bool = False
    needs_date: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the number of public claims is kept for each value."""
        return self.name in FACETS and FACETS[self.name].is_counted

    @property
    def takes_ratings(self) -> bool:
        """Whether a value may be ``scale:rating``."""
        return self.record_type == SCALE

    @property
    def takes_keys(self) -> bool:
        """Whether all values are keys and slugs, which are in lower case whatever is typed."""
        return bool(self.record_type) and not self.choices

    @property
    def leads_on(self) -> bool:
        """Whether a former key leads to that of today; scales are neither merged nor renamed."""
        return self.record_type not in ("", SCALE)

    def names_record(self, value: str) -> bool:
        """Whether a value names a record: a rating does so only with its scale."""
        return bool(self.record_type) and (not self.takes_ratings or ":" in value)

    def place(self, value: str) -> Place:
        """The record that a value names: of ``position:answer`` the position."""
        return self.record_type, value.rpartition(":")[0] if self.has_parts else value

    def words(self, value: str) -> str:
        """What people read for a value that names no record."""
        return self.choices.get(value) or self.value_label(value)


def _rating_words(value: str) -> str:
    return NOT_RATED if value == "none" else f"{value}, of any scale"


PARAMETERS: Final[dict[str, Parameter]] = {
    parameter.name: parameter
    for parameter in (
        Parameter("q", "Search", filters.by_query, few=1, is_single=True),
        Parameter(
            "speaker",
            "Speaker",
            filters.by_speaker,
            record_type="speaker",
            preposition="by",
            facet=ListFacet(facet_sql.SPEAKERS, 1, "Speaker"),
            few=2,
        ),
        Parameter(
            "on_behalf_of",
            "For",
            filters.by_on_behalf_of,
            record_type="speaker",
            preposition="for",
            few=3,
        ),
        Parameter(
            "position",
            "Position",
            filters.by_position,
            record_type="position",
            facet=ListFacet(facet_sql.POSITIONS, 3, "Position"),
            few=6,
        ),
        Parameter(
            "answer",
            "Answer",
            filters.by_answer,
            record_type="position",
            has_parts=True,
            few=5,
        ),
        Parameter(
            "topic",
            "Topic",
            filters.by_topic,
            record_type="topic",
            preposition="on",
            facet=ListFacet(facet_sql.TOPICS, 2, "Topic"),
            few=7,
        ),
        Parameter(
            "rating",
            "Accuracy",
            filters.by_rating,
            record_type=SCALE,
            has_parts=True,
            value_label=_rating_words,
            facet=ListFacet(facet_sql.RATINGS, 8, "Accuracy"),
        ),
        Parameter(
            "consistency",
            "Consistency",
            filters.by_consistency,
            record_type=SCALE,
            has_parts=True,
            choices={
                outcome: f"says that nothing changed: {words}"
                for outcome, words in {**CONSISTENCY_OUTCOMES, UNCHECKED: NOT_CHECKED}.items()
            },
            facet=ListFacet(facet_sql.CONSISTENCY, 9, "Consistency"),
            few=8,
        ),
        Parameter(
            "kind",
            "Kind",
            filters.by_column("kind"),
            choices=KINDS,
            facet=ListFacet(facet_sql.by_column("kind"), 4, "Kind"),
        ),
        Parameter(
            "form",
            "Form",
            filters.by_column("form"),
            choices=FORMS,
            facet=ListFacet(facet_sql.by_column("form"), 5, "Form"),
        ),
        Parameter(
            "lang",
            "Language",
            filters.by_column("language"),
            value_label=language_name,
            facet=ListFacet(facet_sql.by_column("language"), 6, "Language"),
        ),
        Parameter("source", "Source", filters.by_source, record_type="source", few=4),
        Parameter(
            "outlet",
            "Outlet",
            filters.by_outlet,
            record_type="outlet",
            facet=ListFacet(facet_sql.OUTLETS, 7, "Outlet"),
            few=9,
        ),
        Parameter(
            "year",
            "Year said",
            filters.by_year,
            preposition="said in",
            facet=ListFacet(facet_sql.YEARS, 10),
            needs_date=True,
        ),
        Parameter("from", "Said from", filters.by_span, is_single=True, is_date=True, needs_date=True),
        Parameter("to", "Said to", filters.by_span, is_single=True, is_date=True, needs_date=True),
        Parameter("known_by", "Said by", filters.by_known, is_single=True, is_date=True),
        Parameter("as_of", "As of", filters.by_day_of_record, is_single=True, is_date=True),
        Parameter("has", "Has", filters.by_having, choices={value: one.words for value, one in HAS.items()}),
    )
}
"""The filters, by name, in their order in an address."""


def known_names() -> tuple[str, ...]:
    """The names of all parameters of a list."""
    return (*PARAMETERS, *PRESENTATION)


def list_facets() -> dict[str, ListFacet]:
    """The facets by the name of their parameter, in their order beside a list."""
    found = {name: one.facet for name, one in PARAMETERS.items() if one.facet is not None}
    return dict(sorted(found.items(), key=lambda item: item[1].place))
