"""A button that somebody may not use is not there; sent all the same, its form is refused."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from claims.models import Claim, SavedView, Source
from tests.actions.drafts.small_records import AFTER, row, submitted
from tests.admin.accounts.people import browser_of, person
from tests.admin.desk_pages import page_of, text_of
from tests.world import World

pytestmark = pytest.mark.slow

LIST = "/admin/claims/claim/"


@pytest.fixture(autouse=True)
def review(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True


def test_an_editor_sees_no_button_that_approves_her_own_work(world: World) -> None:
    own = row(submitted(world, "The toll is high"))
    ann, fay = browser_of(person("ann", "Editor")), browser_of(person("fay", "Editor"))
    publish = page_of("publish", own)
    assert f'href="{publish}"' in fay.get(page_of("change", own)).text
    assert 'value="Publish now"' in fay.get(publish).text
    assert f'href="{publish}"' not in ann.get(page_of("change", own)).text
    page = ann.get(publish)
    assert 'value="Publish now"' not in page.text
    answer = ann.post(publish, {"_confirm": "1", "edition": own.edition})
    assert "Somebody other than ann, who wrote this record, has to publish it." in text_of(answer)
    assert not Claim.objects.get(pk=own.pk).is_public


def test_who_writes_no_drafts_is_shown_no_form_that_writes(world: World) -> None:
    ada, fay = browser_of(person("ada", "Admin")), browser_of(person("fay", "Editor"))
    keys = f"c={world.first_support}&c={world.rated}"
    source = Source.objects.exclude(url="")[0]
    for url, button in (
        (f"{LIST}compare/?{keys}", "Save relations"),
        (LIST, "Save view"),
        (reverse("admin:claims_source_worksheet", args=[source.pk]), 'name="_done"'),
        (f"/admin/code/{world.ordered_position}/?claim={world.rated}", 'name="_save"'),
    ):
        assert button in fay.get(url).text, url
        assert button not in ada.get(url).text, url
    assert ada.post(f"{LIST}compare/?{keys}", {}).status_code == 403
    ada.post(f"{LIST}views/save/", {"name": "Mine", "query": ""})
    assert not SavedView.objects.exists()


def test_only_who_may_delete_a_draft_sees_the_way_to_it(world: World) -> None:
    draft = Claim.objects.get(key=world.draft)
    delete = page_of("delete", draft)
    for groups, is_shown in ((["Editor"], False), (["Contributor"], False), (["Editor", "Admin"], True)):
        browser = browser_of(person("-".join(groups), *groups))
        assert (f'href="{delete}"' in browser.get(page_of("change", draft)).text) is is_shown
        assert browser.get(delete).status_code == (200 if is_shown else 403)


def test_a_shared_view_is_removed_by_who_made_it_or_by_an_editor(world: World) -> None:
    SavedView.objects.create(name="Ours", made_by="joe", made_at=AFTER)
    for groups, is_shown in ((["Contributor"], False), (["Editor"], True)):
        assert ("Remove the view Ours" in browser_of(person(groups[0], *groups)).get(LIST).text) is is_shown
