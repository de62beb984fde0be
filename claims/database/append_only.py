"""The append-only tables, with the conditions under which the database refuses a statement.

A new row has to belong to the latest row of the ledger, which has to follow the one before. So nothing can be
added to earlier rows, except by removing the triggers. ``verify_records`` finds such additions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ALWAYS, NEVER = "1 = 1", "1 = 0"
LATEST = "(SELECT id FROM claims_ledgerrow ORDER BY sequence DESC LIMIT 1)"
OF_LATEST = (
    f"EXISTS (SELECT 1 FROM claims_revision r WHERE r.id = NEW.revision_id AND r.ledger_row_id = {LATEST})"
)


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """The conditions on NEW and OLD under which an insert, update or delete is refused."""

    insert: str = NEVER
    update: str = ALWAYS
    delete: str = ALWAYS

    @property
    def events(self) -> str:
        """The statements that may be refused, for PostgreSQL."""
        return "UPDATE OR DELETE" if self.insert == NEVER else "INSERT OR UPDATE OR DELETE"


def _erased(row: str, part: str) -> str:
    of_revision = f"e.revision_id = {row}.revision_id AND e.part = '{part}'"
    return f"EXISTS (SELECT 1 FROM claims_erasure e WHERE {of_revision})"


def _other(*columns: str) -> str:
    """The condition that one of these columns changes; none of them is nullable."""
    return " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in columns)


ANEW: Final = "deriving"
"""The facet of the row that is in ``claims_facetcount`` while the projection is made anew."""
_ANEW = f"EXISTS (SELECT 1 FROM claims_facetcount WHERE facet = '{ANEW}')"
_CLAIM = "'claim'"
_ENDS = "OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL"


def _goes(row: str, record_type: str, key: str) -> str:
    """The condition that a row of the projection may be deleted."""
    withdrawn = (
        f"EXISTS (SELECT 1 FROM claims_revision r WHERE r.record_type = {record_type}"
        f" AND r.record_key = {key} AND r.version > {row}.version AND r.change_class = 'withdrawal')"
    )
    return f"({_ANEW} OR {withdrawn} OR {_erased(row, 'content')})"


def _of_record(row: str) -> str:
    """The condition that a row of a record may be deleted."""
    key = f"substr({row}.place, length({row}.record_type) + 2)"
    return _goes(row, f"{row}.record_type", key)


_VALUES: Final = "';' || replace(v.\"values\", ',', ';') || ';'"
_OF_VERSION: Final = f"{_VALUES} LIKE '%;' || OLD.value_id || ';%'"
"""The condition that a facet value is that of a version itself, and not one to which a former key leads."""

_OF_KEPT_RECORD: Final = (
    f"EXISTS (SELECT 1 FROM claims_recordversion v WHERE v.id = OLD.version_id AND NOT {_of_record('v')})"
)
"""The condition that a row belongs to a version of a record that may not be deleted."""


APPEND_ONLY: Final[Mapping[str, AppendOnly]] = {
    "claims_ledgerrow": AppendOnly(
        insert=(
            "NEW.sequence <> COALESCE((SELECT MAX(sequence) FROM claims_ledgerrow), 0) + 1"
            " OR NEW.previous_hash <> COALESCE((SELECT row_hash FROM claims_ledgerrow"
            f" ORDER BY sequence DESC LIMIT 1), '{'0' * 64}')"
        )
    ),
    "claims_revision": AppendOnly(insert=f"NEW.ledger_row_id <> {LATEST}"),
    "claims_revisioncontent": AppendOnly(
        insert=f"NOT {OF_LATEST} OR {_erased('NEW', 'content')}",
        delete=f"NOT {_erased('OLD', 'content')}",
    ),
    "claims_correction": AppendOnly(
        insert=(
            f"NOT {OF_LATEST} OR {_erased('NEW', 'note')} OR NOT EXISTS (SELECT 1 FROM claims_revision r"
            " WHERE r.id = NEW.revision_id AND r.note_digest <> '')"
        ),
        delete=f"NOT {_erased('OLD', 'note')}",
    ),
    "claims_erasure": AppendOnly(
        insert=(
            f"NEW.ledger_row_id <> {LATEST} OR NOT EXISTS (SELECT 1 FROM claims_ledgerrow l"
            " WHERE l.id = NEW.ledger_row_id AND l.kind = 'erasure')"
        )
    ),
    "claims_formeraddress": AppendOnly(
        insert=f"NEW.ledger_row_id <> {LATEST}",
        # It can be undone once; nothing else may change.
        update=(
            "OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR "
            + _other("id", "record_type", "key", "now_key", "kind", "at", "by", "ledger_row_id")
        ),
    ),
    "claims_auditevent": AppendOnly(
        # An erasure may empty details, also of its sources; who did what, and when, stays.
        update=(
            _other("id", "at", "actor", "action", "record_type", "record_key", "version")
            + " OR NEW.detail <> '{}'"
            f" OR NOT EXISTS (SELECT 1 FROM claims_erasure WHERE ledger_row_id = {LATEST})"
        )
    ),
    "claims_tombstone": AppendOnly(
        delete="NOT EXISTS (SELECT 1 FROM claims_claim WHERE key = OLD.key AND state = 'published')"
    ),
    "claims_recordversion": AppendOnly(
        update=(
            f"NOT ({_ENDS}) OR "
            + _other("id", "record_type", "place", "version", "revision_id", "valid_from", "sort")
        ),
        delete=f"NOT {_of_record('OLD')}",
    ),
    "claims_recordreference": AppendOnly(delete=_OF_KEPT_RECORD),
    "claims_recordword": AppendOnly(delete=_OF_KEPT_RECORD),
    "claims_claimversion": AppendOnly(
        update=(
            f"NOT ({_ENDS} AND OLD.is_open AND NOT NEW.is_open) OR "
            + _other(
                "number",
                "key",
                "version",
                "revision_id",
                "valid_from",
                "published_at",
                "said",
                "said_earliest",
                "said_latest",
                "said_undated",
                "said_oldest",
                "values",
                "stances",
            )
        ),
        delete=f"NOT {_goes('OLD', _CLAIM, 'OLD.key')}",
    ),
    "claims_claimfacet": AppendOnly(
        # A merge closes the former value of an open version, and undoing it opens that again.
        update=(
            "(OLD.is_open <> NEW.is_open) IS NOT TRUE OR (NEW.is_open AND NOT EXISTS"
            " (SELECT 1 FROM claims_claimversion v WHERE v.number = NEW.version_id AND v.is_open)) OR "
            + _other("id", "value_id", "version_id")
        ),
        delete=(
            "EXISTS (SELECT 1 FROM claims_claimversion v"
            f" WHERE v.number = OLD.version_id AND {_OF_VERSION} AND NOT {_goes('v', _CLAIM, 'v.key')})"
        ),
    ),
}
