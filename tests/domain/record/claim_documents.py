"""The smallest document of a claim, and what stands against one."""

from __future__ import annotations

from typing import Any

from claims.domain.errors import InvalidRecord
from claims.domain.record.codec import (
    read_document,
)

CLAIM: dict[str, Any] = {
    "type": "claim",
    "key": "k7f2m9q1xz",
    "words": {"text": "The bridge stands"},
    "speaker": "anna-roe",
    "chain": [{"hop": 1, "source": "s-0123456789"}],
}


def problems_of(**changes: Any) -> list[InvalidRecord]:
    record, problems = read_document({**CLAIM, **changes})
    assert (record is None) == bool(problems)
    return list(problems)
