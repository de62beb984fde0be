"""The check of a claim against what its voice said before and after, for its page.

For a claim that nothing has changed, editors confirm the outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.consistency_words import baseline_words, check_in_words, recorded_sentence
from claims.domain.positions.coverage import SEARCHED, Span
from claims.domain.positions.extent import day
from claims.domain.positions.sentences import say
from claims.domain.positions.sides import Answers
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES
from claims.domain.text.plurals import number_of
from claims.queries.known_records import KnownRecords
from claims.queries.page_values import Link
from claims.queries.stances.around import Around
from claims.queries.stances.attributed import read_stances
from claims.queries.stances.searched import NOT_SEARCHED, Coverage
from claims.queries.stances.searches import searches_in

MOST_TESTED: Final = 12
UNCHANGED_NOTES: Final[Mapping[str, str]] = {
    "own_words": "It says that nothing has changed, and gives no answer.",
    "source_gloss": (
        "It says that nothing has changed, and not on which question; the source takes it to be this one."
    ),
    "editor": (
        "It says that nothing has changed, and not on which question; an editor takes it to be this one."
    ),
}


@dataclass(frozen=True, slots=True)
class StanceCheck:
    """The outcome that an editor confirmed, and the one computed from the present record.

    ``editor`` says who confirmed it, with a ``reason``. ``tested`` are the claims that it was compared with,
    and ``tested_left`` is the number of those that are not listed. On a page of the past, ``is_of_today`` is
    false, and nothing is computed. ``said`` and ``editor`` are empty unless the claim says that nothing has
    changed.
    """

    said: str
    editor: str
    outcome: str = ""
    computed: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    tested: tuple[Link, ...] = ()
    tested_left: int = 0
    afterwards: str = ""
    coverage: Coverage | None = None
    is_of_today: bool = False


def check_of_today(stance: Stance, check: ConsistencyCheck, of: str) -> StanceCheck:
    """The computed check beside the recorded one; ``of`` is the slug of the voice."""
    words = check_in_words(check, stance.check)
    return StanceCheck(
        said=_said(stance) if stance.unchanged else "",
        outcome=words.outcome if words.is_confirmed else "",
        computed=words.computed_text,
        editor=words.editor if stance.unchanged else "",
        reason=words.reason,
        notes=tuple(map(str, words.notes)),
        tested=tuple(
            Link(f"{day(one.said)}, {one.speaker_name}", f"/claims/{one.key}/")
            for one in check.tested[-MOST_TESTED:]
        ),
        tested_left=max(len(check.tested) - MOST_TESTED, 0),
        afterwards=str(words.afterwards) if check.outcome else "",
        coverage=_coverage(check, stance.position, of) if check.outcome not in ("", "conflicts") else None,
        is_of_today=True,
    )


def check_of_then(stance: Stance, known: KnownRecords, *, frozen: bool) -> StanceCheck:
    """The recorded check alone: for a page of the past, and for a claim that is not public yet."""
    recorded = stance.check
    if recorded is None or not recorded.confirmed:
        editor = str(say("not_confirmed_then" if frozen else "checked_once_public"))
        return StanceCheck(_said(stance), editor)
    tested = [(key, claim) for key in recorded.tested if (claim := known.claim(key))]
    return StanceCheck(
        said=_said(stance),
        outcome=CONSISTENCY_OUTCOMES[recorded.confirmed],
        editor=recorded_sentence(recorded),
        reason=recorded.reason,
        tested=tuple(
            Link(
                f"{day(FuzzyDate.parse(claim.said))}, {known.label('speaker', claim.speaker).name}",
                f"/claims/{key}/",
            )
            for key, claim in tested[-MOST_TESTED:]
        ),
        tested_left=max(len(tested) - MOST_TESTED, 0),
    )


def span_sentence(span: Span) -> str:
    """How much of the time of a check was searched; only for a span with searches."""
    outlets = number_of(len(span.outlets), "outlet") if span.outlets else "outlets not named"
    checked = day(FuzzyDate.parse(span.checked_on)) if span.checked_on else "day not noted"
    return str(say("span_searched", searched=SEARCHED[span.searched], outlets=outlets, day=checked))


def _said(stance: Stance) -> str:
    since = FuzzyDate.parse(stance.since)
    named = "" if since.undated else f" The time that it names: {baseline_words(since)}."
    if stance.answer:
        return f"It says that nothing has changed, and gives this answer.{named}"
    return f"{UNCHANGED_NOTES.get(stance.basis, UNCHANGED_NOTES['own_words'])}{named}"


def _coverage(check: ConsistencyCheck, position: str, of: str) -> Coverage:
    url = f"/coverage/?{urlencode({'voice': of, 'position': position})}"
    if not check.span.checks:
        return Coverage("not_searched", NOT_SEARCHED, url)
    return Coverage("searched", span_sentence(check.span), url)


def checks_today(
    claim: ClaimRecord, known: KnownRecords, around: Mapping[str, Around]
) -> Mapping[str, ConsistencyCheck]:
    """The check of each public stance of a claim against the line of its voice, by position.

    ``known`` has the positions, ``around`` what is on record around those to check. Five queries, which read
    only the stances of the claim's own voices.
    """
    if not around:
        return {}
    voices = {stance.of or claim.on_behalf_of or claim.speaker for stance in claim.stances}
    read = read_stances(around, of=voices)
    found = {}
    for position, stances in read.on.items():
        own = next((one for one in stances if one.key == claim.key), None)
        record = known.position(position)
        if own is not None and record is not None:
            found[position] = check_consistency(
                own,
                stances,
                position=position,
                answers=Answers.of(record),
                searches=searches_in(around[position].coverage, position),
            )
    return found
