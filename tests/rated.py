"""Claims that two checkers rated, for accuracy and for consistency, beside the world. All are made up.

harbour   False by the desk of La Voz, on its ordered scale; False in a review by The Strelsau Gazette
tunnel    Full Flop by La Voz, on a scale of consistency; not rated for accuracy; nobody can check it
ferry     Right, on a scale of nobody; and No Flip by La Voz
"""

from __future__ import annotations

import json
from typing import Any

from tests.records_in_and_out import import_text, told
from tests.world_claims import claim
from tests.world_shared import GAZETTE_CHECK, GAZETTE_MAY

REVIEW = "https://gazette.example/check/harbour"
TRUTH: dict[str, Any] = {
    "type": "scale", "slug": "voz-truth", "name": "Verdad", "outlet": "voz", "ordered": True,
    "ratings": [{"slug": "false", "label": "False", "value": "1", "best": "2", "worst": "1"},
                {"slug": "true", "label": "True", "value": "2", "best": "2", "worst": "1"}],
}  # fmt: skip
FLIPS: dict[str, Any] = {
    "type": "scale", "slug": "voz-flips", "name": "Giros", "outlet": "voz", "ordered": True,
    "measure": "consistency",
    "ratings": [{"slug": "full-flop", "label": "Full Flop"}, {"slug": "no-flip", "label": "No Flip"}],
}  # fmt: skip
FREE: dict[str, Any] = {
    "type": "scale", "slug": "free-scale", "name": "A scale of nobody",
    "ratings": [{"slug": "wrong", "label": "Wrong", "value": "0"},
                {"slug": "right", "label": "Right", "value": "9"}],
}  # fmt: skip


def verdict(scale: str, rating: str, **more: Any) -> dict[str, Any]:
    """A verdict of our own with all that it needs; ``more`` are fields in place of that."""
    return {
        "scale": scale,
        "rating": rating,
        "explanation": "The log says so.",
        "by": "Desk",
        "reviewed": "2020-06-01",
        "evidence": [{"source": GAZETTE_CHECK, "bears": "against"}],
        **more,
    }


HARBOUR = claim(
    "The harbour froze over", "anna-roe", "2020-05-05", GAZETTE_MAY, checkable="fact",
    verdicts=[verdict("voz-truth", "false"),
              {"scale": "gazette-2020", "rating": "false", "reviewed": "2020-05-20", "url": REVIEW}],
)  # fmt: skip
TUNNEL = claim(
    "I always opposed the tunnel", "anna-roe", "2020-05-06", GAZETTE_MAY,
    verdicts=[verdict("voz-flips", "full-flop", by="La Voz")],
)  # fmt: skip
FERRY = claim(
    "The ferry takes an hour", "anna-roe", "2020-05-07", GAZETTE_MAY, checkable="fact",
    verdicts=[verdict("free-scale", "right"), verdict("voz-flips", "no-flip")],
)  # fmt: skip
harbour, tunnel, ferry = HARBOUR["key"], TUNNEL["key"], FERRY["key"]


def build_rated() -> None:
    """Publish these claims with their scales, beside the world."""
    documents = (TRUTH, FLIPS, FREE, HARBOUR, TUNNEL, FERRY)
    plan = import_text("".join(f"{json.dumps(one)}\n" for one in documents), publish=True)
    assert told(plan) == []
