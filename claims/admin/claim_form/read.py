"""A claim's form into its record: what is named is found, what is new made, and each refusal has a field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.utils import timezone

from claims.actions.drafts.relation_checks import problems_of as relation_refusals
from claims.actions.drafts.writing import new_key
from claims.admin.claim_form.new_records import occasion_of, source_of, speaker_of
from claims.admin.claim_form.read_rows import Document, RowReader, refuse
from claims.admin.claim_form.rows import StanceForm
from claims.admin.reference_field import picked_key
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import ClaimsError, InvalidDate, InvalidRecord
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import read_document, to_document
from claims.domain.record.future_dates import future_dates
from claims.domain.record.rules import draft_problems
from claims.domain.record.shared import Record

SAID_OF_EMPTY = {"words.text": "Write the quote.", "speaker": "Say who said it.", "chain": "Name the source."}
KEPT = ("said_sources", "about", "ids")
"""Fields of a claim that the form does not show: saving keeps them as they are."""
NO_KEY = "0000000000"


@dataclass(slots=True)
class Reading:
    """What the form says: a record, what has to be made before it, and how each field was read.

    ``record`` is None where the form has errors; then each stands at its field. ``aside`` are the stances
    that are half filled: the record is without them.
    """

    record: ClaimRecord | None = None
    made: tuple[Record, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    aside: tuple[StanceForm, ...] = ()


class ClaimReader(RowReader):
    """Reads one form with its rows. ``base`` is the record that is being changed, None for a new one."""

    def read(self) -> Reading:
        """Nothing is written; errors are added to the forms."""
        whole = [self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        if not all(whole):
            return Reading(notes=self.notes)
        document = self._document()
        if self._has_errors():
            # Still say what the record would lack, where that is known.
            self._problems(document)
            return Reading(made=self.made.records, notes=self.notes)
        record = self._problems(document)
        if record is not None and not self._has_errors():
            self._tell(relation_refusals({record.key: record}).get(record.key, ()), record)
        if record is None or self._has_errors():
            return Reading(made=self.made.records, notes=self.notes)
        return Reading(record, self.made.records, self.notes, tuple(self.aside))

    def _has_errors(self) -> bool:
        return bool(self.form.errors) or any(
            row.errors for rows in self.rows.values() for row in rows if row not in self.aside
        )

    # The parts of the document ------------------------------------------------------------------------------

    def _document(self) -> Document:
        form = self.form
        found = source_of(form, self.made, self.notes)
        self.source = found.key
        document: Document = {
            "type": "claim",
            "words": {
                name: form.told(name)
                for name in ("text", "language", "form", "translated_from", "translated_by")
            },
            **self._said(found.published),
        }
        if self.base is None and not document["words"]["language"]:
            document["words"]["language"] = found.language
        said = document["said"]
        document["speaker"] = speaker_of(form, self.made, self.notes, source=self.source, said=said)
        for name in ("role", "summary", "asked", "refers_to", "context"):
            document[name] = form.told(name)
        document["kind"] = form.told("kind") or "statement"
        document["checkable"] = form.told("checkable") or "unclear"
        document["on_behalf_of"] = self._key(form, "on_behalf_of", "speaker")
        document["topics"] = self._keys("topics", "topic")
        document["with"] = self._keys("with_", "speaker")
        document["occasion"] = occasion_of(form, said, document["speaker"], self.notes)
        document["chain"] = self._chain()
        document["stances"] = self._stances()
        document["relations"] = [self._relation(row) for row in self._filled("relations", "relations")]
        document["verdicts"] = self._verdicts()
        document["translations"] = [self._plain(row) for row in self._filled("translations", "translations")]
        document["figures"] = [self._plain(row) for row in self._filled("figures", "figures")]
        if self.base is not None:
            on_record = to_document(self.base)
            document |= {name: on_record[name] for name in KEPT if name in on_record}
        return {name: value for name, value in document.items() if value not in (None, [])}

    def _said(self, published: FuzzyDate | None) -> Document:
        form = self.form
        try:
            read = read_written_date(form.told("said"), published=published)
        except InvalidDate as error:
            refuse(form, "said", error)
            return {"said": "", "said_basis": form.told("said_basis") or "unknown"}
        if form.told("said"):
            self.notes["said"] = f"Read as {read.words()}."
        return {
            "said": read.text,
            "said_basis": form.told("said_basis") or read.basis,
            "said_note": form.told("said_note") or read.note,
        }

    # What keeps the document from being a record ------------------------------------------------------------

    def _problems(self, document: Document) -> ClaimRecord | None:
        key = self.base.key if self.base else NO_KEY
        found, problems = read_document({**document, "key": key})
        if isinstance(found, ClaimRecord):
            today = timezone.now().date()
            self._tell((*draft_problems(found), *future_dates(found, today)), found)
        else:
            self._tell(problems, None)
        if self._has_errors() or not isinstance(found, ClaimRecord) or self.base is not None:
            return found if isinstance(found, ClaimRecord) else None
        try:
            key = new_key(words=found.words.text, speaker=found.speaker, said=found.said)
        except ClaimsError as error:
            self.form.add_error(None, error.message)
            return None
        read, _ = read_document({**document, "key": key})
        return read if isinstance(read, ClaimRecord) else None

    def _tell(self, problems: Iterable[InvalidRecord], record: ClaimRecord | None) -> None:
        for problem in problems:
            form, name = self._place(problem, record)
            if name is not None and name in form.errors:
                continue  # its own field has said it already
            if problem.field in SAID_OF_EMPTY and not problem.value and name != "from_":
                form.add_error(name, SAID_OF_EMPTY[problem.field])
                continue
            mend = f" ({problem.mend})" if problem.mend else ""
            form.add_error(name, f"{problem.message[:1].upper()}{problem.message[1:]}{mend}.")

    def _place(self, problem: InvalidRecord, record: ClaimRecord | None) -> tuple[forms.Form, str | None]:
        path = problem.field
        if record is not None and path.startswith("stances["):
            position = record.stances[int(path[8 : path.index("]")])].position
            for row in self.rows["stances"]:
                picked = row.pick("position")
                if picked and picked_key("position", picked) == position:
                    return row, "answer"
        if record is not None and path.startswith("relations["):
            relation = record.relations[int(path[10 : path.index("]")])]
            for row in self.rows["relations"]:
                picked = row.pick("to")
                if row.told("kind") == relation.kind and picked_key("claim", picked) == relation.to:
                    return row, "kind"
        hop = re.search(r"hop (\d+)", problem.message) if path == "chain" else None
        if hop and f"chain[{int(hop.group(1)) - 1}]" in self.places:
            return self.places[f"chain[{int(hop.group(1)) - 1}]"][0], "from_"
        while path:
            if path in self.places:
                return self.places[path]
            name = {"chain": "source", "with": "with_"}.get(path, path.removeprefix("words."))
            if name in self.form.fields:
                return self.form, name
            path = path[:-1].rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
        return self.form, None
