"""The number of statements and their days, in words. Statements without a day are counted separately.

3 statements on 2 days, 12 Mar 2017 – 7 Feb 2019, and 1 without a day
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from claims.domain.dates.fuzzy import LATEST, FuzzyDate
from claims.domain.positions.days import BY_BEGIN, BY_END
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.text.plurals import number_of

MOST_NAMED: Final = 5
"""The maximum number of parts of an enumeration."""


def extent(stances: Sequence[AttributedStance], noun: str = "statement") -> str:
    """The number of the stances and their days. There must be at least one."""
    return extent_of([one.said for one in stances], noun)


def extent_of(dates: Sequence[FuzzyDate], noun: str) -> str:
    """The same of the dates of anything. Without a noun: "8 of 7 Feb 2019 and 1 without a day"."""
    placed = [said for said in dates if said.is_placed]
    others = [said for said in dates if not said.is_placed]
    open_ended = [said for said in others if not said.undated]
    undated = len(others) - len(open_ended)
    parts = []
    if placed:
        parts.append(_placed(placed, noun))
    if len(open_ended) == 1:
        parts.append(f"{_number(1, '' if parts else noun)} of {_open(open_ended[0])}")
    elif open_ended:
        parts.append(f"{_number(len(open_ended), '' if parts else noun)} {_open_ends(open_ended)}")
    if undated:
        parts.append(f"{_number(undated, '' if parts else noun)} without a day")
    return joined(parts)


def _placed(placed: Sequence[FuzzyDate], noun: str) -> str:
    days = len({(said.earliest, said.latest) for said in placed})
    number = _number(len(placed), noun)
    when = period_of(placed)
    if days == 1 or not noun:
        return f"{number} of {when}"
    return f"{number}, {when}" if days == len(placed) else f"{number} on {number_of(days, 'day')}, {when}"


def _number(number: int, noun: str) -> str:
    return number_of(number, noun) if noun else f"{number:,}"


def period_of(dates: Iterable[FuzzyDate]) -> str:
    """The first and the latest of some dates: "12 Mar 2017 – 7 Feb 2019", or the only one."""
    dates = list(dates)
    return period(min(dates, key=BY_BEGIN), max(dates, key=BY_END))


def period(first: FuzzyDate, latest: FuzzyDate) -> str:
    """Two dates as a period: "12 Mar 2017 – 7 Feb 2019", or one date if they are the same."""
    one, other = day(first), day(latest)
    return one if one == other else f"{one} – {other}"


def day(said: FuzzyDate) -> str:
    """A date in few words. An unknown date that is limited by something later is "before 7 Feb 2019"."""
    if not said.undated:
        return said.short_words()
    if said.latest == LATEST:
        return "no date"
    return f"by {FuzzyDate.parse(said.latest.isoformat()).short_words()}"


def answers_given(stances: Iterable[AttributedStance], answers: Answers, *, counted: bool = True) -> str:
    """The answers of some stances, with their numbers if there are several: "answers ‘Yes’ (2), ‘No’ (1)".

    An answer is the editors' text of it, so it has single quotation marks: double ones are for what was said.
    """
    given = Counter([one.answer for one in stances])
    ranked = sorted(given, key=lambda slug: (not slug, answers.place(slug), slug))
    texts = [f"‘{answers.text(slug)}’" if slug else "that nothing has changed" for slug in ranked]
    if counted and len(ranked) > 1:
        texts = [f"{text} ({given[slug]:,})" for slug, text in zip(ranked, texts, strict=True)]
    word = "answers " if sum(map(bool, ranked)) > 1 else "answer " if ranked[0] else ""
    return f"{word}{', '.join(texts)}"


def speakers(stances: Iterable[AttributedStance]) -> str:
    """The names of the speakers by the alphabet; of many, those with most statements come first."""
    return _names(Counter([one.speaker_name for one in stances]))


def named_alone(stances: Sequence[AttributedStance]) -> set[str]:
    """The keys of the stances without any one of which ``speakers`` would say something else."""
    numbers = Counter(one.speaker_name for one in stances)
    names = {name for name in numbers if _names(numbers - Counter([name])) != _names(numbers)}
    return {one.key for one in stances if one.speaker_name in names}


def _names(numbers: Counter[str]) -> str:
    if len(numbers) > MOST_NAMED:
        return first_joined([name for _, name in sorted([(-n, name) for name, n in numbers.items()])])
    return joined(sorted(numbers)) if numbers else ""


def joined(parts: Sequence[str]) -> str:
    """Parts of an enumeration: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def first_joined(parts: Sequence[str]) -> str:
    """The parts of an enumeration; of more than ``MOST_NAMED`` the first ones: "a, b, c, d and 3 more"."""
    left = len(parts) - MOST_NAMED
    return joined(parts if left <= 0 else [*parts[: MOST_NAMED - 1], f"{left + 1:,} more"])


def within_sentence(name: str) -> str:
    """A name within a sentence: "the Kremlin" for "The Kremlin". ``say`` capitalizes the first letter."""
    return f"the {name.removeprefix('The ')}" if name.startswith("The ") else name


def _open_ends(dates: Sequence[FuzzyDate]) -> str:
    """Several dates with one open end, in words."""
    if all(said.starts_open for said in dates):
        return f"by {_exact(max(said.latest for said in dates))}"
    if all(said.ends_open for said in dates):
        return f"from {_exact(min(said.earliest for said in dates))} on"
    return "of which only the first or the last possible day is known"


def _open(said: FuzzyDate) -> str:
    if said.starts_open:
        return f"{_exact(said.latest)} or earlier"
    return f"{_exact(said.earliest)} or later"


def _exact(one: date) -> str:
    return FuzzyDate.parse(one.isoformat()).short_words()
