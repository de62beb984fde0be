"""The form with which a second editor rewrites a proposed change of a record other than a claim."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from claims.domain.record.codec import canonical_text, incoming_record
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import RECORD_TYPES
from claims.models import Proposal

OWN = "text_"
"""The prefix of its field names, which separates them from those of the note form."""
LONG = 60


class RewriteForm(forms.Form):
    """The texts of the proposed record. Lists and references can be changed only in the record's form."""

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data)
        self.document: dict[str, Any] = json.loads(proposal.answers["document"])
        for field in _texts(self.document["type"]):
            text = str(self.document.get(field.json, field.default or ""))
            is_long = len(text) > LONG or field.json in ("description", "meaning", "not_to_conclude", "text")
            self.fields[OWN + field.json] = forms.CharField(
                label=field.json.replace("_", " ").capitalize(),
                required=field.required,
                initial=text,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
                if is_long
                else forms.TextInput(attrs={"class": "vTextField"}),
            )

    def text(self) -> str:
        """The typed record as canonical text. Raises InvalidRecord.

        A text that comes back as a browser shows it stays as it is: a field of one line shows no line break,
        and no field keeps spaces around a text.
        """
        typed = {name: text.replace("\r\n", "\n") for name, text in self.cleaned_data.items()}
        changed = {
            name.removeprefix(OWN): text for name, text in typed.items() if text != self._as_shown(name)
        }
        return canonical_text(incoming_record({**self.document, **changed}))

    def _as_shown(self, name: str) -> str:
        field = self.fields[name]
        text = str(field.initial)
        return (text if isinstance(field.widget, forms.Textarea) else text.replace("\n", "")).strip()


def _texts(record_type: str) -> list[Field]:
    """The fields with one text each, except references and the key."""
    return [
        field
        for field in fields_of(RECORD_TYPES[record_type])
        if field.kind == "text" and not (field.many or field.ref) and field.json not in ("slug", "key")
    ]
