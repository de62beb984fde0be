"""Parts of a page that are drawn once for each value: most of what a list costs is drawing its rows."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

MOST_KEPT: Final = 2_000
"""Some 4 MB of rows a process."""


@register.tag
def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """``{% drawn_once claim %}…{% enddrawn_once %}``: what stands inside, drawn anew only for another row.

    The row has to be a ClaimRow, and what stands inside may depend on nothing else.
    """
    _, row = token.split_contents()
    inside = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(parser.compile_filter(row), inside)


class DrawnOnce(template.Node):
    """Keeps what it drew, by row."""

    child_nodelists = ("inside",)

    def __init__(self, row: FilterExpression, inside: NodeList) -> None:
        self.row = row
        self.inside = inside
        self._kept: dict[Any, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        row = self.row.resolve(context)
        if isinstance(row.quote, SafeString):
            # Marked by a search. It is equal to the same text without marks, which has to be escaped.
            return self.inside.render(context)
        kept = self._kept.get(row)
        if kept is None:
            kept = mark_safe(self.inside.render(context))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[row] = kept
        return kept
