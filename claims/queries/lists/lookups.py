"""What a selection of claims has to ask of the record before a query for it can be made, asked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet

from claims.models import Claim
from claims.queries.lists.searching import Held, held_by, speakers_named
from claims.queries.lists.selection import Selection
from claims.queries.paging import kept_counts

KEPT: Final = (
    "speaker", "on_behalf_of", "kind", "form", "lang", "year", "topic", "position", "answer", "rating",
    "consistency", "source", "outlet",
)  # fmt: skip
"""The filters of which counts are kept, one for each value, under their own names."""


class Lookups:
    """What filters have to know of a selection besides its words."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection

    @property
    def looks_back(self) -> bool:
        """Whether the record is asked for as it was on a past day: then former claims belong to the list."""
        return "as_of" in self.selection.filters

    @cached_property
    def held(self) -> Held:
        """The claims that hold the words asked for, and the former ones where a past day is asked for."""
        return held_by(self.selection.query, also_former=self.looks_back)

    @cached_property
    def has_joint_claims(self) -> bool:
        """Whether one of the speakers asked for has made a claim jointly with others."""
        return joint_claims(self.selection.filters.get("speaker", ())).exists()

    @cached_property
    def kept_counts(self) -> Mapping[tuple[str, str], int]:
        """The counts that are kept of what the filters ask for, and of all claims."""
        filters = self.selection.filters
        asked = {name: filters[name] for name in KEPT if name in filters}
        if "year" in asked:
            asked["year"] = tuple(str(int(year)) for year in asked["year"])
        return kept_counts({"all": ("",), **asked})

    @cached_property
    def named_speakers(self) -> list[int]:
        """The speakers that the search words name."""
        return speakers_named(self.selection.query.speakers, also_former=self.looks_back)


def joint_claims(speakers: tuple[str, ...]) -> QuerySet[Any, Any]:
    """The claims that some speakers made jointly with others, as rows of claim and speaker."""
    return Claim.joint_speakers.through.objects.filter(speaker__slug__in=speakers).order_by()
