"""Read the claim form into a record. Each error is added to its field."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils import timezone

from claims.actions.drafts.identities import new_key
from claims.actions.drafts.relation_checks import problems_of as relation_refusals
from claims.admin.claim_form.fields import CLAIM_FIELDS, READ_TOGETHER
from claims.admin.claim_form.fill import Initial, filled_without_labels
from claims.admin.claim_form.new_records import occasion_of, source_of, speaker_of
from claims.admin.claim_form.read_rows import RowReader
from claims.admin.claim_form.rows import StanceForm
from claims.admin.claim_form.values import Document
from claims.admin.reference_field import referenced_key
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import ClaimsError, InvalidDate, InvalidRecord
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import read_document
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import Record

WHEN_EMPTY = {"words.text": "Write the quote.", "speaker": "Say who said it.", "chain": "Name the source."}
KEPT = ("ids",)
"""Fields of a claim that the form does not show: saving keeps them as they are."""
NO_KEY = "0000000000"


@dataclass(slots=True)
class Reading:
    """What was read from the form.

    ``record`` is None if the form has errors. ``new`` are the records to create before it. ``notes`` say how
    a field was read, by its name. ``set_aside`` are incomplete stances, which are not in the record.
    """

    record: ClaimRecord | None = None
    new: tuple[Record, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    set_aside: tuple[StanceForm, ...] = ()


class ClaimReader(RowReader):
    """Reads a form and its rows. ``base`` is the record that is changed; it is None for a new record."""

    def filled(self, record: ClaimRecord) -> tuple[Initial, dict[str, list[Initial]]]:
        found = filled_without_labels(record)
        return found.fields, found.rows

    def read(self) -> Reading:
        """Read all fields and add errors to the forms. Writes nothing."""
        self._enter_places()
        if not self.are_valid():
            return Reading(notes=self.notes)
        document = self._document()
        if self.has_errors():
            # The problems of the record are added to those of single fields.
            self._problems(document)
            return Reading(new=self.new.records, notes=self.notes)
        record = self._problems(document)
        if record is not None and not self.has_errors():
            self._add_errors(relation_refusals({record.key: record}).get(record.key, ()), record)
        if record is None or self.has_errors():
            return Reading(new=self.new.records, notes=self.notes)
        return Reading(record, self.new.records, self.notes, tuple(self.set_aside))

    def _enter_places(self) -> None:
        self.places["chain"] = (self.form, "source")
        for one in CLAIM_FIELDS:
            if one.path:
                self.places[one.path.rstrip("_")] = (self.form, one.name)
                # A problem of a whole part is shown at the first of its fields.
                self.places.setdefault(one.path.partition(".")[0], (self.form, one.name))

    # The parts of the document ------------------------------------------------------------------------------

    def _document(self) -> Document:
        form = self.form
        found = source_of(form, self.new, self.notes)
        self.source = found.key
        document: Document = {"type": "claim", **self._said(found.published)}
        said = document["said"]
        speaker = speaker_of(form, self.new, self.notes, source=self.source, said=said)
        document["speaker"] = speaker
        for one in CLAIM_FIELDS:
            if not one.path or one.name in READ_TOGETHER:
                continue
            if (value := self.value(form, one.name)) is not None:
                _put(document, one.path, value)
        if self.base is None and not document["words"]["language"]:
            document["words"]["language"] = found.language
        document["occasion"] = occasion_of(form, said, speaker, self.notes, self.base)
        document["chain"] = self._chain()
        document["stances"] = self._stances()
        document["relations"] = self._relations()
        document["verdicts"] = self._verdicts()
        document["translations"] = list(self.parts("translations"))
        document["figures"] = list(self.parts("figures"))
        document |= {name: self.on_record[name] for name in KEPT if name in self.on_record}
        return {name: value for name, value in document.items() if value not in (None, [])}

    def _said(self, published: FuzzyDate | None) -> Document:
        form = self.form
        try:
            read = read_written_date(form.text_of("said"), published=published)
        except InvalidDate as error:
            form.add_error("said", error.sentence)
            return {"said": "", "said_basis": form.text_of("said_basis") or "unknown"}
        if form.text_of("said"):
            self.notes["said"] = f"Read as {read.words()}."
        return {
            "said": read.text,
            "said_basis": form.text_of("said_basis") or read.basis,
            "said_note": form.text_of("said_note") or read.note,
        }

    # Problems of the record, each at its field --------------------------------------------------------------

    def _problems(self, document: Document) -> ClaimRecord | None:
        key = self.base.key if self.base else NO_KEY
        found, problems = read_document({**document, "key": key})
        if isinstance(found, ClaimRecord):
            today = timezone.now().date()
            self._add_errors((*draft_problems(found), *future_dates(found, today)), found)
        else:
            self._add_errors(problems, None)
        if self.has_errors() or not isinstance(found, ClaimRecord) or self.base is not None:
            return found if isinstance(found, ClaimRecord) else None
        try:
            key = new_key(words=found.words.text, speaker=found.speaker, said=found.said)
        except ClaimsError as error:
            self.form.add_error(None, error.message)
            return None
        read, _ = read_document({**document, "key": key})
        return read if isinstance(read, ClaimRecord) else None

    def _add_errors(self, problems: Iterable[InvalidRecord], record: ClaimRecord | None) -> None:
        for problem in problems:
            form, name = self._place(problem, record)
            if name is not None and name in form.errors:
                continue  # The field has an error of its own.
            if problem.field in WHEN_EMPTY and not problem.value and name != "from_":
                form.add_error(name, WHEN_EMPTY[problem.field])
                continue
            form.add_error(name, problem.sentence)

    def _place(self, problem: InvalidRecord, record: ClaimRecord | None) -> tuple[forms.Form, str | None]:
        path = problem.field
        if record is not None and path.startswith("stances["):
            position = record.stances[int(path[8 : path.index("]")])].position
            for row in self.rows["stances"]:
                picked = row.reference("position")
                if picked and referenced_key("position", picked) == position:
                    return row, "answer"
        if record is not None and path.startswith("relations["):
            relation = record.relations[int(path[10 : path.index("]")])]
            for row in self.rows["relations"]:
                picked = row.reference("to")
                if row.text_of("kind") == relation.kind and referenced_key("claim", picked) == relation.to:
                    return row, "kind"
        hop = re.search(r"step (\d+)", problem.message) if path == "chain" else None
        if hop and f"chain[{int(hop.group(1)) - 1}]" in self.places:
            return self.places[f"chain[{int(hop.group(1)) - 1}]"][0], "from_"
        return self.place(path)


def _put(document: Document, path: str, value: Any) -> None:
    """Write a value at the path of a claim's field, such as "words.text" or "with_"."""
    *parents, name = path.rstrip("_").split(".")
    for parent in parents:
        document = document.setdefault(parent, {})
    document[name] = value
