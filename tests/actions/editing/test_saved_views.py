"""Views are kept under a name, one's own or everybody's, and removed by those who may."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from claims.actions.editing.arranging import MOST_OWN, remove_view, save_view
from claims.domain.errors import InvalidValue, NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.models import SavedView
from tests.world import FOUNDED_AT

pytestmark = pytest.mark.django_db
CARL = Actor("carl", roles=frozenset({Role.CONTRIBUTOR}))
DORA = Actor("dora", roles=frozenset({Role.CONTRIBUTOR}))
EVE = Actor("eve", roles=frozenset({Role.EDITOR}))


def kept(
    name: str = "Bridge", query: str = "q=bridge", owner: int | None = None, by: Actor = CARL
) -> SavedView:
    return save_view(name=name, query=query, owner=owner, by=by, at=FOUNDED_AT)


def test_a_view_keeps_what_is_looked_for_and_not_the_page() -> None:
    view = kept(query="?q=the+bridge&state__exact=draft&p=7&e=1")
    assert view.query == "q=the+bridge&state__exact=draft"


@pytest.mark.postgresql
def test_a_name_that_is_taken_is_given_a_new_list() -> None:
    assert kept().pk == kept(query="q=toll").pk
    assert SavedView.objects.get().query == "q=toll"


@pytest.mark.postgresql
def test_two_people_have_views_of_one_name_beside_a_shared_one() -> None:
    for name in ("carl", "dora"):
        kept(owner=User.objects.create_user(name).pk)
    kept()
    assert SavedView.objects.filter(name="Bridge").count() == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_view_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue, match="a view needs a name"):
        kept(name=name)


def test_a_query_without_end_is_refused() -> None:
    with pytest.raises(InvalidValue, match="too long to keep"):
        kept(query="q=" + "x" * 2001)


def test_there_is_an_end_to_views() -> None:
    for number in range(MOST_OWN):
        kept(name=f"View {number}")
    with pytest.raises(Refused, match="remove one first"):
        kept(name="One more")


def test_who_may_not_record_keeps_no_view() -> None:
    with pytest.raises(NotAllowed):
        kept(by=Actor("reader"))


def test_a_shared_view_is_changed_and_removed_by_who_made_it_and_by_editors() -> None:
    view = kept()
    with pytest.raises(NotAllowed):
        kept(by=DORA)
    with pytest.raises(Refused, match="or an editor"):
        remove_view(view=view, account=None, by=DORA, at=FOUNDED_AT)
    remove_view(view=kept(by=EVE), account=None, by=EVE, at=FOUNDED_AT)
    assert not SavedView.objects.exists()


def test_ones_own_view_is_nobody_elses_to_remove() -> None:
    carl = User.objects.create_user("carl").pk
    view = kept(owner=carl)
    with pytest.raises(Refused):
        remove_view(view=view, account=carl + 1, by=EVE, at=FOUNDED_AT)
    remove_view(view=view, account=carl, by=CARL, at=FOUNDED_AT)
    assert not SavedView.objects.exists()
