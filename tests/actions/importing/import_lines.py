"""Lines of a file to import, and what came of it."""

from __future__ import annotations

import json
from typing import Any

from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from tests.generated_records import first_key
from tests.records_in_and_out import everything, import_text, told

ANN = Actor("ann", roles=frozenset({Role.CONTRIBUTOR, Role.EDITOR}))


BOB = Actor("bob", roles=ANN.roles)


OUTLET = {"type": "outlet", "slug": "gazette", "name": "Gazette"}


SOURCE = {
    "type": "source",
    "key": "s-1",
    "title": "The bridge",
    "outlet": "gazette",
    "published": "2019-02-08",
}


SPEAKER = {"type": "speaker", "slug": "anna-roe", "name": "Anna Roe"}


CLAIM: dict[str, Any] = {
    "type": "claim",
    "words": {"text": "The bridge stands", "language": "en", "form": "quoted"},
    "speaker": "anna-roe",
    "said": "2019-02-07",
    "chain": [{"hop": 1, "source": "s-1"}],
}


KEY = first_key("The bridge stands", "anna-roe", "2019-02-07")


SHARED = [OUTLET, SOURCE, SPEAKER]


def lines(*documents: dict[str, Any]) -> str:
    return "".join(json.dumps(document) + "\n" for document in documents)


def refused(text: str, *messages: str, **options: Any) -> None:
    """Importing the text is refused with these messages, and nothing is written."""
    before = everything()
    found = told(import_text(text, **options))
    assert everything() == before
    assert len(found) == len(messages), found
    for problem, message in zip(found, messages, strict=True):
        assert message in problem
