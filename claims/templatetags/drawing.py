"""Numbers of the domain's geometry as a drawing needs them."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(thousandths: int) -> str:
    """A place on an axis of 0 to 1000 as a length of SVG: 412 gives ``41.2%``."""
    return f"{thousandths // 10}.{thousandths % 10}%"
