"""Filters of long lists. Speakers and positions are looked up, not listed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import CharField, Func, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from claims.domain.history.workflow import State
from claims.domain.record.verdicts import ACCURACY
from claims.domain.search.desk_values import RATING
from claims.models import BatchEntry, Claim, DeskValue, FrontQuestion, Position, RatingScale, Speaker
from claims.models.claim import IN_WORK, begun_by, claims_with, in_state
from claims.models.record_row import PUBLIC
from claims.queries.desk.chosen_records import given_ratings
from claims.queries.desk.missing import LACKS, lacking
from claims.queries.history.redirects import now_key

BY_SLUG = '{}<noscript><input type="text" name="{}" value="{}" aria-label="{}, as in its address"></noscript>'
WITHDRAWN = State.WITHDRAWN.value
Asked = dict[str, list[str]]
Choice = tuple[str, str]


class TypedFilter(admin.ListFilter):
    """A filter with a field to type or look up a value.

    A value that cannot be read is reported above the list and does not narrow it.
    """

    parameter_name: ClassVar[str]
    template = "claims/admin/typed_filter.html"

    def __init__(
        self, request: HttpRequest, params: Asked, model: type[Model], model_admin: admin.ModelAdmin[Any]
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.value = params.pop(self.parameter_name, [""])[-1].strip()
        self.others = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in (self.parameter_name, "p", "e")
        ]
        self.admin_site = model_admin.admin_site
        if self.value:
            self.used_parameters[self.parameter_name] = self.value

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        yield {
            "name": self.parameter_name,
            "others": self.others,
            "field": self.field(),
            "clear": changelist.get_query_string(remove=[self.parameter_name]) if self.value else "",
        }

    def field(self) -> str:
        """The field, as HTML."""
        box = forms.TextInput(attrs={"aria-label": str(self.title), "maxlength": 200})
        return box.render(self.parameter_name, self.value)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value:
            return queryset
        found = None if "\x00" in self.value else self.narrowed(queryset)
        if found is None:
            messages.error(request, f"“{self.value[:80]}”: no {self.title} can be read from this.")
        return queryset if found is None else found

    def narrowed(self, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """The rows that the value asks for, or None if it cannot be read."""
        raise NotImplementedError


class LookUp(AutocompleteSelect):
    """A lookup field with a placeholder that names the type of record."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {**found, "data-placeholder": f"Any {self.field.verbose_name}"}


class LookedUpFilter(TypedFilter):
    """A filter by a record. It is looked up by name, and may be given by its slug in the address."""

    table: ClassVar[type[Speaker] | type[Position]]
    source: ClassVar[Any]

    def field(self) -> str:
        rows = self.table.objects.filter(pk=self.pk)
        widget = LookUp(self.source, self.admin_site, attrs={"aria-label": str(self.title)})
        asked = forms.ModelChoiceField(rows, widget=widget, required=False)
        widget.choices = asked.choices
        drawn = widget.render(self.parameter_name, self.pk, {"id": f"filter-{self.parameter_name}"})
        # The last value counts. Without scripts that is the typed slug.
        return format_html(BY_SLUG, drawn, self.parameter_name, self.value, self.title)

    @property
    def pk(self) -> int | None:
        """The primary key of the record, or of the record into which it was merged or renamed."""
        if not hasattr(self, "_pk"):
            found = self.table.objects.filter(self._place()).order_by().values_list("pk", "slug", "state")
            row = found.first() if self.value and "\x00" not in self.value else None
            self._pk = row[0] if row is not None else None
            if row is not None and row[2] == WITHDRAWN:
                self._pk = self._pk_of_today(row[1]) or self._pk
        return self._pk

    def _pk_of_today(self, slug: str) -> int | None:
        now = now_key(self.table.RECORD.TYPE, slug)
        return self.table.objects.filter(slug=now).values_list("pk", flat=True).first() if now else None

    def _place(self) -> Q:
        if self.value.isascii() and self.value.isdigit() and len(self.value) < 18:
            return Q(pk=int(self.value))
        return Q(slug=self.value)


