"""A claim's record into its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.admin.reference_field import Picked
from claims.domain.record.claim import ClaimRecord, Hop
from claims.domain.record.codec import references
from claims.queries.desk.form_choices import labels_of

Initial = dict[str, Any]


@dataclass(slots=True)
class Filled:
    """What stands in the form: the fields, and the rows by kind."""

    fields: Initial = field(default_factory=dict)
    rows: dict[str, list[Initial]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Labels:
    known: Mapping[str, Mapping[str, str]]

    def pick(self, kind: str, key: str) -> Picked:
        return Picked(self.known.get(kind, {}).get(key, key), key) if key else Picked()

    def lines(self, kind: str, keys: tuple[str, ...]) -> str:
        # Keys, because two of one name could not be told apart on a line.
        return "\n".join(keys)


def filled_with(record: ClaimRecord) -> Filled:
    """The whole record. Sent back as it is, the form gives the same record."""
    labels = _labels(record)
    filled = Filled()
    top = main_source(record)
    fields: Initial = {
        "source": labels.pick("source", top),
        "text": record.words.text,
        "form": record.words.form,
        "language": record.words.language,
        "translated_from": record.words.translated_from,
        "translated_by": record.words.translated_by,
        "speaker": labels.pick("speaker", record.speaker),
        "on_behalf_of": labels.pick("speaker", record.on_behalf_of),
        "topics": labels.lines("topic", record.topics),
        "with_": labels.lines("speaker", record.with_),
        **_occasion(record),
    }
    for name in ("role", "said", "said_basis", "said_note", "kind", "checkable", "summary"):
        fields[name] = getattr(record, name)
    for name in ("asked", "refers_to", "context"):
        fields[name] = getattr(record, name)
    filled.fields = fields
    filled.rows = _rows(record, labels, top)
    return filled


def filled_after(record: ClaimRecord) -> Filled:
    """What the next claim from the same article keeps: source, occasion, speaker, date and position."""
    labels = _labels(record)
    fields: Initial = {
        "source": labels.pick("source", main_source(record)),
        "language": record.words.language,
        "translated_from": record.words.translated_from,
        "speaker": labels.pick("speaker", record.speaker),
        "role": record.role,
        "on_behalf_of": labels.pick("speaker", record.on_behalf_of),
        "said": record.said,
        "said_basis": record.said_basis if record.said else "",
        "said_note": record.said_note,
        **_occasion(record),
    }
    stances: list[Initial] = [
        {"position": labels.pick("position", stance.position), "of": labels.pick("speaker", stance.of)}
        for stance in record.stances
    ]
    return Filled(fields, {"stances": stances})


def main_source(record: ClaimRecord) -> str:
    """The source that the form names first: that of the first hop that has one."""
    return next((hop.source for hop in record.chain if hop.source), "")


def stands_first(hop: Hop, top: str) -> bool:
    """Whether a hop is the one that the form's source is meant for."""
    return hop.hop == 1 and hop.source == top and not hop.outlet


def _occasion(record: ClaimRecord) -> Initial:
    occasion = record.occasion
    if occasion is None:
        return {}
    label = occasion.label or occasion.slug
    return {"occasion": Picked(label, occasion.slug), "occasion_place": occasion.place}


def _labels(record: ClaimRecord) -> _Labels:
    wanted: dict[str, set[str]] = {}
    for kind, key in references(record):
        wanted.setdefault(kind, set()).add(key)
    return _Labels({kind: labels_of(kind, keys) for kind, keys in wanted.items()})


def _rows(record: ClaimRecord, labels: _Labels, top: str) -> dict[str, list[Initial]]:
    rows: dict[str, list[Initial]] = {"chain": [], "passages": [], "evidence": []}
    for hop in record.chain:
        first, others = (hop.exact[0] if hop.exact else None), hop.exact[1:]
        is_first = stands_first(hop, top)
        rows["chain"].append(
            {
                "how": hop.how,
                "from_": hop.from_,
                "source": Picked() if is_first else labels.pick("source", hop.source),
                "outlet": labels.pick("outlet", hop.outlet),
                "as_": hop.as_,
                "exact": first.text if first else "",
                "exact_at": first.at if first else "body",
                "note": hop.note,
            }
        )
        rows["passages"] += [{"hop": hop.hop, "exact": other.text, "exact_at": other.at} for other in others]
    rows["stances"] = [
        {
            "position": labels.pick("position", stance.position),
            "answer": stance.answer or "",
            "unchanged": stance.unchanged,
            "since": stance.since,
            "of": labels.pick("speaker", stance.of),
            "basis": stance.basis,
            "condition": stance.condition,
            "grounds": stance.grounds,
        }
        for stance in record.stances
    ]
    rows["relations"] = [
        {"kind": relation.kind, "to": labels.pick("claim", relation.to), "grounds": relation.grounds}
        for relation in record.relations
    ]
    rows["verdicts"] = []
    for number, verdict in enumerate(record.verdicts, start=1):
        rows["verdicts"].append(
            {
                "scale": labels.pick("scale", verdict.scale),
                "rating": verdict.rating,
                "explanation": verdict.explanation,
                "by": verdict.by,
                "reviewed": verdict.reviewed,
                "url": verdict.url,
            }
        )
        rows["evidence"] += [
            {
                "verdict": number,
                "source": labels.pick("source", evidence.source),
                "bears": evidence.bears,
                "excerpt": evidence.excerpt,
            }
            for evidence in verdict.evidence
        ]
    rows["translations"] = [
        {
            "text": one.text,
            "language": one.language,
            "translated_from": one.translated_from,
            "translated_by": one.translated_by,
        }
        for one in record.translations
    ]
    rows["figures"] = [
        {"text": one.text, "value": one.value, "unit": one.unit, "qualifier": one.qualifier}
        for one in record.figures
    ]
    return rows
