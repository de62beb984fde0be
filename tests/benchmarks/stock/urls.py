"""The addresses, views and admin of the stock app."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import path
from django.views.generic import DetailView, ListView

from tests.benchmarks.stock.models import Claim, Source, Speaker, Topic

FILTERS: dict[str, str] = {
    "q": "text__icontains",
    "speaker": "speaker__slug",
    "topic": "topics__slug",
    "from": "said__gte",
    "to": "said__lte",
}


class ClaimList(ListView[Claim]):
    template_name = "claims.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Claim]:
        asked = {FILTERS[name]: value for name, value in self.request.GET.items() if name in FILTERS}
        claims = Claim._default_manager.filter(**asked).order_by("-said", "-pk")
        return claims.select_related("speaker", "source").prefetch_related("topics")


class ClaimPage(DetailView[Claim]):
    model = Claim
    template_name = "claim.html"


@admin.register(Claim)
class ClaimAdmin(admin.ModelAdmin[Claim]):
    list_display = ("text", "speaker", "said", "source")
    list_filter = ("topics",)
    search_fields = ("text", "speaker__name")


admin.site.register([Speaker, Source, Topic])
urlpatterns = [
    path("admin/", admin.site.urls),
    path("claims/", ClaimList.as_view()),
    path("claims/<int:pk>/", ClaimPage.as_view()),
]
