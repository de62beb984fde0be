"""Nothing of a draft is anywhere: not in a page, a file, a count, a header, a refusal or an export.

The world holds drafts, submitted and returned claims, a working copy, shared records that nothing public
points to, and a withdrawn claim; each of their texts holds one of `World.unseen`. `tests.public_crawl` puts
more of them on record, and asks everything.
"""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.http.response import HttpResponseBase
from django.test import Client

from claims.domain.record.parts import texts_of
from claims.domain.record.paths import (
    claim_path,
    history_path,
    position_path,
    source_path,
    speaker_path,
    topic_path,
    version_path,
)
from claims.domain.record.shared import RECORD_TYPES
from claims.formats.base import OUT
from claims.models import Claim
from tests.addresses import FORMS, REFUSED, everything, filtered, public_addresses, redirected_addresses
from tests.answers import content, decoded, told
from tests.canaries import CANARY, Canaries, complete_canaries
from tests.projected import facet_counts
from tests.public_crawl import SOME, crawl
from tests.squeezing import squeezed
from tests.world import World

pytestmark = pytest.mark.slow

NEVER = {
    "key": "bcdfghjkmn",
    "source": "s-bcdfghjkmn",
    "slug": "nobody-at-all",
    "word": "nirgendwo",
}


def test_no_public_address_shows_what_is_not_public(client: Client, world: World) -> None:
    for path in everything(world):
        assert_unseen(world, path, client.get(path))


def test_no_text_of_a_record_that_is_not_public_is_told(world: World) -> None:
    """A part of what ``python -m tests.leaks`` asks."""
    run = crawl(world, SOME)
    assert run.findings == []
    assert run.answers.total() > 2000
    assert len(run.heard) > 200, "canaries sing where they may"


def test_every_text_of_a_record_is_a_canary() -> None:
    records = complete_canaries(Canaries(), "draft")
    assert {record.TYPE for record in records} == {*RECORD_TYPES} - {"tombstone"}
    assert [text for record in records for text in texts_of(record) if CANARY not in text] == []


def test_who_is_signed_in_sees_what_everybody_sees(client: Client, world: World) -> None:
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("carol", password="a password of a test"))
    for path in (*one_of_each(world), *REFUSED):
        seen, public = staff.get(path), client.get(path)
        assert (seen.status_code, content(seen)) == (public.status_code, content(public)), path
        assert seen.get("ETag") == public.get("ETag"), path
        assert not seen.cookies, path


@pytest.mark.parametrize("of", ["draft", "submitted", "returned"])
def test_the_key_of_a_draft_answers_as_one_that_never_was(client: Client, world: World, of: str) -> None:
    key, public = getattr(world, of), world.turn
    # It stands where the key of the draft stands in an address, whose keys are sorted.
    never = f"{key[:-1]}{'1' if key.endswith('0') else '0'}"
    for address in (
        "/claims/{}/",
        claim_path("{}", "ungesehen draft"),
        version_path("{}", "x", 1),
        history_path("{}", "x"),
        "/api/v1/claims/{}/",
        "/api/v1/claims/{}/?version=1",
        "/api/v1/claims/{}/?as_of=2026-01-01",
        "/compare/{}/",
        "/compare/{}.json",
        f"/compare/{public},{{}}/",
        f"/compare/{public},{{}}.json",
        f"/compare/{public},{{}}.csv",
        f"/compare/{public},{{}}/?view=phrases",
        "/compare/{}/?v=1",
        "/compare/{}.csv?v=1",
        f"/compare/{public},{{}}/?v=1,1",
        f"/compare/{public},{{}}.json?v=1,1",
        f"/compare/{public},{world.first_support},{{}}/",
        f"/compare/?c={{}}&c={public}",
        f"/compare/?q=bridge&c={{}}&c={public}",
    ):
        assert_same(client, address, key, never)


def test_a_shared_record_that_is_not_public_answers_as_one_that_never_was(
    client: Client, world: World
) -> None:
    for address, key in (
        (speaker_path("{}"), world.unseen_speaker),
        (topic_path("{}"), world.unseen_topic),
        (position_path("{}"), world.unseen_position),
        ("/claims/?speaker={}", world.unseen_speaker),
        ("/claims/?on_behalf_of={}", world.unseen_speaker),
        ("/claims/?topic={}", world.unseen_topic),
        ("/claims/?position={}", world.unseen_position),
        ("/claims/?answer={}:toll", world.unseen_position),
        ("/claims/?outlet={}", "unseen-herald"),
        ("/claims/?q=speaker:{}", world.unseen_speaker),
        ("/speakers/?after={}", world.unseen_speaker),
        ("/topics/?after={}", world.unseen_topic),
        ("/positions/?after={}", world.unseen_position),
    ):
        assert_same(client, address, key, NEVER["slug"])
        if "/claims/" in address:
            for form in FORMS:
                assert_same(client, address.replace("/claims/", f"/claims.{form}"), key, NEVER["slug"])
    for address in ("/sources/{}/", source_path("{}", "x"), "/claims/?source={}", "/sources/?after={}"):
        assert_same(client, address, world.unseen_source, NEVER["source"])


