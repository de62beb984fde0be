"""The comparison page: the stack or the two columns, step by step, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.comparison import ComparedItem
from claims.domain.dates import FuzzyDate
from claims.domain.paths import claim_path, compare_path, source_path, speaker_path
from claims.domain.record import ClaimRecord
from claims.domain.strip import Strip
from claims.domain.vocabulary import RELATION_KINDS, RELATION_KINDS_BACK
from claims.domain.wording import Run
from claims.queries.claim_rows import language_name
from claims.queries.claim_stances import NOTHING_CHANGED
from claims.queries.claim_words import marked, said_iso
from claims.queries.comparison import FoundComparison, key_notices
from claims.queries.comparison_strip import Happening, drawn_strip, happenings
from claims.queries.known_records import KnownRecords

CAPTION = "Word marks show wording, not meaning. The relation words are our editors’ judgement."
BY_FORM = {
    "quoted": "quoted by",
    "partial": "quoted in part by",
    "reported": "reported by",
    "summary": "summed up by",
}
CHANGES = frozenset({"contradicts", "hedges", "retracts", "disavows"})
NOT_REVIEWED = "Relation not yet reviewed"


@dataclass(frozen=True, slots=True)
class ShownRelation:
    words: str
    changed: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class GapStep:
    """What lies between a claim and the one with which it is compared."""

    words: str
    unknown: bool
    events: tuple[str, ...]
    kind: str = "gap"


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """One claim in its place. ``segments`` are the marked words, or ``None`` where marks are off;
    ``marks_off`` says why, and ``marks_url`` shows them anyway where that is allowed."""

    key: str
    url: str
    said_words: str
    said_iso: str
    said_note: str
    baseline: bool
    latest: bool
    speaker_name: str
    speaker_url: str
    role: str
    on_behalf_of: str
    segments: tuple[Run, ...] | None
    quote: str
    quote_open: str
    quote_close: str
    lang: str
    words_note: str
    form_word: str
    answer_text: str
    relation: ShownRelation | None
    counts: str
    hedges: str
    marks_off: str
    can_show_marks: bool
    same_utterance: tuple[str, ...]
    source_title: str
    source_url: str
    outlet_name: str
    remove_url: str
    kind: str = "claim"


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything that the comparison shows, ready to be printed; addresses of views are the view's."""

    keys: tuple[str, ...]
    path: str
    heading: str
    notices: tuple[tuple[str, str], ...]
    strip: Strip | None
    strip_caption: str
    claims_url: str
    caption: str
    steps: tuple[GapStep | ClaimStep, ...]
    between: str
    offer: str
    offer_url: str
    is_full: bool
    marks_can_be_shown: bool


def compare_page(found: FoundComparison, *, side: bool) -> ComparePage:
    """The page of a comparison; ``side`` asks for two columns. Two queries at most."""
    comparison, keys = found.comparison, found.comparison.keys
    events = happenings(found) if len(keys) > 1 else ()
    steps: list[GapStep | ClaimStep] = []
    items = comparison.items
    two = side and len(items) == 2
    for place, item in enumerate(items):
        if not item.is_baseline:
            steps.append(_gap(item, items[place - 1], comparison.against, events))
        steps.append(_claim_step(found, item, items, place, two=two))
    notices = [*key_notices(found.asked), *((notice, "") for notice in comparison.notices)]
    strip, caption = drawn_strip(found, events) if len(items) > 1 else (None, "")
    offer = comparison.offer
    return ComparePage(
        keys=keys,
        path=compare_path(keys) if keys else "/compare/",
        heading=comparison.heading.sentence if keys else "Compare claims",
        notices=tuple(notices),
        strip=strip,
        strip_caption=caption,
        claims_url="/claims/" if found.is_full else f"/compare/{','.join(keys)},",
        caption=CAPTION,
        steps=tuple(steps),
        between=_between(found, items) if two else "",
        offer=offer.sentence if offer else "",
        offer_url=compare_path(offer.keys) if offer and offer.keys != keys else "",
        is_full=found.is_full,
        marks_can_be_shown=any(item.marks_note for item in items),
    )


def _gap(item: ComparedItem, before: ComparedItem, against: str, events: Sequence[Happening]) -> GapStep:
    since = " since the first" if against == "first" and item.days is not None else ""
    between = (event.sentence for event in events if event.lies_between(before.claim.said, item.claim.said))
    return GapStep(
        words=f"{item.days_words}{since}",
        unknown=not item.order_known,
        events=tuple(between),
    )


