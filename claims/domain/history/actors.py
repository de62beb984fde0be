"""Actors: the people and programs that do something, with the roles that they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from claims.domain.history.workflow import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by user name, or the system if no person decides (imports and fixtures).

    ``roles`` are the roles of the person. The system has none, and may do what an import may.
    """

    name: str
    is_system: bool = False
    roles: frozenset[Role] = frozenset()

    @property
    def acts_as(self) -> frozenset[Role]:
        """The roles that decide what the actor may do."""
        return frozenset({Role.IMPORT}) if self.is_system else self.roles - {Role.IMPORT}


GROUPS: Final[Mapping[str, Role]] = MappingProxyType(
    {"Contributor": Role.CONTRIBUTOR, "Editor": Role.EDITOR, "Admin": Role.ADMIN}
)
"""The groups of people, and the role that each gives."""

IMPORTER = Actor("import", is_system=True)
FIXTURES = Actor("fixtures", is_system=True)
