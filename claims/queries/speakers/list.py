"""The list of speakers, people first, with the number of claims and positions of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import speaker_path
from claims.models import Claim, Speaker, StanceCount, Tenure
from claims.queries.paging import Part, kept_counts, rows_after, span

PARAMETERS = ("name", "after")
PAGE = 100
ORDER = ("rank", "name", "pk")
GROUPS = {
    "person": "People",
    "body": "Organisations and offices",
    "group": "Groups",
    "anonymous": "Anonymous",
    "unidentified": "Not identified",
}
"""The headings of the kinds of speakers, in the order of the list."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """``group`` is the heading of its kind, ``institution`` the body of an office or the larger body.

    ``period`` runs from the first to the latest dated claim. It is empty if no claim has a date.
    """

    slug: str
    name: str
    url: str
    kind: str
    group: str
    institution: str
    offices: tuple[str, ...]
    claims: int
    positions: int
    period: str


def speaker_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[SpeakerRow]:
    """One part of the list, of ``size`` rows or a page. ``name`` filters by part of a name or alias.

    Raises StaleCursor if ``after`` is not the slug of a speaker in the list. Six queries.
    """
    size = size or PAGE
    found = _named(parameters.get("name", ""))
    rest = rows_after(found, ORDER, parameters.get("after", ""), name="speakers")
    pks = list(rest.order_by(*ORDER).values_list("pk", flat=True)[: size + 1])
    rows = _rows(pks[:size])
    count = (
        found.count()
        if parameters.get("name")
        else kept_counts({"type": ["speaker"]}).get(("type", "speaker"), 0)
    )
    return Part(rows=rows, count=count, after=rows[-1].slug if len(pks) > size else "")


def _named(name: str) -> QuerySet[Any]:
    """Public speakers with the columns of ``ORDER``."""
    speakers = Speaker.objects.published()
    if name:
        # SQLite ignores case for ASCII letters only, so the usual spellings of a name are all tried.
        wanted = Q()
        for written in {name, name.lower(), name.title(), name.upper()}:
            wanted |= Q(name__icontains=written) | Q(aliases__text__icontains=written)
        speakers = speakers.filter(pk__in=Speaker.objects.filter(wanted).values("pk"))
    office = Tenure.objects.filter(speaker=OuterRef("pk"), body__isnull=False).order_by("pk")
    own = Coalesce(Subquery(office.values("body__name")[:1]), F("part_of__name"), Value(""))
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(GROUPS)]
    ordered: QuerySet[Any] = speakers.annotate(
        institution=own, rank=Case(*ranks, default=Value(len(GROUPS)), output_field=IntegerField())
    )
    return ordered


def _rows(pks: Sequence[int]) -> tuple[SpeakerRow, ...]:
    claims = Claim.objects.published().filter(speaker=OuterRef("pk"), said_undated__in=[False])
    kept = StanceCount.objects.filter(speaker=OuterRef("slug"), claims__gt=0).order_by().values("speaker")
    positions = kept.annotate(n=Count("position", distinct=True))
    found = {
        row["pk"]: row
        for row in _named("")
        .filter(pk__in=pks)
        .annotate(
            first=Subquery(claims.order_by("said_oldest", "pk").values("said")[:1]),
            latest=Subquery(claims.order_by("-said_newest", "-pk").values("said")[:1]),
            positions=Subquery(positions.values("n")),
        )
        .values("pk", "slug", "name", "kind", "institution", "first", "latest", "positions")
    }
    counts = kept_counts({"speaker": [row["slug"] for row in found.values()]})
    offices: dict[int, dict[str, None]] = {}
    has_office: set[int] = set()
    tenures = Tenure.objects.filter(speaker__in=pks).order_by("pk").values_list("speaker", "office", "ends")
    # Offices that ended are named only of somebody who has no other.
    for pk, office, ends in sorted(tenures, key=lambda tenure: bool(tenure[2])):
        if not ends or pk not in has_office:
            offices.setdefault(pk, {})[office] = None
        if not ends:
            has_office.add(pk)
    return tuple(
        _row(found[pk], counts.get(("speaker", found[pk]["slug"]), 0), tuple(offices.get(pk, ())))
        for pk in pks
        if pk in found
    )


def _row(row: Mapping[str, Any], claims: int, offices: tuple[str, ...]) -> SpeakerRow:
    days = [FuzzyDate.parse(said).short_words() for said in (row["first"], row["latest"]) if said]
    return SpeakerRow(
        slug=row["slug"],
        name=row["name"],
        url=speaker_path(row["slug"]),
        kind=row["kind"],
        group=GROUPS[row["kind"]],
        institution=row["institution"],
        offices=offices,
        claims=claims,
        positions=row["positions"] or 0,
        period=span(*days) if days else "",
    )