def _claim_step(
    found: FoundComparison, item: ComparedItem, items: Sequence[ComparedItem], place: int, *, two: bool
) -> ClaimStep:
    claim, known = found.claims[item.claim.key], found.known
    text = item.text
    quotation = marked(claim, text.text, text.language) if text else marked(claim, "", "")
    source = next((known.source(hop.source) for hop in claim.chain if hop.source), None)
    said = FuzzyDate.parse(claim.said)
    segments = _segments(items, place, two=two)
    others = [key for key in found.comparison.keys if key != claim.key]
    return ClaimStep(
        key=claim.key,
        url=claim_path(claim.key, claim.words.text),
        said_words=said.short_words(),
        said_iso=said_iso(said),
        said_note=_said_note(claim),
        baseline=item.is_baseline,
        latest=place == len(items) - 1,
        speaker_name=item.claim.speaker_name,
        speaker_url=speaker_path(claim.speaker),
        role=claim.role,
        on_behalf_of=item.claim.on_behalf_of_name,
        segments=segments,
        quote=quotation.text,
        quote_open=quotation.quote_open,
        quote_close=quotation.quote_close,
        lang=quotation.lang,
        words_note=_words_note(claim, item),
        form_word=BY_FORM.get(claim.words.form, "recorded from"),
        answer_text=_answers(claim, found),
        relation=None if item.is_baseline else _relation(claim, found.claims[item.compared_with]),
        counts=_capital(item.words.sentence) if item.words and item.marks_shown else "",
        hedges=_capital(item.hedges.sentence) if item.hedges and item.hedges.sentence else "",
        marks_off=_capital(item.refusal or item.marks_note),
        can_show_marks=bool(item.marks_note),
        same_utterance=item.same_utterance,
        source_title=source.title if source else "",
        source_url=source_path(source.key, source.title) if source else "",
        outlet_name=_outlet(claim, known),
        remove_url=compare_path(others) if others else "/compare/",
    )


def _segments(items: Sequence[ComparedItem], place: int, *, two: bool) -> tuple[Run, ...] | None:
    """The marked words of a claim; in two columns the left has what was removed, the right what was added."""
    item = items[place]
    if not two:
        return item.words.runs if item.words and item.marks_shown else None
    words = items[1].words
    if words is None or not items[1].marks_shown:
        return None
    if place == 0:
        return tuple(Run(s.kind, s.before) for s in words.segments if s.kind != "added")
    return tuple(Run(s.kind, s.after) for s in words.segments if s.kind != "removed")


def _said_note(claim: ClaimRecord) -> str:
    said = FuzzyDate.parse(claim.said)
    notes = [] if said.undated or said.precision in ("day", "minute") else ["day not known"]
    if claim.said_basis in ("worked_out", "inferred"):
        notes.append("worked out" if claim.said_basis == "worked_out" else "inferred")
    return ", ".join(notes)


def _words_note(claim: ClaimRecord, item: ComparedItem) -> str:
    """Which words these are, where they are not simply those that were spoken."""
    text = item.text
    if text is None or text.kind != "translation":
        return ""
    spoken = claim.words.translated_from or claim.words.language
    by = f" by {text.translated_by}" if text.translated_by else ", translator not named"
    return f"Translated from {language_name(spoken)}{by}" if spoken else f"Translated{by}"


def _answers(claim: ClaimRecord, found: FoundComparison) -> str:
    """The answers to the positions that all share, or to all of the claim's own where none is shared."""
    shared = found.shared_positions
    answers = []
    for stance in claim.stances:
        if shared and stance.position not in shared:
            continue
        position = found.known.position(stance.position)
        texts = {answer.slug: answer.text for answer in position.answers} if position else {}
        answers.append(texts.get(stance.answer or "", NOTHING_CHANGED if stance.unchanged else ""))
    return "; ".join(filter(None, answers))


def _relation(claim: ClaimRecord, base: ClaimRecord) -> ShownRelation:
    words = [RELATION_KINDS[r.kind] for r in claim.relations if r.to == base.key]
    words += [RELATION_KINDS_BACK[r.kind] for r in base.relations if r.to == claim.key]
    kinds = {r.kind for r in claim.relations if r.to == base.key}
    kinds |= {r.kind for r in base.relations if r.to == claim.key}
    if not words:
        return ShownRelation(NOT_REVIEWED, quiet=True)
    return ShownRelation(_capital(", ".join(dict.fromkeys(words))), changed=bool(kinds & CHANGES))


def _outlet(claim: ClaimRecord, known: KnownRecords) -> str:
    for hop in claim.chain:
        source = known.source(hop.source) if hop.source else None
        if source and source.outlet:
            return known.label("outlet", source.outlet).name
        if source:
            return ""
    return ""


def _between(found: FoundComparison, items: Sequence[ComparedItem]) -> str:
    """What the two columns say together, as one line under them."""
    item = items[1]
    relation = _relation(found.claims[item.claim.key], found.claims[item.compared_with])
    parts = [item.days_words, relation.words[0].lower() + relation.words[1:]]
    if item.words and item.marks_shown:
        parts.append(item.words.sentence)
    if item.hedges and item.hedges.sentence:
        parts.append(item.hedges.sentence)
    if item.refusal or item.marks_note:
        parts.append(item.refusal.rstrip(".") or item.marks_note)
    return f"{_capital('; '.join(parts))}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
