"""The filter of the desk's list of claims by rating: whose each one is, and both measures apart."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.rated import build_rated, ferry, harbour, tunnel
from tests.world import World

LIST = "/admin/claims/claim/"


@pytest.mark.parametrize(
    ("value", "there", "away"),
    [
        pytest.param("voz-truth:false", {harbour}, {tunnel, ferry}, marks=pytest.mark.postgresql),
        ("voz-flips:full-flop", {tunnel}, {harbour, ferry}),
        ("any", {harbour, ferry}, {tunnel}),
        ("none", {tunnel}, {harbour, ferry}),
    ],
)
def test_the_desk_filters_by_rating_and_says_whose_it_is(
    editor: Client, world: World, value: str, there: set[str], away: set[str]
) -> None:
    build_rated()
    answer = editor.get(LIST, {"rating": value, "speaker": "anna-roe"})
    keys = {claim.key for claim in answer.context["cl"].result_list}
    assert there <= keys
    assert away.isdisjoint(keys)
    html = answer.content.decode()
    for words in ("The Strelsau Gazette: False", "La Voz de Valdoria: False", "A scale of nobody: Right",
                  "consistency, La Voz de Valdoria: Full Flop"):  # fmt: skip
        assert words in html
