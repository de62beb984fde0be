"""The page of a position: its answers, the line of a voice through time, and what may be concluded from it.

The chart, the findings and the tables cover all statements. The list of statements is split into pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.charts.marks import PositionChart
from claims.domain.positions.changes import Change
from claims.domain.positions.extent import within_sentence
from claims.domain.positions.findings import Finding
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.domain.positions.voices import AttributedStance, line_of
from claims.domain.record.paths import compare_path, position_path
from claims.domain.record.shared import PositionRecord
from claims.queries.claim.newest import newest
from claims.queries.claim.rows import ClaimRow, claim_documents, claim_rows, rows_of
from claims.queries.history.as_of import AsOf, looking_back
from claims.queries.page_values import Link
from claims.queries.paging import Part, StaleCursor, address
from claims.queries.positions.answers import AnswerLine, examples_of, shown_answers
from claims.queries.positions.asked import Asked
from claims.queries.positions.changes import ShownChanges, keys_in, newest_of, shown_changes
from claims.queries.positions.chart import drawn_chart
from claims.queries.positions.checks import MOST_CHECKS, ShownCheck, checks_of, saying_unchanged, shown_checks
from claims.queries.positions.events import PublicEvent
from claims.queries.positions.in_layers import (
    ANYBODY,
    LayerShown,
    QuotedAnswer,
    between,
    earliest_and_latest,
    layers_shown,
    quoted_answers,
)
from claims.queries.positions.leads import Leads
from claims.queries.positions.line import FoundLine, found_line
from claims.queries.positions.sequence import Row, Said, said, sequence, sequence_rows, undated
from claims.queries.positions.voices import MOST_OFFERED, VoiceLink, parameters_of, voice_links
from claims.queries.stances.of_records import StanceDetail, stance_details
from claims.queries.stances.searched import NOT_SEARCHED, ShownSearch, searches_shown

PAGE = 20
MOST_UNDATED = 8
MOST_SILENCES = 6


@dataclass(frozen=True, slots=True)
class PositionPage:
    """``layers`` tell what is on record: of ``voice`` if the address names one, else of everybody.

    ``quoted`` are the earliest and the latest statement, ``between`` says what lies between them.
    ``finding`` is about the line of ``voice``, None if nobody speaks. ``editors_finding`` is what editors
    wrote. ``voices_beyond`` is the number of voices that ``voices`` does not list, or empty. ``silences`` are
    claims by others that nothing was said. ``said`` is a part of the list of statements with a known day;
    ``undated_events`` are not in it. ``line_parameters`` name the voice and the day looked at, ``line_count``
    is how many statements stand in that line, and ``has_timeline`` whether any of them has a place in time,
    without which there is no timeline to download.
    """

    slug: str
    record: PositionRecord
    path: str
    topic: Link | None
    editors_finding: str
    layers: tuple[LayerShown, ...]
    quoted: tuple[QuotedAnswer, ...]
    between: str
    finding: Finding | None
    voice: str
    voices: tuple[VoiceLink, ...]
    voices_beyond: str
    choices: tuple[AnswerLine, ...]
    chart: PositionChart | None
    said: Part[Row]
    undated: tuple[Said, ...]
    undated_count: int
    undated_events: tuple[PublicEvent, ...]
    leads: Leads
    silences: tuple[ClaimRow, ...]
    searched: Sentence
    changes: ShownChanges
    reported_changes: ShownChanges
    checks: tuple[ShownCheck, ...]
    checks_count: int
    searches: tuple[ShownSearch, ...]
    not_searched: str
    looking_back: AsOf | None
    line_parameters: Mapping[str, str]
    line_count: int
    has_timeline: bool
    claims_url: str
    compare_url: str
    compare_words: str

    @property
    def leads_url(self) -> str:
        """Where the leads are listed."""
        return "#leads"

    @property
    def voices_offered(self) -> tuple[VoiceLink, ...]:
        """The voices with the most days, and the chosen one."""
        return tuple(voice for n, voice in enumerate(self.voices) if n < MOST_OFFERED or voice.chosen)

    @property
    def voices_left(self) -> tuple[VoiceLink, ...]:
        """The other voices."""
        return tuple(voice for n, voice in enumerate(self.voices) if n >= MOST_OFFERED and not voice.chosen)

    @property
    def count(self) -> int:
        """How many claims of all voices take a stance on the position, counted or not."""
        return self.said.count + self.undated_count

    @property
    def has_several(self) -> bool:
        """Whether there is anything to compare."""
        return self.count > 1

    @property
    def facts(self) -> str:
        """All layers as one text."""
        return " ".join(str(sentence) for _, sentence in self.layers) or "No claims yet."


def position_page(
    slug: str, asked: Asked | None = None, *, today: date, updated: datetime | None = None
) -> PositionPage | None:
    """The page of a public position, or None if there is none, or was none on the past day.

    At most fourteen queries for the page of today. Raises StaleCursor for an ``after`` that is not in the
    list, InvalidQuery for a voice that does not speak on it.
    """
    asked = asked or Asked()
    found = found_line(slug, asked.voice, asked.looked)
    if found is None:
        return None
    voice, order = found.voice, sequence(found.stances)
    begin = _begin(order, asked.after)
    shown, of_unknown_day = order[begin : begin + PAGE], undated(found.stances)
    saying, examples = saying_unchanged(found), examples_of(found)
    checks = checks_of(found, saying[-MOST_CHECKS:])
    changes = found.line.changes if found.line else ()
    reported = found.line.reported_changes if found.line else ()
    is_asked = bool(asked.voice.voice)
    # Without a voice in the address the page begins with everybody.
    shown_first = found.line.all_stances if is_asked and found.line else found.stances
    quoted = earliest_and_latest(shown_first)
    keys = {stance.key for stance in quoted} | {
        stance.key for stance in (*shown, *of_unknown_day[:MOST_UNDATED], *examples.values())
    }
    keys |= keys_in(newest_of(changes)) | keys_in(newest_of(reported))
    keys |= {check.claim.key for check in checks}
    details, rows = _claims(found, keys)
    is_last = begin + PAGE >= len(order)
    record, path = found.position.record, position_path(slug)
    in_words = found.finding
    parameters = line_parameters(found)
    leads = found.leads
    line = line_of(found.stances, voice) if voice else found.stances
    voices, beyond = voice_links(
        path, asked.looked.parameters, found.stances, found.heard, found.known, voice
    )
    compare_url, compare_words = _first_and_latest(found, order)
    return PositionPage(
        slug=slug,
        record=record,
        path=path,
        topic=found.position.topic,
        editors_finding=record.finding,
        layers=layers_shown(
            shown_first,
            found.position.answers,
            voice=voice.label if is_asked and voice else ANYBODY,
        ),
        quoted=quoted_answers(quoted, found.position.answers, rows),
        between=between(quoted, leads, is_searched=bool(found.searches.searches)),
        finding=in_words,
        voice=voice.label if voice else "",
        voices=voices,
        voices_beyond=f"{beyond:,}" if beyond else "",
        choices=shown_answers(found, examples, rows),
        chart=drawn_chart(found, order, checks, parameters, page=PAGE, updated=updated, leads=leads.days),
        said=Part(
            rows=sequence_rows(
                found, shown, rows, details, before=order[begin - 1] if begin else None, is_last=is_last
            ),
            count=len(order),
            after="" if is_last else shown[-1].key,
        ),
        undated=tuple(
            said(found, stance, rows[stance.key], details)
            for stance in of_unknown_day[:MOST_UNDATED]
            if stance.key in rows
        ),
        undated_count=len(of_unknown_day),
        undated_events=tuple(event for event in found.events if event.date.undated),
        leads=leads,
        silences=_silences(found),
        searched=in_words.searched if in_words else say("no_day_searched"),
        changes=_shown(changes, found, rows),
        reported_changes=_shown(reported, found, rows),
        checks=shown_checks(checks, rows, details),
        checks_count=len(saying),
        searches=searches_shown(found.searches, found.stances),
        not_searched="" if found.searches.searches else NOT_SEARCHED,
        looking_back=looking_back(
            asked.looked.as_of,
            asked.looked.known_by_text,
            address(path, {**parameters, "as_of": "", "known_by": ""}),
            today=today,
            updated=updated,
            withdrawn_may_miss=True,
        ),
        line_parameters=parameters,
        line_count=len(line),
        has_timeline=any(stance.said.is_closed for stance in line),
        claims_url=address("/claims/", {"position": slug, **asked.looked.parameters}),
        compare_url=compare_url,
        compare_words=compare_words,
    )


def _begin(order: Sequence[AttributedStance], after: str) -> int:
    if not after:
        return 0
    for place, stance in enumerate(order):
        if stance.key == after:
            return place + 1
    raise StaleCursor("The statements on this position have changed since this page was linked.")


def _claims(found: FoundLine, keys: set[str]) -> tuple[Mapping[str, StanceDetail], Mapping[str, ClaimRow]]:
    """The details of the stances of these claims, and the claims as rows, of today or of then."""
    looked = found.looked
    claims = claim_documents(sorted(keys), at=looked.at)
    details = stance_details(found.position.record.slug, claims)
    return details, {row.key: row for row in rows_of(claims, at=looked.at, as_of=looked.as_of)}


def _shown(changes: Sequence[Change], found: FoundLine, rows: Mapping[str, ClaimRow]) -> ShownChanges:
    if found.line is None:
        return ShownChanges((), 0)
    return shown_changes(changes, found.line, rows)


def _silences(found: FoundLine) -> tuple[ClaimRow, ...]:
    """Claims that somebody said nothing on the position. One query if there is none; none for a past day."""
    if found.looked.at is not None:
        return ()
    silences = newest([("about", found.position.record.slug)], MOST_SILENCES)
    return claim_rows([claim.key for claim in silences])


def line_parameters(found: FoundLine) -> dict[str, str]:
    """The voice that is followed and the day looked at, as parameters of an address."""
    voice = parameters_of(found.voice) if found.voice else {}
    return {**voice, **found.looked.parameters}


def _first_and_latest(found: FoundLine, order: Sequence[AttributedStance]) -> tuple[str, str]:
    """The comparison of the first and the latest dated statement, and its words; empty if there is one.

    Those of the line that is followed, else those of everybody, which are in ``order``.
    """
    followed = [one for one in (found.line.stances if found.line else ()) if not one.said.undated]
    for dated, whose in (
        (followed, f"of {within_sentence(found.voice.label)}" if found.voice else ""),
        (order, "on record"),
    ):
        keys = {dated[0].key, dated[-1].key} if dated else set()
        if len(keys) > 1:
            url = address(compare_path(keys), {"as_of": found.looked.as_of})
            return url, f"Compare the first and the latest {whose}"
    return "", ""
