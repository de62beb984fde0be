"""Erasing parts of a record by law: form, handler and consequences."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.actions.publishing.erasing import erasable, erase
from claims.actions.publishing.forgetting import check_nothing_waits
from claims.admin.decisions.consequences import Consequences
from claims.admin.decisions.forms import DecisionForm, lines
from claims.admin.decisions.handlers import TakenDecision, place_of
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.desk.consequences import parts_in_words, public_address


class EraseForm(DecisionForm):
    """What can be erased of the record, and why."""

    parts = forms.MultipleChoiceField(
        label="What to erase",
        widget=forms.CheckboxSelectMultiple,
        help_text="A note often repeats words of the version before it. Check both.",
    )
    reason = lines("Reason", "It stays public for good. Do not repeat in it what you erase.", required=True)
    is_sure = forms.BooleanField(label="I know that this cannot be undone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = erasable(self.kind, self.key)
        names = [f"{part} {version}" for version, part in parts]
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(zip(names, parts_in_words(self.kind, self.key, parts), strict=True))


def handle_erase(taken: TakenDecision) -> None:
    """Erase the chosen ``parts``, each named as in ``EraseForm``."""
    chosen = [name.split() for name in taken.answers["parts"]]
    erase(
        **taken.place,
        contents=[int(version) for part, version in chosen if part == "content"],
        notes=[int(version) for part, version in chosen if part == "note"],
        reason=taken.answers["reason"],
        **taken.once,
    )


def has_erasable(row: RecordRow) -> bool:
    """Whether anything of a record can be erased."""
    return bool(row.version and erasable(*place_of(row)))


def of_erasing(row: RecordRow, actor: Actor) -> Consequences:
    """The consequences of an erasure, and what blocks it."""
    sentences = [
        "What you choose is deleted for good. Nobody can bring it back or prove what it said.",
        "The version keeps its number, its day, the kind of change, who wrote and approved it, and the "
        "checksum that proves the ledger complete. Its page says that the content was erased by law.",
        "Texts that the desk keeps of this record are deleted too: details in the audit, what imports "
        "changed, proposals already decided, notes on stances, and passages of a source that share a text "
        "with it. An import no longer finds the record by these words.",
        "The erasure, with your name and the reason, becomes an entry of the public ledger.",
        "Backups, copies of the database and earlier exports still contain it: replace or delete them too.",
    ]
    if row.state == State.WITHDRAWN:
        sentences.insert(3, "The record itself is emptied too, and is never published again.")
    blocks: tuple[str, ...] = ()
    try:
        check_nothing_waits(*place_of(row))
    except Refused as refusal:
        blocks = (refusal.message,)
    return Consequences(tuple(sentences), blocks=blocks, address=public_address(as_record(row)))
