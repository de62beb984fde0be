"""The workflow of records from draft to public and back: the possible actions by state and role.

The actions use this table, and the admin chooses its buttons by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from claims.domain.errors import Refused


class State(StrEnum):
    """The state of a record, or of a claim's working copy."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """An action that changes the state of a record."""

    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    PUBLISH_BATCH = "publish_batch"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    REVIVE = "revive"


class Role(StrEnum):
    """The role of an actor. An import acts in the name of the system and needs no second person.

    Admins manage people and rating scales and delete drafts. They take no step in the workflow.
    """

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    ADMIN = "admin"
    IMPORT = "import"

    @property
    def article(self) -> str:
        """The article before it in a sentence."""
        return "a" if self is Role.CONTRIBUTOR else "an"


class ChangeClass(StrEnum):
    """The class of an amendment; the public note says more."""

    TYPOGRAPHIC = "typographic"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"

    @property
    def label(self) -> str:
        """The name of the class on pages."""
        return "Typographic change" if self is ChangeClass.TYPOGRAPHIC else self.value.capitalize()

    @property
    def is_shown(self) -> bool:
        """Whether the corrections page lists it. The history of a record lists all classes."""
        return self is not ChangeClass.TYPOGRAPHIC


SHOWN_CLASSES: Final = tuple(change for change in ChangeClass if change.is_shown)


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table."""

    action: Action
    source: State
    target: State
    roles: frozenset[Role]


def _table(*rows: tuple[State, Action, State, tuple[Role, ...]]) -> Mapping[tuple[State, Action], Transition]:
    return {
        (source, action): Transition(action, source, target, frozenset(roles))
        for source, action, target, roles in rows
    }


TRANSITIONS: Final = _table(
    (State.DRAFT, Action.SUBMIT, State.SUBMITTED, (Role.CONTRIBUTOR, Role.EDITOR)),
    (State.RETURNED, Action.SUBMIT, State.SUBMITTED, (Role.CONTRIBUTOR, Role.EDITOR)),
    (State.SUBMITTED, Action.RETURN, State.RETURNED, (Role.EDITOR,)),
    (State.SUBMITTED, Action.PUBLISH, State.PUBLISHED, (Role.EDITOR,)),
    (State.DRAFT, Action.PUBLISH_BATCH, State.PUBLISHED, (Role.IMPORT,)),
    (State.PUBLISHED, Action.AMEND, State.PUBLISHED, (Role.EDITOR, Role.IMPORT)),
    (State.PUBLISHED, Action.WITHDRAW, State.WITHDRAWN, (Role.EDITOR, Role.IMPORT)),
    # A withdrawn claim comes back as its next version: its key is never used for another claim.
    (State.WITHDRAWN, Action.REVIVE, State.PUBLISHED, (Role.EDITOR, Role.IMPORT)),
)
"""The whole workflow, by state and action."""

_DONE: Final[Mapping[Action, str]] = {
    Action.SUBMIT: "submitted",
    Action.RETURN: "returned",
    Action.PUBLISH: "published",
    Action.PUBLISH_BATCH: "published by an import",
    Action.AMEND: "amended",
    Action.WITHDRAW: "withdrawn",
    Action.REVIVE: "published again",
}
_STANDS: Final[Mapping[State, str]] = {
    State.DRAFT: "a draft",
    State.SUBMITTED: "waiting for review",
    State.RETURNED: "returned to its author",
    State.PUBLISHED: "public",
    State.WITHDRAWN: "withdrawn",
}


def can(state: State | str, action: Action | str) -> bool:
    """Whether the action is possible in the state, for some role."""
    return (State(state), Action(action)) in TRANSITIONS


def check_transition(state: State | str, action: Action | str) -> Transition:
    """The transition of the action from that state.

    Raises Refused if there is none, with a sentence that says what could be done instead.
    """
    found = TRANSITIONS.get((State(state), Action(action)))
    if found is None:
        raise Refused(refusal(state, action))
    return found


def check_publisher(hands: Sequence[str], publisher: str, review_required: bool) -> None:
    """Refuse that people publish what they wrote or changed themselves, if a second person is required.

    ``hands`` are all who changed the record since its last submit, in order. Raises Refused if the publisher
    is one of them and review is required, or if hands or publisher are empty.
    """
    if not (hands and hands[0] and publisher):
        raise Refused("A record is published only if its author and its publisher are both named.")
    if review_required and publisher in hands:
        did = "wrote" if publisher == hands[0] else "changed"
        raise Refused(f"Somebody other than {publisher}, who {did} this record, has to publish it.")


def refusal(state: State | str, action: Action | str, what: str = "record") -> str:
    """Why the action is not possible in the state, and what is: "This claim is already public. …"."""
    state, action = State(state), Action(action)
    is_done = any(row.action == action and row.target == state for row in TRANSITIONS.values())
    stands = f"already {_STANDS[state]}" if is_done else f"{_STANDS[state]}, so it cannot be {_DONE[action]}"
    possible = " or ".join(
        _DONE[row.action] for row in TRANSITIONS.values() if row.source == state and row.roles - {Role.IMPORT}
    )
    return f"This {what} is {stands}. It can be {possible}."
