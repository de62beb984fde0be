"""Asks every public address for what is not public: some of them in the tests, all by `tests.leaks`.

Each is asked with each parameter, and with values of public records, of what was public once and of what
never was (`tests.canaries`), before and after the latter is put on record. Both answers are the same bytes:
then no count, order, header, tag or refusal knows of it, and a key that is not public is a key that never
was. A word of an earlier version or of a withdrawn claim finds what a word finds that nobody wrote. It stands
nowhere but in the history, that of an earlier version also on pages of its day.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from urllib.parse import parse_qsl, unquote_plus, urlencode

from django.http import HttpResponse
from django.test import Client

from claims.api import claim as api_claim
from claims.api import comparison as api_comparison
from claims.domain.record.shared import RECORD_TYPES
from claims.queries.lists.parameters import PARAMETERS, known_names
from claims.queries.positions import asked as position_line
from claims.queries.site.index_pages import INDEX_PAGES
from tests import world_shared
from tests.addresses import everything, filtered, public_addresses, redirected_addresses
from tests.answers import content, decoded, told
from tests.canaries import CANARY, YEARS, Canaries, hidden, never, plant_hidden, plant_public
from tests.world import World

SOME = {"pages": 5, "records": 3, "names": 2, "words": 61, "parameters": 101}
"""The tests ask every so many of these addresses."""

BEFORE = "2022-03-02"
"""A day on which the settled records said canaries."""

NAMES = dict.fromkeys(
    (*known_names(), *chain.from_iterable(page.parameters for page in INDEX_PAGES), *api_comparison.KNOWN,
     *api_claim.KNOWN, *position_line.PARAMETERS, "c", "colour")
)  # fmt: skip
"""Every parameter that any address takes, and one that none takes."""

NAMED = {"voice": "speaker", "claim": "claim", "c": "claim", "check": "coverage"}
"""The types of records that parameters of other pages name; those of a list of claims say it themselves."""

SONG = re.compile(rf"{CANARY}[a-z]{{6}}|\b(?:{'|'.join(YEARS.values())})\b")
OF_THE_PAST = re.compile(rf"as_of={BEFORE}|/v/1/|/history/|^/corrections|[?&](?:version|v)=1\b")
OF_WITHDRAWN = re.compile(r"/history/|/v/1/|^/compare/.*[?&]v=")
"""Where the words of a withdrawn claim stay, if they were not withdrawn to protect a person.