class SpeakerFilter(LookedUpFilter):
    title = "speaker"
    parameter_name = "speaker"
    table = Speaker
    source = Claim._meta.get_field("speaker")

    def narrowed(self, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(speaker=self.pk) if self.pk else None


class PositionFilter(LookedUpFilter):
    title = "position"
    parameter_name = "position"
    table = Position
    source = FrontQuestion._meta.get_field("position")

    def narrowed(self, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if not self.pk:
            return None
        slug = Position.objects.values_list("slug", flat=True).get(pk=self.pk)
        return queryset.filter(pk__in=claims_with("stances.position", slug))


class YearFilter(TypedFilter):
    title = "year"
    parameter_name = "year"

    def field(self) -> str:
        box = forms.NumberInput(attrs={"aria-label": "year", "min": 1, "max": 9999})
        return box.render("year", self.value)

    def narrowed(self, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        is_year = self.value.isascii() and self.value.isdigit() and len(self.value) <= 4
        if not is_year or not int(self.value):
            return None
        year = int(self.value)
        # The dates limit the range that is read from the index of the list.
        inside = Q(said_undated=False, said_newest__gte=date(year, 1, 1), said_newest__lte=date(year, 12, 31))
        return queryset.filter(inside, said_year=year)


class BatchFilter(TypedFilter):
    title = "import batch"
    parameter_name = "batch"

    def narrowed(self, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        entries = BatchEntry.objects.filter(batch__name=self.value, record_type="claim")
        return queryset.filter(key__in=entries.order_by().values("record_key"))


class StateFilter(admin.ChoicesFieldListFilter):
    """The state of claims, and of changes to public ones. The value "published" is a literal in the SQL.

    SQLite uses the partial index of published claims only for a literal, not for a parameter.
    """

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.used_parameters.get("state__exact")
        if not isinstance(asked, list) or len(self.used_parameters) > 1:
            found = super().queryset(request, queryset)
            return queryset if found is None else found
        if asked != [PUBLIC]:
            return queryset.filter(reduce(or_, map(in_state, asked)))
        return queryset.filter(state=Func(template=f"'{PUBLIC}'", output_field=CharField()))


class MineFilter(admin.SimpleListFilter):
    title = "author"
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[Choice]:
        return [("me", "mine"), ("others", "of others")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        mine = begun_by(request.user.get_username())
        return queryset.filter(mine if self.value() == "me" else ~mine) if self.value() else queryset


class AssignedFilter(admin.SimpleListFilter):
    """Drafts and changes by the person to whom they are assigned. Public claims are assigned to nobody."""

    title = "assigned"
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[Choice]:
        return [("me", "to me"), ("others", "to others"), ("nobody", "to nobody")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in ("me", "others", "nobody"):
            return queryset
        in_work = queryset.filter(IN_WORK)
        if value == "nobody":
            return in_work.filter(assignment=None)
        mine = Q(assignment__person=request.user.pk)
        return (
            in_work.filter(mine) if value == "me" else in_work.filter(assignment__isnull=False).exclude(mine)
        )


class LackFilter(admin.SimpleListFilter):
    title = "missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[Choice]:
        return [(lack.slug, lack.words) for lack in LACKS.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value or value not in LACKS:
            return queryset
        return lacking(queryset, value)


class RatingFilter(admin.SimpleListFilter):
    """The ratings that public claims have, by the stored counts, and whether accuracy is rated."""

    title = "rating"
    parameter_name = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[Choice]:
        return [("none", "not rated for accuracy"), ("any", "rated for accuracy"), *given_ratings()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        if value in ("none", "any"):
            scales = RatingScale.objects.filter(measure=ACCURACY).values_list("slug", flat=True)
            of_scale = (Q(value__startswith=f"{scale}:") for scale in scales)
            ratings = DeskValue.objects.filter(reduce(or_, of_scale, Q(pk__in=[])), field=RATING)
            found = Q(pk__in=ratings.order_by().values("claim"))
            return queryset.filter(found if value == "any" else ~found)
        return queryset.filter(pk__in=claims_with(RATING, value))


class PublishedFilter(admin.SimpleListFilter):
    title = "published"
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[Choice]:
        return [("today", "today"), ("week", "in the last 7 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
        since = {"today": today, "week": today - timedelta(days=6)}.get(self.value() or "")
        if since is None:
            return queryset
        found = Claim.objects.published().filter(published_at__gte=since).order_by()
        return queryset.filter(pk__in=found.values("pk"))
