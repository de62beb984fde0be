"""Responses are stored for one state of the record only, and only so many of them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from claims.queries.site.response_cache import LARGEST_SHARE, ResponseCache

ROOM = 800


def test_a_stored_response_is_given_again_with_its_headers() -> None:
    responses = ResponseCache()
    responses.keep("seal", '"a"', HttpResponse("words", headers={"X-Told": "yes"}), room=ROOM)
    found = responses.find("seal", '"a"')
    assert found is not None
    assert (found.content, found["X-Told"]) == (b"words", "yes")
    assert responses.find("seal", '"b"') is None


def test_no_response_outlives_a_change_of_the_record() -> None:
    responses = ResponseCache()
    responses.keep("seal", '"a"', HttpResponse("words"), room=ROOM)
    assert responses.find("another seal", '"a"') is None
    responses.keep("another seal", '"b"', HttpResponse("words"), room=ROOM)
    assert responses.find("seal", '"a"') is None


def test_errors_redirects_streams_and_cookies_are_not_stored() -> None:
    responses = ResponseCache()
    with_cookie = HttpResponse("words")
    with_cookie.set_cookie("name", "value")
    answers = (
        HttpResponse("no", status=404),
        HttpResponseRedirect("/"),
        StreamingHttpResponse([b"words"]),
        with_cookie,
        HttpResponse("x" * ROOM),
    )
    for response in answers:
        responses.keep("seal", '"a"', response, room=ROOM)
        assert responses.find("seal", '"a"') is None


def test_the_least_recently_used_responses_make_room() -> None:
    responses = ResponseCache()
    for number in range(8):
        responses.keep("seal", str(number), HttpResponse("x" * 100), room=ROOM)
    assert responses.find("seal", "0") is not None
    responses.keep("seal", "8", HttpResponse("x" * 100), room=ROOM)
    assert responses.find("seal", "1") is None
    assert responses.find("seal", "0") is not None


def test_a_response_may_take_a_part_of_the_room_and_no_more() -> None:
    responses = ResponseCache()
    responses.keep("seal", '"a"', HttpResponse("x" * (ROOM // LARGEST_SHARE)), room=ROOM)
    responses.keep("seal", '"b"', HttpResponse("x" * (ROOM // LARGEST_SHARE + 1)), room=ROOM)
    assert responses.find("seal", '"a"') is not None
    assert responses.find("seal", '"b"') is None
