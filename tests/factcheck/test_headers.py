"""Headers that every answer has, whoever made it."""

from __future__ import annotations

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.views.decorators.clickjacking import xframe_options_exempt

from factcheck.headers import HeadersMiddleware


def answered(response: HttpResponse | FileResponse, path: str = "/") -> HttpResponse | FileResponse:
    """The answer of a page at this address, as it leaves."""
    middleware = HeadersMiddleware(lambda request: response)
    return middleware(RequestFactory().get(path))  # type: ignore[return-value]


def test_staff_pages_are_never_kept_whatever_they_say_themselves() -> None:
    careless = HttpResponse("secret")
    careless["Cache-Control"] = "public, max-age=3600"
    assert answered(careless, "/admin/anything/")["Cache-Control"] == "no-store, private"


def test_public_pages_keep_their_own_word() -> None:
    public = HttpResponse()
    public["Cache-Control"] = "public, max-age=60"
    assert answered(public)["Cache-Control"] == "public, max-age=60"


def test_a_page_that_may_be_framed_is_not_forbidden_to_be() -> None:
    @xframe_options_exempt
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert "X-Frame-Options" not in answered(page(HttpRequest()))
    assert answered(HttpResponse())["X-Frame-Options"] == "DENY"


def test_an_answer_tells_its_length_so_that_a_connection_can_be_kept() -> None:
    assert answered(HttpResponse("four"))["Content-Length"] == "4"


def test_a_head_has_the_length_of_the_page_and_not_the_page() -> None:
    middleware = HeadersMiddleware(lambda request: HttpResponse("four"))
    answer = middleware(RequestFactory().head("/"))
    assert isinstance(answer, HttpResponse)
    assert (answer["Content-Length"], answer.content) == ("4", b"")


@override_settings(ALLOWED_HOSTS=["claims.example.org"], SECURE_SSL_REDIRECT=True)
def test_an_answer_to_a_refused_host_has_them_too(client: Client, db: None) -> None:
    answer = client.get("/", headers={"Host": "nobody.example.com"})
    assert answer.status_code == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("status", [404, 410])
def test_that_there_is_no_page_is_kept_for_ten_seconds_and_never_longer(status: int) -> None:
    gone = HttpResponse("no", status=status)
    gone["Cache-Control"] = "public, max-age=10, stale-while-revalidate=60, stale-if-error=600"
    assert answered(gone)["Cache-Control"] == "public, max-age=10"
    staff = HttpResponse("no", status=status)
    assert answered(staff, "/admin/nothing/")["Cache-Control"] == "no-store, private"
