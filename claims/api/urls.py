"""The addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from claims.api.claim import claim
from claims.api.comparison import comparison
from claims.api.lists import claim_csv, claim_records, index_data_paths
from claims.api.position_line import chart_svg, timeline_csv, timeline_json
from claims.api.speaker_timeline import speaker_timeline
from claims.queries.site.index_pages import INDEX_PAGES

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
    path("positions/<str:slug>/timeline.csv", timeline_csv, {"form": "csv"}, name="position-timeline-csv"),
    path(
        "positions/<str:slug>/timeline.spreadsheet.csv",
        timeline_csv,
        {"form": "spreadsheet"},
        name="position-timeline-spreadsheet",
    ),
    path("positions/<str:slug>/chart.svg", chart_svg, name="position-chart-svg"),
    *index_data_paths(INDEX_PAGES),
]
