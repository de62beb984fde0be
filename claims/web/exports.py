"""The line at the end of a list that names its machine forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.queries.listed import address


@dataclass(frozen=True, slots=True)
class Form:
    label: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Export:
    lead: str
    forms: tuple[Form, ...]


def export_line(name: str, parameters: Mapping[str, str]) -> Export:
    """The list called ``name`` in its machine forms, with the same parameters."""
    return Export(
        lead="This list as",
        forms=(
            Form("CSV", address(f"/{name}.csv", parameters), "text/csv"),
            Form("JSON", address(f"/{name}.json", parameters), "application/json"),
        ),
    )
