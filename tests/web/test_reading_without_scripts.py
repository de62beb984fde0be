"""What a reader does without JavaScript: follows links, ticks boxes and presses the buttons of forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin

from django.test import Client

from tests.admin.walking import Page
from tests.squeezing import squeezed
from tests.world import World


def get(reader: Client, address: str) -> Any:
    answer = reader.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer


def address_of(answer: Any) -> str:
    return str(answer.request["PATH_INFO"])


def follow(reader: Client, answer: Any, words: str) -> Any:
    """Follow the first link that begins with these words."""
    found = re.search(
        rf'<a\b[^>]*\bhref="([^"]*)"[^>]*>\s*(?:<[^>]+>\s*)*{re.escape(words)}',
        unescape(squeezed(answer.text)),
    )
    assert found, words
    return get(reader, urljoin(address_of(answer), found[1]))


def send(reader: Client, answer: Any, action: str, ticked: list[tuple[str, str]]) -> Any:
    """Tick boxes of a form and send it as it then stands."""
    (form, *_) = [form for form in Page(answer.text).forms if form.action == action]
    for name, value in ticked:
        assert f'name="{name}" value="{value}"' in squeezed(answer.text)
    return get(reader, f"{action}?{urlencode([*form.fields, *ticked])}")


def test_from_home_to_a_comparison_and_on_to_a_frozen_version(client: Client, world: World) -> None:
    listed = follow(client, get(client, "/"), "All claims")
    keys = sorted((world.turn, world.amended))
    compared = send(client, listed, "/compare/", [("c", key) for key in reversed(keys)])
    assert address_of(compared) == f"/compare/{','.join(keys)}/"
    assert compared.text.count('class="said-item') == 2
    side = follow(client, compared, "Side by side")
    claim = get(client, re.findall(rf'href="(/claims/{world.amended}/[^"?#]*)"', side.text)[0])
    history = follow(client, claim, "History")
    assert "Version 3" in history.text
    frozen = follow(client, history, "Version 1 as it stood")
    assert address_of(frozen).endswith("/v/1/")
    assert "The flood was not the towns’ fault" in unescape(frozen.text)


def test_filters_apply_by_a_button(client: Client, world: World) -> None:
    ticked = [("kind", "promise"), ("speaker", world.solano)]
    filtered = send(client, get(client, "/claims/"), "/claims/", ticked)
    assert re.findall(r'name="c" value="([^"]+)"', squeezed(filtered.text)) == [world.promise]
    (chip,) = re.findall(r'<li><a href="([^"]+)"><span class="name">Speaker</span>', squeezed(filtered.text))
    assert f'name="c" value="{world.promise}"' in squeezed(get(client, unescape(chip)).text)
