"""The pages that are measured, each with its address and what it may cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from claims.domain.record import paths
from tests.benchmarks.generate import CROWD
from tests.benchmarks.sentences import BEFORE_COMMON, COMMON, RARE
from tests.benchmarks.server import Server
from tests.benchmarks.shared import PROBE_SPEAKER, Shared
from tests.benchmarks.world import probe_keys

PAGES_DEEP = 100
DESK = "/admin/claims/claim/"
# Named here, because the program that measures runs without Django; a test holds them against the table.
INDEX_PAGES = ("speakers", "topics", "positions", "sources", "corrections", "coverage")
NEXT = re.compile(rb'<a[^>]*rel="next"[^>]*>')
HREF = re.compile(rb'href="([^"]*)"')
NARROWED: Final = {"speaker": PROBE_SPEAKER, "topic": "topic-0", "from": "2005-01-01", "to": "2015-12-31"}
PAST = {"as_of": "2026-03-01"}
KNOWN = {"known_by": "2015"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure; ``fixed`` if its result has the same size in every world.

    ``budget`` are the CPU milliseconds that it may take, ``pings`` the pings if they are the unit.
    ``by_etag`` asks for a page that the reader has already. ``status`` is the answer that is right.
    """

    name: str
    address: str
    budget: float = 15
    fixed: bool = True
    by_etag: bool = False
    pings: float = 0
    status: int = 200

    def budget_at(self, ping: float) -> float:
        """The milliseconds that it may take, where an empty view takes ``ping``."""
        return self.pings * ping if self.pings else self.budget


PING = Page("ping", "/ping/", 2)


def pages_of(server: Server, world: str, engine: str) -> list[Page]:
    """The pages of a world; the deep one is found by following its links."""
    if world == CROWD:
        return [PING, *_crowd()]
    deep = Page(f"page {PAGES_DEEP} by cursor", _deep(server), 7.2)
    return [PING, *_lists(engine), deep, *_claims(int(world)), *_shared(int(world)), *_desk()]


def _lists(engine: str) -> Iterator[Page]:
    common = 15 if engine == "sqlite" else 110
    phrase = f'"{BEFORE_COMMON} {COMMON}"'
    yield Page("browse, newest 25", "/claims/", 6)
    yield Page("browse, unchanged by ETag", "/claims/", by_etag=True, pings=1.5, status=304)
    yield Page("speaker, topic and dates", _list(**NARROWED), 8)
    yield Page("search, rare word (30 hits)", _list(q=RARE), 8)
    yield Page("search, common word (6.6 %)", _list(q=COMMON), common, fixed=False)
    yield Page("search, phrase (1.3 %)", _list(q=phrase), 12, fixed=False)
    yield Page(
        "search, common word, two filters", _list(q=COMMON, lang="en", form="quoted"), common, fixed=False
    )
    yield Page("search, nothing found", _list(q="zyzzyvaquux"), 8)
    yield Page("facets of everything", "/claims/facets/", 3)
    yield Page("facets, speaker, topic and dates", _list("/claims/facets/", **NARROWED), 50)
    yield Page("facets, common word", _list("/claims/facets/", q=COMMON), 50, fixed=False)
    yield Page("as of a day", _list(**PAST), 10)
    yield Page("as of a day, speaker, topic and dates", _list(**NARROWED, **PAST), 10)
    yield Page("as of a day, common word", _list(q=COMMON, **PAST), 10, fixed=False)
    yield Page("known by a day", _list(**KNOWN), 10)
    yield Page(
        "known by a day, speaker and topic", _list(speaker=PROBE_SPEAKER, topic="topic-0", **KNOWN), 10
    )
    yield Page("most frequent topic", _list(topic="topic-0"), 8, fixed=False)
    yield Page("a year", _list(year="2011"), 8, fixed=False)
    yield Page("claims, oldest first", _list(sort="oldest"), 8)
    yield Page("claims, latest added", _list(sort="added"), 8)
    yield Page("claims as a table", _list(view="table"), 8)
    yield Page("claims.json", "/claims.json")
    yield Page("claims.csv, one page", _list("/claims.csv", size="50"))
    yield Page("API, claims", "/api/v1/claims/")


