"""Save and remove named lists."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from claims.actions.auditing import note_event
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, Task, check_may, may
from claims.domain.history.workflow import Action
from claims.models import SavedView

LEFT_OUT: Final = frozenset({"p", "e", "all", "_popup", "_to_field", "_facets"})
"""Parameters of an address that are not saved."""
MOST_OWN: Final = 50


@transaction.atomic
def save_view(*, name: str, query: str, owner: int | None, by: Actor, at: datetime) -> SavedView:
    """Save a list of claims under a name, replacing a view of the same name.

    ``query`` is the query string. ``owner`` is the primary key of an account, or None for a shared view.
    Raises InvalidValue for a missing or long name, Refused if there are too many views, NotAllowed.
    """
    check_may(by, Task.RECORD)
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise InvalidValue("a view needs a name of at most 80 characters", field="name", value=name[:80])
    kept = [(key, value) for key, value in parse_qsl(query.lstrip("?")) if key not in LEFT_OUT]
    query = urlencode(kept)
    if len(query) > 2000:
        raise InvalidValue("these filters are too long to keep", field="query", mend="search for less")
    found = SavedView.objects.select_for_update().filter(listed="claim", owner=owner)
    view = found.filter(name=name).first()
    if view is None:
        if found.count() >= MOST_OWN:
            raise Refused(f"There are {MOST_OWN} views already; remove one first.")
        view = SavedView(listed="claim", name=name, owner_id=owner)
    elif owner is None and view.made_by != by.name:
        check_may(by, Action.PUBLISH)
    view.query, view.made_by, view.made_at = query, by.name, at
    view.save()
    note_event(action="save_view", by=by, at=at, detail={"view": name, "shared": owner is None})
    return view


@transaction.atomic
def remove_view(*, view: SavedView, account: int | None, by: Actor, at: datetime) -> None:
    """Remove one's own view, or a shared view that one made. Editors may remove any shared view.

    Raises Refused otherwise.
    """
    is_own = view.owner_id is not None and view.owner_id == account
    is_free = view.owner_id is None and (view.made_by == by.name or may(by, Action.PUBLISH))
    if not (is_own or is_free):
        raise Refused("Only the person who made this view, or an editor, may remove it.")
    note_event(action="remove_view", by=by, at=at, detail={"view": view.name, "shared": view.owner is None})
    view.delete()
