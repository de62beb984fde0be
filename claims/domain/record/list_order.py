"""Where a shared record stands in the list of its type, as a text by which the list is sorted."""

from typing import Final

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.record.shared import (
    CoverageRecord,
    EventRecord,
    LeadRecord,
    OutletRecord,
    PositionRecord,
    Record,
    ScaleRecord,
    SourceRecord,
    SpeakerRecord,
    TopicRecord,
)
from claims.domain.record.vocabulary import SPEAKER_KINDS

MOST_DAYS: Final = 9_999_999
"""More days than any date has since the year 1."""


def list_order(record: Record) -> str:
    """The text by which a list is sorted; empty for a record that has no list of this kind.

    Speakers by kind and name, positions by topic and question, sources and searches the newest first, leads
    and events the oldest first, each with the undated ones last, and everything else by name.
    """
    match record:
        case SpeakerRecord():
            return f"{[*SPEAKER_KINDS].index(record.kind)} {record.name}"
        case PositionRecord():
            return f"{record.topic} {record.question}"[:330]
        case SourceRecord():
            return _newest_first(record.published)
        case CoverageRecord():
            return _newest_first(record.checked_on)
        case EventRecord():
            return _oldest_first(record.date)
        case LeadRecord():
            return _oldest_first(record.said)
        case OutletRecord() | TopicRecord() | ScaleRecord():
            return record.name
    return ""


def _newest_first(day: str) -> str:
    read = FuzzyDate.parse(day)
    newest = read.earliest if read.latest == LATEST else read.latest
    return f"{MOST_DAYS if read.undated else MOST_DAYS - newest.toordinal():07d}"


def _oldest_first(day: str) -> str:
    read = FuzzyDate.parse(day)
    oldest = read.latest if read.earliest == EARLIEST else read.earliest
    return f"{MOST_DAYS if read.undated else oldest.toordinal():07d}"
