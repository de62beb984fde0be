"""Checks of a claim for its form: what is missing or unusual, in sentences. Some of it blocks publishing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.chain import FIRST_HAND
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import ScaleRecord, SourceRecord, SpeakerRecord, Tenure
from claims.domain.text.passages import are_in_passages


class Weight(StrEnum):
    """How serious a finding is. Only ``BLOCKS`` keeps a claim from being published."""

    BLOCKS = "blocks"
    ODD = "odd"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The words before the sentence."""
        labels = {"blocks": "Needed for publishing", "odd": "Look again", "missing": "Missing"}
        return labels[self.value]


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence. ``field`` is the place in the record, such as ``stances[0].grounds``."""

    weight: Weight
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReferredRecords:
    """The records that a claim refers to, drafts and records of the same form included, as far as known."""

    speaker: SpeakerRecord | None = None
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    scales: Mapping[str, ScaleRecord] = field(default_factory=dict)


def check_record(record: ClaimRecord, facts: ReferredRecords) -> tuple[Remark, ...]:
    """All that is missing or unusual in a claim; first what blocks publishing.

    The blocking findings are those of ``publication_problems``, in the words of the form.
    """
    found = [*_blocking(record, facts), *_odd(record, facts), *_missing(record, facts)]
    return tuple(sorted(found, key=lambda finding: list(Weight).index(finding.weight)))


def tenures_on(speaker: SpeakerRecord, said: str) -> tuple[Tenure, ...]:
    """The offices that the speaker can have held on that day, or all offices if the day is not known."""
    day = FuzzyDate.parse(said)
    return tuple(
        tenure
        for tenure in speaker.tenures
        if day.undated
        or (
            day.latest >= FuzzyDate.parse(tenure.from_).earliest
            and day.earliest <= FuzzyDate.parse(tenure.to).latest
        )
    )


_SENTENCES: Final = {
    "words.language": "The language of the words is missing.",
    "words.form": "It is not said whether the words are quoted, quoted in part, reported or summed up.",
    "said": "The day is missing: write it, or leave it unknown with a note that says why.",
    "said_note": "The date is inferred from outside facts: say in the note from which.",
    "said_sources": "The date is inferred: name the sources that it is known from.",
}


def _blocking(record: ClaimRecord, facts: ReferredRecords) -> Iterator[Remark]:
    for problem in publication_problems(record, facts.scales):
        sentence = _SENTENCES.get(problem.field) or problem.sentence
        if found := re.fullmatch(r"stances\[(\d+)\]\.grounds", problem.field):
            position = record.stances[int(found.group(1))].position
            sentence = f"The stance on {position} has no reason."
        yield Remark(Weight.BLOCKS, problem.field, sentence)


def _odd(record: ClaimRecord, facts: ReferredRecords) -> Iterator[Remark]:
    said = FuzzyDate.parse(record.said)
    for n, hop in enumerate(record.chain):
        source = facts.sources.get(hop.source)
        if source is None:
            continue
        for word, text in (("published", source.published), ("retrieved", source.retrieved)):
            day = FuzzyDate.parse(text)
            if not day.undated and said.earliest > day.latest:
                sentence = f"Said after “{source.title}” was {word}: {said.words()} is after {day.words()}."
                yield Remark(Weight.ODD, "said", sentence)
                break
        if hop.exact and not _is_in_passages(record, [passage.text for passage in hop.exact], source):
            sentence = f"The quote is not found word for word in the exact passage of step {hop.hop}."
            yield Remark(Weight.ODD, f"chain[{n}].exact", sentence)
    speaker = facts.speaker if record.role else None
    if speaker and speaker.kind == "person" and not tenures_on(speaker, record.said):
        when = "on that day" if record.said else "at any time"
        sentence = f"The source names an office, and the database has none of {speaker.name} {when}."
        yield Remark(Weight.ODD, "role", sentence)
    if record.said and record.said_basis == "unknown":
        yield Remark(Weight.ODD, "said_basis", "The date is given, but not how it is known.")
    if not record.said and record.said_basis != "unknown":
        yield Remark(Weight.ODD, "said_basis", "How the date is known is given, but there is no date.")
    for n, stance in enumerate(record.stances):
        if record.words.form == "summary" and stance.basis == "own_words":
            sentence = "A summary has no words of the speaker: choose another “based on” for the stance."
            yield Remark(Weight.ODD, f"stances[{n}].basis", sentence)


def _is_in_passages(record: ClaimRecord, passages: list[str], source: SourceRecord) -> bool:
    """Whether the quoted words are in one of the passages. True if that cannot be checked."""
    words = record.words
    if words.form not in ("quoted", "partial"):
        return True
    if words.language and source.language and _base(words.language) != _base(source.language):
        return True
    return are_in_passages(words.text, passages)


def _base(language: str) -> str:
    return language.partition("-")[0]


def _missing(record: ClaimRecord, facts: ReferredRecords) -> Iterator[Remark]:
    for hop in record.chain:
        source = facts.sources.get(hop.source)
        if source and source.url and not source.archived_url:
            yield Remark(Weight.MISSING, "chain", f"“{source.title}” has no archived copy.")
        if source and not source.published:
            yield Remark(Weight.MISSING, "chain", f"The day of “{source.title}” is not known.")
    if record.chain and not any(hop.exact for hop in record.chain):
        yield Remark(Weight.MISSING, "chain", "No step has the exact passage of its source.")
    if not any(hop.how in FIRST_HAND for hop in record.chain):
        yield Remark(Weight.MISSING, "chain", "No recording, no transcript and nobody who heard it is cited.")
    if record.words.source_language and not record.translations:
        sentence = "The quote is a translation, and the original words are missing."
        yield Remark(Weight.MISSING, "words", sentence)
    if not record.stances and record.checkable != "fact" and record.kind != "reported_silence":
        yield Remark(Weight.MISSING, "stances", "It has no stance.")
