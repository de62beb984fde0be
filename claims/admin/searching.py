"""Lists that stay fast when they are long, with a search that ignores case, accents, ё/е and apostrophes."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from claims.domain.text.folding import fold
from claims.models.record_row import RecordRow
from claims.queries.desk.search import kept_count
from claims.queries.lists.counts import CAP, CappedCount


class ListPaginator(Paginator[Any]):
    """Pages of primary keys.

    A list without filters uses the stored count and reads one page of keys. Any other list reads all keys up
    to the cap at once, which also counts them. There are no pages beyond the cap.
    """

    @cached_property
    def is_whole_table(self) -> bool:
        rows = self._rows
        return issubclass(rows.model, RecordRow) and not rows.query.where and not rows.query.is_empty()

    @cached_property
    def capped(self) -> CappedCount:
        """The number of rows."""
        if self.is_whole_table:
            return kept_count(self._rows.model)
        return CappedCount.up_to(CAP, len(self.pks))

    @cached_property
    def count(self) -> int:
        return self.capped.number

    @cached_property
    def pks(self) -> list[Any]:
        return list(self._rows.values_list("pk", flat=True)[: CAP + 1])

    @property
    def _rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows

    def page_of_pks(self, number: int) -> list[Any]:
        """The primary keys of a page. Raises InvalidPage if there is no such page."""
        first = (self.validate_number(number) - 1) * self.per_page
        if self.is_whole_table:
            return list(self._rows.values_list("pk", flat=True)[first : first + self.per_page])
        return self.pks[:CAP][first : first + self.per_page]


class LongList(ChangeList):
    """A page of a list: primary keys are ordered first, then the rows of the page are read."""

    paginator: ListPaginator
    result_list: Sequence[Any]

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows of the page with ``rows_of`` of the admin."""
        self.paginator = ListPaginator(self.queryset, self.list_per_page)
        self.result_count = self.paginator.count
        self.count_words = self.paginator.capped.words
        self.noun = self.opts.verbose_name if self.result_count == 1 else self.opts.verbose_name_plural
        self.is_capped = self.paginator.capped.is_more
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(self.result_count)
        self.can_show_all, self.show_all = False, False
        self.multi_page = self.result_count > self.list_per_page
        # If rows were deleted and the page is gone, the last page is shown.
        self.page_num = min(max(self.page_num, 1), self.paginator.num_pages)
        pks = self.paginator.page_of_pks(self.page_num)
        found = {row.pk: row for row in self.model_admin.rows_of(pks)}  # type: ignore[attr-defined]
        self.result_list = [found[pk] for pk in pks if pk in found]


Row = TypeVar("Row", bound=models.Model)


class ListAdmin(admin.ModelAdmin[Row]):
    """A list that stays fast when it is long, with a search by folded text.

    ``folded`` are columns of folded text: each typed word must be in one of them. ``exact`` are columns of
    keys: they must begin with the typed text.
    """

    folded: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # Counts would read the whole table.
    list_per_page = 50
    actions: Any = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[LongList]:
        return LongList

    def rows_of(self, pks: Sequence[int]) -> Iterable[Row]:
        """The rows of one page of the list, with everything that its columns read."""
        rows = self.model._base_manager.filter(pk__in=pks)
        related = self.list_select_related or [
            field.name
            for field in self.opts.concrete_fields
            if field.is_relation and field.name in self.list_display
        ]
        return rows.select_related(*related) if isinstance(related, list | tuple) and related else rows

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Row:
        """The row of a number. Raises Http404: Django would redirect, and what was typed would be lost."""
        if (row := super().get_object(request, object_id, from_field)) is not None:
            return row
        raise Http404(
            f"There is no {self.opts.verbose_name} of that number: "
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
    """A list of rows that are read-only at the desk."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
