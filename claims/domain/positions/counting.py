"""Which stances count towards a finding, and which are only shown.

A stance counts if the speaker is quoted, or clearly reported, as saying it. Stances from summaries, of
anonymous or unidentified speakers, and stances ascribed by others are shown, but make no change of position
and no conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from claims.domain.errors import InvalidValue
from claims.domain.record.vocabulary import FORMS, SPEAKER_KINDS, STANCE_BASES

_FORMS_NOT_COUNTED: Mapping[str, str] = MappingProxyType(
    {"summary": "Not counted: the source sums up, it does not report one utterance."}
)
_SPEAKERS_NOT_COUNTED: Mapping[str, str] = MappingProxyType(
    {
        "anonymous": "Not counted: the speaker is anonymous.",
        "unidentified": "Not counted: the speaker is not identified.",
    }
)
_BASES_NOT_COUNTED: Mapping[str, str] = MappingProxyType(
    {"ascribed": "Not counted: the stance is ascribed to the speaker by somebody else."}
)
_AS_REPORTED = frozenset({"reported", "partial"})


def is_counted(form: str, speaker_kind: str, basis: str) -> bool:
    """Whether a stance counts, by the form of its claim, the kind of speaker, and its basis.

    Raises ``InvalidValue`` for a word that is not in the list of its field.
    """
    return not why_not_counted(form, speaker_kind, basis)


@lru_cache(maxsize=512)
def why_not_counted(form: str, speaker_kind: str, basis: str) -> str:
    """Why a stance does not count, as a sentence; empty if it counts. Raises as ``is_counted`` does."""
    for field, value, known, refused in (
        ("form", form, FORMS, _FORMS_NOT_COUNTED),
        ("speaker kind", speaker_kind, SPEAKER_KINDS, _SPEAKERS_NOT_COUNTED),
        ("basis", basis, STANCE_BASES, _BASES_NOT_COUNTED),
    ):
        if value not in known:
            mend = f"write one of {', '.join(known)}"
            raise InvalidValue(f"this is not a {field}", field=field, value=value, mend=mend)
        if value in refused:
            return refused[value]
    return ""


def as_reported(form: str) -> bool:
    """Whether a finding that rests only on words of this form must say "as reported"."""
    return form in _AS_REPORTED
