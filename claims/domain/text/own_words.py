"""The words of a claim that are the speaker's own: those in quotation marks."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_CLOSED_BY: Mapping[str, str] = MappingProxyType(
    {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "\uff02": "\uff02"}
)
"""Opening quotation marks with their closing marks. Single marks are left out: most are apostrophes."""

# It begins with a set of characters, because Python skips to the next one of a set.
_QUOTED = re.compile(
    f"[{''.join(_CLOSED_BY)}](?:"
    + "|".join(f"(?<={opened})([^{closed}]*)[{closed}]" for opened, closed in _CLOSED_BY.items())
    # What is opened and not closed goes on to the end.
    + "|.*)",
    re.DOTALL,
)

BETWEEN = " … "
"""The separator of parts of one claim that are quoted separately."""


def quoted_parts(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each part of the text that is in quotation marks, without the marks.

    A mark that is not closed quotes nothing. Marks of another kind inside are part of the quotation.

    >>> text = "He said it “may be so”, and left."
    >>> [text[start:end] for start, end in quoted_parts(text)]
    ['may be so']
    """
    return tuple(found.span(found.lastindex) for found in _QUOTED.finditer(text) if found.lastindex)


def own_parts(form: str, text: str) -> tuple[str, ...]:
    """The parts of a text that are the speaker's own words, by the form of its claim.

    For "quoted" this is the whole text, for "partial" the parts in quotation marks, else nothing.

    >>> own_parts("partial", "He said it “may be so”, and left.")
    ('may be so',)
    """
    if form == "quoted":
        return (text,) if text.strip() else ()
    if form == "partial":
        return tuple(text[start:end] for start, end in quoted_parts(text) if text[start:end].strip())
    return ()


def own_words(form: str, text: str) -> str:
    """The same parts as one text; empty if no words are the speaker's own."""
    return BETWEEN.join(own_parts(form, text))
