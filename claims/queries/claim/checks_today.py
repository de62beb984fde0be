"""Compares a claim with what its voice said before and after, for every page alike."""

from __future__ import annotations

from collections.abc import Mapping

from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.models import Stance
from claims.queries.stances.answers import answers_of
from claims.queries.stances.attributed import attributed_stances_on
from claims.queries.stances.searches import searches_on_each


def checks_today(key: str) -> Mapping[str, ConsistencyCheck]:
    """The comparison of each public stance of a claim with the line of its voice, by position.

    At most eight queries.

    Reads only the stances of the claim's own voice.
    """
    saying = Stance.objects.filter(claim__key=key, public=True).order_by("position__slug")
    rows = list(
        saying.values_list("position", "position__slug", "voice", "claim__on_behalf_of", "claim__speaker")
    )
    if not rows:
        return {}
    positions = [row[0] for row in rows]
    speakers = {voice or body or speaker for *_, voice, body, speaker in rows}
    stances = attributed_stances_on(positions, of=speakers)
    searches, answers = searches_on_each(positions), answers_of(positions)
    found = {}
    for position, slug, *_ in rows:
        claim = next((one for one in stances[position] if one.key == key), None)
        if claim is not None:
            found[slug] = check_consistency(
                claim,
                stances[position],
                position=slug,
                answers=answers[position],
                searches=searches[position],
            )
    return found
