"""Read-only lists of the other tables, such as parts of records, revisions, counts and proposals."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from claims import models
from claims.admin.decisions.offered import UNDO
from claims.admin.decisions.page import decision_page
from claims.admin.refusals import check_step
from claims.admin.searching import ReadOnlyAdmin
from claims.domain.history.workflow import Action
from claims.domain.record.shared import key_field
from claims.models.record_mapping import ROWS


def _list(
    model: type[Model],
    columns: Sequence[str | Callable[..., str]],
    *,
    exact: Sequence[str] = (),
    folded: Sequence[str] = (),
    filters: Sequence[str] = (),
    order: Sequence[str] = (),
) -> None:
    """Register the list of a table; ``exact`` and ``folded`` are columns of its search (``ListAdmin``)."""
    page = {
        "__module__": __name__,
        "list_display": columns,
        "exact": exact,
        "folded": folded,
        "list_filter": filters,
        "ordering": order or None,
        "list_select_related": False,
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (ReadOnlyAdmin,), page))


@admin.display(description="text")
def text_beginning(content: models.RevisionContent) -> str:
    return content.text[:120]


# Beside the claims.
_list(models.ClaimIdentity, ["identity", "claim", "made_at"], exact=["identity", "claim__key"])
_list(
    models.DeskValue,
    ["field", "value", "claim"],
    exact=["value", "claim__key"],
    order=["field", "value", "pk"],
)

# Tables of the desk.
_list(
    models.SourcePassage,
    ["__str__", "reason", "source", "made_by", "made_at"],
    exact=["text", "made_by"],
    folded=["source__search_text"],
)
_list(models.Worksheet, ["source", "done_by", "done_at"], exact=["done_by"], folded=["source__search_text"])
_list(
    models.Proposal,
    ["decision", "record_type", "record_key", "by", "at", "settled_by", "approved"],
    exact=["record_key", "by"],
    filters=["decision", "approved"],
)
# Only admins see all codings: a second coder must not see the first.
_list(
    models.Coding,
    ["claim", "position", "coder", "answer", "unchanged", "at", "settled_at"],
    exact=["coder"],
    folded=["claim__search_text"],
)
_list(
    models.Assignment,
    ["claim", "person", "made_by", "made_at"],
    exact=["person__username"],
    folded=["claim__search_text"],
)
_list(
    models.FollowedLead,
    ["lead", "claim", "made_by", "made_at"],
    exact=["made_by"],
    folded=["lead__search_text", "claim__search_text"],
)
_list(models.BatchEntry, ["batch", "record_type", "record_key", "done"], exact=["record_key", "batch__name"])

# The ledger.
_list(
    models.LedgerRow,
    ["sequence", "at", "kind", "actor", "summary"],
    exact=["row_hash", "actor", "summary"],
    order=["-sequence"],
)
_list(
    models.Revision,
    ["record_type", "record_key", "version", "change_class", "author", "published_at"],
    exact=["record_key", "digest", "author", "approver"],
    filters=["record_type", "change_class"],
    order=["-pk"],
)
_list(models.RevisionContent, ["revision", text_beginning], exact=["revision__record_key"], order=["-pk"])
_list(models.Erasure, ["revision", "part", "reason"], exact=["revision__record_key"])
_list(models.Correction, ["revision", "note", "wrong", "right"], exact=["revision__record_key"])
_list(models.Tombstone, ["key", "withdrawn_on", "reason_class"], exact=["key"], filters=["reason_class"])

# What is derived from the record.
_list(models.RecordVersion, ["place", "version", "valid_from", "valid_to"], exact=["place"], order=["place"])
_list(models.RecordReference, ["place", "version"], exact=["place"], order=["place"])
_list(models.RecordWord, ["word", "written", "version"], exact=["word"], order=["word", "version"])
_list(models.ClaimVersion, ["key", "version", "valid_from", "valid_to"], exact=["key"])
_list(models.ClaimFacet, ["value", "version", "is_open"], exact=["version__key"], order=["value", "version"])
_list(
    models.FacetCount,
    ["facet", "value", "number"],
    exact=["facet", "value"],
    order=["facet", "-number", "value"],
)
_list(
    models.MonthCount,
    ["speaker", "topic", "month", "claims"],
    exact=["speaker", "topic"],
    order=["speaker", "topic", "month"],
)
_list(
    models.StanceCount,
    ["speaker", "on_behalf_of", "position", "answer", "unchanged", "claims"],
    exact=["speaker", "position"],
    order=["speaker", "position", "answer", "on_behalf_of", "unchanged"],
)


@admin.register(models.FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin[models.FormerAddress]):
    exact = ("key", "now_key", "by")
    list_display = ["record_type", "key", "now_key", "kind", "at", "by", "undone_at"]
    list_filter = ["record_type", "kind"]

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="claims_undo_move"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that undoes a merge or a renaming, for the record that stayed."""
        check_step(request, Action.AMEND)
        move = get_object_or_404(models.FormerAddress, pk=pk, undone_at=None)
        row: Any = get_object_or_404(
            ROWS[move.record_type]._base_manager, **{key_field(move.record_type): move.now_key}
        )
        form = UNDO.form(request.POST or None, initial={"edition": row.edition, "move": move.pk})
        return decision_page(request, row, UNDO, form=form)
