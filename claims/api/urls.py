"""Addresses of the api layer."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from claims.api.claim import claim
from claims.api.comparison import comparison
from claims.api.corrections import corrections
from claims.api.coverage import coverage
from claims.api.lists import claim_csv, claim_records
from claims.api.position_line import chart_svg, timeline_csv, timeline_json, timeline_spreadsheet
from claims.api.positions import positions
from claims.api.sources import sources
from claims.api.speaker_timeline import speaker_timeline
from claims.api.speakers import speakers
from claims.api.tables import ENDINGS
from claims.api.topics import topics

LISTS = {
    "speakers": speakers,
    "topics": topics,
    "positions": positions,
    "sources": sources,
    "corrections": corrections,
    "coverage": coverage,
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("claims.json", claim_records, name="claims-json"),
    path("claims.spreadsheet.csv", claim_csv, {"form": "spreadsheet"}, name="claims-spreadsheet"),
    path("claims.csv", claim_csv, {"form": "csv"}, name="claims-csv"),
    path("api/v1/claims/", claim_records, name="api-claims"),
    path("api/v1/claims/<str:key>/", claim, name="api-claim"),
    path("compare/<str:keys>.json", comparison, {"form": "json"}, name="claim-compare-json"),
    path(
        "compare/<str:keys>.spreadsheet.csv",
        comparison,
        {"form": "spreadsheet"},
        name="claim-compare-spreadsheet",
    ),
    path("compare/<str:keys>.csv", comparison, {"form": "csv"}, name="claim-compare-csv"),
    path("speakers/<str:slug>/timeline.json", speaker_timeline, name="speaker-timeline-json"),
    path("positions/<str:slug>/timeline.json", timeline_json, name="position-timeline-json"),
    path("positions/<str:slug>/timeline.csv", timeline_csv, name="position-timeline-csv"),
    path(
        "positions/<str:slug>/timeline.spreadsheet.csv",
        timeline_spreadsheet,
        name="position-timeline-spreadsheet",
    ),
    path("positions/<str:slug>/chart.svg", chart_svg, name="position-chart-svg"),
    *(
        path(f"{name}{ending}", view, {"form": form}, name=f"{name}-{form}")
        for name, view in LISTS.items()
        for form, ending in {"json": ".json", **ENDINGS}.items()
    ),
]
