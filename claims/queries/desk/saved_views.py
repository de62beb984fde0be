"""Saved lists: those of one account, and those shared by all."""

from dataclasses import dataclass

from django.db.models import Q

from claims.domain.history.permissions import Actor, may
from claims.domain.history.workflow import Action
from claims.models import SavedView


@dataclass(frozen=True, slots=True)
class SavedLink:
    """A saved list as a link. ``remove_url`` takes a POST if the account ``may_remove`` it."""

    name: str
    url: str
    remove_url: str
    is_shared: bool
    made_by: str
    may_remove: bool


def saved_views(*, account: int | None, by: Actor, address: str) -> tuple[SavedLink, ...]:
    """The shared views and those of an account, shared first, by name. One query."""
    rows = SavedView.objects.filter(Q(owner=None) | Q(owner=account), listed="claim")
    found = rows.order_by("name", "pk").values_list("pk", "name", "query", "owner", "made_by")
    links = [
        SavedLink(
            name,
            f"{address}?{query}",
            f"{address}views/{pk}/remove/",
            owner is None,
            made_by,
            owner == account or made_by == by.name or may(by, Action.PUBLISH),
        )
        for pk, name, query, owner, made_by in found
    ]
    return tuple(sorted(links, key=lambda link: not link.is_shared))
