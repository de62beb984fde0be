"""Finished answers are kept for one state of the record alone, and only so many of them."""

from __future__ import annotations

from claims.queries.site.response_cache import LARGEST_SHARE, ResponseCache

ROOM = 800


def test_a_kept_answer_is_given_again_under_its_own_name_and_seal() -> None:
    answers = ResponseCache()
    answers.keep("seal", '"a"', b"words", {"X-Told": "yes"}, room=ROOM)
    assert answers.find("seal", '"a"') == (b"words", {"X-Told": "yes"})
    assert answers.find("seal", '"b"') is None
    assert answers.find("another seal", '"a"') is None


def test_an_answer_may_take_a_part_of_the_room_and_no_more() -> None:
    answers = ResponseCache()
    answers.keep("seal", '"a"', b"x" * (ROOM // LARGEST_SHARE), {}, room=ROOM)
    answers.keep("seal", '"b"', b"x" * (ROOM // LARGEST_SHARE + 1), {}, room=ROOM)
    assert answers.find("seal", '"a"') is not None
    assert answers.find("seal", '"b"') is None