def test_words_of_a_draft_are_found_as_seldom_as_words_that_nobody_said(client: Client, world: World) -> None:
    for word in ("Ungesehen", "ungesehen", "Унгезеен", "Zurückgezogen", "Herald", '"words that wait"'):
        for address in (
            "/claims/?q={}",
            "/claims/?q={}&sort=oldest&view=table",
            "/claims/?q=bridge+{}",
            "/claims/?q=-{}",
            "/claims.json?q={}",
            "/claims.csv?q={}",
            "/api/v1/claims/?q={}",
            "/compare/?q={}",
            "/speakers/?name={}",
            "/speakers.json?name={}",
        ):
            assert_same(client, address, quote(word), NEVER["word"])


def test_a_version_that_waits_answers_as_one_that_never_was(client: Client, world: World) -> None:
    claim = Claim.objects.published().get(key=world.later_support)
    assert claim.version == 1
    waiting, never = (client.get(version_path(claim.key or "", claim.text, number)) for number in (2, 9))
    assert waiting.status_code == never.status_code == 404
    assert content(waiting) == content(never)
    waiting, never = (client.get(f"/api/v1/claims/{claim.key}/?version={number}") for number in (2, 9))
    assert waiting.status_code == never.status_code == 404
    assert content(waiting) == content(never)


def test_a_withdrawn_claim_says_so_and_no_more(client: Client, world: World) -> None:
    """Its words stay in the history, which its page names, and nowhere else."""
    key = world.withdrawn
    for path in (
        f"/claims/{key}/",
        claim_path(key, "x"),
        f"/api/v1/claims/{key}/",
        f"/claims/{key}/?as_of=2022-03-01",
        f"/compare/{key},{world.turn}/",
        f"/compare/{key},{world.turn}.json",
        f"/compare/{key},{world.turn}/?as_of=2022-03-01",
    ):
        response = client.get(path, follow=True)
        assert response.status_code == (200 if "compare" in path else 410), path
        assert_unseen(world, path, response)


def test_no_count_counts_what_is_not_public(client: Client, world: World) -> None:
    number = len(world.public_claims)
    assert client.get("/claims.json").json()["count"] == number
    assert facet_counts()["all", ""] == number
    page = squeezed(client.get("/claims/").content.decode())
    assert f">{number} claims</h1>" in page
    offered = re.findall(
        r'name="(\w+)" value="([^"]*)"[^>]*><span class="value">[^<]*</span><span class="count">(\d+)</span>',
        page,
    )
    assert len(offered) > 20
    for name, value, counted in offered:
        found = client.get("/claims.json", {name: unescape(value)}).json()
        assert found["count"] == int(counted) == len(found["results"]), (name, value)
        assert {record["key"] for record in found["results"]} <= {*world.public_claims}


def test_every_filter_alone_finds_public_claims_only(client: Client, world: World) -> None:
    for query in filtered(world):
        found = client.get(f"/claims.json?{query}").json()
        assert {record["key"] for record in found["results"]} <= {*world.public_claims}, query


@pytest.mark.parametrize("arguments", [*(["--format", name] for name in OUT), ["--history"]])
def test_no_export_holds_what_is_not_public(world: World, arguments: list[str]) -> None:
    exported = io.StringIO()
    call_command("export_claims", *arguments, stdout=exported)
    text = exported.getvalue()
    assert world.turn in text
    for key in (world.draft, world.submitted, world.returned, world.unseen_speaker, world.unseen_source):
        assert key not in text
    stays = {"Zurückgezogen"} if "--history" in arguments else set()
    assert {word for word in world.unseen if word in decoded(text)} == stays


def one_of_each(world: World) -> list[str]:
    routes = (public_addresses(world), redirected_addresses(world))
    return [paths[0] for route in routes for paths in route.values()]


def assert_same(client: Client, address: str, hidden: str, never: str) -> None:
    """Both answers are the same, but for the name that was asked for."""
    asked, made_up = (client.get(address.format(name)) for name in (hidden, never))
    assert asked.status_code == made_up.status_code, address
    assert told(asked, hidden) == told(made_up, never), address


def assert_unseen(world: World, path: str, response: object) -> None:
    assert isinstance(response, HttpResponseBase)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = f"{content(response)}\n{headers}"
    assert [word for word in world.unseen if word in decoded(text)] == [], path
