"""Parse the text of the search box.

    kremlin "position hasn’t changed" -venezuela -"no comment" speaker:peskov said:2019..2021

All words and phrases must be found, except small words (``the``, ``в``, ``de``) among others; ``-`` is "not".
``speaker:`` may be repeated and means any of them. ``said:`` takes a date, or two dates with ``..`` between,
either of which may be missing. Everything is folded like the index, by `claims.domain.search.tokens`. A query
needs no escaping: it never contains the syntax of a search engine.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.errors import InvalidDate, InvalidQuery, shown
from claims.domain.record.slugs import slug_of
from claims.domain.search.tokens import tokens
from claims.domain.search.words import PREFIXES, join_spaced_terms, required_words

LONGEST_QUERY: Final = 300
MOST_TERMS: Final = 20
FIELDS: Final = ("speaker", "said")

_Member = TypeVar("_Member")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A parsed query, without repeats, in the order typed.

    `words` and `excluded` are single tokens. `phrases` and `excluded_phrases` are two or more tokens that
    must follow each other ("no-one" is a phrase too). `speakers` are slugs or parts of slugs. The dates are
    inclusive, and None for an open end. Words may be empty if speakers or dates are given.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()
    speakers: tuple[str, ...] = ()
    said_from: date | None = None
    said_to: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the query is empty and matches everything."""
        return not (self.has_words or self.speakers or self.is_dated)

    @property
    def has_words(self) -> bool:
        """Whether the query needs the full-text index."""
        return bool(self.words or self.phrases)

    @property
    def is_dated(self) -> bool:
        """Whether the query has a date, so that undated claims do not match."""
        return self.said_from is not None or self.said_to is not None


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of the query as typed: an optional `-`, an optional `name:`, and a value, perhaps quoted."""

    typed: str
    is_excluded: bool
    field: str
    value: str


_STRAIGHT: Final = '"“”„‟＂'
_CLOSING: Final = {**dict.fromkeys(_STRAIGHT, _STRAIGHT), "«": "»", "»": "«"}
_QUOTES: Final = f"{_STRAIGHT}«»"
_HEAD: Final = re.compile(rf"(?P<minus>[-−]*)(?P<bare>[^\s{_QUOTES}]*)")
_FIELD: Final = re.compile(r"(?P<name>[A-Za-z_]+):(?!//)(?P<value>.*)", re.DOTALL)


def parse_query(text: str) -> SearchQuery:
    """Parse a query. Empty or blank text is the empty query.

    Raises InvalidQuery, with a sentence and a mend for the page, for more than 300 characters or 20 terms, a
    quotation mark that is not closed, an unknown field, a bad or reversed date, only exclusions, or only
    punctuation. Addresses and times of day are words, not fields.

    >>> parse_query("no-one said:2019-02..").phrases
    (('no', 'one'),)
    """
    if len(text) > LONGEST_QUERY:
        raise _invalid(
            f"The search is longer than {LONGEST_QUERY} characters.", text, "search for fewer words"
        )
    typed, text = text, join_spaced_terms(text)
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    speakers: list[str] = []
    said: tuple[date | None, date | None] | None = None
    for term in _terms(text):
        if term.field == "said":
            if said is not None:
                raise _invalid(
                    "A search takes one said: only.", term.typed, "write both ends: said:2019..2021"
                )
            said = _said(term)
        elif term.field == "speaker":
            speakers.append(_speaker(term))
        elif found := tokens(term.value):
            (unwanted if term.is_excluded else wanted).append(found)
    wanted = _with_prefixes(wanted)
    if len(wanted) + len(unwanted) + len(speakers) > MOST_TERMS:
        raise _invalid(f"The search has more than {MOST_TERMS} words.", text, "search for fewer words")
    said_from, said_to = said or (None, None)
    phrases = _unique(found for found in wanted if len(found) > 1)
    query = SearchQuery(
        typed.strip(),
        words=required_words(_unique(found[0] for found in wanted if len(found) == 1), alone=not phrases),
        phrases=phrases,
        excluded=_unique(found[0] for found in unwanted if len(found) == 1),
        excluded_phrases=_unique(found for found in unwanted if len(found) > 1),
        speakers=_unique(speakers),
        said_from=said_from,
        said_to=said_to,
    )
    if query.is_empty and unwanted:
        raise _invalid("The search only leaves words out.", text, "add a word to look for")
    if query.is_empty and text.strip():
        raise _invalid("The search holds no word or number.", text, "search for a word")
    return query


def _with_prefixes(terms: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The terms with prefixes joined: "re" and "election" become the term that "re-election" is."""
    found: list[tuple[str, ...]] = []
    for term in terms:
        if found and len(found[-1]) == 1 and found[-1][0] in PREFIXES and len(term) == 1:
            found[-1] += term
        else:
            found.append(term)
    return found


