"""The line at the end of a list or page that offers it as files and to programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from claims.domain.text.plurals import number_of
from claims.queries.paging import address

EXACT: Final = "CSV (exact)"
SPREADSHEET: Final = "CSV for spreadsheets"


@dataclass(frozen=True, slots=True)
class Form:
    """``is_file`` tells that it is offered to be kept; the server names it."""

    label: str
    url: str
    type: str

    @property
    def is_file(self) -> bool:
        return self.type == "text/csv"


@dataclass(frozen=True, slots=True)
class Export:
    """``lead`` says what and how many: "These 37 claims as"."""

    lead: str
    forms: tuple[Form, ...]


def tables(exact_url: str) -> tuple[Form, Form]:
    """Both kinds of CSV, for the address of the exact one."""
    path, _, query = exact_url.partition("?")
    sheet = f"{path.removesuffix('.csv')}.spreadsheet.csv" + (f"?{query}" if query else "")
    return Form(EXACT, exact_url, "text/csv"), Form(SPREADSHEET, sheet, "text/csv")


def lead(count: int, noun: str) -> str:
    """What the files hold: "These 37 claims as", "This claim as"."""
    if not count:
        return "This list as"
    return f"This {noun} as" if count == 1 else f"These {number_of(count, noun)} as"


def list_export(name: str, parameters: Mapping[str, str], count: int, noun: str) -> Export:
    """A list of shared records, whole, with the parameters of the page."""
    filters = {label: value for label, value in parameters.items() if label != "after"}
    json = Form("JSON", address(f"/{name}.json", filters), "application/json")
    return Export(lead(count, noun), (*tables(address(f"/{name}.csv", filters)), json))


def position_export(
    path: str,
    parameters: Mapping[str, str],
    count: int,
    *,
    voice: str,
    has_timeline: bool,
    has_chart: bool,
) -> Export:
    """A position as files, with the voice and the day that the page looks at."""
    of_voice = f" of {voice}" if voice else ""
    forms = [*tables(address(f"{path}timeline.csv", parameters))]
    if has_timeline:
        forms.append(
            Form("TimelineJS (JSON)", address(f"{path}timeline.json", parameters), "application/json")
        )
    if has_chart:
        forms.append(Form("Chart (SVG)", address(f"{path}chart.svg", parameters), "image/svg+xml"))
    return Export(f"{number_of(count, 'statement')}{of_voice} as", tuple(forms))
