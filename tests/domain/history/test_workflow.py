"""From draft to public and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import Refused
from claims.domain.history.workflow import (
    SHOWN_CLASSES,
    TRANSITIONS,
    Action,
    ChangeClass,
    Role,
    State,
    can,
    check_publisher,
    check_transition,
)
from tests.cases import each_case

STATES = st.sampled_from(State)
ACTIONS = st.sampled_from(Action)


@given(STATES, ACTIONS)
def test_asking_and_checking_agree(state: State, action: Action) -> None:
    if can(state, action):
        assert check_transition(state, action).source is state
    else:
        with pytest.raises(Refused, match=r"^This record is .+\. It can be .+\.$"):
            check_transition(state, action)


@each_case(
    ("state", "action", "target"),
    [
        ("draft", "submit", "submitted"),
        ("submitted", "return", "returned"),
        ("returned", "submit", "submitted"),
        ("submitted", "publish", "published"),
        ("draft", "publish_batch", "published"),
        ("published", "amend", "published"),
        ("published", "withdraw", "withdrawn"),
        ("withdrawn", "revive", "published"),
    ],
)
def test_each_action_leads_to_its_state(state: str, action: str, target: str) -> None:
    assert check_transition(state, action).target == target


def test_a_refusal_says_what_can_be_done_instead() -> None:
    for state, action, sentence in (
        (
            "submitted",
            "amend",
            "is waiting for review, so it cannot be amended. It can be returned or published.",
        ),
        ("submitted", "submit", "is already waiting for review. It can be returned or published."),
        ("published", "publish", "is already public. It can be amended or withdrawn."),
        ("draft", "publish", "is a draft, so it cannot be published. It can be submitted."),
    ):
        with pytest.raises(Refused) as caught:
            check_transition(state, action)
        assert caught.value.message == f"This record {sentence}"


def test_what_is_published_never_becomes_a_draft_again() -> None:
    private = {State.DRAFT, State.SUBMITTED, State.RETURNED}
    assert not any(
        row.target in private
        for row in TRANSITIONS.values()
        if row.source in {State.PUBLISHED, State.WITHDRAWN}
    )


def test_what_was_withdrawn_can_only_be_published_again() -> None:
    possible = [action for state, action in TRANSITIONS if state is State.WITHDRAWN]
    assert possible == [Action.REVIVE]
    assert TRANSITIONS[State.WITHDRAWN, Action.REVIVE].roles == {Role.EDITOR, Role.IMPORT}


def test_a_contributor_submits_and_no_more() -> None:
    assert {row.action for row in TRANSITIONS.values() if Role.CONTRIBUTOR in row.roles} == {Action.SUBMIT}


def test_every_state_can_be_left_and_reached() -> None:
    assert {row.source for row in TRANSITIONS.values()} == set(State)
    assert {row.target for row in TRANSITIONS.values()} | {State.DRAFT} == set(State)


def test_authors_do_not_publish_their_own_where_review_is_required() -> None:
    with pytest.raises(Refused, match=r"Somebody other than anna"):
        check_publisher("anna", "anna", review_required=True)


def test_authors_publish_their_own_where_review_is_not_required() -> None:
    check_publisher("anna", "anna", review_required=False)


def test_a_second_person_may_always_publish() -> None:
    check_publisher("anna", "jan", review_required=True)


@each_case(("author", "publisher"), [("", "jan"), ("anna", ""), ("", "")])
def test_nobody_publishes_without_a_name(author: str, publisher: str) -> None:
    with pytest.raises(Refused):
        check_publisher(author, publisher, review_required=False)


def test_the_corrections_page_shows_all_but_typographic_changes() -> None:
    assert set(ChangeClass) - set(SHOWN_CLASSES) == {ChangeClass.TYPOGRAPHIC}
    assert [change.label for change in SHOWN_CLASSES] == [
        "Clarification",
        "Update",
        "Correction",
        "Withdrawal",
    ]