def _claims(claims: int) -> Iterator[Page]:
    keys = probe_keys(claims)
    claim, compare = paths.claim_path(keys.claim, keys.claim_words), paths.compare_path(keys.compared)
    yield Page("claim", claim, 10)
    yield Page("claim, as of a day", _list(claim, **PAST), 10)
    yield Page("claim, version 1", paths.version_path(keys.claim, keys.claim_words, 1), 10)
    yield Page("claim, history", paths.history_path(keys.claim, keys.claim_words))
    yield Page("API, claim", f"/api/v1/claims/{keys.claim}/", 10)
    yield Page("claim that is not there", "/claims/0000000000/", status=404)
    yield Page("compare 3", compare, 10)
    yield Page("compare 6", paths.compare_path(keys.six), 10)
    yield Page("compare 3, side by side", _list(compare, view="side"), 10)
    yield Page("compare 3, known by a day", _list(compare, **KNOWN), 10)
    yield Page("compare 3, JSON", f"{compare.rstrip('/')}.json", 10)
    yield Page("compare 3, CSV", f"{compare.rstrip('/')}.csv", 10)
    yield Page("compare, form", "/compare/")
    yield Page("compare, form, rare word", _list("/compare/", q=RARE))


def _shared(claims: int) -> Iterator[Page]:
    source = Shared(claims).sources[0]
    details = {
        "speaker (400 claims)": paths.speaker_path(PROBE_SPEAKER),
        "most frequent topic, page": paths.topic_path("topic-0"),
        "position": paths.position_path("position-0"),
        "source": paths.source_path(source.key, source.title),
    }
    yield Page("home", "/", 20)
    for name in INDEX_PAGES:
        yield Page(name, f"/{name}/")
        yield Page(f"{name}.json", f"/{name}.json")
    for name, address in details.items():
        is_fixed = name.startswith(("speaker", "source"))
        yield Page(name, address, fixed=is_fixed)
        yield Page(f"{name}, as of a day", _list(address, **PAST), fixed=is_fixed)
    position = details["position"]
    yield Page("position, known by a day", _list(position, **KNOWN), fixed=False)
    yield Page("position, chart", f"{position}chart.svg", fixed=False)
    yield Page("position, JSON", f"{position}timeline.json", fixed=False)
    yield Page("position, CSV", f"{position}timeline.csv", fixed=False)
    yield Page("speaker (400 claims), months, JSON", f"{details['speaker (400 claims)']}timeline.json")
    yield Page("coverage of a voice", _list("/coverage/", voice=PROBE_SPEAKER), fixed=False)
    yield Page("method", "/method/")
    yield Page("about", "/about/")


def _desk() -> Iterator[Page]:
    yield Page("admin, first page", "/admin/", 100)
    yield Page("admin, claims", DESK, 100)
    yield Page("admin, claims, page 100", f"{DESK}?p=100", 100)
    yield Page("admin, drafts, latest first", f"{DESK}?state__exact=draft&o=-7", 100, fixed=False)
    yield Page("admin, claims of a speaker", f"{DESK}?speaker={PROBE_SPEAKER}", 100)
    yield Page("admin, rare word", f"{DESK}?q={RARE}", 140)
    yield Page("admin, common word", f"{DESK}?q={COMMON}", 140, fixed=False)
    yield Page("admin, no archived copy", f"{DESK}?missing=archive", 100, fixed=False)
    yield Page("admin, speakers", "/admin/claims/speaker/", 100)
    yield Page("admin, sources", "/admin/claims/source/", 100)


def _crowd() -> Iterator[Page]:
    """The pages about one speaker with 51,000 claims and one position with 2,000 stances."""
    speaker, position = paths.speaker_path(PROBE_SPEAKER), paths.position_path("position-0")
    yield Page("speaker with 51,000 claims", speaker, 25)
    yield Page("speaker, as of a day", _list(speaker, **PAST), 25)
    yield Page("speaker, months, JSON", f"{speaker}timeline.json")
    yield Page("claims of the speaker", _list(speaker=PROBE_SPEAKER), 8)
    yield Page("claims of the speaker, a topic", _list(speaker=PROBE_SPEAKER, topic="topic-0"), 8)
    yield Page("facets of the speaker's claims", _list("/claims/facets/", speaker=PROBE_SPEAKER), 50)
    yield Page("position with 2,000 stances", position, 45)
    yield Page("position, as of a day", _list(position, **PAST), 45)
    yield Page("position, JSON", f"{position}timeline.json", 20)
    yield Page("position, CSV", f"{position}timeline.csv", 20)
    yield Page("position, chart", f"{position}chart.svg", 20)
    yield Page("home", "/", 20)


def _list(address: str = "/claims/", **parameters: str) -> str:
    return f"{address}?{urlencode(parameters)}"


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
