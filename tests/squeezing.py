"""Pages as tests read them: the same text however their templates break lines."""

from __future__ import annotations

import re

TAG = re.compile(r"\s*(<[^<>]+?)\s*(/?>)\s*")


def squeezed(page: str) -> str:
    """The HTML with one space for white space, and none round its tags."""
    return TAG.sub(r"\1\2", " ".join(page.split()))
