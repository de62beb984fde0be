"""The rows of a claim's form into parts of its document; each part knows the row that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.admin.claim_form.fields import ClaimForm
from claims.admin.claim_form.new_records import Made, outlet_key
from claims.admin.claim_form.rows import HopForm, RowForm, RowSet, StanceForm
from claims.admin.reference_field import Picked, not_found_or_made, picked_key
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document

HOW_OF_FORM = {
    "quoted": "direct_quote",
    "partial": "direct_quote",
    "reported": "indirect_quote",
    "summary": "summary",
}
"""How the first hop has the words, where the form of the words is all that is told of it."""
FormField = tuple[forms.Form, str]
Document = dict[str, Any]


class RowReader:
    """Reads rows. ``places`` tells for a path in the document the form and the field that it came from."""

    def __init__(self, form: ClaimForm, rows: dict[str, RowSet], base: ClaimRecord | None) -> None:
        self.form, self.rows, self.base = form, rows, base
        self.made = Made()
        self.notes: dict[str, str] = {}
        self.places: dict[str, FormField] = {}
        self.source = ""
        self.aside: list[StanceForm] = []

    def _filled(self, name: str, path: str) -> Iterator[RowForm]:
        """The rows of a kind in which something is written; each is entered at its place in the document."""
        number = 0
        for row in self.rows[name]:
            if not row.is_blank() and row not in self.aside:
                self.places[f"{path}[{number}]"] = (row, next(iter(row.fields)))
                for part in row.fields:
                    self.places[f"{path}[{number}].{part.rstrip('_')}"] = (row, part)
                number += 1
                yield row

    def _chain(self) -> list[Document]:
        rows = [row for row in self.rows["chain"] if isinstance(row, HopForm)]
        uses_source = bool(self.source)
        kept = [
            (number, row)
            for number, row in enumerate(rows, start=1)
            if not row.is_blank() or (number == 1 and uses_source)
        ]
        numbers = {number: place for place, (number, _) in enumerate(kept, start=1)}
        hops: list[Document] = []
        for number, row in kept:
            place = len(hops)
            self.places[f"chain[{place}]"] = (row, "how")
            for part in ("how", "source", "outlet", "as", "note"):
                self.places[f"chain[{place}].{part}"] = (row, "as_" if part == "as" else part)
            self.places[f"chain[{place}].exact"] = (row, "exact")
            hops.append(self._hop(row, number, numbers))
        used = {hop.get("source") for hop in hops}
        if self.source and self.source not in used:
            self.form.add_error(
                "source", "No step below has this source: leave source and outlet of step 1 empty."
            )
        self._passages(hops, numbers)
        return hops

    def _hop(self, row: HopForm, number: int, numbers: dict[int, int]) -> Document:
        hop: Document = {"hop": numbers[number]}
        source = self._key(row, "source", "source")
        outlet = outlet_key(row, "outlet", self.made)
        if number == 1 and not row.pick("source") and not row.pick("outlet"):
            source = self.source
        by_form = HOW_OF_FORM.get(self.form.told("form"), "not_stated") if number == 1 else "not_stated"
        hop["how"] = row.told("how") or by_form
        parent = row.cleaned_data.get("from_")
        if parent is not None:
            if parent not in numbers:
                row.add_error("from_", f"There is no step {parent}.")
            hop["from"] = numbers.get(parent)
        hop |= {"source": source, "outlet": outlet, "as": row.told("as_"), "note": row.told("note")}
        if row.told("exact"):
            hop["exact"] = [{"text": row.told("exact"), "at": row.told("exact_at") or "body"}]
        return {name: value for name, value in hop.items() if value not in (None, "")}

    def _passages(self, hops: list[Document], numbers: dict[int, int]) -> None:
        for row in self.rows["passages"]:
            if row.is_blank():
                continue
            number = numbers.get(row.cleaned_data.get("hop") or 1)
            if number is None:
                row.add_error("hop", f"There is no step {row.cleaned_data['hop']}.")
                continue
            passages = hops[number - 1].setdefault("exact", [])
            self.places[f"chain[{number - 1}].exact[{len(passages)}]"] = (row, "exact")
            passages.append({"text": row.told("exact"), "at": row.told("exact_at") or "body"})

    def _stances(self) -> list[Document]:
        """The stances that are whole; one that is half filled is set ``aside`` and keeps no draft waiting."""
        kept: list[Document] = []
        on_record = {old.position: old.content for old in to_parts(self.base, "stances")} if self.base else {}
        for row in self.rows["stances"]:
            if not isinstance(row, StanceForm) or not (missing := row.missing):
                continue
            row.add_error(*missing)
            self.aside.append(row)
            if row.named_key in on_record:
                kept.append(on_record[row.named_key])
        return [self._stance(row) for row in self._filled("stances", "stances")] + kept

    def _stance(self, row: RowForm) -> Document:
        position = self._key(row, "position", "position", needed="Name the position.")
        stance: Document = {
            "position": position,
            "unchanged": bool(row.cleaned_data.get("unchanged")),
            "since": self._day(row, "since"),
            "of": self._key(row, "of", "speaker"),
            "basis": row.told("basis") or "own_words",
            "condition": row.told("condition"),
            "grounds": row.told("grounds"),
        }
        if answer := self._chosen(row, "answer", "This position has no such answer; choose again."):
            stance["answer"] = answer
        if self.base is not None:
            checks = {old.position: old for old in to_parts(self.base, "stances")}
            if position in checks and "check" in checks[position].content:
                stance["check"] = checks[position].content["check"]
        return stance

    def _relation(self, row: RowForm) -> Document:
        to = self._key(row, "to", "claim", needed="Name the other claim.")
        if not row.told("kind"):
            row.add_error("kind", "Choose how this claim relates to the other.")
        return {"kind": row.told("kind"), "to": to, "grounds": row.told("grounds")}

    def _verdicts(self) -> list[Document]:
        numbers: dict[int, Document] = {}
        verdicts = []
        for place, row in enumerate(self.rows["verdicts"], start=1):
            if not row.is_blank():
                numbers[place] = {}
        for (place, verdict), row in zip(numbers.items(), self._filled("verdicts", "verdicts"), strict=True):
            verdict |= {
                "scale": self._key(row, "scale", "scale", needed="Name the scale."),
                "rating": self._chosen(row, "rating", "This scale has no such rating; choose again."),
                "explanation": row.told("explanation"),
                "by": row.told("by"),
                "reviewed": self._day(row, "reviewed"),
                "url": row.told("url"),
            }
            verdict |= self._judged(verdict)
            numbers[place] = verdict
            verdicts.append(verdict)
        for row in self.rows["evidence"]:
            if row.is_blank():
                continue
            number = row.cleaned_data.get("verdict") or 1
            if number not in numbers:
                row.add_error("verdict", f"There is no rating {number}.")
                continue
            evidence = numbers[number].setdefault("evidence", [])
            self.places[f"verdicts[{list(numbers).index(number)}].evidence[{len(evidence)}]"] = (
                row,
                "source",
            )
            evidence.append(
                {
                    "source": self._key(row, "source", "source", needed="Name the source of the evidence."),
                    "bears": row.told("bears") or "context",
                    "excerpt": row.told("excerpt"),
                }
            )
        return verdicts

    def _judged(self, verdict: Document) -> Document:
        """An unchanged verdict keeps the words that it judged; any other judges those of today."""
        olds = [old.content for old in to_parts(self.base, "verdicts")] if self.base else []
        olds = [old for old in olds if old.get("scale") == verdict["scale"]]
        olds = [old for old in olds if old.get("by", "") == verdict["by"]] or olds[:1]
        same = [
            old
            for old in olds
            if all(old.get(name, "") == verdict[name] for name in ("rating", "explanation", "by"))
        ]
        judged = same[0].get("judged", "") if same else digest(self.form.told("text"))
        imported = next((old["as_imported"] for old in (same or olds) if "as_imported" in old), None)
        return {"judged": judged} | ({"as_imported": imported} if imported else {})

    @staticmethod
    def _plain(row: RowForm) -> Document:
        return {name: row.told(name) for name in row.fields}

    # What a field names -------------------------------------------------------------------------------------

    def _key(self, form: Any, name: str, kind: str, *, needed: str = "") -> str:
        picked: Picked = form.pick(name)
        if not picked:
            if needed:
                form.add_error(name, needed)
            return ""
        if kind == "source" and self.made.has_source(picked.text):
            return self.made.source_key
        try:
            key = picked_key(kind, picked, source=self.source)
        except ValidationError as error:
            form.add_error(name, error)
            return ""
        if not key:
            form.add_error(name, not_found_or_made(kind, picked, source=self.source))
        return key

    def _keys(self, name: str, kind: str) -> list[str]:
        found = []
        for typed in self.form.told(name).splitlines():
            if not typed.strip():
                continue
            try:
                key = picked_key(kind, Picked(typed.strip()), source=self.source)
            except ValidationError as error:
                self.form.add_error(name, error)
                continue
            if not key:
                self.form.add_error(name, not_found_or_made(kind, Picked(typed.strip()), source=self.source))
            elif key not in found:
                found.append(key)
        return found

    @staticmethod
    def _day(row: RowForm, name: str) -> str:
        try:
            return read_written_date(row.told(name)).text
        except InvalidDate as error:
            refuse(row, name, error)
            return ""

    @staticmethod
    def _chosen(row: RowForm, name: str, refusal: str) -> str:
        chosen = row.told(name)
        widget = row.fields[name].widget
        assert isinstance(widget, forms.RadioSelect)
        if chosen and chosen not in {slug for slug, _ in widget.choices}:
            row.add_error(name, refusal)
        return chosen


@dataclass(frozen=True, slots=True)
class _Part:
    position: str
    content: Document


def to_parts(record: ClaimRecord, name: str) -> list[_Part]:
    """The stances or verdicts of a record as documents."""
    return [_Part(part.get("position", ""), part) for part in to_document(record).get(name, [])]


def refuse(form: forms.Form, name: str, error: InvalidDate) -> None:
    mend = f" ({error.mend})" if error.mend else ""
    form.add_error(name, f"{error.message[:1].upper()}{error.message[1:]}{mend}.")