The page that says so names its day too.
"""

GONE = re.compile(rf"/claims/{CANARY}")
OF_THE_MOMENT = "X-Request-ID"


# What is asked ----------------------------------------------------------------------------------------------


def asked(world: World, canaries: Canaries) -> dict[str, list[str]]:
    """All addresses: as they are, of other records, of searches, and with each parameter."""
    values = {name: _values(name, world, canaries) for name in NAMES}
    with_parameters = []
    for route, paths in public_addresses(world).items():
        for name in NAMES:
            alone = [_with(paths[0], name, value) for value in values[name]]
            is_list = route in ("claim-list", "claims-csv", "api-claims")
            with_parameters += [*alone, *(_with(path, "as_of", BEFORE) for path in alone if is_list)]
    return {
        "pages": [*everything(world), *NOWHERE],
        "records": [*_of_records(world, canaries)],
        "names": [*_of_names(canaries)],
        "words": [*_of_words(canaries)],
        "parameters": with_parameters,
    }


NOWHERE = (
    "/sitemap.xml", "/robots.txt", "/claims.atom", "/feed/", "/api/v1/", "/api/v1/speakers/",
    "/api/v1/claims.json", "/leads/", "/events/", "/data/", "/healthz", "/readyz",
)  # fmt: skip
"""Where crawlers look for more."""


def _of_records(world: World, canaries: Canaries) -> Iterator[str]:
    """The pages of other records than those of the world, in every form: of two of each state and type."""
    public = dict.fromkeys(world.public_claims, "claim")
    public |= {one.get("slug") or one["key"]: one["type"] for one in world_shared.PUBLIC_SHARED}
    for paths in (*public_addresses(world).values(), *redirected_addresses(world).values()):
        keys = [(key, of) for key, of in public.items() if re.search(rf"[/,=]{key}\b", paths[0])]
        for key, of in keys:
            for other in (key for keys in canaries.keys.values() for key in keys.get(of, ())):
                path = paths[0].replace(key, other)
                yield from (path, _with(path, "as_of", BEFORE), _with(path, "v", "1,1"))


def _of_names(canaries: Canaries) -> Iterator[str]:
    """Searches for the canaries of speakers."""
    for word in (word for word, place in canaries.words.items() if " speaker " in place):
        yield from (f"/speakers/?name={word}", f"/claims/?q=speaker:{word}")


def _of_words(canaries: Canaries) -> Iterator[str]:
    """Searches for every canary."""
    for number, word in enumerate(canaries.words):
        yield from (f"/claims/?q={word}", f"/claims.json?q={word}", f"/speakers.json?name={word}")
        if number % 4 == 0:
            yield from (f"/claims.csv?q={word}", f"/compare/?q={word}", f"/claims/?q=-{word}")
            yield f"/claims/?q={word}&sort=oldest&view=table"


def _values(name: str, world: World, canaries: Canaries) -> list[str]:
    """Values of a parameter: of public records first, then of what is not public."""
    pairs = (pair for query in filtered(world) for pair in parse_qsl(query))
    found = [value for given, value in pairs if given == name]
    found += PUBLIC_VALUES.get(name, ("bridge", "1"))
    row = PARAMETERS.get(name)
    of = row.record_type if row else NAMED.get(name, "")
    states = [state for state in canaries.keys if state != "changed"]
    types = (of,) if of else RECORD_TYPES if name == "after" else ()
    keys = [key for state in states for one in types for key in canaries.keys[state].get(one, ())]
    if row and row.has_parts:
        keys += [f"{key}:{canaries.word('draft', 'part yes')}" for key in keys]
    words = canaries.of("draft", "submitted", "returned", "changed", "withdrawn", "protected", "settled")
    step = len(words) // 6
    keys += words[len(name) * 7 % step :: step]
    if row and (row.is_date or row.needs_date):
        keys += YEARS.values()
    return [*found, *keys, *([f"ru-{words[0]}"] if row and row.is_language else ())]


PUBLIC_VALUES = {
    "as_of": ("2022-03-01", BEFORE, "2022-03-06", "2022-04-01"),
    "known_by": ("2019-02", "2020"),
    "voice": (World().palace, World().solano),
    "office": ("spokesman",),
    "check": (World().coverage,),
    "c": (World().turn,),
    "claim": (World().amended,),
    "class": ("correction", "update", "withdrawal"),
    "name": ("lebed", "Анна"),
    "view": ("side", "phrases", "original", "table"),
    "v": ("1", "1,1", "2,1"),
    "version": ("1", "2"),
    "against": ("first",),
    "size": ("1", "100", "200"),
}


def _with(path: str, name: str, value: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({name: value})}"


# What is answered -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Crawl:
    """How many answers there were, of which status, and what they told that they may not."""

    canaries: Canaries = field(default_factory=Canaries)
    client: Client = field(default_factory=partial(Client, raise_request_exception=False))
    answers: Counter[int] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    """The canaries that sang where they may."""

    def get(self, path: str, **headers: str) -> HttpResponse:
        """The answer, which may be read more than once."""
        answer = self.client.get(path, headers=headers)
        response = HttpResponse(content(answer), status=answer.status_code, headers=dict(answer.items()))
        self.answers[response.status_code] += 1
        if response.status_code >= 500:
            self.findings.append(f"{path}: fails with {response.status_code}")
        return response

    def before(self, path: str) -> tuple[bytes, str]:
        """What an address answers while nothing hidden is on record, and the address that it leads to."""
        response = self.get(path)
        return zlib.compress(_bytes(response)), response.get("Location", "")

    def after(self, path: str, before: bytes) -> None:
        """Ask again: the answer is the same, also for who has it, and sings of nothing but what was asked."""
        response = self.get(path)
        if _bytes(response) != zlib.decompress(before):
            self.findings.append(f"{path}: knows what is hidden ({_first_difference(before, response)})")
        self._listen(path, response)
        if tag := response.get("ETag"):
            again = self.get(path, **{"if-none-match": tag})
            if again.status_code != 304 or content(again):
                self.findings.append(f"{path}: {again.status_code} for who has it")
            self._listen(path, again)
        self._as_never(path, response)

    def _listen(self, path: str, response: HttpResponse) -> None:
        text = f"{content(response)}\n{_headers(response)}"
        for word in sorted({*SONG.findall(decoded(text))} - {*SONG.findall(unquote_plus(path))}):
            if word in self.canaries.tombstones:
                continue
            place = self.canaries.words.get(word) or f"{_state_of(word)} year"
            state = place.partition(" ")[0]
            may_tell = {
                "settled": OF_THE_PAST.search(path),
                "withdrawn": OF_WITHDRAWN.search(path) or (word.isdigit() and GONE.match(path)),
            }
            if may_tell.get(state):
                self.heard.add(word)
            else:
                self.findings.append(f"{path}: sings {word} ({place})")

    def _as_never(self, path: str, response: HttpResponse) -> None:
        """A word that was public once finds today what one finds that was never written."""
        words = [word for word in SONG.findall(path) if word in self.canaries.words]
        if len(words) != 1 or f"{words[0]}00" in path:
            return
        state = self.canaries.words[words[0]].partition(" ")[0]
        if state not in ("withdrawn", "protected") and (state != "settled" or OF_THE_PAST.search(path)):
            return
        made_up = self.get(path.replace(words[0], never(words[0])))
        one, other = told(response, words[0]), told(made_up, never(words[0]))
        if (response.status_code, one) != (made_up.status_code, other):
            self.findings.append(f"{path}: is not as for a word that was never written")


def _state_of(year: str) -> str:
    return next((state for state, its in YEARS.items() if its == year), "unknown")


def _headers(response: HttpResponse) -> str:
    return "\n".join(f"{name}: {value}" for name, value in response.items() if name != OF_THE_MOMENT)


def _bytes(response: HttpResponse) -> bytes:
    return f"{response.status_code}\n{_headers(response)}\n\n{content(response)}".encode()


def _first_difference(before: bytes, response: HttpResponse) -> str:
    lines = zip(
        zlib.decompress(before).decode().split("\n"), _bytes(response).decode().split("\n"), strict=False
    )
    return next((f"{one[:120]!r} → {other[:120]!r}" for one, other in lines if one != other), "its length")


def crawl(world: World, steps: Mapping[str, int]) -> Crawl:
    """Ask every address, or of some kinds every so many, on the record of the world, which is changed."""
    run = Crawl()
    plant_public(run.canaries)
    records = hidden(run.canaries)
    kinds = asked(world, run.canaries).items()
    before: dict[str, bytes] = {}
    waiting = [path for kind, paths in kinds for path in paths[:: steps.get(kind, 1)]]
    for path in waiting:  # It grows by where redirects lead.
        if path not in before:
            before[path], leads_to = run.before(path)
            waiting += [leads_to] if leads_to else []
    plant_hidden(run.canaries, records)
    for path, answer in before.items():
        run.after(path, answer)
    return run
