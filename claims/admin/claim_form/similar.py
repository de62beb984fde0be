"""Claims on record that an editor may be about to record again. The claim form lists them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from django.http import QueryDict

from claims.admin.claim_form.fields import ClaimForm
from claims.admin.claim_form.rows import MOST_ROWS
from claims.admin.context import whole_number
from claims.domain.record.claim import ClaimRecord
from claims.queries.desk.similar_claims import SimilarClaim, similar_claims

SAID_AGAIN: Final = "_said_again"
REFUSAL: Final = (
    "These words of this speaker on this day are on record already, as shown beside the form. "
    "Open that claim, or tick there that they were said once more."
)


def similar_to(form: ClaimForm, record: ClaimRecord | None, *, key: str = "") -> tuple[SimilarClaim, ...]:
    """The claims on record that may be the one of the form. ``key`` is its own, if it is on record.

    The form was read. While the speaker is missing, the words alone are compared.
    """
    if record is None:
        return similar_claims(text=form.text_of("text"), language=form.text_of("language"), besides=key)
    words, repeated = record.words, _repeated(record)
    found = similar_claims(
        text=words.text, language=words.language, speaker=record.speaker, said=record.said, besides=key
    )
    return tuple(replace(one, can_repeat=one.can_repeat and one.key not in repeated) for one in found)


def is_on_record(record: ClaimRecord, similar: Iterable[SimilarClaim]) -> bool:
    """Whether a claim has the same words, speaker and day, and the record does not say that it repeats it."""
    repeated = _repeated(record)
    return any(one.is_same and one.key not in repeated for one in similar)


def _repeated(record: ClaimRecord) -> set[str]:
    return {relation.to for relation in record.relations if relation.kind == "repeats"}


def with_repeat(data: QueryDict, key: str) -> QueryDict:
    """The form with one more relation: the claim repeats the one of this key. An empty last row is used."""
    if not key:
        return data
    data = data.copy()
    number = whole_number(data.get("relations-TOTAL_FORMS", ""))
    if number and not (data.get(f"relations-{number - 1}-kind") or data.get(f"relations-{number - 1}-to")):
        number -= 1
    data["relations-TOTAL_FORMS"] = str(min(number + 1, MOST_ROWS))
    data[f"relations-{number}-kind"], data[f"relations-{number}-to"] = "repeats", key
    return data
