"""Stances and searches for tests of lines through time, in as few words as possible."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.grades import Reach
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.shared import Answer, CoverageRecord

Drawn = TypeVar("Drawn")
RURITANIA = Voice("ruritania", "Ruritania")
SCALE = (
    Answer(slug="no", text="No", side="against"),
    Answer(slug="perhaps", text="Perhaps", side="middle"),
    Answer(slug="yes", text="Yes", side="for"),
)
ORDERED = Answers(SCALE, ordered=True)
EXCLUSIVE = Answers(SCALE, exclusive=True)
NAMED = Answers(SCALE)
"""Answers without an order, which can hold side by side."""
FINE = Answers(
    (
        Answer(slug="never", text="No, not ever", side="against"),
        *SCALE,
        Answer(slug="gladly", text="Yes, gladly", side="for"),
    ),
    ordered=True,
)
"""Answers with two degrees on each side."""
DAYS = (
    "2019-02-07", "2019-02-08", "2019-02-07T09:30+00:00", "2019-02-07T18:00+00:00", "2019-02", "2019-03-01",
    "2019", "2019-06-01", "2020-01-15", "2021", "", "../2019-02-07", "2019-09-25/..", "2020-01/2020-04",
)  # fmt: skip


def stance(
    key: str, said: str, answer: str = "", *, since: str = "", by: str = "", **more: object
) -> AttributedStance:
    """A quoted stance of Ruritania by default; without an answer it says that nothing has changed."""
    values: dict[str, object] = {"unchanged": not answer, "speaker": "ruritania", "speaker_name": "Ruritania"}
    if by:
        values |= {"speaker": by, "speaker_name": by.title(), "own": "ruritania", "own_name": "Ruritania"}
    values |= {"speaker_kind": "body" if not by else "person", "since_text": since, **more}
    return AttributedStance(key=key, said=FuzzyDate.parse(said), answer=answer, **values)  # type: ignore[arg-type]


def search(starts: str, ends: str, *, hits: int | None = 0, named: bool = True, **more: object) -> Search:
    """A search for Ruritania on the position "alliance", which found nothing by default."""
    values: dict[str, object] = {
        "slug": f"{starts}-{ends}".replace("/", ""),
        "voice": "ruritania",
        "positions": ("alliance",),
        "terms": ("alliance",) if named else (),
        "outlets": ("gazette", "herald") if named else (),
        "checked_on": "2026-09-03",
    }
    return Search.of(CoverageRecord(**{**values, "from_": starts, "to": ends, "hits": hits, **more}))  # type: ignore[arg-type]


def line(
    stances: Iterable[AttributedStance], searches: Iterable[Search] = (), *, answers: Answers = ORDERED
) -> Timeline:
    """The line of Ruritania through these stances."""
    return timeline(
        tuple(stances), voice=RURITANIA, position="alliance", answers=answers, searches=tuple(searches)
    )


# Strategies are made once: to make and check one takes longer than to draw from it.
_OWN = frozenset[str]()
"""Stands for a source that no other stance has."""
OF_A_STANCE = {
    "by": st.sampled_from(("", "ann", "ben")),
    "since": st.sampled_from(("", "", "2019", "2019-06-01")),
    "form": st.sampled_from(("quoted", "quoted", "quoted", "reported", "partial", "summary")),
    "basis": st.sampled_from(("own_words", "own_words", "own_words", "source_gloss", "editor", "ascribed")),
    "occasion": st.sampled_from(("", "talks")),
    "said_at": st.sampled_from(("", "", "strelsau", "zenda")),
    "condition": st.sampled_from(("", "", "", "If both sides ask.")),
    "role": st.sampled_from(("", "", "Envoy")),
    "sources": st.sampled_from((_OWN, frozenset({"s1"}), frozenset({"s1", "s2"}))),
    "outlets": st.sampled_from((frozenset[str](), frozenset({"gazette"}))),
    "passage": st.sampled_from(("", "", "One sentence.")),
    "translated_from": st.sampled_from(("", "none", "de")),
    "reach": st.sampled_from((Reach(), Reach(), Reach(), Reach(has_origin=False))),
    "sums_up": st.sampled_from((frozenset[str](), frozenset[str](), frozenset({"k0"}))),
    "taken_back": st.sampled_from((frozenset[str](), frozenset[str](), frozenset({"elsewhere"}))),
}


GIVEN = {
    "key", "speaker", "speaker_name", "speaker_kind", "own", "own_name", "unchanged", "since_text", "said",
    "answer", "precedes",
}  # fmt: skip
"""What ``stance`` makes of a key, a day, an answer, and what is drawn."""
DECIDES_NOTHING = {
    "position": "all are on one",
    "said_text": "it is read into said",
    "published": "it is read into said",
    "related": "it is read into precedes",
    "with_": "it decides only in whose line a stance stands",
    "offices": "it decides only in whose line a stance stands",
    "speaks_for": "it decides only in whose line a stance stands",
    "kind": "pages and files alone show it",
    "confirmed": "charts alone show it",
    "said_words": "files alone show it",
    "names_no_office": "it decides the layer, as form and basis do",
}
"""Fields of a stance that no sentence asks for, with the reason."""


def up_to(most: int, one: st.SearchStrategy[Drawn]) -> st.SearchStrategy[list[Drawn]]:
    """So many at most, and any number of them as likely as another."""
    lists = [st.lists(one, min_size=number, max_size=number) for number in range(most + 1)]
    return st.integers(0, most).flatmap(lambda number: lists[number])


@cache
def _any_stances(most: int, slugs: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to so many stances of these answers, without their keys; of what they precede, the number."""
    said = {"said": st.sampled_from(DAYS), "answer": st.sampled_from((*slugs, slugs[0], slugs[-1], ""))}
    precedes = {"precedes": st.none() | st.integers(0, most - 1)}
    return up_to(most, st.fixed_dictionaries({**said, **OF_A_STANCE, **precedes}))


def drawn_stances(
    *, most: int = 8, answers: Answers = ORDERED
) -> st.SearchStrategy[tuple[AttributedStance, ...]]:
    """Any stances of some voices: of any grade, dated and not, related and not, of any place and source."""
    return _any_stances(most, tuple(answer.slug for answer in answers.answers)).map(_with_keys)


def _with_keys(drawn: list[dict[str, Any]]) -> tuple[AttributedStance, ...]:
    found = []
    for number, values in enumerate(drawn):
        key, then = f"k{number}", values["precedes"]
        more = {
            "sources": values["sources"] or frozenset({key}),
            "precedes": frozenset[str]() if then is None else frozenset({f"k{then % len(drawn)}"}),
        }
        found.append(stance(key, **{**values, **more}))
    return tuple(found)


_ANY_SEARCHES = st.lists(
    st.tuples(
        st.sampled_from(("2018", "2019", "2019-03", "2019-06", "2020", "2021")),
        st.sampled_from((0, 0, 0, 2, None)),
        st.booleans(),
        st.sampled_from(((), ("k0", "k1"))),
    ),
    max_size=3,
    unique_by=lambda drawn: drawn[0],
)


def drawn_searches() -> st.SearchStrategy[tuple[Search, ...]]:
    """Any searches for Ruritania: with hits and without, with outlets and terms and without."""
    return _ANY_SEARCHES.map(
        lambda drawn: tuple(
            search(when, when, hits=hits, named=named or not hits, found=keys)
            for when, hits, named, keys in drawn
        )
    )
