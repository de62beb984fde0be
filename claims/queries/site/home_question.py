"""The question at the top of the home page: two statements, what is on record, and the chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from claims.domain.charts.marks import PositionChart
from claims.domain.charts.position import position_chart
from claims.domain.positions.findings import Finding, pair_sentence
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.identity import Place
from claims.domain.record.paths import compare_path
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.chart import other_lines
from claims.queries.positions.in_layers import (
    LayerShown,
    QuotedAnswer,
    between,
    earliest_and_latest,
    layers_shown,
    quoted_answers,
)
from claims.queries.positions.leads import Leads, named_in, shown_leads
from claims.queries.positions.lines import PositionInList, ReadPosition
from claims.queries.records import Document
from claims.queries.stances.attributed import unnamed_voices, voices_on

PICKED: Final = "Question of the moment"
FULLEST: Final = "Chosen by dated statements in own words or as reported: the most, then the latest"
TOO_MANY: Final = "There are too many statements to show here; the page of the question has them all."


@dataclass(frozen=True, slots=True)
class HomeQuestion:
    """The question. ``quoted`` are the earliest and the latest statement, ``between`` the time between.

    ``sentence`` says what they show. ``editors_finding`` is the text of the editors. The layers, the chart
    and the quotations are missing if there are more statements than a home page reads. ``facts`` then says
    so.
    """

    question: str
    url: str
    kicker: str
    editors_finding: str
    quoted: tuple[QuotedAnswer, ...] = ()
    between: str = ""
    compare_url: str = ""
    sentence: Sentence | None = None
    layers: tuple[LayerShown, ...] = ()
    leads: Leads | None = None
    searched: Sentence | None = None
    chart: PositionChart | None = None
    facts: str = ""

    @property
    def leads_url(self) -> str:
        """The address of the list of leads."""
        return f"{self.url}#leads"


def leading_position(
    positions: Sequence[PositionInList], read: Mapping[str, ReadPosition], picked: str
) -> PositionInList | None:
    """The position at the top of the home page; None if no position has claims.

    It is the one that editors picked. Without one, it is the position with most dated statements in own words
    or as reported, of at least two days or two speakers, and of equal ones the latest. Without any, it is the
    one with most claims.
    """
    with_claims = [position for position in positions if position.row.claims]
    for position in with_claims:
        if position.row.slug == picked:
            return position
    best: tuple[int, date] | None = None
    leading = with_claims[0] if with_claims else None
    for position in with_claims:
        fullness = _fullness(read[position.row.slug].stances) if position.row.slug in read else None
        if fullness is not None and (best is None or fullness > best):
            best, leading = fullness, position
    return leading


def _fullness(stances: Sequence[AttributedStance]) -> tuple[int, date] | None:
    """The number of dated statements and the latest of their days; None for one day of one speaker."""
    dated = [one for one in stances if one.is_in_line and not (one.said.undated or one.said.ends_open)]
    if len({one.said for one in dated}) < 2 and len({one.speaker for one in dated}) < 2:
        return None
    return len(dated), max(one.said.latest for one in dated)


def quoted_on(read: ReadPosition | None) -> tuple[AttributedStance, ...]:
    """The statements that the top of the home page quotes."""
    return earliest_and_latest(read.stances) if read else ()


def named_in_question(read: ReadPosition | None) -> set[Place]:
    """The records that the top of the home page names, and that were not read with the statements."""
    if read is None:
        return set()
    voices = unnamed_voices(read.stances) - read.names.keys()
    return named_in(read.leads) | {("speaker", slug) for slug in voices}


def home_question(
    position: PositionInList,
    read: ReadPosition | None,
    documents: Mapping[Place, Document],
    rows: Mapping[str, ClaimRow],
    picked: str,
    updated: datetime | None = None,
) -> HomeQuestion:
    """The question at the top of the home page. ``rows`` has the quoted claims by key.

    ``documents`` has the public records of ``named_in_question``.
    """
    row = position.row
    kicker = PICKED if row.slug == picked else FULLEST
    names = {slug: str(one["name"]) for (kind, slug), one in documents.items() if kind == "speaker"}
    heard = voices_on(read.stances, {**read.names, **names}) if read else ()
    if read is None or not heard:
        facts = f"{row.facts}. {TOO_MANY}" if read is None else row.facts
        return HomeQuestion(row.question, row.url, kicker, position.editors_finding, facts=facts)
    line = read.line_of(heard[0].voice)
    found, promised, quoted = Finding(line), shown_leads(read.leads, documents), quoted_on(read)
    pair = pair_sentence(quoted[0], quoted[-1], position.answers) if len(quoted) > 1 else None
    as_of = f"Our record as of {updated.day} {updated:%b %Y}." if updated else ""
    return HomeQuestion(
        question=row.question,
        url=row.url,
        kicker=kicker,
        editors_finding=position.editors_finding,
        quoted=quoted_answers(quoted, position.answers, rows),
        between=between(quoted, promised, is_searched=bool(read.searches)),
        compare_url=compare_path(one.key for one in quoted) if len(quoted) > 1 else "",
        sentence=found.headline or pair,
        layers=layers_shown(read.stances, position.answers),
        leads=promised,
        searched=found.searched,
        chart=position_chart(
            (line, *other_lines(read.stances, heard, heard[0].voice, read.line_of)),
            answers=position.answers.answers,
            ordered=position.answers.ordered,
            url=lambda key: f"/claims/{key}/",
            list_url=lambda stances: f"{row.url}#c-{stances[0].key}",
            title=row.question,
            caption=as_of,
            on_record=read.stances,
            leads=promised.days,
        ),
    )
