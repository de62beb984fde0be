"""The steps of a comparison: each claim, and the interval between it and the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst

from claims.domain.comparison.compare import ComparedItem
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path, compare_path, source_path, speaker_path, version_path
from claims.domain.record.reporting import reported_by
from claims.domain.record.vocabulary import RELATION_KINDS, RELATION_KINDS_BACK
from claims.domain.text.diff import Run
from claims.queries.claim.rows import day_in_short, language_name
from claims.queries.claim.stances import NOTHING_CHANGED
from claims.queries.claim.words import Quotation, marked, nearest_outlet, steps_of
from claims.queries.comparison.compared import FoundComparison
from claims.queries.comparison.gaps import Gap
from claims.queries.comparison.strip import Happening

CHANGES = frozenset({"contradicts", "hedges", "retracts", "disavows"})


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """The relation of two claims by editors, with grounds."""

    words: str
    changed: bool = False
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapStep:
    """The interval between a claim and the one before it: days, events and searches."""

    words: str
    unknown: bool
    events: tuple[str, ...]
    searched: tuple[str, ...] = ()
    kind: str = "gap"


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """One claim. ``segments`` are the marked words, or None if marks are off. ``marks_off`` says why.

    The marked words are the speaker's own. Of ``words`` quoted in part they are only a part, and are shown
    below them. ``reported_by`` names the outlet that reports other words, and is empty for a quotation.
    ``relation`` is the relation to the claim that it is compared with, ``relations`` are those to other
    earlier claims. ``version`` is set in a saved comparison.
    """

    key: str
    url: str
    said_words: str
    said_iso: str
    baseline: bool
    latest: bool
    speaker_name: str
    speaker_url: str
    role: str
    on_behalf_of: str
    segments: tuple[Run, ...] | None
    words: Quotation
    words_note: str
    reported_by: str
    answer_text: str
    relation: ShownRelation | None
    counts: str
    hedges: str
    marks_off: str
    same_utterance: tuple[str, ...]
    source_title: str
    source_url: str
    outlet_name: str
    remove_url: str
    relations: tuple[ShownRelation, ...] = ()
    version: int = 0
    kind: str = "claim"


def gap_step(
    item: ComparedItem,
    before: ComparedItem,
    against: str,
    events: Sequence[Happening],
    gaps: Sequence[Gap],
) -> GapStep:
    since = " since the first" if against == "first" and item.days is not None else ""
    first, second = before.claim.said, item.claim.said
    return GapStep(
        words=f"{item.days_words}{since}",
        unknown=not item.order_known,
        events=tuple(event.sentence for event in events if event.lies_between(first, second)),
        searched=tuple(gap.words for gap in gaps if gap.lies_between(first, second)),
    )


def claim_step(found: FoundComparison, place: int, *, two: bool) -> ClaimStep:
    """The claim at a place. ``two`` columns mark removed words on the left and added words on the right."""
    items = found.comparison.items
    item = items[place]
    claim, known = found.claims[item.claim.key], found.known
    text = item.text
    source = next((known.source(hop.source) for hop in claim.chain if hop.source), None)
    said = FuzzyDate.parse(claim.said)
    segments = _segments(items, place, two=two)
    others = [key for key in found.comparison.keys if key != claim.key]
    version = found.versions[claim.key] if found.pinned else 0
    return ClaimStep(
        key=claim.key,
        url=_claim_url(claim, version),
        said_words=day_in_short(said, claim.said_basis),
        said_iso=said.markup,
        baseline=item.is_baseline,
        latest=place == len(items) - 1,
        speaker_name=item.claim.speaker_name,
        speaker_url=speaker_path(claim.speaker),
        role=claim.role,
        on_behalf_of=item.claim.on_behalf_of_name,
        segments=segments,
        words=marked(claim, known, text.text if text else "", text.language if text else ""),
        words_note=_words_note(claim, item),
        reported_by=reported_by(claim.words.form, steps_of(claim, known), item.claim.speaker_name),
        answer_text=_answers(claim, found),
        relation=None if item.is_baseline else _relation(claim, found.claims[item.compared_with]),
        counts=capfirst(item.words.sentence) if item.words and item.marks_shown else "",
        hedges=capfirst(item.hedges.sentence) if item.hedges and item.hedges.sentence else "",
        marks_off=capfirst(item.refusal or item.marks_note),
        same_utterance=item.same_utterance,
        source_title=source.title if source else "",
        source_url=source_path(source.key, source.title) if source else "",
        outlet_name=nearest_outlet(claim, known),
        remove_url="" if version else compare_path(others) if others else "/compare/",
        relations=_other_relations(found, place),
        version=version,
    )


def _claim_url(claim: ClaimRecord, version: int) -> str:
    if version:
        return version_path(claim.key, claim.words.text, version)
    return claim_path(claim.key, claim.words.text)


def _segments(items: Sequence[ComparedItem], place: int, *, two: bool) -> tuple[Run, ...] | None:
    """The marked words of a claim. Two columns have removed words on the left, added ones on the right."""
    item = items[place]
    if not two:
        return item.words.runs if item.words and item.marks_shown else None
    words = items[1].words
    if words is None or not items[1].marks_shown:
        return None
    if place == 0:
        return tuple(Run(s.kind, s.before) for s in words.segments if s.kind != "added")
    return tuple(Run(s.kind, s.after) for s in words.segments if s.kind != "removed")


def _words_note(claim: ClaimRecord, item: ComparedItem) -> str:
    """A note if the words are a translation."""
    text = item.text
    if text is None or text.kind != "translation":
        return ""
    spoken = claim.words.source_language or claim.words.language
    by = f" by {text.translated_by}" if text.translated_by else ", translator not named"
    return f"Translated from {language_name(spoken)}{by}" if spoken else f"Translated{by}"


def _answers(claim: ClaimRecord, found: FoundComparison) -> str:
    """The answers to the shared positions, or to all positions of the claim if none is shared."""
    shared = found.shared_positions
    answers = []
    for stance in claim.stances:
        if shared and stance.position not in shared:
            continue
        position = found.known.position(stance.position)
        texts = {answer.slug: answer.text for answer in position.answers} if position else {}
        answers.append(texts.get(stance.answer or "", NOTHING_CHANGED if stance.unchanged else ""))
    return "; ".join(filter(None, answers))


def _relation(claim: ClaimRecord, base: ClaimRecord) -> ShownRelation | None:
    """The relation of two claims; None if no editor has judged it."""
    found = [(one, RELATION_KINDS[one.kind]) for one in claim.relations if one.to == base.key]
    found += [(one, RELATION_KINDS_BACK[one.kind]) for one in base.relations if one.to == claim.key]
    if not found:
        return None
    return ShownRelation(
        words=capfirst(", ".join(dict.fromkeys(words for _, words in found))),
        changed=any(relation.kind in CHANGES for relation, _ in found),
        grounds=tuple(relation.grounds for relation, _ in found if relation.grounds),
    )


def _other_relations(found: FoundComparison, place: int) -> tuple[ShownRelation, ...]:
    """The relations of a claim to earlier claims other than the one it is compared with."""
    items = found.comparison.items
    claim = found.claims[items[place].claim.key]
    shown = []
    for other in items[:place]:
        relation = _relation(claim, found.claims[other.claim.key])
        if relation and other.claim.key != items[place].compared_with:
            said = other.claim.said
            which = "an undated statement" if said.undated else f"the statement of {said.short_words()}"
            shown.append(replace(relation, words=f"{relation.words}: {which}"))
    return tuple(shown)


def between_two(found: FoundComparison) -> str:
    """The line under two columns: days, relation and changes."""
    item = found.comparison.items[1]
    relation = _relation(found.claims[item.claim.key], found.claims[item.compared_with])
    parts = [item.days_words]
    if relation:
        grounds = f" ({' '.join(relation.grounds)})" if relation.grounds else ""
        parts.append(f"{relation.words[0].lower()}{relation.words[1:]}{grounds}")
    if item.words and item.marks_shown:
        parts.append(item.words.sentence)
    if item.hedges and item.hedges.sentence:
        parts.append(item.hedges.sentence)
    if item.refusal or item.marks_note:
        parts.append(f"{item.refusal[:1].lower()}{item.refusal[1:].rstrip('.')}" or item.marks_note)
    return f"{capfirst('; '.join(parts))}."
