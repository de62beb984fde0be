"""What was said and what happened, in the sequence in which the page of a position lists it.

Statements are sorted by their known order, and by their latest day where no order is known. An event comes
before the first later statement. A long interval of the chosen line comes after the statement that begins it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.domain.dates.order import in_known_order, is_known_before
from claims.domain.positions.extent import day
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.gaps import Interval
from claims.domain.positions.grades import LAYERS
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.domain.positions.steps import PositionStep
from claims.domain.positions.voices import AttributedStance, Voice, is_of
from claims.domain.record.vocabulary import KINDS, STANCE_BASES
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.events import PublicEvent
from claims.queries.positions.line import FoundLine
from claims.queries.stances.of_records import StanceDetail
from claims.queries.stances.searched import searched_within

CLAIM_KINDS_TOLD = frozenset({"refusal", "reported_silence", "disavowal", "promise", "prediction"})


@dataclass(frozen=True, slots=True)
class Said:
    """A statement. ``layer`` says where it is told, and ``reason`` why.

    ``voice`` is the voice of its line, ``is_of_voice`` is true if that is the chosen line; then ``standing``
    compares its answer with the one before. ``joint`` are the names of people who said it too. ``kind`` is a
    word for anything but a plain statement. ``order_note`` says what is not known of its place after the row
    above. ``taken_back`` says that the claim at ``taken_back_url`` retracts or disavows it.
    """

    claim: ClaimRow
    voice: str
    is_of_voice: bool
    answer: str
    unchanged: bool
    since: str
    condition: str
    kind: str
    grounds: str
    basis: str
    layer: str
    reason: str
    is_in_line: bool
    order_note: str
    joint: tuple[str, ...] = ()
    standing: PositionStep | None = None
    taken_back: str = ""
    taken_back_url: str = ""
    checked_at: str = ""
    row: str = "said"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A long interval of the chosen line. ``gap`` is silence, partly_searched or not_searched."""

    gap: str
    voice: str
    period: str
    sentences: tuple[Sentence, ...]
    searched: str
    row: str = "gap"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, with its ``number`` on the chart."""

    event: PublicEvent
    number: int
    row: str = "event"


Row = Said | GapRow | EventRow


def sequence(stances: Iterable[AttributedStance]) -> tuple[AttributedStance, ...]:
    """The stances with a known day, in the order of the page."""
    return in_known_order([stance for stance in stances if not stance.said.undated])


def undated(stances: Iterable[AttributedStance]) -> tuple[AttributedStance, ...]:
    """The stances without a day, by the latest day that their sources allow."""
    return in_known_order([stance for stance in stances if stance.said.undated])


def sequence_rows(
    found: FoundLine,
    shown: Sequence[AttributedStance],
    rows: Mapping[str, ClaimRow],
    details: Mapping[str, StanceDetail],
    *,
    before: AttributedStance | None,
    is_last: bool,
) -> tuple[Row, ...]:
    """The rows of one part of the list: the stances ``shown``, with the events and intervals among them.

    ``before`` is the last stance of the part before, None on the first. Events later than all statements are
    on the last part.
    """
    begun = before.said.latest if before else date.min
    dated = [event for event in found.events if not event.date.undated]
    numbered = [EventRow(event, number) for number, event in enumerate(dated, start=1)]
    events = [one for one in numbered if one.event.date.latest >= begun]
    gaps = {interval.after.key: interval for interval in (found.line.intervals if found.line else ())}
    listed: list[Row] = []
    previous = before
    for stance in shown:
        while events and events[0].event.date.latest < stance.said.latest:
            listed.append(events.pop(0))
        if stance.key in rows:
            listed.append(said(found, stance, rows[stance.key], details, after=previous))
        if stance.key in gaps:
            listed.append(_gap(found, gaps[stance.key]))
        previous = stance
    if is_last:
        listed += events
    return tuple(listed)


def said(
    found: FoundLine,
    stance: AttributedStance,
    row: ClaimRow,
    details: Mapping[str, StanceDetail],
    *,
    after: AttributedStance | None = None,
) -> Said:
    """One statement of the list. ``after`` is the statement above it."""
    detail = details.get(stance.key)
    said = Said(
        claim=row,
        voice=stance.voice_name if stance.own and stance.own != stance.speaker else "",
        is_of_voice=found.voice is None or is_of(stance, found.voice),
        answer=found.position.texts.get(stance.answer, stance.answer),
        unchanged=stance.unchanged,
        since="" if stance.since.undated else stance.since.words(),
        condition=stance.condition,
        kind=KINDS[stance.kind] if stance.kind in CLAIM_KINDS_TOLD else "",
        grounds=detail.grounds if detail else "",
        basis=STANCE_BASES.get(stance.basis, stance.basis),
        layer=LAYERS[stance.layer],
        reason=stance.grading.sentence,
        is_in_line=stance.is_in_line,
        order_note=_order_note(after, stance),
        joint=tuple(sorted(found.names[slug] for slug in stance.with_ if slug in found.names)),
        standing=found.line.steps.get(stance.key) if found.line and found.is_asked else None,
    )
    if stance.taken_back:
        url = f"/claims/{min(stance.taken_back)}/"
        said = replace(said, taken_back=str(say("said_taken_back")), taken_back_url=url)
    is_checked = stance.unchanged and stance.is_in_line
    return replace(said, checked_at=f"check-{stance.key}") if is_checked else said


def _gap(found: FoundLine, interval: Interval) -> GapRow:
    voice: Voice | None = found.voice
    return GapRow(
        gap=interval.gap,
        voice=voice.label if voice else "",
        period=f"{day(interval.after.said)} – {day(interval.before.said)}",
        sentences=interval_sentences(interval),
        searched=searched_within(interval, found.searches),
    )


def _order_note(before: AttributedStance | None, stance: AttributedStance) -> str:
    if before is None or is_known_before(before, stance):
        return ""
    days = {stance.said.earliest, stance.said.latest, before.said.earliest, before.said.latest}
    return str(say("same_day" if len(days) == 1 else "place_not_known"))