def _terms(text: str) -> Iterator[_Term]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        head = _HEAD.match(text, position)
        assert head is not None  # Both of its parts may be empty.
        position = head.end()
        name, value = _field(head["bare"])
        is_quoted = position < len(text) and text[position] in _QUOTES and not value
        if is_quoted:
            value, position = _quoted(text, position)
        typed = text[start:position]
        if name and head["minus"]:
            raise _invalid(f"A search cannot leave out a {name}: field.", typed, "leave out words: -word")
        if name and not value.strip():
            raise _invalid(f"Nothing stands after {name}:.", typed, _example(name))
        yield _Term(typed, bool(head["minus"]), name, value)


def _field(bare: str) -> tuple[str, str]:
    """The name of the field and its value, or empty text and the whole."""
    found = _FIELD.fullmatch(bare)
    if not found:
        return "", bare
    name = found["name"].lower()
    if name in FIELDS:
        return name, found["value"]
    if not tokens(found["value"]):
        return "", bare
    raise _invalid(
        f"There is no field {shown(name)}: to search in.",
        bare,
        f'the fields are speaker: and said:; for the words themselves write "{bare.replace(":", " ")}"',
    )


def _quoted(text: str, opening: int) -> tuple[str, int]:
    """The text between the quotation mark at `opening` and the closing one, and the place after it."""
    closing = _CLOSING[text[opening]]
    for position in range(opening + 1, len(text)):
        if text[position] in closing:
            return text[opening + 1 : position], position + 1
    raise _invalid("A quotation mark is not closed.", text[opening:], "close it, or leave it out")


def _speaker(term: _Term) -> str:
    if not tokens(term.value):
        raise _invalid("Nothing stands after speaker:.", term.typed, _example("speaker"))
    return slug_of(term.value)


def _said(term: _Term) -> tuple[date | None, date | None]:
    """The first and the latest day of `said:`; None for an open end."""
    value = term.value.strip()
    if "/" not in value and ".." in value:
        start, _, end = value.partition("..")
    else:
        start = end = value
    if not start and not end:
        raise _invalid("Nothing stands after said:.", term.typed, _example("said"))
    try:
        earliest = FuzzyDate.parse(start).earliest if start else EARLIEST
        latest = FuzzyDate.parse(end).latest if end else LATEST
    except InvalidDate as error:
        raise _invalid(
            f"The date after said: cannot be read: {error.message}.", term.typed, _example("said")
        ) from None
    if earliest > latest:
        raise _invalid(
            "The dates after said: are the wrong way round.", term.typed, f"write said:{end}..{start}"
        )
    return (earliest if earliest > EARLIEST else None, latest if latest < LATEST else None)


def _example(field: str) -> str:
    return "write said:2019, said:2019-02.. or said:2019..2021" if field == "said" else "write speaker:peskov"


def _unique(members: Iterable[_Member]) -> tuple[_Member, ...]:
    return tuple(dict.fromkeys(members))


def _invalid(message: str, value: str, mend: str) -> InvalidQuery:
    return InvalidQuery(message, field="q", value=value, mend=mend)
