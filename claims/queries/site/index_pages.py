"""The table of the index pages: the lists of shared records, with the values that each form needs.

Each entry has a page (``/topics/``), JSON (``/topics.json``) and two kinds of CSV (``/topics.csv``,
``/topics.spreadsheet.csv``). ARCHITECTURE.md says what a new one needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from claims.domain.dates.fuzzy import FuzzyDate
from claims.formats.exact_csv import Texts
from claims.queries.columns import Column
from claims.queries.history import corrections
from claims.queries.history.corrections import CorrectionRow, correction_index
from claims.queries.paging import Part, site_address
from claims.queries.positions import coverage_page, topic_page
from claims.queries.positions import list as position_list
from claims.queries.positions.coverage_page import CheckRow, coverage_index
from claims.queries.positions.list import PositionRow, position_index
from claims.queries.positions.on_record import on_record
from claims.queries.positions.topic_page import TopicRow, topic_index
from claims.queries.speakers import list as speaker_list
from claims.queries.speakers import source_list
from claims.queries.speakers.list import SpeakerRow, speaker_index
from claims.queries.speakers.source_list import SourceRow, source_index

T = TypeVar("T")
Parameters = Mapping[str, str]


class IndexQuery(Protocol[T]):
    """Read a part of a list: ``size`` rows, or a page if it is None.

    Raises InvalidQuery for a parameter that it cannot read, StaleCursor for an ``after`` that is not in the
    list.
    """

    def __call__(self, parameters: Parameters, *, size: int | None = None) -> Part[T]: ...


@dataclass(frozen=True, slots=True)
class IndexPage(Generic[T]):
    """One list. Its addresses begin with ``name``, and ``noun`` is its word for one row.

    ``route`` is the name of the address of the page and, with underscores, of its template. ``parameters``
    are the names that an address may give. ``extras`` gives the other values of the page by name.
    """

    name: str
    noun: str
    route: str
    parameters: Sequence[str]
    query: IndexQuery[T]
    columns: Sequence[Column[T]]
    extras: Callable[[Parameters, Part[Any]], Mapping[str, object]] = lambda parameters, part: {}


SPEAKERS: Final[IndexPage[SpeakerRow]] = IndexPage(
    "speakers",
    "speaker",
    "speaker-list",
    speaker_list.PARAMETERS,
    speaker_index,
    (
        Column("slug", lambda row: row.slug),
        Column("name", lambda row: row.name),
        Column("kind", lambda row: row.kind),
        Column("institution", lambda row: row.institution),
        Column("offices", lambda row: Texts(row.offices)),
        Column("claims", lambda row: row.claims),
        Column("positions", lambda row: row.positions),
        Column("period", lambda row: row.period),
        Column("url", lambda row: site_address(row.url)),
    ),
)

TOPICS: Final[IndexPage[TopicRow]] = IndexPage(
    "topics",
    "topic",
    "topic-list",
    topic_page.PARAMETERS,
    topic_index,
    (
        Column("slug", lambda row: row.slug),
        Column("name", lambda row: row.name),
        Column("description", lambda row: row.description),
        Column("positions", lambda row: row.positions),
        Column("claims", lambda row: row.claims),
        Column("url", lambda row: site_address(row.url)),
    ),
)

POSITIONS: Final[IndexPage[PositionRow]] = IndexPage(
    "positions",
    "position",
    "position-list",
    position_list.PARAMETERS,
    position_index,
    (
        Column("slug", lambda row: row.slug),
        Column("question", lambda row: row.question),
        Column("topic", lambda row: row.topic.text if row.topic else ""),
        Column("answers", lambda row: row.answers),
        Column("claims", lambda row: row.claims),
        Column("unchanged", lambda row: row.unchanged),
        Column("period", lambda row: row.period),
        Column("url", lambda row: site_address(row.url)),
    ),
    lambda parameters, part: {"on_record": on_record(part.rows)},
)

SOURCES: Final[IndexPage[SourceRow]] = IndexPage(
    "sources",
    "source",
    "source-list",
    source_list.PARAMETERS,
    source_index,
    (
        Column("key", lambda row: row.key),
        Column("title", lambda row: row.title),
        Column("outlet", lambda row: row.outlet),
        Column("kind", lambda row: row.kind),
        Column("language", lambda row: row.language),
        Column("published", lambda row: row.published_edtf),
        Column("published_words", lambda row: FuzzyDate.parse(row.published_edtf).words()),
        Column("claims", lambda row: row.claims),
        Column("address", lambda row: row.address),
        Column("archived_address", lambda row: row.archived_address),
        Column("url", lambda row: site_address(row.url)),
    ),
)

CORRECTIONS: Final[IndexPage[CorrectionRow]] = IndexPage(
    "corrections",
    "correction",
    "correction-list",
    corrections.PARAMETERS,
    correction_index,
    (
        Column("type", lambda row: row.record_type),
        Column("key", lambda row: row.record_key),
        Column("name", lambda row: row.name),
        Column("version", lambda row: row.version),
        Column("class", lambda row: row.change_class),
        Column("at", lambda row: row.at.isoformat()),
        Column("stood_since", lambda row: row.stood_since.isoformat() if row.stood_since else None),
        Column("note", lambda row: row.note),
        Column("wrong", lambda row: row.notes.wrong),
        Column("right", lambda row: row.notes.right),
        Column("learned", lambda row: row.notes.learned),
        Column("thanks", lambda row: row.notes.thanks),
        Column("author", lambda row: row.author),
        Column("approver", lambda row: row.approver),
        Column("fields", lambda row: [change.field for change in row.changes]),
        Column("url", lambda row: site_address(row.url)),
    ),
    lambda parameters, part: {"classes": corrections.class_choices(parameters)},
)

COVERAGE: Final[IndexPage[CheckRow]] = IndexPage(
    "coverage",
    "search",
    "coverage",
    coverage_page.PARAMETERS,
    coverage_index,
    (
        Column("slug", lambda row: row.record.slug),
        Column("voice", lambda row: row.record.voice),
        Column("office", lambda row: row.record.office),
        Column("with_parts", lambda row: row.record.with_parts),
        Column("positions", lambda row: row.position_slugs),
        Column("terms", lambda row: Texts(row.record.terms)),
        Column("outlets", lambda row: row.outlet_slugs),
        Column("from", lambda row: row.record.from_),
        Column("to", lambda row: row.record.to),
        Column("checked_on", lambda row: row.record.checked_on),
        Column("by", lambda row: row.record.by),
        Column("result", lambda row: row.record.result),
        Column("hits", lambda row: row.record.hits),
        Column("url", lambda row: site_address(row.url)),
    ),
    lambda parameters, part: {
        "drawn": None if parameters["after"] else coverage_page.drawn_coverage(parameters),
        "narrowed": coverage_page.narrowed_to(parameters),
    },
)

INDEX_PAGES: Final[tuple[IndexPage[Any], ...]] = (
    SPEAKERS,
    TOPICS,
    POSITIONS,
    SOURCES,
    CORRECTIONS,
    COVERAGE,
)
