"""The answers of positions, with what their order means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from claims.domain.positions.sides import Answers
from claims.domain.record.shared import Answer
from claims.models import Answer as AnswerRow


def answers_of(positions: Collection[int]) -> Mapping[int, Answers]:
    """The answers of these positions by primary key. One query; a position without answers has an entry."""
    found: dict[int, list[Answer]] = defaultdict(list)
    kinds: dict[int, tuple[bool, bool]] = {}
    rows = AnswerRow.objects.filter(position__in=sorted(positions)).order_by("place", "pk")
    for position, ordered, exclusive, slug, text, rule, side in rows.values_list(
        "position", "position__ordered", "position__exclusive", "slug", "text", "rule", "side"
    ):
        found[position].append(Answer(slug=slug, text=text, rule=rule, side=side))
        kinds[position] = ordered, exclusive
    return {pk: Answers(tuple(found[pk]), *kinds.get(pk, (False, False))) for pk in positions}
