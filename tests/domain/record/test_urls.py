"""Which web addresses are taken, and when two are one document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidValue
from claims.domain.record.urls import LONGEST_URL, check_url, normalise_url
from tests.cases import each_case

SCHEMES = st.sampled_from(["http://", "https://", "ftp:", "//"])
HOSTS = st.sampled_from(["www.", "m.", "example.org", "пример.рф", "[::1]", "@", ":80", ":x", ".", "-"])
PATHS = st.sampled_from(
    ["/", "a", "é", "%2f", "%", "%41", "?", "&", "=", "utm_source=x", "b=1", "#", "[", ";", " "]
)
PIECES = st.lists(SCHEMES | HOSTS | PATHS).map("".join)


@each_case(
    ("url", "expected"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://WWW.Example.ORG:80/", "https://example.org"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/A/b/?", "https://example.org/A/b"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/#/speech/7/", "https://example.org#/speech/7"),
        ("https://example.org/app?utm_source=x#!речь", "https://example.org/app#!%D1%80%D0%B5%D1%87%D1%8C"),
        ("http://m.example.org/#!/a?id=7", "https://example.org#!/a?id=7"),
        ("https://example.org/#/", "https://example.org"),
        ("https://example.org/a#!", "https://example.org/a"),
        ("https://example.org/a#/b#c", "https://example.org/a#/b%23c"),
        ("https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2", "https://example.org/a"),
        ("https://example.org/a?id=7&utm_source=x", "https://example.org/a?id=7"),
        ("https://example.org/?b=2&a=1&b=1", "https://example.org?a=1&b=2&b=1"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a?amp=1", "https://example.org/a"),
        ("https://en.m.example.org/a", "https://en.example.org/a"),
        ("https://m.me/a", "https://m.me/a"),
        ("https://example.org/a?amp=volts", "https://example.org/a?amp=volts"),
        ("https://example.org/%7ea/%e2%82%ac", "https://example.org/~a/%E2%82%AC"),
        ("https://example.org/€", "https://example.org/%E2%82%AC"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://пример.рф/а", "https://xn--e1afmkfd.xn--p1ai/%D0%B0"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_addresses_of_one_document_become_one(url: str, expected: str) -> None:
    assert normalise_url(url) == expected


@each_case(
    "url",
    [
        "",
        "example.org/a",
        "//example.org/a",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///a",
        "https://user:word@example.org/",
        "https://example.org@evil.example/",
        "https://user:secret@example.org/",
        "https://@example.org/",
        "https://example.org%40evil.example@elsewhere.example/",
        "https://example.org:port/",
        "https://example.org:0/",
        "https://example.org:-1/",
        "https://example.org:８０/",
        "https://example\u3002org/",
        "https://пример\uff0eрф/",
        "https://example\uff61org/a",
        "https://example.org/a\\b",
        "https:\\\\example.org/",
        "https://example.org:99999/",
        "https://[::1/",
        "https://exa mple.org/",
        " https://example.org/",
        "https://example.org/a\nb",
        "https://example.org/\u202ea",
        "https://example.org\\a",
        "https://exa\u00admple.org/",
        "https://example.org/\u034fa",
        "https://-example.org/",
        "https://a..b/",
        "https://" + "a" * 64 + ".org/",
        "https://example.org/\ud800",
        "https://example.org/" + "a" * LONGEST_URL,
    ],
)
def test_what_is_no_web_address_is_refused_with_a_mend(url: str) -> None:
    for read in (check_url, normalise_url):
        with pytest.raises(InvalidValue) as caught:
            read(url)
        assert caught.value.field == "url"
        assert caught.value.value == url
        assert caught.value.mend


@each_case(
    ("url", "mend"),
    [
        ("example.org", "begins with https://"),
        ("https://user:word@example.org/", "leave out the @ and everything before it"),
        ("https://example\u3002org/", "write a dot"),
        ("https://example.org:0/", "leave the port out"),
        ("https://example.org/a b", "%20"),
        ("https://example.org/\u200ba", "take it out"),
    ],
)
def test_the_mend_is_that_of_what_is_wrong(url: str, mend: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        check_url(url)
    assert mend in caught.value.mend


def test_a_good_address_comes_back_as_it_was_typed() -> None:
    assert check_url("http://WWW.example.org/?utm_source=x") == "http://WWW.example.org/?utm_source=x"


@given(PIECES | st.text(st.characters()) | st.text().map(lambda text: f"https://example.org/{text}"))
def test_any_text_becomes_a_stable_address_or_is_refused(url: str) -> None:
    try:
        normal = normalise_url(url)
    except InvalidValue:
        return
    assert normalise_url(normal) == normal
    assert normal.isascii()
    assert check_url(url) == url
