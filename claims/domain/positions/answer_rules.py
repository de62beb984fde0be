"""Changes of answers that are not allowed while claims are coded with them.

A stance means what its answer meant when an editor gave it. An answer in use therefore keeps its slug, text,
rule, side and place in the order. Typography may be mended, empty values may be filled in, and answers may be
added, because that does not change the meaning of stances.
"""

from __future__ import annotations

from claims.domain.record.shared import Answer, PositionRecord
from claims.domain.text.typographic import text_problem


def answer_changes(before: PositionRecord, after: PositionRecord) -> dict[str, str]:
    """The answers whose meaning would change, with the reason in words: ``{"yes": "its rule changes"}``.

    >>> yes = Answer(slug="yes", text="Yes")
    >>> answer_changes(PositionRecord(slug="p", question="?", answers=(yes,)),
    ...                PositionRecord(slug="p", question="?"))
    {'yes': 'it is taken away'}
    """
    kept = {answer.slug: answer for answer in after.answers}
    found = {}
    for answer in before.answers:
        told = _change(answer, kept[answer.slug]) if answer.slug in kept else "it is taken away"
        if told:
            found[answer.slug] = told
    if before.ordered and after.ordered:
        old = [answer.slug for answer in before.answers if answer.slug in kept]
        new = [slug for slug in kept if slug in old]
        for one, other in zip(old, new, strict=True):
            if one != other:
                found.setdefault(one, "its place in the order changes")
    return found


def _change(before: Answer, after: Answer) -> str:
    if _differs(before.text, after.text):
        return "its text changes"
    if _differs(before.rule, after.rule):
        return "its rule changes"
    if before.side and before.side != after.side:
        return "its side changes"
    return ""


def _differs(before: str, after: str) -> bool:
    return bool(before) and before != after and (not after or bool(text_problem(before, after)))
