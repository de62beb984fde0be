"""Finished pages are kept for one state of the record alone, and only so many of them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from claims.web.kept_pages import KeptPages

ROOM = 800


def test_a_kept_page_is_given_again_with_its_headers() -> None:
    pages = KeptPages()
    pages.keep("seal", '"a"', HttpResponse("words", headers={"X-Told": "yes"}), room=ROOM)
    found = pages.find("seal", '"a"')
    assert found is not None
    assert (found.content, found["X-Told"]) == (b"words", "yes")
    assert pages.find("seal", '"b"') is None


def test_no_page_outlives_a_change_of_the_record() -> None:
    pages = KeptPages()
    pages.keep("seal", '"a"', HttpResponse("words"), room=ROOM)
    assert pages.find("another seal", '"a"') is None
    pages.keep("another seal", '"b"', HttpResponse("words"), room=ROOM)
    assert pages.find("seal", '"a"') is None


def test_what_is_no_page_that_was_found_is_not_kept() -> None:
    pages = KeptPages()
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
        pages.keep("seal", '"a"', response, room=ROOM)
        assert pages.find("seal", '"a"') is None


def test_the_pages_that_were_asked_for_longest_ago_make_room() -> None:
    pages = KeptPages()
    for number in range(8):
        pages.keep("seal", str(number), HttpResponse("x" * 100), room=ROOM)
    assert pages.find("seal", "0") is not None
    pages.keep("seal", "8", HttpResponse("x" * 100), room=ROOM)
    assert pages.find("seal", "1") is None
    assert pages.find("seal", "0") is not None
