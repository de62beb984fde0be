"""The addresses of the public pages."""

from django.urls import URLPattern, URLResolver, path

from claims.queries.site.index_pages import INDEX_PAGES
from claims.web.views.claim_compare import claim_compare, compare_form
from claims.web.views.claim_detail import claim_detail, claim_history, claim_version
from claims.web.views.claim_list import claim_facets, claim_list
from claims.web.views.index_pages import home, index_page_paths
from claims.web.views.method import about, method
from claims.web.views.positions import position_detail
from claims.web.views.shared_records import source_detail, speaker_detail, topic_detail

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("claims/facets/", claim_facets, name="claim-facets"),
    path("claims/<str:key>/", claim_detail, name="claim-short"),
    path("claims/<str:key>/<str:slug>/", claim_detail, name="claim-detail"),
    path("claims/<str:key>/<str:slug>/v/<str:number>/", claim_version, name="claim-version"),
    path("claims/<str:key>/<str:slug>/history/", claim_history, name="claim-history"),
    path("claims/", claim_list, name="claim-list"),
    path("compare/", compare_form, name="compare-form"),
    path("compare/<str:keys>/", claim_compare, name="claim-compare"),
    *index_page_paths(INDEX_PAGES),
    path("speakers/<str:slug>/", speaker_detail, name="speaker-detail"),
    path("topics/<str:slug>/", topic_detail, name="topic-detail"),
    path("positions/<str:slug>/", position_detail, name="position-detail"),
    path("sources/<str:key>/", source_detail, name="source-short"),
    path("sources/<str:key>/<str:slug>/", source_detail, name="source-detail"),
    path("method/", method, name="method"),
    path("about/", about, name="about"),
]
