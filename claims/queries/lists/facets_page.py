"""The page with the filters of a list that is too long to show them beside it."""

from dataclasses import dataclass

from claims.queries.lists.claims_page import PATH, heading_of
from claims.queries.lists.facets import facets
from claims.queries.lists.filter_form import FilterForm, filter_form
from claims.queries.lists.page_of_claims import count, list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection


@dataclass(frozen=True, slots=True)
class FacetsPage:
    """The filters of a list with their counts. ``note`` says which claims are counted, if not all."""

    heading: str
    form: FilterForm
    query: str
    note: str
    list_url: str


def facets_page(selection: Selection) -> FacetsPage:
    """The filters of the list with this selection, with the number of claims for each value.

    Raises StaleCursor where the list does.
    """
    selected = SelectedClaims(selection)
    if selection.after and not selection.is_unreadable:
        list_claims(selected)
    number = count(selected)
    found = facets(selected, is_long=number.is_more)
    note = f"The counts are of the newest {found.newest:,} claims that match." if found.newest else ""
    return FacetsPage(
        heading=heading_of(selection, number, found),
        form=filter_form(selection, found, PATH),
        query=selection.typed.get("q", ""),
        note=note,
        list_url=selection.address(PATH),
    )
