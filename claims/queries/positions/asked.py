"""The parameters of the page of a position and of its downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from claims.domain.errors import InvalidDate, InvalidQuery
from claims.queries.history.as_of import read_days
from claims.queries.positions.line import LookedAt
from claims.queries.positions.voices import AskedVoice

LINE_PARAMETERS: Final = ("voice", "parts", "office", "as_of", "known_by")
PARAMETERS: Final = ("after", *LINE_PARAMETERS)


@dataclass(frozen=True, slots=True)
class Asked:
    """The voice, the day, and the claim ``after`` which the part of the list begins."""

    voice: AskedVoice = field(default_factory=AskedVoice)
    looked: LookedAt = field(default_factory=LookedAt)
    after: str = ""


def asked_of(parameters: Mapping[str, str]) -> Asked:
    """Read the parameters. Raises InvalidQuery for a day that cannot be read."""
    as_of, known_by = parameters["as_of"], parameters["known_by"]
    try:
        at, known = read_days(as_of, known_by)
    except InvalidDate as error:
        message = f"{error.message[:1].upper()}{error.message[1:]}"
        raise InvalidQuery(message, field=error.field, value=error.value, mend=error.mend) from None
    return Asked(
        voice=AskedVoice(parameters["voice"], parameters["parts"], parameters["office"]),
        looked=LookedAt(at, known, as_of, known_by),
        after=parameters.get("after", ""),
    )
