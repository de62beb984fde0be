"""Fill the claim form from a record or from the address of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from claims.admin.claim_form.fields import CARRIED, CLAIM_FIELDS, ClaimField
from claims.admin.claim_form.rows import MOST_ROWS, ROWS, EvidenceForm, HopForm, RowForm, VerdictForm
from claims.admin.claim_form.values import Labels, filled_value
from claims.admin.reference_field import Reference, ReferenceField
from claims.domain.record.claim import ClaimRecord, Passage
from claims.domain.record.codec import references
from claims.domain.record.shared import LeadRecord
from claims.models import Claim, Lead
from claims.models.moves import current_record
from claims.models.record_mapping import as_record, claim_record
from claims.queries.desk.chosen_records import labels_of
from claims.queries.desk.form_choices import named
from claims.queries.desk.form_facts import source_record

PREFILLED: Final = ("text", "language", "said", "role")
Initial = dict[str, Any]


@dataclass(slots=True)
class Filled:
    """The initial values of the form's fields by name, and of its rows by kind."""

    fields: Initial = field(default_factory=dict)
    rows: dict[str, list[Initial]] = field(default_factory=dict)


def filled_with(record: ClaimRecord) -> Filled:
    """The initial values of a whole record. Sent back unchanged, the form gives the same record."""
    labels = _labels(record)
    return Filled(_fields(record, CLAIM_FIELDS, labels), _rows(record, labels))


def filled_without_labels(record: ClaimRecord) -> Filled:
    """The same with keys in place of names. It asks the database nothing."""
    return Filled(_fields(record, CLAIM_FIELDS, {}), _rows(record, {}))


def filled_after(record: ClaimRecord) -> Filled:
    """The initial values of the next claim from the same source. Stances keep only position and speaker."""
    labels = _labels(record)
    fields = _fields(record, (one for one in CLAIM_FIELDS if one.name in CARRIED), labels)
    if not record.said:
        fields["said_basis"] = ""
    stances = [_row(ROWS["stances"].form, stance, labels) for stance in record.stances]
    return Filled(
        fields, {"stances": [{name: stance[name] for name in ("position", "of")} for stance in stances]}
    )


def filled_for_new_claim(asked: QueryDict) -> Filled:
    """The initial values of a new claim, from the parameters of its address.

    ``after`` is the key of the claim before it, ``source`` a source by key or address, ``position`` the slug
    of a position (repeatable), ``lead`` the slug of the lead that the claim is made of. The fields of
    ``PREFILLED`` may be given too.
    """
    before = Claim.objects.filter(key=asked.get("after", "")).first()
    filled = Filled()
    if before is not None:
        record = current_record(claim_record(before))
        filled = filled_after(record)
    lead = _lead(asked.get("lead", "")[:120])
    slugs = asked.getlist("position")
    source = asked.get("source", "")[:2000]
    if lead is not None:
        slugs += lead.positions
        source = source or lead.url
        filled.fields |= _of_lead(lead)
    labels = labels_of("position", [slug[:120] for slug in slugs[:MOST_ROWS]])
    stances = filled.rows.setdefault("stances", [])
    stances += [{"position": Reference(label, slug)} for slug, label in labels.items()]
    if source:
        found = named("source", source)
        filled.fields["source"] = Reference(found[0].label, found[0].key) if found else Reference(source)
        if found and (known := source_record(found[0].key)) is not None:
            filled.fields.setdefault("language", known.language)
    filled.fields |= {name: asked[name][:20_000] for name in PREFILLED if name in asked}
    return filled


def _lead(slug: str) -> LeadRecord | None:
    row = Lead.objects.filter(slug=slug).first() if slug else None
    record = current_record(as_record(row)) if row is not None else None
    return record if isinstance(record, LeadRecord) else None


def _of_lead(lead: LeadRecord) -> Initial:
    """The initial values of a claim that fulfils a lead."""
    filled: Initial = {"lead": lead.slug, "said": lead.said, "source_language": lead.language}
    if lead.speaker:
        filled["speaker"] = Reference(labels_of("speaker", [lead.speaker])[lead.speaker], lead.speaker)
    if lead.outlet:
        filled["source_outlet"] = Reference(labels_of("outlet", [lead.outlet])[lead.outlet], lead.outlet)
    return filled


def _fields(record: ClaimRecord, fields: Iterable[ClaimField], labels: Labels) -> Initial:
    filled = {
        one.name: filled_value(one.field, _value_at(record, one.path), labels) for one in fields if one.path
    }
    source = _main_source(record)
    filled["source"] = filled_value(ReferenceField("source", "Source"), source, labels)
    return filled


def _value_at(record: ClaimRecord, path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name) if value is not None else ""
    return value


def _main_source(record: ClaimRecord) -> str:
    """The source of the first hop that has one."""
    return next((hop.source for hop in record.chain if hop.source), "")


def _labels(record: ClaimRecord) -> Labels:
    keys: dict[str, set[str]] = {}
    for kind, key in references(record):
        keys.setdefault(kind, set()).add(key)
    labels = {kind: labels_of(kind, of_kind) for kind, of_kind in keys.items()}
    if record.occasion is not None and record.occasion.label:
        labels["occasion"] = {record.occasion.slug: record.occasion.label}
    return labels


def _row(form: type[RowForm], part: Any, labels: Labels) -> Initial:
    """The initial values of the row of one part of the record."""
    return {
        name: filled_value(field, getattr(part, name), labels) for name, field in form.part_fields().items()
    }


def _rows(record: ClaimRecord, labels: Labels) -> dict[str, list[Initial]]:
    rows: dict[str, list[Initial]] = {"chain": [], "passages": [], "verdicts": [], "evidence": []}
    for hop in record.chain:
        row = _row(HopForm, hop, labels)
        if hop.hop == 1 and hop.source == _main_source(record) and not hop.outlet:
            row["source"] = Reference()  # The field above the rows names it.
        first, *others = hop.exact or (Passage(text=""),)
        rows["chain"].append(row | _passage(first))
        rows["passages"] += [{"hop": hop.hop} | _passage(other) for other in others]
    for number, verdict in enumerate(record.verdicts, start=1):
        rows["verdicts"].append(_row(VerdictForm, verdict, labels))
        rows["evidence"] += [
            {"verdict": number} | _row(EvidenceForm, evidence, labels) for evidence in verdict.evidence
        ]
    for name in ("stances", "relations", "translations", "figures"):
        rows[name] = [_row(ROWS[name].form, part, labels) for part in getattr(record, name)]
    return rows


def _passage(passage: Passage) -> Initial:
    return {"exact": passage.text, "exact_at": passage.at}
