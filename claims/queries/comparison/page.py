"""The comparison page: a stack, two columns or phrases, with notices and the strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from claims.domain.comparison.answers import AnswersLine, GivenAnswer, answers_line
from claims.domain.comparison.saved import saved_sentence, since_sentence, versions_text
from claims.domain.positions.sides import Answers
from claims.domain.record.paths import compare_path, position_path
from claims.domain.text.shortened import shortened
from claims.queries.comparison.compared import FoundComparison, key_notices
from claims.queries.comparison.gaps import searched_time
from claims.queries.comparison.neighbours import Near, near_claims
from claims.queries.comparison.phrases import PhrasesShown, shown_phrases
from claims.queries.comparison.steps import ClaimStep, GapStep, between_two, claim_step, gap_step
from claims.queries.comparison.strip import DrawnStrip, happenings, strip_drawing
from claims.queries.page_values import Notice
from claims.queries.stances.of_records import grading_of

MOST_QUESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A question with a line about its answers, and the conclusions that editors warn against."""

    question: str
    url: str
    line: AnswersLine
    not_to_conclude: str


@dataclass(frozen=True, slots=True)
class SavedNote:
    """The notice of a saved comparison: its versions, and what happened to each since then.

    ``now_url`` compares the present versions. It is empty if fewer than two of the claims are still public.
    """

    versions: str
    since: tuple[str, ...]
    now_url: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The values of the comparison page. The view adds links to other views of it.

    ``versions`` is the value of ``v`` that saves these versions, empty with a draft. ``saved`` is set for a
    saved comparison. ``questions`` are the first lines. ``marks_off`` are the reasons why word marks are off,
    each once.
    """

    keys: tuple[str, ...]
    path: str
    heading: str
    notices: tuple[tuple[str, str], ...]
    strip: DrawnStrip | None
    claims_url: str
    caption: str
    marks_off: tuple[str, ...]
    questions: tuple[SharedQuestion, ...]
    description: str
    steps: tuple[GapStep | ClaimStep, ...]
    between: str
    phrases: PhrasesShown | None
    offer: str
    offer_url: str
    is_full: bool
    marks_can_be_shown: bool
    versions: str
    saved: SavedNote | None


def compare_page(found: FoundComparison, *, side: bool, phrases: bool = False) -> ComparePage:
    """The comparison page; ``side`` shows two columns, ``phrases`` the phrases. At most seven queries."""
    comparison, keys = found.comparison, found.comparison.keys
    items = comparison.items
    several = len(items) > 1
    events = happenings(found) if several else ()
    near = near_claims(found) if several else Near({})
    time = searched_time(found) if several else None
    gaps = time.gaps if time else ()
    two = side and len(items) == 2
    steps: list[GapStep | ClaimStep] = []
    for place, item in enumerate(items):
        if not item.is_baseline:
            steps.append(gap_step(item, items[place - 1], comparison.against, events, gaps))
        steps.append(claim_step(found, place, two=two))
    claims = [step for step in steps if isinstance(step, ClaimStep)]
    questions = shared_questions(found) if several else ()
    versions = found.versions
    return ComparePage(
        keys=keys,
        path=compare_path(keys) if keys else "/compare/",
        heading=comparison.heading.sentence if keys else "Compare claims",
        notices=(*key_notices(found.asked), *((notice, "") for notice in comparison.notices)),
        strip=strip_drawing(found, near, time, events) if several else None,
        claims_url="/claims/" if found.is_full else f"/compare/{','.join(keys)},",
        caption=_caption(steps),
        marks_off=tuple(dict.fromkeys(step.marks_off for step in claims if step.marks_off)),
        questions=questions,
        description=_description(comparison.heading.sentence, questions, claims),
        steps=tuple(steps),
        between=between_two(found) if two else "",
        phrases=shown_phrases(found) if phrases and several else None,
        offer=comparison.offer.sentence if comparison.offer else "",
        offer_url=_offer_url(found),
        is_full=found.is_full,
        marks_can_be_shown=any(item.marks_note for item in items),
        versions=versions_text(versions) if keys and all(versions.values()) else "",
        saved=_saved_note(found) if found.pinned else None,
    )


def _caption(steps: Sequence[GapStep | ClaimStep]) -> str:
    """The meaning of the marks and of the words of editors, as far as the page has any."""
    claims = [step for step in steps if isinstance(step, ClaimStep)]
    told = []
    if any(step.segments for step in claims):
        told.append("Marks show wording, not meaning.")
    if any(step.relation or step.relations for step in claims):
        told.append("The relation words are our editors’ judgement.")
    return " ".join(told)


def _description(heading: str, questions: Sequence[SharedQuestion], claims: Sequence[ClaimStep]) -> str:
    """A description for search engines and shared cards: the first line, else the first and last words."""
    if questions:
        first = questions[0]
        return f"{first.question} {first.line.finding}: {first.line.words}"
    if not claims:
        return ""
    ends = [claims[0], claims[-1]] if len(claims) > 1 else claims
    quoted = (
        f"{one.said_words} {one.words.quote_open}{shortened(one.words.text, 90)}{one.words.quote_close}"
        for one in ends
    )
    return f"{heading}: {' – '.join(quoted)}"


def saved_path(keys: Sequence[str], versions: str) -> str:
    """The address that always shows these versions."""
    return f"{compare_path(keys)}?{urlencode({'v': versions}, safe=',')}"


def _offer_url(found: FoundComparison) -> str:
    offer = found.comparison.offer
    if offer is None or offer.keys == found.comparison.keys:
        return ""
    if found.pinned:
        return saved_path(offer.keys, versions_text({key: found.versions[key] for key in offer.keys}))
    return compare_path(offer.keys)


def _saved_note(found: FoundComparison) -> SavedNote:
    places = {
        key: place
        for place, item in enumerate(found.comparison.items)
        for key in (item.claim.key, *item.same_utterance)
    }
    public = [side.key for side in found.pinned if side.fate in ("stands", "changed", "erased")]
    return SavedNote(
        versions=saved_sentence([(side, places[side.key]) for side in found.pinned if side.key in places]),
        since=tuple(
            sentence
            for side in sorted(found.pinned, key=lambda side: places.get(side.key, len(places)))
            if (sentence := since_sentence(side, places.get(side.key)))
        ),
        now_url=compare_path(public) if len(public) > 1 else "",
    )


SIDE_TAKES_TWO = "Side by side takes two claims; they are shown in a stack."


def compare_notices(page: ComparePage, *, too_many: bool = False) -> tuple[Notice, ...]:
    """The notices of a page; ``too_many`` says that two columns were requested for more than two claims."""
    notices = []
    if page.saved:
        notices.append(
            Notice(
                "warn" if page.saved.since else "info",
                "A saved comparison.",
                " ".join((page.saved.versions, *page.saved.since)),
                url=page.saved.now_url,
                link="Compare as it stands now",
            )
        )
    notices += [Notice("info", title, text) for title, text in page.notices if title.startswith("“")]
    plain = [title for title, _ in page.notices if not title.startswith("“")]
    if plain:
        notices.append(Notice("info", "", " ".join(plain)))
    if too_many:
        notices.append(Notice("info", "", SIDE_TAKES_TWO))
    return tuple(notices)


def shared_questions(found: FoundComparison) -> tuple[SharedQuestion, ...]:
    """The shared questions to which two claims or more give an answer, at most three. No query."""
    shown = []
    for slug in found.shared_positions:
        position = found.known.position(slug)
        if position is None:
            continue
        given = []
        for item in found.comparison.items:
            claim = found.claims[item.claim.key]
            for stance in claim.stances:
                if stance.position == slug and stance.answer:
                    layer = grading_of(claim, found.known, stance).layer
                    given.append(GivenAnswer(item.claim, stance.answer, layer))
        if line := answers_line(given, Answers.of(position)):
            shown.append(
                SharedQuestion(position.question, position_path(slug), line, position.not_to_conclude)
            )
    return tuple(shown[:MOST_QUESTIONS])
