"""The lanes of a chart: one for each answer, and others for stances without an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.domain.charts.marks import LaneKind
from claims.domain.positions.voices import VoicedStance
from claims.domain.record.shared import Answer

LaneOf = tuple[LaneKind, str]
"""The kind of a lane, and the slug of its answer or empty text."""


def lane_of(stance: VoicedStance) -> LaneOf:
    """The lane of a stance."""
    if stance.answer:
        return ("answer", stance.answer)
    return ("unchanged", "") if stance.unchanged else ("none", "")


def lanes_of(answers: Sequence[Answer], stances: Iterable[VoicedStance], *, ordered: bool) -> list[LaneOf]:
    """The lanes from the top: the answers, with the side "for" first if ordered, then the others."""
    used = {lane_of(stance) for stance in stances}
    slugs = [answer.slug for answer in answers]
    if ordered and not (answers and answers[0].side == "for"):
        slugs.reverse()
    known: list[LaneOf] = [("answer", slug) for slug in slugs]
    strange = sorted(lane for lane in used if lane[0] == "answer" and lane not in known)
    others: tuple[LaneOf, ...] = (("unchanged", ""), ("none", ""))
    return [*known, *strange, *(lane for lane in others if lane in used)]
