"""Stances and searches for tests of lines through time, in as few words as possible."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.grades import Reach
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.shared import Answer, CoverageRecord

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


@st.composite
def drawn_stances(
    draw: st.DrawFn, *, most: int = 8, answers: Answers = ORDERED
) -> tuple[AttributedStance, ...]:
    """Any stances of some voices: of any grade, dated and not, related and not, of any place and source."""
    keys = [f"k{n}" for n in range(draw(st.integers(0, most)))]
    slugs = [answer.slug for answer in answers.answers]
    return tuple(
        stance(
            key,
            draw(st.sampled_from(DAYS)),
            draw(st.sampled_from((*slugs, slugs[0], slugs[-1], ""))),
            by=draw(st.sampled_from(("", "ann", "ben"))),
            since=draw(st.sampled_from(("", "", "2019", "2019-06-01"))),
            form=draw(st.sampled_from(("quoted", "quoted", "quoted", "reported", "partial", "summary"))),
            basis=draw(
                st.sampled_from(("own_words", "own_words", "own_words", "source_gloss", "editor", "ascribed"))
            ),
            occasion=draw(st.sampled_from(("", "talks"))),
            said_at=draw(st.sampled_from(("", "", "strelsau", "zenda"))),
            sources=draw(st.sampled_from((frozenset({key}), frozenset({"s1"}), frozenset({"s1", "s2"})))),
            outlets=draw(st.sampled_from((frozenset[str](), frozenset({"gazette"})))),
            passage=draw(st.sampled_from(("", "", "One sentence."))),
            translated_from=draw(st.sampled_from(("", "none", "de"))),
            reach=draw(st.sampled_from((Reach(), Reach(), Reach(), Reach(has_origin=False)))),
            precedes=draw(st.frozensets(st.sampled_from(keys), max_size=1)),
            sums_up=draw(st.sampled_from((frozenset[str](), frozenset[str](), frozenset(keys[:1])))),
            taken_back=draw(st.sampled_from((frozenset[str](), frozenset[str](), frozenset({"elsewhere"})))),
        )
        for key in keys
    )


@st.composite
def drawn_searches(draw: st.DrawFn) -> tuple[Search, ...]:
    """Any searches for Ruritania: with hits and without, with outlets and terms and without."""
    found = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("2018", "2019", "2019-03", "2019-06", "2020", "2021")),
                st.sampled_from((0, 0, 0, 2, None)),
                st.booleans(),
                st.sampled_from(((), ("k0", "k1"))),
            ),
            max_size=3,
            unique_by=lambda drawn: drawn[0],
        )
    )
    return tuple(
        search(when, when, hits=hits, named=named or not hits, found=keys)
        for when, hits, named, keys in found
    )
