"""JSON inside a page: data that programs read and browsers do not run."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_text(document: Mapping[str, object]) -> SafeString:
    """The document as the content of a ``<script>`` element, which it cannot end."""
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(ESCAPES))
