"""The values by which the desk finds a claim of any state, read from its record.

A value stands under the path of its field, without the numbers of a list::

    record ──► {("chain.source", "s-1b…"), ("stances.answer", "build-the-bridge:yes"), ("ids", "x⏎17"), …}

References are complete, except those of ``IN_COLUMNS``: so everything that points to a record is found.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import places_of_references
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.vocabulary import NOT_TRANSLATED

IN_COLUMNS: Final = frozenset({"speaker", "on_behalf_of"})
"""The references that are columns of the row."""

FIRST_HAND: Final = ("first_hand", "recording", "transcript")
ANSWER: Final = "stances.answer"
"""The field of an answer, as "position:answer"."""
UNCHANGED: Final = "stances.unchanged"
"""The field of the position on which a claim says that nothing has changed."""
UNCONFIRMED: Final = "stances.check"
"""The same, where no editor has confirmed an outcome."""
RATING: Final = "verdicts.rating"
"""The field of a rating, as "scale:rating"."""
NAMELESS: Final = "verdicts.by"
"""The field of the scale of a verdict that does not say by whom."""
IDENTIFIER: Final = "ids"
"""The field of an identifier of others, as ``identifier`` gives it."""

CHANGE: Final = "+"
"""Begins the fields of what a claim would have by a change that is not public yet."""

DeskValues = frozenset[tuple[str, str]]


def desk_values(claim: ClaimRecord) -> DeskValues:
    """The values of a claim, as (field, value)."""
    pointing = [(name, key) for name, _, key in places_of_references(claim) if name not in IN_COLUMNS]
    return frozenset([*pointing, *_others(claim)])


def changed_values(change: ClaimRecord) -> DeskValues:
    """The values of a change to a public claim. It has no columns, so all its references are among them."""
    pointing = [(name, key) for name, _, key in places_of_references(change)]
    return frozenset([(CHANGE + name, value) for name, value in (*pointing, *_others(change))])


def identifier(scheme: str, value: str) -> str:
    """An identifier of others as one value."""
    return f"{scheme}\n{value}"


def _others(claim: ClaimRecord) -> Iterator[tuple[str, str]]:
    for stance in claim.stances:
        if stance.answer is not None:
            yield ANSWER, f"{stance.position}:{stance.answer}"
        if stance.unchanged:
            yield UNCHANGED, stance.position
            if stance.check is None or not stance.check.confirmed:
                yield UNCONFIRMED, stance.position
    for verdict in claim.verdicts:
        if verdict.rating:
            yield RATING, f"{verdict.scale}:{verdict.rating}"
        if not verdict.by:
            yield NAMELESS, verdict.scale
    for one in claim.ids:
        yield IDENTIFIER, identifier(one.scheme, one.value)


@cache
def reference_fields(record_type: str) -> tuple[str, ...]:
    """The fields of a claim that refer to records of a type, those in columns too."""
    return tuple(_fields(ClaimRecord, record_type, ""))


def _fields(of: type[Part], record_type: str, prefix: str) -> Iterator[str]:
    for field in fields_of(of):
        name = prefix + field.json
        if field.of:
            yield from _fields(field.of, record_type, f"{name}.")
        elif field.ref == record_type:
            yield name


def lacks(claim: ClaimRecord) -> tuple[str, ...]:
    """What the record of a claim lacks, by the words of the desk's list: a first-hand source and so on.

    An archived copy is not among them: it is a matter of the sources.
    """
    words = claim.words
    is_translated = words.translated_from not in ("", NOT_TRANSLATED, words.language)
    found = {
        "first-hand": not any(hop.how in FIRST_HAND for hop in claim.chain),
        "passage": not any(hop.exact for hop in claim.chain),
        "stance": not claim.stances,
        "original": is_translated
        and not any(one.language == words.translated_from for one in claim.translations),
        "day": not claim.said,
    }
    return tuple(name for name, is_lacking in found.items() if is_lacking)
