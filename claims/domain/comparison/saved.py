"""Saved comparisons: the version of each claim that an address names, and what changed since.

The versions are in the order of the sorted keys, as in the address::

    /compare/a1…,b2…/?v=3,1     version 3 of a1…, version 1 of b2…
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.domain.comparison.order import MOST
from claims.domain.errors import InvalidQuery, shown
from claims.domain.record.identity import is_key
from claims.domain.text.plurals import number_of

MOST_DIGITS = 6
MEND = "write one number for each key, in the order of the address, such as v=3,1"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

Fate = Literal["stands", "changed", "withdrawn", "hidden", "erased"]


@dataclass(frozen=True, slots=True)
class PinnedVersion:
    """One side of a saved comparison. ``latest`` is the number of the current version, ``latest_on`` its day.

    ``fate`` is one of: *stands*, it is the current version; *changed*, there is a newer version; *withdrawn*,
    the words are kept in the history; *hidden*, withdrawn to protect somebody or by law; *erased*, the
    content of this version was erased by law. ``reason`` and ``gone_on`` describe a withdrawal.
    """

    key: str
    version: int
    fate: Fate = "stands"
    latest: int = 0
    latest_on: str = ""
    reason: str = ""
    gone_on: str = ""

    @property
    def has_words(self) -> bool:
        """Whether the words of this version are still shown."""
        return self.fate in ("stands", "changed", "withdrawn")


def read_versions(text: str, keys: Sequence[str]) -> dict[str, int]:
    """The version of each claim, from the value of ``v`` and the keys of an address in any order.

    Raises ``InvalidQuery`` unless there are one to six different keys, each with a number of 1 or more.
    """
    wanted = sorted(key.strip().lower() for key in keys if key.strip())
    if not wanted or len(set(wanted)) < len(wanted) or len(wanted) > MOST or not all(map(is_key, wanted)):
        raise InvalidQuery(
            "A saved comparison names one to six statements by their keys, each once",
            field="v",
            value=text,
            mend="leave “v” out to compare the statements as they stand now",
        )
    numbers = [number.strip() for number in text[:200].split(",")]
    for number in numbers:
        if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number)):
            raise InvalidQuery(f"“{shown(number)}” is not a version", field="v", value=text, mend=MEND)
    if len(numbers) != len(wanted):
        versions, statements = number_of(len(numbers), "version"), number_of(len(wanted), "statement")
        raise InvalidQuery(
            f"The address names {versions} for {statements}",
            field="v",
            value=text,
            mend=MEND,
        )
    return dict(zip(wanted, map(int, numbers), strict=True))


def versions_text(versions: Mapping[str, int]) -> str:
    """The value of ``v`` for these versions.

    >>> versions_text({"b2": 1, "a1": 3})
    '3,1'
    """
    return ",".join(str(versions[key]) for key in sorted(versions))


def saved_sentence(sides: Iterable[tuple[PinnedVersion, int]]) -> str:
    """A sentence with the versions that a page always shows. Each side comes with its place on the page.

    >>> saved_sentence([(PinnedVersion("b2", 1), 1), (PinnedVersion("a1", 3), 0)])
    'This address always shows version 3 of the first statement and version 1 of the second.'
    """
    parts = [
        f"version {side.version} of the {ORDINALS[place]}"
        for side, place in sorted(sides, key=lambda of: (of[1], of[0].key))
    ]
    if parts:
        parts[0] += " statement"
    return f"This address always shows {' and '.join(filter(None, [', '.join(parts[:-1]), *parts[-1:]]))}."


def since_sentence(side: PinnedVersion, place: int | None) -> str:
    """What happened to a side since it was saved; empty if it is still the current version.

    ``place`` is the place of the statement on the page, from 0, or ``None`` if it is not shown.
    """
    name = f"The statement {side.key}" if place is None else f"The {ORDINALS[place]} statement"
    match side.fate:
        case "stands":
            return ""
        case "changed":
            return f"{name} has changed since: version {side.latest} of {side.latest_on}."
        case "withdrawn":
            return (
                f"{name} was withdrawn on {side.gone_on}: {side.reason}. The saved words stay in its history."
            )
        case "hidden":
            return f"{name} was withdrawn on {side.gone_on}: {side.reason}. Its words are not shown any more."
        case "erased":
            return (
                f"The content of version {side.version} was erased by law: {side.key} is not shown any more."
            )
