"""Stances and searches for tests of lines through time, told in as few words as possible."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.shared import Answer, CoverageRecord

RURITANIA = Voice("ruritania", "Ruritania")
SCALE = (
    Answer(slug="no", text="No", side="against"),
    Answer(slug="perhaps", text="Perhaps", side="middle"),
    Answer(slug="yes", text="Yes", side="for"),
)
TEXTS = {answer.slug: answer.text for answer in SCALE}
DAYS = (
    "2019-02-07", "2019-02-08", "2019-02-07T09:30+00:00", "2019-02-07T18:00+00:00", "2019-02", "2019-03-01",
    "2019", "2019-06-01", "2020-01-15", "2021", "", "../2019-02-07", "2019-09-25/..", "2020-01/2020-04",
)  # fmt: skip


def stance(
    key: str, said: str, answer: str = "", *, since: str = "", by: str = "", **told: object
) -> AttributedStance:
    """A quoted stance of Ruritania, unless told otherwise; without an answer it says that nothing changed."""
    values: dict[str, object] = {"unchanged": not answer, "speaker": "ruritania", "speaker_name": "Ruritania"}
    if by:
        values |= {"speaker": by, "speaker_name": by.title(), "own": "ruritania", "own_name": "Ruritania"}
    values |= {"speaker_kind": "body" if not by else "person", "since": FuzzyDate.parse(since), **told}
    return AttributedStance(key=key, said=FuzzyDate.parse(said), answer=answer, **values)  # type: ignore[arg-type]


def search(starts: str, ends: str, *, hits: int | None = 0, named: bool = True, **told: object) -> Search:
    """A search for Ruritania on the position "alliance", which found nothing unless told otherwise."""
    values: dict[str, object] = {
        "slug": f"{starts}-{ends}".replace("/", ""),
        "voice": "ruritania",
        "positions": ("alliance",),
        "terms": ("alliance",) if named else (),
        "outlets": ("gazette", "herald") if named else (),
        "checked_on": "2026-09-03",
    }
    return Search.of(CoverageRecord(**{**values, "from_": starts, "to": ends, "hits": hits, **told}))  # type: ignore[arg-type]


def line(
    stances: Iterable[AttributedStance], searches: Iterable[Search] = (), *, ordered: bool = True
) -> Timeline:
    """The line of Ruritania through these stances."""
    return timeline(
        tuple(stances),
        voice=RURITANIA,
        position="alliance",
        answers=SCALE,
        ordered=ordered,
        searches=tuple(searches),
    )


@st.composite
def drawn_stances(draw: st.DrawFn, *, most: int = 8) -> tuple[AttributedStance, ...]:
    """Any stances of some voices: quoted and not, dated and not, related and not."""
    count = draw(st.integers(0, most))
    keys = [f"k{n}" for n in range(count)]
    found = []
    for key in keys:
        answer = draw(st.sampled_from(("no", "perhaps", "yes", "yes", "no", "")))
        found.append(
            stance(
                key,
                draw(st.sampled_from(DAYS)),
                answer,
                by=draw(st.sampled_from(("", "ann", "ben"))),
                form=draw(st.sampled_from(("quoted", "quoted", "quoted", "reported", "partial", "summary"))),
                basis=draw(st.sampled_from(("own_words", "own_words", "own_words", "ascribed"))),
                occasion=draw(st.sampled_from(("", "talks"))),
                precedes=draw(st.frozensets(st.sampled_from(keys), max_size=1)),
            )
        )
    return tuple(found)
