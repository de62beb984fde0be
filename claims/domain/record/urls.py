"""Check web addresses, and find out whether two of them lead to the same document."""

import re
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from claims.domain.errors import InvalidValue

LONGEST_URL: Final = 2000

_PORTS: Final = {"http": 80, "https": 443}
_FORBIDDEN_SIGNS: Final = (
    "\\s\\x00-\\x20\\x7f-\\x9f\\xad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069"
    '\\ufeff\\ud800-\\udfff\\\\<>"'
)
_FORBIDDEN: Final = re.compile(f"[{_FORBIDDEN_SIGNS}]")
USUAL_URL: Final = (
    r"https?://(?=.{1,1900}\Z)[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,30}){1,5}"
    rf"(?:[/?#][^{_FORBIDDEN_SIGNS}]*)?"
)
"""A regular expression for addresses that pages may link to, without the rare: ports, IDN, long ones."""
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*")
_TRACKING: Final = re.compile(
    r"utm_.*|(fb|g|d|tw|tt|y|ys|ms)clid|gclsrc|gbraid|wbraid|igshid?|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok"
    r"|li_fat_id|oly_(anon|enc)_id|vero_id|wt_mc|cmpid|ref_src|ref_url|at_(medium|campaign|custom\d)",
    re.IGNORECASE,
)
_APPENDED: Final = frozenset({"", "_", "amp", "cachebuster", "nocache", "share", "si", "source_id", "usp"})
_ROUTES: Final = ("/", "!")
_OTHER_DOTS: Final = re.compile("[\u3002\uff0e\uff61\u2024]")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST_MEND: Final = "copy the address from the browser"


def check_url(url: str) -> str:
    """Return the address unchanged if pages may link to it.

    Raises InvalidValue for schemes other than http and https, a missing or impossible host (also one with
    another character in place of a dot), an impossible port, a user name or password, white space, a
    backslash, control or invisible characters, and more than 2,000 characters.
    """
    _parts(url)
    return url


def normalise_url(url: str) -> str:
    """The normal form of an address, the same for all addresses of a document. Use it only to compare.

    The scheme is https. The host is in lower case and ASCII, without ``www.``, ``m.``, ``mobile.`` or
    ``amp.`` before a whole domain. Default ports, tracking parameters and a slash at the end are removed;
    parameters are sorted by name; percent signs follow RFC 3986 §6.2.2. The path and other parameters keep
    their case. A fragment is removed, unless it begins with ``/`` or ``!``: it then names a document within a
    page that loads its documents by script.
    Raises InvalidValue as `check_url` does.

    >>> normalise_url("http://m.Example.org:80/a/?utm_source=x&b=1#top")
    'https://example.org/a?b=1'
    >>> normalise_url("https://example.org/#!/speech/7")
    'https://example.org#!/speech/7'
    """
    parts, host, port = _parts(url)
    shown_port = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    path = _percent(parts.path).rstrip("/")
    pairs = [pair for pair in _percent(parts.query).split("&") if pair and not _is_tracking(pair)]
    query = "&".join(sorted(pairs, key=lambda pair: pair.partition("=")[0]))
    fragment = _percent(parts.fragment).rstrip("/") if parts.fragment[:1] in _ROUTES else ""
    start = f"https://{_desktop(host)}{shown_port}{path}"
    route = "" if fragment in ("", "!") else f"#{fragment}"
    return f"{start}{'?' if query else ''}{query}{route}"


def spellings_of(normal: str) -> list[str]:
    """Frequent spellings of a normal address: with or without www, TLS and a slash at the end."""
    rest = normal.removeprefix("https://")
    starts = [f"{scheme}://{www}" for scheme in ("https", "http") for www in ("", "www.")]
    slashes = ("",) if "#" in rest else ("", "/")
    return [f"{start}{rest}{slash}" for start in starts for slash in slashes]


def is_appended(name: str) -> bool:
    """Whether a parameter of this name is added to shared links by others.

    Sharing, mailing and tracking services do so (``fbclid``, ``utm_source``, ``mc_cid``), scripts that bypass
    a cache (``_``), and pages that escape an address twice (``amp;sort``).
    """
    return _TRACKING.fullmatch(name) is not None or name in _APPENDED or name.startswith("amp;")


def _parts(url: str) -> tuple[SplitResult, str, int | None]:
    """The parts of the address, its host in lower-case ASCII, and its port."""
    if len(url) > LONGEST_URL:
        raise _invalid(f"the address is longer than {LONGEST_URL:,} characters", url, "give a shorter one")
    found = _FORBIDDEN.search(url)
    if found:
        mend = "write %20 for a space" if found.group() == " " else "take it out"
        raise _invalid(f"an address cannot hold U+{ord(found.group()):04X}", url, mend)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise _invalid("the address cannot be read", url, _HOST_MEND) from None
    if parts.scheme not in _PORTS:
        mend = "write an address that begins with https:// or http://"
        raise _invalid("only http and https addresses are taken", url, mend)
    if "@" in parts.netloc:
        message = "an address with a name or password before the host is not taken"
        raise _invalid(message, url, "leave out the @ and everything before it")
    if port == 0:
        raise _invalid("the address has an impossible port", url, "leave the port out")
    if other := _OTHER_DOTS.search(parts.netloc):
        raise _invalid(f"the host has U+{ord(other.group()):04X} where a dot belongs", url, "write a dot")
    return parts, _ascii_host(host, url), port


def _ascii_host(host: str, url: str) -> str:
    if ":" in host:  # An IPv6 address, which urlsplit has checked.
        return f"[{host}]"
    try:
        host = host.encode("idna").decode("ascii").lower() if host else ""
    except UnicodeError:
        raise _invalid("the address has an impossible host", url, _HOST_MEND) from None
    host = host.removesuffix(".")
    if not host:
        raise _invalid("the address has no host", url, _HOST_MEND)
    if not _HOST.fullmatch(host):
        raise _invalid("the address has an impossible host", url, _HOST_MEND)
    return host


def _desktop(host: str) -> str:
    """The host without ``www`` and without the prefixes of mobile sites."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in {"www", "m", "mobile", "amp"}:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":  # en.m.wikipedia.org
        del labels[1]
    return ".".join(labels)


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    if name.lower() == "amp":
        return value in {"", "1", "true"}
    if name.lower() == "outputtype":
        return value.lower() == "amp"
    return _TRACKING.fullmatch(name) is not None


def _percent(text: str) -> str:
    """The text with normal percent signs: only where needed, in upper case, of UTF-8."""
    text = quote(text, safe="!$&'()*+,;=:@/?%[]|{}^`~")
    return re.sub("%([0-9A-Fa-f]{2})?", _octet, text)


def _octet(found: re.Match[str]) -> str:
    digits = found.group(1)
    if not digits:
        return "%25"
    code = int(digits, 16)
    return chr(code) if code in _UNRESERVED else f"%{digits.upper()}"


def _invalid(message: str, url: str, mend: str) -> InvalidValue:
    return InvalidValue(message, field="url", value=url, mend=mend)
