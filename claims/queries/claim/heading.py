"""The heading and the definitions of the claim page: who said it, when and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import topic_path
from claims.domain.record.shared import SpeakerRecord, Tenure
from claims.domain.record.vocabulary import BASES, CHECKABLE, FORMS, KINDS, SPEAKER_KINDS
from claims.queries.claim.rows import language_name
from claims.queries.known_records import KnownRecords
from claims.queries.names import Label
from claims.queries.page_values import Link

FORM_NOTES = {
    "quoted": "A whole utterance, in quotation marks in the source.",
    "partial": "Some words stand in quotation marks in the source; only these are the speaker’s own.",
    "reported": "The source tells it in its own words: no quotation.",
    "summary": "The source sums up several or unidentified utterances: no quotation.",
}


@dataclass(frozen=True, slots=True)
class EyebrowPart:
    text: str
    url: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerHeading:
    """The speaker, with the role that the source gives and the offices of that day on our record."""

    label: Label
    role: str
    on_behalf_of: Label | None
    jointly: str
    tenure: str
    note: str
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    term: str
    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayKnown:
    """A sentence on how the day is known, and the sources of the day. Empty if the source states it."""

    sentence: str
    sources: tuple[Link, ...] = ()


def said_in_words(claim: ClaimRecord) -> str:
    return FuzzyDate.parse(claim.said).words()


def eyebrow(claim: ClaimRecord, known: KnownRecords) -> tuple[EyebrowPart, ...]:
    """Day and occasion; topics if the claim takes no position."""
    said = FuzzyDate.parse(claim.said)
    words = said.words()
    if claim.said_basis == "inferred" and said.earliest == said.latest:
        words = f"≈ {words}"
    parts = [EyebrowPart(capfirst(words), iso=said.markup)]
    if claim.occasion:
        place = ", ".join(part for part in (claim.occasion.label, claim.occasion.place) if part)
        if place:
            parts.append(EyebrowPart(capfirst(place)))
    if not claim.stances:
        for slug in claim.topics:
            label = known.label("topic", slug)
            parts.append(EyebrowPart(label.name, url=label.path))
    return tuple(parts)


def day_known(claim: ClaimRecord, known: KnownRecords) -> DayKnown:
    """How the day of a claim is known."""
    if claim.said_basis == "stated" and not claim.said_note and not claim.said_sources:
        return DayKnown("")
    sources = (known.label("source", key) for key in claim.said_sources)
    basis = "" if claim.said_basis == "unknown" else f": {BASES[claim.said_basis]}"
    sentence = f"The day{basis}. {claim.said_note}" if basis else f"The day is not known. {claim.said_note}"
    return DayKnown(sentence.strip(), tuple(Link(label.name, label.path) for label in sources))


def speaker_line(claim: ClaimRecord, known: KnownRecords) -> SpeakerHeading:
    joint = [known.label("speaker", slug).name for slug in claim.with_]
    speaker = known.speaker(claim.speaker)
    is_unnamed = bool(speaker and speaker.kind in ("anonymous", "unidentified", "group"))
    note = "The role is as the source gave it." if claim.role else "The source gives no role."
    if speaker and is_unnamed:
        note = f"The speaker is {_article(SPEAKER_KINDS[speaker.kind])}, as the source describes it."
    held = _tenures(speaker, claim, known)
    return SpeakerHeading(
        label=known.label("speaker", claim.speaker),
        role=claim.role,
        on_behalf_of=known.label("speaker", claim.on_behalf_of) if claim.on_behalf_of else None,
        jointly=" and ".join(joint),
        tenure=f"Our record has for that day: {held}." if held else "",
        note=note,
        is_unnamed=is_unnamed,
    )


def _article(kind: str) -> str:
    return "a group" if kind == "group" else kind if kind == "anonymous" else "not identified"


def _tenures(speaker: SpeakerRecord | None, claim: ClaimRecord, known: KnownRecords) -> str:
    """The offices of the speaker on that day; empty if the day is not known."""
    said = FuzzyDate.parse(claim.said)
    if speaker is None or said.undated or said.starts_open or said.ends_open:
        return ""
    held = [tenure for tenure in speaker.tenures if _holds(tenure, said)]
    return "; ".join(_tenure_words(tenure, known) for tenure in held)


def _holds(tenure: Tenure, said: FuzzyDate) -> bool:
    starts, ends = FuzzyDate.parse(tenure.from_), FuzzyDate.parse(tenure.to)
    begun = starts.undated or starts.earliest <= said.latest
    return begun and (ends.undated or ends.latest >= said.earliest)


def _tenure_words(tenure: Tenure, known: KnownRecords) -> str:
    body = known.label("speaker", tenure.body).name if tenure.body else ""
    starts, ends = FuzzyDate.parse(tenure.from_), FuzzyDate.parse(tenure.to)
    period = ""
    if not starts.undated and not ends.undated:
        period = f"{starts.short_words()} – {ends.short_words()}"
    elif not starts.undated:
        period = f"since {starts.short_words()}"
    elif not ends.undated:
        period = f"until {ends.short_words()}"
    return ", ".join(part for part in (tenure.office, body, period) if part)


def definitions(claim: ClaimRecord, known: KnownRecords) -> Iterator[Definition]:
    """The other fields of the record, as name and value."""
    if claim.summary:
        yield Definition("Summary", claim.summary)
    words = said_in_words(claim)
    basis = BASES[claim.said_basis]
    note = f"{capfirst(basis)}. {claim.said_note}".strip()
    yield Definition("Said", capfirst(words), note=note)
    form = FORMS.get(claim.words.form, claim.words.form)
    yield Definition("Form", capfirst(form), note=FORM_NOTES.get(claim.words.form, ""))
    yield Definition("Kind", f"{KINDS[claim.kind]}; {CHECKABLE[claim.checkable]}".capitalize())
    if claim.words.language:
        yield Definition("Language of the words", language_name(claim.words.language))
    if claim.asked:
        yield Definition("Asked", claim.asked)
    if claim.refers_to:
        yield Definition("Refers to", claim.refers_to)
    for figure in claim.figures:
        value = " ".join(part for part in (figure.qualifier, figure.value, figure.unit) if part)
        yield Definition("Figure", figure.text, note=value)
    for slug in claim.topics:
        label = known.label("topic", slug)
        yield Definition("Topic", label.name, url=topic_path(slug))
    yield Definition("Key", claim.key)
