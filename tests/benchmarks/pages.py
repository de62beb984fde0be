"""The pages that are measured, each with the address that asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from claims.domain.record.paths import claim_path, compare_path
from tests.benchmarks.generate import CROWD
from tests.benchmarks.sentences import BEFORE_COMMON, COMMON, RARE
from tests.benchmarks.server import Server
from tests.benchmarks.shared import PROBE_SPEAKER
from tests.benchmarks.world import probe_keys

PAGES_DEEP = 100
DESK = "/admin/claims/claim/"
NEXT = re.compile(rb'<a[^>]*rel="next"[^>]*>')
HREF = re.compile(rb'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure; ``fixed`` if its result has the same size in every world.

    ``budget`` are the milliseconds that it may take, 0 where the unit is the ping.
    """

    name: str
    address: str
    fixed: bool = True
    by_etag: bool = False
    budget: int = 0


PING = Page("ping", "/ping/")


def pages_of(server: Server, world: str) -> list[Page]:
    """The pages of a world; the deep one is found by following its links."""
    if world == CROWD:
        return pages_of_crowd()
    keys = probe_keys(int(world))
    filtered = {
        "speaker": PROBE_SPEAKER,
        "topic": "topic-0",
        "from": "2005-01-01",
        "to": "2015-12-31",
    }
    return [
        Page("browse, newest 25", "/claims/"),
        Page("browse, unchanged by ETag", "/claims/", by_etag=True),
        Page("speaker, topic and dates", _claims(**filtered)),
        Page("search, rare word (30 hits)", _claims(q=RARE)),
        Page("search, common word (6.6 %)", _claims(q=COMMON), fixed=False),
        Page("search, phrase (1.3 %)", _claims(q=f'"{BEFORE_COMMON} {COMMON}"'), fixed=False),
        Page(
            "search, common word, three facets",
            _claims(q=COMMON, lang="en", form="quoted", kind="statement"),
            fixed=False,
        ),
        Page("claim", claim_path(keys.claim, keys.claim_words)),
        Page("compare 3", compare_path(keys.compared)),
        Page(f"page {PAGES_DEEP} by cursor", _deep(server)),
        Page("claims.json", "/claims.json"),
        Page("API, claims", "/api/v1/claims/"),
        Page("home", "/"),
        Page("admin, first page", "/admin/"),
        Page("admin, claims", DESK),
        Page("admin, claims, page 100", f"{DESK}?p=100"),
        Page("admin, drafts, latest first", f"{DESK}?state__exact=draft&o=-7", fixed=False),
        Page("admin, claims of a speaker", f"{DESK}?speaker={PROBE_SPEAKER}"),
        Page("admin, rare word", f"{DESK}?q={RARE}"),
        Page("admin, common word", f"{DESK}?q={COMMON}", fixed=False),
        Page("admin, no archived copy", f"{DESK}?missing=archive", fixed=False),
        Page("admin, speakers", "/admin/claims/speaker/"),
        Page("admin, sources", "/admin/claims/source/"),
    ]


def pages_of_crowd() -> list[Page]:
    """The pages about one speaker with 51,000 claims and one position with 2,000 stances."""
    speaker, position = f"/speakers/{PROBE_SPEAKER}/", "/positions/position-0/"
    return [
        Page("speaker, month × topic, part of the page", f"/part{speaker}", budget=15),
        Page("speaker, month × topic, JSON", f"{speaker}timeline.json", budget=15),
        Page("speaker, the whole page", speaker),
        Page("position with 2,000 stances", position, budget=45),
        Page("position with 2,000 stances, JSON", f"{position}timeline.json", budget=20),
    ]


def _claims(**parameters: str) -> str:
    return "/claims/?" + urlencode(parameters)


def _deep(server: Server) -> str:
    """The address of a page far down, as a reader comes to it."""
    address = "/claims/"
    for _ in range(PAGES_DEEP - 1):
        link = NEXT.search(server.get(address).body)
        found = HREF.search(link.group()) if link else None
        if found is None:
            return address
        address = found.group(1).decode().replace("&amp;", "&")
    return address
