"""Cells of a CSV file that a spreadsheet opens."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def not_a_formula(text: str) -> str:
    """The text; with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> not_a_formula("=1+1"), not_a_formula("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
