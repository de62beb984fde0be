"""The links at the end of a page to its data as files and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from claims.domain.positions.extent import within_sentence
from claims.domain.text.plurals import number_of
from claims.queries.paging import address

EXACT: Final = "CSV"
SPREADSHEET: Final = "CSV for spreadsheets"


@dataclass(frozen=True, slots=True)
class Form:
    """``type`` is a media type. ``is_file`` is true for a download, whose file name the server gives."""

    label: str
    url: str
    type: str

    @property
    def is_file(self) -> bool:
        return self.type == "text/csv"


@dataclass(frozen=True, slots=True)
class Export:
    """``lead`` begins the line: "These 37 claims as"."""

    lead: str
    forms: tuple[Form, ...]


def tables(exact_url: str) -> tuple[Form, Form]:
    """Both kinds of CSV, from the address of the exact one."""
    path, _, query = exact_url.partition("?")
    sheet = f"{path.removesuffix('.csv')}.spreadsheet.csv" + (f"?{query}" if query else "")
    return Form(EXACT, exact_url, "text/csv"), Form(SPREADSHEET, sheet, "text/csv")


def lead(count: int, noun: str) -> str:
    """The beginning of the line: "These 37 claims as", "This claim as"."""
    if not count:
        return "This list as"
    return f"This {noun} as" if count == 1 else f"These {number_of(count, noun)} as"


def list_export(name: str, parameters: Mapping[str, str], count: int, noun: str) -> Export:
    """The downloads of a whole index page, with the filters of the page."""
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
    """The downloads of a position, for the voice and the day of the page."""
    of_voice = f" of {within_sentence(voice)}" if voice else ""
    forms = [*tables(address(f"{path}timeline.csv", parameters))]
    if has_timeline:
        forms.append(
            Form("TimelineJS (JSON)", address(f"{path}timeline.json", parameters), "application/json")
        )
    if has_chart:
        forms.append(Form("Chart (SVG)", address(f"{path}chart.svg", parameters), "image/svg+xml"))
    return Export(f"{number_of(count, 'row')}{of_voice} as", tuple(forms))
