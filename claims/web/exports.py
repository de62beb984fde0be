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


def position_export(path: str, parameters: Mapping[str, str], *, has_chart: bool) -> Export:
    """The line of a position as files, with the voice and the day that the page looks at."""
    forms = [
        Form("CSV", address(f"{path}timeline.csv", parameters), "text/csv"),
        Form("TimelineJS (JSON)", address(f"{path}timeline.json", parameters), "application/json"),
    ]
    if has_chart:
        forms.append(Form("Chart (SVG)", address(f"{path}chart.svg", parameters), "image/svg+xml"))
    return Export(lead="This position as", forms=tuple(forms))
