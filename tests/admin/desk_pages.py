"""The desk’s pages as a browser without scripts meets them: their forms, sent with what they hide."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from claims.models.record_row import RecordRow


def page_of(name: str, found: RecordRow, *more: int) -> str:
    return reverse(f"admin:claims_{found._meta.model_name}_{name}", args=[found.pk, *more])


def text_of(answer: Any) -> str:
    """The words of a page, with one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of the page's first form, as a browser would send them."""
    found: dict[str, str] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', answer.content.decode()):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found.setdefault(name[1], unescape(value[1]) if value else "")
    return found


def decide(browser: Client, name: str, found: RecordRow, **answers: str) -> Any:
    """Open the page of a decision and send its form."""
    page = browser.get(page_of(name, found))
    assert page.status_code == 200, text_of(page)
    return browser.post(page_of(name, found), {**hidden(page), "_confirm": "1", **answers})


def second_editor() -> Client:
    browser = Client()
    user = User.objects.create_user("fay", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    browser.force_login(user)
    return browser
