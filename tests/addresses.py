"""Every public address of the test world, by the name of its route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.urls import URLPattern, URLResolver, get_resolver

from claims.domain.record import paths
from claims.models import Claim, Revision, Source
from claims.queries.site.index_pages import INDEX_PAGES
from tests.world import World

LISTS = ("claims", *(page.name for page in INDEX_PAGES))
PAGE_ROUTES = {"claims": "claim-list", **{page.name: page.route for page in INDEX_PAGES}}
"""The names of the routes of their pages."""
FORMS = ("json", "csv", "spreadsheet.csv")
NOT_PUBLIC = frozenset({"admin/"})
"""What addresses of the desk begin with: they are behind a sign-in, or are part of it."""

REFUSED = ("/nowhere/", "/claims/?colour=red", "/claims/?after=gone", "/claims/?from=never", "/compare/x,y/")
"""Addresses of which there is no page, or a value that cannot be read."""

KEPT_TEN_SECONDS = "public, max-age=10, stale-while-revalidate=60, stale-if-error=600"
"""What every public answer says to caches."""


def public_routes() -> Iterator[str]:
    """The names of all routes that are not behind a sign-in."""
    yield from _names(get_resolver().url_patterns)


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name
        elif str(pattern.pattern) not in NOT_PUBLIC:
            yield from _names(pattern.url_patterns)


def public_addresses(world: World) -> dict[str, list[str]]:
    """Addresses that answer 200 on the world as it is, each route with at least one."""
    claims = dict(Claim.objects.published().values_list("key", "text"))
    titles = dict(Source.objects.published().values_list("key", "title"))
    every = sorted(claims)
    pairs = [*pairwise(every), tuple(every[:6]), tuple(every[6:12])]
    versions = Revision.objects.filter(record_type="claim", record_key__in=every)
    found: dict[str, list[str]] = {
        "home": ["/"],
        "method": ["/method/"],
        "about": ["/about/"],
        "claim-detail": [paths.claim_path(key, claims[key]) for key in every],
        "claim-version": [
            paths.version_path(key, claims[key], version)
            for key, version in versions.order_by("pk").values_list("record_key", "version")
        ],
        "claim-history": [paths.history_path(key, claims[key]) for key in every],
        "claim-compare": [*map(paths.compare_path, pairs), *_looks(every[:2])],
        "claim-compare-json": [f"{paths.compare_path(keys).rstrip('/')}.json" for keys in pairs],
        "claim-compare-csv": [f"{paths.compare_path(keys).rstrip('/')}.csv" for keys in pairs],
        "claim-compare-spreadsheet": [
            f"{paths.compare_path(keys).rstrip('/')}.spreadsheet.csv" for keys in pairs
        ],
        "claim-facets": ["/claims/facets/", f"/claims/facets/?topic={world.topic}"],
        "compare-form": ["/compare/", "/compare/?q=bridge", f"/compare/?q=bridge&c={every[0]}"],
        "speaker-detail": _shared(world, "speaker"),
        "speaker-timeline-json": [f"{address}timeline.json" for address in _shared(world, "speaker")],
        "topic-detail": _shared(world, "topic"),
        "position-detail": [*_shared(world, "position"), *_lines(world, "")],
        "position-timeline-json": _lines(world, "timeline.json"),
        "position-timeline-csv": _lines(world, "timeline.csv"),
        "position-timeline-spreadsheet": _lines(world, "timeline.spreadsheet.csv"),
        "position-chart-svg": _lines(world, "chart.svg"),
        "source-detail": [paths.source_path(key, title) for key, title in sorted(titles.items())],
        "api-claims": ["/api/v1/claims/", "/api/v1/claims/?q=bridge"],
        "api-claim": [f"/api/v1/claims/{key}/" for key in every],
    }
    for name in LISTS:
        found[PAGE_ROUTES[name]] = [f"/{name}/"]
        for form in FORMS:
            found[route(name, form)] = [f"/{name}.{form}"]
    found["coverage"] += [f"/coverage/?voice={world.palace}", f"/coverage/?check={world.coverage}"]
    for extra in filtered(world):
        for form in ("list", *FORMS):
            name = "claim-list" if form == "list" else route("claims", form)
            found[name].append(f"{found[name][0]}?{extra}")
    return found


def route(name: str, form: str) -> str:
    """The name of the route of a list in a form, as its address ends."""
    return f"{name}-{form.removesuffix('.csv')}"


def redirected_addresses(world: World) -> Mapping[str, list[str]]:
    """Addresses that lead to the one where a page is: by route."""
    return {
        "claim-short": [f"/claims/{key}/" for key in world.public_claims],
        "claim-detail": [f"/claims/{world.turn}/another-slug/"],
        "claim-version": [f"/claims/{world.amended}/another-slug/v/1/"],
        "claim-history": [f"/claims/{world.amended}/another-slug/history/"],
        "compare-form": [f"/compare/?c={world.turn}&c={world.first_support}"],
        "source-short": [f"/sources/{world.dated_source}/"],
        "source-detail": [f"/sources/{world.dated_source}/another-slug/"],
    }


def everything(world: World) -> list[str]:
    """Public addresses, those that lead elsewhere, and those that are refused."""
    routes = (public_addresses(world), redirected_addresses(world))
    lists = (f"/{name}.{form}?colour=red" for name in LISTS for form in FORMS)
    return [*(path for route in routes for paths in route.values() for path in paths), *REFUSED, *lists]


def _looks(keys: list[str]) -> list[str]:
    """A comparison in its other views, and saved."""
    looks = ("view=side", "view=phrases", "view=original", f"v={','.join('1' for _ in keys)}")
    return [f"{paths.compare_path(keys)}?{look}" for look in looks]


def _lines(world: World, name: str) -> list[str]:
    """The line of a position: of each kind of voice, and looked at on other days."""
    looks = ("", f"?voice={world.solano}", f"?voice={world.palace}&parts=1", "?known_by=2020-05")
    office, today = f"?voice={world.palace}&office=spokesman", "?as_of=2022-04-01"
    address = paths.position_path(world.ordered_position)
    return [f"{address}{name}{look}" for look in (*looks, office, today)]


def filtered(world: World) -> tuple[str, ...]:
    """Query strings of the list of claims, each filter and order of it at least once."""
    return (
        "q=bridge",
        "q=bridge&sort=relevance",
        f"speaker={world.lebed}",
        f"on_behalf_of={world.palace}",
        f"position={world.ordered_position}",
        f"answer={world.ordered_position}:yes",
        f"topic={world.topic}",
        "rating=none",
        "consistency=unchecked",
        "kind=statement&kind=promise",
        "form=partial",
        "lang=ru",
        f"source={world.dated_source}",
        f"outlet={world.voz}",
        "year=2019",
        "from=2019&to=2019-03",
        "known_by=2020",
        "has=translation",
        "sort=oldest",
        "sort=added",
        "view=table",
        "size=5",
    )


def _shared(world: World, record_type: str) -> list[str]:
    from tests import world_shared as shared

    address = {"speaker": paths.speaker_path, "topic": paths.topic_path, "position": paths.position_path}
    slugs = sorted(record["slug"] for record in shared.PUBLIC_SHARED if record["type"] == record_type)
    return [address[record_type](slug) for slug in slugs]
