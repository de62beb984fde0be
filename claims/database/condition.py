"""Find out whether an error comes from the state of the database, and not from the statement.

Engines give codes. PostgreSQL: the SQLSTATE of Appendix A, "PostgreSQL Error Codes". SQLite: the primary
result code of "Result and Error Codes", the lower eight bits.
"""

import sqlite3
from enum import StrEnum
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

REFUSAL: Final = "The database refuses this, because it contradicts what is on record."


class Condition(StrEnum):
    """The state of a database that temporarily cannot execute a statement."""

    AWAY = "away"
    BUSY = "busy"
    READ_ONLY = "read-only"
    FULL = "full"


_BY_SQLSTATE: Final = {
    "08": Condition.AWAY,
    "57P": Condition.AWAY,
    "57": Condition.BUSY,
    "55P03": Condition.BUSY,
    "40": Condition.BUSY,
    "53": Condition.BUSY,
    "53100": Condition.FULL,
    "53200": Condition.FULL,
    "25006": Condition.READ_ONLY,
    "58": Condition.AWAY,
}
"""The longest matching prefix counts: 57 is a cancelled statement, 57P a server that shuts down."""
_BY_SQLITE_CODE: Final = {
    sqlite3.SQLITE_BUSY: Condition.BUSY,
    sqlite3.SQLITE_LOCKED: Condition.BUSY,
    sqlite3.SQLITE_INTERRUPT: Condition.BUSY,
    sqlite3.SQLITE_READONLY: Condition.READ_ONLY,
    sqlite3.SQLITE_PERM: Condition.READ_ONLY,
    sqlite3.SQLITE_FULL: Condition.FULL,
    sqlite3.SQLITE_IOERR: Condition.AWAY,
    sqlite3.SQLITE_CANTOPEN: Condition.AWAY,
    sqlite3.SQLITE_PROTOCOL: Condition.AWAY,
    sqlite3.SQLITE_NOMEM: Condition.FULL,
}


def condition_of(error: BaseException | None) -> Condition | None:
    """The state of the database according to the error; None for any other error."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state:
        found = (_BY_SQLSTATE[state[:n]] for n in (5, 3, 2) if state[:n] in _BY_SQLSTATE)
        return next(found, None)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return _BY_SQLITE_CODE.get(code & 0xFF) if code is not None else None
    # No code: the driver lost the connection, or got none.
    return Condition.AWAY if isinstance(error, OperationalError | InterfaceError) else None


def refused_by(error: DatabaseError) -> str:
    """A sentence for an editor whose change the database refused.

    Raises the error again if it comes from the state of the database.
    """
    if condition_of(error):
        raise error
    return REFUSAL
