"""The stylesheet inside the file of a chart, named by its hash to a policy without ``unsafe-inline``.

A picture that somebody keeps has no stylesheet but its own; shown on the site, a browser applies it only
where the policy of that answer names it (https://www.w3.org/TR/CSP3/#framework-directive-source-list).
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.template.loader import get_template

TEMPLATE: Final = "claims/components/position_chart.svg"
STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@lru_cache(maxsize=1)
def chart_policy() -> str:
    """The Content-Security-Policy of a chart's file: its own stylesheet and nothing else."""
    path = get_template(TEMPLATE).template.origin.name  # type: ignore[attr-defined]
    (style,) = STYLE.findall(Path(path).read_text("utf-8"))
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"
