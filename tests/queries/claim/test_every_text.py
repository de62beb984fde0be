"""Readers see every text of a claim on its page, and most of them in the file of the list.

A new field of a claim fails here until it is shown, or named as what JSON alone has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.marks import Limit
from claims.domain.record.parts import fields_of
from tests.generated_records import complete_records, lines_of
from tests.records_in_and_out import import_text

pytestmark = [pytest.mark.django_db, pytest.mark.same_sql]

NOT_ON_THE_PAGE = {"ids.scheme", "verdicts.as_imported.best", "verdicts.as_imported.worst", "verdicts.judged"}
NOT_IN_CSV = {
    "asked", "chain.as", "chain.note", "figures.qualifier", "figures.unit", "figures.value", "ids.scheme",
    "ids.value", "occasion.label", "occasion.place", "refers_to", "relations.grounds", "said_note",
    "stances.check.reason", "stances.condition", "stances.grounds", "translations.translated_by",
    "verdicts.as_imported.best", "verdicts.as_imported.value", "verdicts.as_imported.worst",
    "verdicts.evidence.excerpt", "verdicts.explanation", "verdicts.judged", "words.translated_by",
}  # fmt: skip
"""What JSON alone has."""


@pytest.fixture
def claim() -> ClaimRecord:
    """A public claim in which every field says something."""
    records = complete_records()
    import_text(lines_of(records), publish=True)
    return next(record for record in records if isinstance(record, ClaimRecord))


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each free text of a part of a record, by the names of the fields that lead to it."""
    for field in fields_of(type(part)):
        found = getattr(part, field.name)
        for value in found if field.many else [found] if found is not None else []:
            name = f"{path}{field.json}"
            if field.of:
                yield from texts(value, f"{name}.")
            elif field.kind == "text" and all(isinstance(mark, Limit) for mark in field.marks):
                yield name, value


def missing(claim: ClaimRecord, answer: str) -> set[str]:
    """The fields of which no text stands in an answer. What stands before the quotation mark tells a text."""
    told: dict[str, bool] = {}
    for name, text in texts(claim):
        begins = re.escape(text.partition(" “")[0])
        told[name] = told.get(name, False) or re.search(rf"\b{begins}\b", answer, re.IGNORECASE) is not None
    return {name for name, is_told in told.items() if not is_told}


def test_the_page_of_a_claim_tells_every_text(client: Client, claim: ClaimRecord) -> None:
    page = client.get(f"/claims/{claim.key}/", follow=True).content.decode()
    assert missing(claim, page) == NOT_ON_THE_PAGE


def test_the_file_of_a_list_tells_the_texts_of_a_claim(client: Client, claim: ClaimRecord) -> None:
    file = b"".join(client.get("/claims.csv")).decode()
    assert missing(claim, file) == NOT_IN_CSV
