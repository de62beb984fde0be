"""The table of the parameters of a list of claims.

Selection, filters, facets, form, labels, counts, page and API loop over it. A new filter is one row here and,
unless its ``ask`` is another condition, a line of ``FACETS`` in ``domain/search/facets``, which reads its
values from a record. ARCHITECTURE.md says what else it needs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from claims.domain.record.identity import Place
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, KINDS
from claims.domain.search.facets import UNCHECKED
from claims.queries.claim.rows import NOT_CHECKED, NOT_RATED, language_name
from claims.queries.lists import filters
from claims.queries.lists.filters import HAS, Ask

SCALE: Final = "scale"
"""The record type of ratings, which are named as ``scale:rating``."""
PRESENTATION: Final = ("sort", "after", "size", "view")
"""The parameters that select nothing: they set which part of the list is shown, and how."""


@dataclass(frozen=True, slots=True)
class ListFacet:
    """A facet of a list; ``place`` orders the facets. The years have no title: they are shown as bars."""

    place: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A filter of a list of claims. ``ask`` gives its condition.

    ``label`` is the name on its chips, and ``preposition`` puts it into the heading. ``record_type`` is the
    type of record that a value names, with ``has_parts`` by what stands before its colon. ``choices`` are its
    values with their words if they are a closed list. ``value_label`` gives the words of other values that
    name no record. ``is_single`` means that it may be given once, ``is_date`` that it takes a date,
    ``is_language`` that it takes tags of languages, ``needs_date`` that it leaves out claims without a date.
    """

    name: str
    label: str
    ask: Ask = filters.by_facet
    record_type: str = ""
    has_parts: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    value_label: Callable[[str], str] = str
    preposition: str = ""
    facet: ListFacet | None = None
    is_single: bool = False
    is_date: bool = False
    is_language: bool = False
    needs_date: bool = False

    @property
    def takes_ratings(self) -> bool:
        """Whether a value may be ``scale:rating``."""
        return self.record_type == SCALE

    @property
    def takes_keys(self) -> bool:
        """Whether all values are keys and slugs, which are changed to lower case."""
        return bool(self.record_type) and not self.choices

    @property
    def leads_on(self) -> bool:
        """Whether former keys lead to those of today. Scales are neither merged nor renamed."""
        return self.record_type not in ("", SCALE)

    def names_record(self, value: str) -> bool:
        """Whether a value names a record. A rating does so only with its scale."""
        return bool(self.record_type) and (not self.takes_ratings or ":" in value)

    def place(self, value: str) -> Place:
        """The record that a value names: for ``position:answer`` the position."""
        return self.record_type, value.rpartition(":")[0] if self.has_parts else value

    def words(self, value: str) -> str:
        """The words for a value that names no record."""
        return self.choices.get(value) or self.value_label(value)


def _rating_words(value: str) -> str:
    return NOT_RATED if value == "none" else f"{value}, of any scale"


PARAMETERS: Final[dict[str, Parameter]] = {
    parameter.name: parameter
    for parameter in (
        Parameter("q", "Search", ask=filters.by_query, is_single=True),
        Parameter(
            "speaker", "Speaker", record_type="speaker", preposition="by", facet=ListFacet(1, "Speaker")
        ),
        Parameter("on_behalf_of", "For", record_type="speaker", preposition="for"),
        Parameter("position", "Position", record_type="position", facet=ListFacet(3, "Position")),
        Parameter("answer", "Answer", record_type="position", has_parts=True),
        Parameter("topic", "Topic", record_type="topic", preposition="on", facet=ListFacet(2, "Topic")),
        Parameter(
            "rating",
            "Accuracy",
            record_type=SCALE,
            has_parts=True,
            value_label=_rating_words,
            facet=ListFacet(8, "Accuracy"),
        ),
        Parameter(
            "consistency",
            "Consistency",
            record_type=SCALE,
            has_parts=True,
            choices={
                outcome: f"says that nothing changed: {words}"
                for outcome, words in {**CONSISTENCY_OUTCOMES, UNCHECKED: NOT_CHECKED}.items()
            },
            facet=ListFacet(9, "Consistency"),
        ),
        Parameter("kind", "Kind", choices=KINDS, facet=ListFacet(4, "Kind")),
        Parameter("form", "Form", choices=FORMS, facet=ListFacet(5, "Form")),
        Parameter(
            "lang", "Language", value_label=language_name, facet=ListFacet(6, "Language"), is_language=True
        ),
        Parameter("source", "Source", record_type="source"),
        Parameter("outlet", "Outlet", record_type="outlet", facet=ListFacet(7, "Outlet")),
        Parameter("year", "Year said", preposition="said in", facet=ListFacet(10), needs_date=True),
        Parameter("from", "Said from", ask=filters.by_span, is_single=True, is_date=True, needs_date=True),
        Parameter("to", "Said to", ask=filters.by_span, is_single=True, is_date=True, needs_date=True),
        Parameter("known_by", "Said by", ask=filters.by_known, is_single=True, is_date=True),
        Parameter("as_of", "As of", ask=filters.by_day_of_record, is_single=True, is_date=True),
        Parameter("has", "Has", choices=HAS),
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
