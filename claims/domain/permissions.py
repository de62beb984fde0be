"""Which role may do what. The workflow's table tells it of every step; what changes no state stands here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from claims.domain.actors import Actor
from claims.domain.errors import NotAllowed, Refused
from claims.domain.workflow import TRANSITIONS, Action, Role


class Task(StrEnum):
    """What can be done that moves no record from one state to another."""

    RECORD = "record"
    KEEP_SCALES = "keep_scales"
    DISCARD = "discard"
    ERASE = "erase"
    KEEP_PEOPLE = "keep_people"
    READ_AUDIT = "read_audit"
    ASSIGN = "assign"


_TASKS: Final[Mapping[Task, frozenset[Role]]] = MappingProxyType(
    {
        Task.RECORD: frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.IMPORT}),
        Task.KEEP_SCALES: frozenset({Role.ADMIN, Role.IMPORT}),
        Task.DISCARD: frozenset({Role.ADMIN}),
        Task.ERASE: frozenset({Role.ADMIN}),
        Task.KEEP_PEOPLE: frozenset({Role.ADMIN}),
        Task.READ_AUDIT: frozenset({Role.ADMIN}),
        Task.ASSIGN: frozenset({Role.EDITOR}),
    }
)
_WORDS: Final[Mapping[Action | Task, str]] = MappingProxyType(
    {
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
    }
)


def roles_for(deed: Action | Task) -> frozenset[Role]:
    """The roles that may do it, wherever a record stands."""
    if isinstance(deed, Task):
        return _TASKS[deed]
    return frozenset(role for row in TRANSITIONS.values() if row.action == deed for role in row.roles)


def may(actor: Actor, deed: Action | Task) -> bool:
    """Whether one of the actor's roles may do it."""
    return not actor.acts_as.isdisjoint(roles_for(deed))


def check_may(actor: Actor, deed: Action | Task) -> None:
    """Raise NotAllowed, in a sentence that says who may, if none of the actor's roles may do it."""
    if may(actor, deed):
        return
    allowed = roles_for(deed)
    people = [f"{role.article} {role}" for role in Role if role in allowed and role is not Role.IMPORT]
    raise NotAllowed(f"Only {' or '.join(people) or 'an import'} may {_WORDS[deed]}.")


def check_may_record(actor: Actor, record_type: str) -> None:
    """Raise NotAllowed if the actor may write no draft of this type: rating scales are an admin's."""
    check_may(actor, Task.KEEP_SCALES if record_type == "scale" else Task.RECORD)


def check_second_editor(by: Actor, approver: Actor, *, deed: str) -> None:
    """Raise Refused if the person who proposed a deed ("withdraw it") is the one who approves it."""
    if approver.name == by.name and not approver.is_system:
        raise Refused(f"Somebody other than {by.name}, who would {deed}, has to approve that.")
