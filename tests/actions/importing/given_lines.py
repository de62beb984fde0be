"""Lines that give a claim with what it points to, and what their import has to keep."""

from __future__ import annotations

from typing import Any

from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import everything, exported, import_text, told

ANA = {
    "type": "speaker",
    "slug": "ana-example",
    "name": "Ana Example",
    "aliases": [{"text": "Ана Пример", "language": "ru"}, {"text": "آنا مثال"}, {"text": "安娜"}],
}

PAGE: dict[str, Any] = {
    "url": "https://example.org/restraint",
    "title": "Restraint",
    "outlet": {"name": "Example Gazette"},
    "language": "en",
    "published": "2019-05-06",
    "published_basis": "stated",
}


def claim(speaker: Any = "ana-example", words: str = "We recommend restraint", **more: Any) -> dict[str, Any]:
    return {
        "type": "claim",
        "words": {"text": words, "language": "en", "form": "quoted"},
        "speaker": speaker,
        "said": "2019-05-06",
        "said_basis": "stated",
        "chain": [{"hop": 1, "how": "direct_quote", "source": PAGE}],
        **more,
    }


def taken(*documents: dict[str, Any], publish: bool = True) -> None:
    """Importing the lines goes well, and importing them again changes nothing."""
    assert told(import_text(lines(*documents), publish=publish)) == []
    before, public = everything(), exported()
    again = import_text(lines(*documents), publish=publish)
    assert (told(again), list(again.to_do())) == ([], [])
    assert (everything(), exported()) == (before, public)
