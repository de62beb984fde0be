"""Read the rows of the claim form into parts of its document."""

from claims.admin.claim_form.fields import ClaimForm, TypedForm
from claims.admin.claim_form.new_records import NewRecords, outlet_key
from claims.admin.claim_form.rows import HopForm, RowSet, StanceForm
from claims.admin.claim_form.values import Document, PartReader
from claims.admin.reference_field import ReferenceField
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord

HOW_OF_FORM = {
    "quoted": "direct_quote",
    "partial": "direct_quote",
    "reported": "indirect_quote",
    "summary": "summary",
}
"""How the first hop got the words, by the form of the words, if the row does not say it."""


class RowReader(PartReader):
    """Reads the rows of the claim form. ``new`` are the records to create before the claim.

    ``notes`` say how a field was read. ``set_aside`` are the incomplete stances.
    """

    form: ClaimForm
    base: ClaimRecord | None

    def __init__(self, form: ClaimForm, rows: dict[str, RowSet], base: ClaimRecord | None) -> None:
        super().__init__(form, rows, base)
        self.new = NewRecords()
        self.notes: dict[str, str] = {}

    def key(self, form: TypedForm, name: str, field: ReferenceField) -> str:
        """The key of the record that a field names; a new outlet or source is among ``new``."""
        reference = form.reference(name)
        if field.kind == "outlet":
            return outlet_key(form, name, self.new)
        if not reference and field.needed:
            form.add_error(name, field.needed)
        if not reference:
            return ""
        if field.kind == "source" and self.new.has_source(reference.text):
            return self.new.source_key
        return super().key(form, name, field)

    def _chain(self) -> list[Document]:
        rows = {
            number: row
            for number, row in enumerate(self.rows["chain"], start=1)
            if isinstance(row, HopForm) and (not row.is_blank() or (number == 1 and self.source))
        }
        numbers = {number: place for place, number in enumerate(rows, start=1)}
        hops = [self._hop(row, number, numbers) for number, row in rows.items()]
        if self.source and self.source not in {hop.get("source") for hop in hops}:
            self.form.add_error(
                "source", "No step below has this source: leave source and outlet of step 1 empty."
            )
        self._passages(hops, numbers)
        return hops

    def _hop(self, row: HopForm, number: int, numbers: dict[int, int]) -> Document:
        path = f"chain[{numbers[number] - 1}]"
        hop: Document = {"hop": numbers[number]} | self.part(row, path)
        if number == 1:
            hop.setdefault("how", HOW_OF_FORM.get(self.form.text_of("form"), "not_stated"))
            if not row.reference("source") and not row.reference("outlet"):
                hop["source"] = self.source
        if "from" in hop:
            if hop["from"] not in numbers:
                row.add_error("from_", f"There is no step {hop['from']}.")
            hop["from"] = numbers.get(hop["from"])
        if row.text_of("exact"):
            self.places[f"{path}.exact"] = (row, "exact")
            hop["exact"] = [_passage(row)]
        return hop

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
            passages.append(_passage(row))

    def _stances(self) -> list[Document]:
        """The complete stances. An incomplete one is set aside, so that the draft can be saved."""
        on_record = {stance["position"]: stance for stance in self.on_record.get("stances", ())}
        kept = []
        for row in self.rows["stances"]:
            if isinstance(row, StanceForm) and (missing := row.missing):
                row.add_error(*missing)
                self.set_aside.append(row)
                if row.named_key in on_record:
                    kept.append(on_record[row.named_key])
        stances = list(self.parts("stances"))
        for stance in stances:
            if check := on_record.get(stance["position"], {}).get("check"):
                stance["check"] = check
        return stances + kept

    def _relations(self) -> list[Document]:
        relations = list(self.parts("relations"))
        for number, relation in enumerate(relations):
            if "kind" not in relation:
                row, name = self.places[f"relations[{number}].kind"]
                row.add_error(name, "Choose how this claim relates to the other.")
        return relations

    def _verdicts(self) -> list[Document]:
        verdicts: dict[int, Document] = {}
        for number, row in enumerate(self.rows["verdicts"], start=1):
            if not row.is_blank():
                verdict = self.part(row, f"verdicts[{len(verdicts)}]")
                verdicts[number] = verdict | self._judged(verdict)
        for row in self.rows["evidence"]:
            if row.is_blank():
                continue
            number = row.cleaned_data.get("verdict") or 1
            if number not in verdicts:
                row.add_error("verdict", f"There is no rating {number}.")
                continue
            evidence = verdicts[number].setdefault("evidence", [])
            path = f"verdicts[{list(verdicts).index(number)}].evidence[{len(evidence)}]"
            evidence.append(self.part(row, path))
        return list(verdicts.values())

    def _judged(self, verdict: Document) -> Document:
        """The words that a verdict judged: those of today, unless the verdict is unchanged."""
        olds = [old for old in self.on_record.get("verdicts", ()) if old["scale"] == verdict["scale"]]
        olds = [old for old in olds if _same(old, verdict, "by")] or olds[:1]
        same = [old for old in olds if _same(old, verdict, "rating", "explanation", "by")]
        judged = same[0].get("judged", "") if same else digest(self.form.text_of("text"))
        imported = next((old["as_imported"] for old in (same or olds) if "as_imported" in old), None)
        return {"judged": judged} | ({"as_imported": imported} if imported else {})


def _same(old: Document, new: Document, *names: str) -> bool:
    return all(old.get(name, "") == new.get(name, "") for name in names)


def _passage(row: TypedForm) -> Document:
    return {"text": row.text_of("exact"), "at": row.text_of("exact_at") or "body"}
