"""Who does something: the name that actions, revisions and the audit keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by user name, or the system where no person decides (imports and fixtures)."""

    name: str
    is_system: bool = False


IMPORTER = Actor("import", is_system=True)
FIXTURES = Actor("fixtures", is_system=True)
