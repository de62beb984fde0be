"""The imports: what each did, and the page that undoes one."""

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from claims.actions.importing.undoing import UndoneBatch, foresee_undoing, undo_import
from claims.admin.context import desk_page
from claims.admin.decisions.consequences import Consequences
from claims.admin.decisions.page import error_text
from claims.admin.refusals import check_step
from claims.admin.searching import ReadOnlyAdmin
from claims.domain.errors import ClaimsError
from claims.domain.history.permissions import Task, may
from claims.domain.record.identity import Place
from claims.domain.text.plurals import number_of
from claims.models import Batch
from claims.queries.people import actor_of

UNDO: Final = "Undo this import"
MOST_UNDONE: Final = 1_000
"""The most records of an import that a page undoes: it may take thirty seconds."""
MOST_NAMED: Final = 5
WORDS: Final = {
    "discarded": ("draft", "will be deleted.", "deleted"),
    "restored": ("record", "will say again what was there before.", "restored"),
    "withdrawn": ("claim", "will be withdrawn. The address tells that the import was undone.", "withdrawn"),
}
"""For what is done: the noun, the rest of the sentence before, and the word afterwards."""


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin[Batch]):
    exact = ("name", "actor")
    list_display = ["name", "made_at", "actor", "published", "undone_at"]

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="claims_batch_undo"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the import, with the button that undoes it."""
        batch: Batch | None = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if batch is not None and batch.entries.exists() and may(actor_of(request.user), Task.UNDO_IMPORT):
            context["decisions"] = [
                {"label": UNDO, "url": reverse("admin:claims_batch_undo", args=[batch.pk])}
            ]
        return super().change_view(request, object_id, form_url, context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows what undoing will do, and POST undoes the import."""
        check_step(request, Task.UNDO_IMPORT)
        batch = get_object_or_404(Batch, pk=pk)
        refused = ""
        if request.method == "POST" and "_confirm" in request.POST and not _too_many(batch):
            try:
                done = undo_import(batch=batch.name, by=actor_of(request.user), at=timezone.now())
            except (ClaimsError, DatabaseError) as error:
                refused = error_text(error)
            else:
                _tell(request, done)
                return redirect("admin:claims_batch_change", pk)
        facts = _consequences(batch, refused)
        return desk_page(
            request,
            "admin/claims/decision.html",
            UNDO,
            opts=self.opts,
            original=batch,
            change_url=reverse("admin:claims_batch_change", args=[pk]),
            list_url=reverse("admin:claims_batch_changelist"),
            facts=facts,
            form=forms.Form(),
            button="" if facts.blocks and not refused else UNDO,
        )


def _consequences(batch: Batch, refused: str) -> Consequences:
    """What undoing will do, and what stands against it."""
    if sentence := _too_many(batch):
        return Consequences(blocks=(sentence,))
    foreseen = foresee_undoing(batch=batch.name)
    if not foreseen.counts:
        nothing = "Nothing of this import can be undone now."
        return Consequences(tuple(_kept(foreseen, "stay")), blocks=(nothing,))
    done = (
        f"{number_of(foreseen.counts[what], noun)} {sentence}"
        for what, (noun, sentence, _) in WORDS.items()
        if what in foreseen.counts
    )
    sentences = (
        *done,
        *_kept(foreseen, "will stay"),
        "A draft to which another record points stays too, and is named afterwards.",
        "No second editor approves this. The public ledger and the audit name you.",
        "The same file can be imported again.",
    )
    return Consequences(sentences, blocks=(refused,) if refused else ())


def _too_many(batch: Batch) -> str:
    """Why the import cannot be undone at the desk, and what can; empty if it can."""
    if batch.entries.count() <= MOST_UNDONE:
        return ""
    return (
        f"The import changed more than {MOST_UNDONE:,} records, which takes longer than a page may. Whoever"
        f" runs the server can undo it: manage.py undo_import “{batch.name}”"
    )


def _kept(found: UndoneBatch, verb: str) -> list[str]:
    """A sentence for each reason why records stay, with the first of them."""
    return [
        f"{number_of(len(places), 'record')} {verb}: {reason} ({_named(places)})"
        for reason, places in found.kept_by_reason.items()
    ]


def _named(places: list[Place]) -> str:
    more = f" and {len(places) - MOST_NAMED:,} more" if len(places) > MOST_NAMED else ""
    return ", ".join(f"{record_type} {key}" for record_type, key in places[:MOST_NAMED]) + more


def _tell(request: HttpRequest, done: UndoneBatch) -> None:
    told = [
        f"{number_of(done.counts[what], noun)} {word}"
        for what, (noun, _, word) in WORDS.items()
        if what in done.counts
    ]
    if told:
        messages.success(request, f"The import is undone: {', '.join(told)}.")
    for line in _kept(done, "stayed"):
        messages.warning(request, line)
