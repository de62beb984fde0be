"""The permissions of roles. Steps between states are in the table of the workflow, all other tasks here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.workflow import TRANSITIONS, Action, Role


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


GROUPS: Final[Mapping[str, Role]] = {
    "Contributor": Role.CONTRIBUTOR,
    "Editor": Role.EDITOR,
    "Admin": Role.ADMIN,
}
"""The groups of people, and the role that each gives."""

IMPORTER = Actor("import", is_system=True)
FIXTURES = Actor("fixtures", is_system=True)


class Task(StrEnum):
    """A task that does not change the state of a record."""

    RECORD = "record"
    KEEP_SCALES = "keep_scales"
    DISCARD = "discard"
    ERASE = "erase"
    KEEP_PEOPLE = "keep_people"
    READ_AUDIT = "read_audit"
    ASSIGN = "assign"
    UNDO_IMPORT = "undo_import"


_TASKS: Final[Mapping[Task, frozenset[Role]]] = {
    Task.RECORD: frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.IMPORT}),
    Task.KEEP_SCALES: frozenset({Role.ADMIN, Role.IMPORT}),
    Task.DISCARD: frozenset({Role.ADMIN, Role.IMPORT}),
    Task.ERASE: frozenset({Role.ADMIN}),
    Task.KEEP_PEOPLE: frozenset({Role.ADMIN}),
    Task.READ_AUDIT: frozenset({Role.ADMIN}),
    Task.ASSIGN: frozenset({Role.EDITOR}),
    Task.UNDO_IMPORT: frozenset({Role.ADMIN, Role.IMPORT}),
}
_WORDS: Final[Mapping[Action | Task, str]] = {
    Action.SUBMIT: "submit",
    Action.RETURN: "return what was submitted",
    Action.PUBLISH: "publish",
    Action.PUBLISH_BATCH: "publish drafts that nobody has reviewed",
    Action.AMEND: "amend what is public",
    Action.WITHDRAW: "withdraw",
    Action.REVIVE: "publish again what was withdrawn",
    Task.RECORD: "write drafts",
    Task.KEEP_SCALES: "make and change rating scales",
    Task.DISCARD: "delete drafts",
    Task.ERASE: "erase",
    Task.KEEP_PEOPLE: "invite people and change what they may do",
    Task.READ_AUDIT: "read the audit",
    Task.ASSIGN: "assign claims",
    Task.UNDO_IMPORT: "undo an import",
}


def roles_for(task: Action | Task) -> frozenset[Role]:
    """The roles that may do it, whatever the state of the record."""
    if isinstance(task, Task):
        return _TASKS[task]
    return frozenset(role for row in TRANSITIONS.values() if row.action == task for role in row.roles)


def may(actor: Actor, task: Action | Task) -> bool:
    """Whether one of the actor's roles may do it."""
    return not actor.acts_as.isdisjoint(roles_for(task))


def check_may(actor: Actor, task: Action | Task) -> None:
    """Raise NotAllowed if none of the actor's roles may do it. The message says who may."""
    if may(actor, task):
        return
    allowed = roles_for(task)
    people = [f"{role.article} {role}" for role in Role if role in allowed and role is not Role.IMPORT]
    raise NotAllowed(f"Only {' or '.join(people) or 'an import'} may {_WORDS[task]}.")


def check_may_record(actor: Actor, record_type: str) -> None:
    """Raise NotAllowed if the actor may not write drafts of this type: only admins write rating scales."""
    check_may(actor, Task.KEEP_SCALES if record_type == "scale" else Task.RECORD)


def check_second_editor(by: Actor, approver: Actor, *, deed: str) -> None:
    """Raise Refused if the same person proposed and approves a deed, such as "withdraw it"."""
    if approver.name == by.name and not approver.is_system:
        raise Refused(f"Somebody other than {by.name}, who would {deed}, has to approve that.")
