"""Everything that waits for review in one list, the oldest first.

    a draft that was submitted        a claim, a speaker, a search …
    a change to a public claim        from its form, or by coding, checking, relating
    a proposal                        a change to another record, a withdrawal, a merge …
    two codings that differ           somebody has to settle which stance is right

The list has no table of its own: it is read from the tables of these.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.database.statements import instant_of, rows_of
from claims.domain.record.shared import key_field
from claims.models.record_mapping import ROWS
from claims.queries.lists.counts import CappedCount

CAP: Final = 1_000
# The time when each record was last submitted. Later changes do not count.
_SINCE: Final = """COALESCE((
    SELECT e.at FROM claims_auditevent e
    WHERE e.record_type = '{record_type}' AND e.record_key = r.{key} AND e.action = 'submit'
    ORDER BY e.at DESC LIMIT 1
), r.changed_at)"""
_SUBMITTED: Final = """
SELECT '{road}' AS road, '{record_type}' AS record_type, r.id AS pk, {since} AS since
FROM {table} r WHERE r.{state} = 'submitted'"""
_OF_PERSON: Final = """ AND r.id IN (
    SELECT a.claim_id FROM claims_assignment a JOIN auth_user u ON u.id = a.person_id WHERE u.username = %s
)"""
_PROPOSALS: Final = """
SELECT 'proposal', 'proposal', p.id, p.at FROM claims_proposal p WHERE p.settled_at IS NULL"""
# The latest coding of each claim with an unsettled disagreement. Codings stay with a position that was merged
# if the same people coded for the one that remains.
_DIFFERING: Final = """
SELECT 'coding', 'coding', c.id, c.at FROM claims_coding c
JOIN claims_claim k ON k.id = c.claim_id JOIN claims_position p ON p.id = c.position_id
WHERE c.settled_at IS NULL AND k.state <> 'withdrawn' AND p.state <> 'withdrawn'
AND EXISTS (SELECT 1 FROM claims_coding o
    WHERE o.claim_id = c.claim_id AND o.position_id = c.position_id AND o.settled_at IS NULL
    AND (COALESCE(o.answer, '') <> COALESCE(c.answer, '') OR o.unchanged <> c.unchanged))
AND NOT EXISTS (SELECT 1 FROM claims_coding o
    WHERE o.claim_id = c.claim_id AND o.position_id = c.position_id AND o.settled_at IS NULL
    AND o.id > c.id)"""


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """Something that waits. ``road`` is its kind: draft, change, proposal or coding."""

    road: str
    record_type: str
    pk: int
    since: datetime


def waiting_places(first: int = 0, most: int = CAP, *, assigned_to: str = "") -> tuple[WaitingRecord, ...]:
    """A part of the list, the oldest first. ``assigned_to`` limits it to claims of that person. One query."""
    statement, values = _statement(_SINCE, assigned_to)
    statement += " ORDER BY since, record_type, pk LIMIT %s OFFSET %s"
    rows = rows_of(statement, (*values, most, first))
    return tuple(WaitingRecord(road, type_, pk, instant_of(since)) for road, type_, pk, since in rows)


def count_waiting(*, assigned_to: str = "") -> CappedCount:
    """The number of things that wait, up to a thousand. One query."""
    statement, values = _statement("r.changed_at", assigned_to)
    [(found,)] = rows_of(f"SELECT COUNT(*) FROM ({statement} LIMIT {CAP + 1}) AS counted", values)
    return CappedCount.up_to(CAP, found)


def _statement(since: str, assigned_to: str) -> tuple[str, tuple[str, ...]]:
    """The statement of the whole list, with ``since`` as the time of records, and its values."""
    claims = [("change", "claim", "change_state"), ("draft", "claim", "state")]
    others = [("draft", record_type, "state") for record_type in ROWS if record_type != "claim"]
    parts = [
        _SUBMITTED.format(
            road=road,
            record_type=record_type,
            since=since.format(record_type=record_type, key=key_field(record_type)),
            table=ROWS[record_type]._meta.db_table,
            state=state,
        )
        for road, record_type, state in (claims if assigned_to else claims + others)
    ]
    if assigned_to:
        return " UNION ALL ".join(part + _OF_PERSON for part in parts), (assigned_to,) * len(parts)
    return " UNION ALL ".join([*parts, _PROPOSALS, _DIFFERING]), ()
