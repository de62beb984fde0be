"""What each group may open in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from claims.actions.accounts.groups import grant
from claims.domain.history.permissions import GROUPS

pytestmark = pytest.mark.django_db


def granted(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_the_three_groups_are_there_after_the_migrations() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


def test_writers_open_drafts_and_neither_people_nor_the_audit() -> None:
    for name in ("Contributor", "Editor"):
        opened = granted(name)
        assert {"add_claim", "change_claim", "view_claim", "view_ledgerrow"} <= opened
        assert opened.isdisjoint(
            {
                "delete_claim",
                "add_user",
                "view_user",
                "view_auditevent",
                "add_ratingscale",
            }
            | {"add_ledgerrow", "change_revision", "delete_batch", "change_tombstone", "change_facetcount"}
        )


def test_admins_open_people_the_audit_and_scales() -> None:
    opened = granted("Admin")
    assert {"add_user", "change_user", "view_auditevent", "add_ratingscale", "delete_claim"} <= opened
    assert opened.isdisjoint({"delete_user", "add_claim", "change_claim", "change_group"})


def test_what_somebody_else_granted_is_taken_back() -> None:
    editor = Group.objects.get(name="Editor")
    before = granted("Editor")
    editor.permissions.clear()
    Group.objects.filter(name="Admin").delete()
    grant(using="default")
    assert granted("Editor") == before
    assert "add_user" in granted("Admin")
