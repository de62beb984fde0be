"""Saved views above the list of claims."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.actions.merging.merging import merge, rename
from claims.models import Claim, Position, SavedView, Speaker
from claims.models.claim import claims_with
from tests.actions.drafts.small_records import later
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/claims/claim/"
SAVE = f"{LIST}views/save/"


def test_a_list_is_saved_shown_as_a_link_and_removed(editor: Client) -> None:
    answer = editor.post(SAVE, {"name": "My drafts", "query": "state__exact=draft&by=me"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?state__exact=draft&by=me", 302)]
    assert "Saved as “My drafts”." in answer.text
    assert f'<a href="{LIST}?state__exact=draft&amp;by=me">My drafts</a>' in answer.text
    view = SavedView.objects.get()
    assert view.owner is not None
    answer = editor.post(f"{LIST}views/{view.pk}/remove/", follow=True)
    assert "Removed the view “My drafts”." in answer.text
    assert not SavedView.objects.exists()


def test_a_shared_view_is_seen_by_all_and_an_own_one_by_its_owner(editor: Client) -> None:
    editor.post(SAVE, {"name": "For all of us", "query": "", "shared": "1"})
    editor.post(SAVE, {"name": "For me alone", "query": ""})
    other = Client()
    other.force_login(User.objects.create_superuser("zoe"), "django.contrib.auth.backends.ModelBackend")
    page = other.get(LIST).text
    assert "For all of us" in page
    assert "For me alone" not in page
    own = SavedView.objects.get(name="For me alone")
    assert other.post(f"{LIST}views/{own.pk}/remove/").status_code == 403
    assert other.post(f"{LIST}views/99999/remove/").status_code == 404


def test_a_view_without_a_name_is_refused_in_a_sentence(editor: Client) -> None:
    answer = editor.post(SAVE, {"name": " ", "query": "q=x\r\nSet-Cookie: a"}, follow=True)
    assert "Not saved: a view needs a name of at most 80 characters." in answer.text


@pytest.mark.parametrize("by", ["slug", "pk"])
def test_a_view_of_a_record_that_was_merged_or_renamed_leads_on(
    world: World, editor: Client, by: str
) -> None:
    who: dict[str, Any] = {"by": ANN, "approver": BOB, "note": "One person."}
    roe, place = Speaker.objects.get(slug=world.roe), Position.objects.get(slug="who-pays")
    claims = set(Claim.objects.published().filter(speaker=roe).values_list("pk", flat=True))
    coded = Claim.objects.published().filter(pk__in=claims_with("stances.position", place.slug))
    stances = set(coded.values_list("pk", flat=True))
    assert claims
    assert stances
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **who)
    rename(record_type="speaker", key=world.solano, now_key="m-solano", at=later(2), **who)
    rename(record_type="position", key="who-pays", now_key="who-has-paid", at=later(3), **who)
    views = ("speaker", getattr(roe, by), claims), ("position", getattr(place, by), stances)
    for name, value, expected in views:
        shown = editor.get(LIST, {name: value}).context["cl"].queryset
        assert expected <= set(shown.values_list("pk", flat=True))


def test_views_are_changed_by_forms_alone(editor: Client, client: Client) -> None:
    assert editor.get(SAVE).status_code == 405
    assert editor.get(f"{LIST}views/1/remove/").status_code == 405
    assert client.post(SAVE, {"name": "x"}).status_code == 403
    assert not SavedView.objects.exists()
