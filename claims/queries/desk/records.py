"""Claims for the editors' list, and records with drafts included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Value, When

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import Place
from claims.domain.record.shared import PositionRecord, Record, keys_by_type
from claims.models import Assignment, Claim, Position
from claims.models.moves import MOVABLE, Moves
from claims.models.record_mapping import (
    ROWS,
    as_record,
    claim_in_work,
    claim_record,
    rows_with_keys,
    with_content,
)
from claims.models.record_row import RecordRow
from claims.queries.desk.missing import LACKS
from claims.queries.history.redirects import keys_of_today
from claims.queries.known_records import KnownRecords
from claims.queries.records import PublicRecord, public_records

ANSWERS = "desk_answers"


def desk_claims(pks: Sequence[int]) -> list[Claim]:
    """The claims with these primary keys, unordered, with speakers, answers and lacks. Two queries."""
    lacks: dict[str, Any] = {
        _column(slug): Case(When(lack.where(), then=Value(True)), default=False, output_field=BooleanField())
        for slug, lack in LACKS.items()
    }
    rows = Claim.objects.filter(pk__in=pks).order_by()
    found = list(with_content(rows).select_related("speaker", "assignment__person").annotate(**lacks))
    records = [claim_record(row) for row in found]
    questions, answers = _words_of({stance.position for record in records for stance in record.stances})
    for row, record in zip(found, records, strict=True):
        given = (
            (questions[one.position], answers.get((one.position, one.answer or ""), "nothing has changed"))
            for one in record.stances
        )
        setattr(row, ANSWERS, tuple(given))
    return found


def _words_of(positions: Iterable[str]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The questions of positions by slug, and the texts of their answers by both slugs. One query."""
    rows = with_content(Position.objects.filter(slug__in=list(positions)).order_by())
    records = [record for row in rows if isinstance(record := as_record(row), PositionRecord)]
    answers = {(one.slug, answer.slug): answer.text for one in records for answer in one.answers}
    return {one.slug: one.question for one in records}, answers


def lacks_of(claim: Claim) -> tuple[str, ...]:
    """The lacks of a claim of ``desk_claims``, in words."""
    return tuple(lack.words for slug, lack in LACKS.items() if getattr(claim, _column(slug)))


def answers_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The stances of a claim of ``desk_claims`` as (question, answer)."""
    found: tuple[tuple[str, str], ...] = getattr(claim, ANSWERS)
    return found


def assigned_to(claim: Claim) -> str:
    """The user name of the person to whom a claim is assigned; empty for nobody and if it is not in work."""
    found: Assignment | None = getattr(claim, "assignment", None)
    is_in_work = not claim.version or claim.has_change
    return found.person.get_username() if found is not None and is_in_work else ""


def state_words(claim: Claim) -> str:
    """The state of a claim, and of the change to it, if there is one."""
    state = f"published, v{claim.version}" if claim.is_public else str(claim.state)
    return f"{state}; {change_words(claim)}" if claim.has_change else state


def change_words(claim: Claim) -> str:
    """The state of the change to a public claim."""
    return f"change, {claim.change_state}"


def contents_of(claims: Iterable[Claim]) -> Iterator[tuple[Claim, str, ClaimRecord]]:
    """What each claim says, with its state, and then what the change to it would say, with its own.

    Both with the keys of today of what they point to. One query besides the claims.
    """
    moves = Moves.read()
    for claim in claims:
        yield claim, str(claim.state), moves.current(claim_record(claim))
        if claim.has_change:
            yield claim, change_words(claim), moves.current(claim_in_work(claim))


def _column(slug: str) -> str:
    return f"lacks_{slug.replace('-', '_')}"


class DeskRecords(KnownRecords):
    """Records by type and key, drafts included. Only for pages under the address of the admin."""

    @classmethod
    def find(cls, places: Iterable[Place], *, at: datetime | None = None) -> DeskRecords:
        return cls(_records(places))

    def and_also(self, places: Iterable[Place], *, at: datetime | None = None) -> DeskRecords:
        missing = {place for place in places if place not in self._found}
        return DeskRecords({**self._found, **_records(missing)})


def _records(places: Iterable[Place]) -> Mapping[Place, PublicRecord]:
    """These records. One query for public ones, a few for moved ones and for each type of draft."""
    wanted = set(places)
    found = dict(public_records(wanted))
    if missing := {place for place in wanted - found.keys() if place[0] in MOVABLE}:
        now = {place: (place[0], key) for place, key in keys_of_today(missing).items()}
        public = public_records(now.values())
        found |= {place: public[there] for place, there in now.items() if there in public}
    drafts = keys_by_type(place for place in wanted - found.keys() if place[0] in ROWS)
    for record_type, keys in drafts.items():
        for row in with_content(rows_with_keys(record_type, keys).filter(version=0)):
            found[record_type, row.record_key] = record_as_public(row, as_record(row), 0)
    return found


def record_as_public(row: RecordRow, record: Record, version: int) -> PublicRecord:
    """What a row says or would say in place of a sealed version, for pages that show drafts too."""
    return PublicRecord(
        record=record,
        version=version,
        change_class="",
        note="",
        author=row.author,
        approver="",
        published_at=row.changed_at,
        valid_from=row.changed_at,
        digest="",
    )


@dataclass(frozen=True, slots=True)
class BriefClaim:
    """What lists of the desk show of a claim; ``said`` is its date in short words."""

    key: str
    words: str
    language: str
    speaker: str
    said: str
    state: str


def brief_values(claim: Claim) -> dict[str, Any]:
    """The values of a ``BriefClaim``. The row has its speaker."""
    return {
        "key": claim.record_key,
        "words": claim.text,
        "language": claim.language,
        "speaker": claim.speaker.name,
        "said": FuzzyDate.parse(claim.said).short_words(),
        "state": "published" if claim.is_public else claim.state,
    }
