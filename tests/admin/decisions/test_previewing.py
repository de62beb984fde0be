"""The history at the desk, and previews of what is not public."""

from __future__ import annotations

from html import unescape

from django.test import Client

from claims.models import Claim, Speaker
from tests.actions.drafts.small_records import drafted, row
from tests.admin.desk_pages import page_of, text_of
from tests.world import World


def test_the_history_tells_versions_differences_and_who(editor: Client, world: World) -> None:
    page = editor.get(page_of("history", Claim.objects.get(key=world.amended)))
    text = text_of(page)
    assert "Version 3: Correction" in text
    assert "written by ann, approved by bob" in " ".join(text.split())
    assert "<del>" in page.content.decode()
    assert "A reader compared the page." in text
    assert "publish" in text
    waiting = text_of(editor.get(page_of("history", Claim.objects.get(key=world.later_support))))
    assert "What the working copy would change" in waiting


def test_a_preview_is_the_public_page_striped_and_kept_by_nobody(
    editor: Client, client: Client, world: World
) -> None:
    draft = Claim.objects.get(key=world.draft)
    url = page_of("preview", draft)
    page = editor.get(url)
    assert page.status_code == 200
    assert draft.text in unescape(page.content.decode())
    assert "preview-bar" in page.content.decode()
    assert 'name="robots" content="noindex, nofollow"' in page.content.decode()
    assert "application/ld+json" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert client.get(url).status_code == 302  # To the sign-in.
    assert client.get(f"/claims/{world.draft}/").status_code == 404


def test_a_preview_names_drafts_and_no_public_page_does(editor: Client, client: Client, world: World) -> None:
    name = Speaker.objects.get(slug=world.unseen_speaker).name
    found = drafted(world, "A draft on a draft", speaker=world.unseen_speaker)
    assert name in unescape(editor.get(page_of("preview", row(found))).content.decode())
    for address in ("/", "/claims/", f"/claims/{found.key}/", "/speakers/", f"/claims/{world.timed}/"):
        answer = client.get(address, follow=True).content.decode()
        assert name not in answer
        assert "A draft on a draft" not in answer


def test_a_working_copy_is_previewed_beside_what_is_public(
    editor: Client, client: Client, world: World
) -> None:
    claim = Claim.objects.get(key=world.later_support)
    shown = unescape(editor.get(page_of("preview", claim)).content.decode())
    public = unescape(client.get(f"/claims/{world.later_support}/", follow=True).content.decode())
    assert any(text in shown for text in world.unseen)
    assert not any(text in public for text in world.unseen)


def test_a_preview_of_what_was_withdrawn_calls_it_no_draft(editor: Client, world: World) -> None:
    shown = text_of(editor.get(page_of("preview", Claim.objects.get(key=world.withdrawn))))
    assert "This was withdrawn" in shown
    assert "draft" not in shown
