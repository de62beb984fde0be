"""Links as they come back from mails, feeds and social networks: with whatever others append."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.domain.record.paths import claim_path, compare_path, position_path
from claims.models import Claim
from tests.addresses import public_addresses
from tests.cases import each_case
from tests.world import World

pytestmark = pytest.mark.slow

APPENDED = (
    "fbclid=IwAR0x_1",
    "utm_source=mail&utm_medium=social&utm_campaign=%D0%BC%D0%B0%D0%B9",
    "gclid=Cj0&gbraid=1",
    "mc_cid=1&mc_eid=2",
    "_=1573041234567",
    "amp;view=table",
)
AFTER_A_LINK = (".", ",", ")", ").", "/", "//", "…", "”", "'", ">", "%20", "%E2%80%8B", "。", "»", "?!")


def test_every_public_address_answers_whatever_others_append(client: Client, world: World) -> None:
    wrong = {}
    paths = sorted({paths[0] for paths in public_addresses(world).values()})
    asked = [(path, "&".join(APPENDED)) for path in paths]
    asked += [("/claims/", appended) for appended in APPENDED]
    for path, appended in asked:
        shared = f"{path}{'&' if '?' in path else '?'}{appended}"
        answer = client.get(shared)
        if answer.status_code != 200:
            wrong[shared] = answer.status_code
    assert wrong == {}


def test_a_page_names_its_address_without_what_was_appended(client: Client, world: World) -> None:
    path = path_of(world.turn)
    body = client.get(f"{path}?fbclid=IwAR0x").content.decode()
    assert f'<link rel="canonical" href="http://localhost:8000{path}">' in body
    assert "fbclid" not in body


def test_any_other_name_is_ignored_on_pages_and_named_by_programs(client: Client, world: World) -> None:
    path, pair = path_of(world.turn), [world.first_support, world.turn]
    for page in (path, compare_path(pair), position_path(world.ordered_position), "/claims/", "/coverage/"):
        answer = client.get(page, {"colour": "red"})
        assert answer.status_code == 200, page
        assert "There is no filter" not in answer.content.decode(), page
    data = compare_path(pair).rstrip("/")
    for form in (
        f"{data}.json",
        f"{data}.csv",
        "/claims.json",
        "/claims.csv",
        "/speakers.json",
        f"/api/v1/claims/{world.turn}/",
        f"{position_path(world.ordered_position)}timeline.json",
    ):
        answer = client.get(form, {"colour": "red"})
        assert answer.status_code == 400, form
        assert "colour" in answer.json()["error"], form


@pytest.mark.parametrize(
    ("query", "meant"), [("spaeker=x", "speaker"), ("positon=x", "position"), ("known-by=2020", "known_by")]
)
def test_a_mistyped_filter_of_a_list_is_said_on_the_page(
    client: Client, world: World, query: str, meant: str
) -> None:
    answer = client.get(f"/claims/?{query}")
    assert answer.status_code == 200
    assert f"Did you mean “{meant}”?" in answer.content.decode()
    assert "Did you mean “name”?" in client.get("/speakers/?nam=x").content.decode()


@each_case("after", AFTER_A_LINK)
def test_what_a_text_puts_after_a_link_leads_to_the_page(client: Client, world: World, after: str) -> None:
    keys = [world.first_support, world.turn]
    for path in (path_of(world.turn), f"/claims/{world.turn}/", compare_path(keys), "/speakers/", "/method/"):
        answer = client.get(path.rstrip("/") + after, follow=True)
        assert answer.status_code == 200, (path, after)
        assert all(status == 301 for _, status in answer.redirect_chain)


def test_capitals_and_doubled_slashes_lead_to_the_page_and_keep_the_filters(
    client: Client, world: World
) -> None:
    for path in ("/CLAIMS/", "/claims//", f"/Claims/{world.turn.upper()}/", "/Claims.JSON"):
        answer = client.get(f"{path}?sort=oldest", follow=True)
        assert answer.status_code == 200, path
        assert answer.redirect_chain[-1][0].endswith("?sort=oldest"), path


def test_an_address_that_leads_nowhere_stays_one(client: Client, world: World) -> None:
    for path in ("/nothing).", "/claims/%00).", f"/claims/{world.turn}/a/b/c/)"):
        answer = client.get(path, follow=True)
        assert answer.status_code == 404, path
        assert all(there.startswith("/") and not there.startswith("//") for there, _ in answer.redirect_chain)


def test_no_address_leads_to_another_site(client: Client, world: World) -> None:
    answer = client.get("/", PATH_INFO="//elsewhere.example/")
    assert answer.status_code == 404
    answer = client.get("/", PATH_INFO="//claims/)")
    assert (answer.status_code, answer["Location"]) == (301, "/claims/")


def path_of(key: str) -> str:
    return claim_path(key, Claim.objects.get(key=key).text)
