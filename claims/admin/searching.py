"""Lists that are searched by folded text, so that case, accents, ё/е and apostrophes do not count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest

from claims.admin.paging import LongList
from claims.domain.text.folding import fold

Row = TypeVar("Row", bound=models.Model)


class ListAdmin(admin.ModelAdmin[Row]):
    """A list that stays quick when it is long, whose search folds what is typed.

    ``folded`` are columns that hold folded text: every word has to be found in one of them. ``exact`` are
    columns of keys: the whole of what was typed, or its beginning.
    """

    folded: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # Counts beside every filter would read the whole table.
    list_per_page = 50
    actions: Any = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[LongList]:
        return LongList

    def rows_of(self, pks: Sequence[int]) -> models.QuerySet[Row]:
        """The rows of one page of the list, with everything that its columns read."""
        rows = self.model._base_manager.filter(pk__in=pks)
        related = self.list_select_related
        return rows.select_related(*related) if isinstance(related, list | tuple) and related else rows

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        """In place of Django's way to the front of the desk, on which what was typed would be lost."""
        raise Http404(
            f"There is no {opts.verbose_name} of that number: "
            "somebody deleted it meanwhile, or the address is mistyped."
        )

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return (*self.folded, *self.exact)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Row], search_term: str
    ) -> tuple[models.QuerySet[Row], bool]:
        words, typed = fold(search_term).split(), search_term.strip()
        if not typed or "\x00" in typed:
            return (queryset.none() if typed else queryset), False
        found = Q()
        for column in self.exact:
            found |= Q(**{f"{column}__istartswith": typed})
        if self.folded and words:
            everywhere = Q()
            for word in words:
                somewhere = Q()
                for column in self.folded:
                    somewhere |= Q(**{f"{column}__contains": word})
                everywhere &= somewhere
            found |= everywhere
        return queryset.filter(found) if found else queryset.none(), False


class ReadOnlyAdmin(ListAdmin[Row]):
    """What the actions write and people only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
