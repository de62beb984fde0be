"""What editors arrange: who sees to a claim, the lists that they keep, the question of the home page."""

from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from claims.actions.auditing import note_event
from claims.actions.publishing.projecting import note_change
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, Task, check_may, may
from claims.domain.history.workflow import Action
from claims.models import Assignment, Claim, FrontQuestion, Position, SavedView
from claims.models.record_row import PUBLIC

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


EDITORS = Q(is_active=True) & (Q(groups__name="Editor") | Q(is_superuser=True))
"""The accounts to which claims can be assigned."""


@transaction.atomic
def assign(*, claim: int, to: str, by: Actor, at: datetime) -> None:
    """Assign a claim (primary key) to the editor with the user name ``to``, or to nobody if it is empty.

    Only drafts and changes can be assigned, until they are published or discarded. Raises NotAllowed if
    ``by`` is not an editor, Refused if the claim is gone or not in work or ``to`` is not an editor.
    """
    check_may(by, Task.ASSIGN)
    row = Claim.objects.select_for_update(no_key=True).filter(pk=claim).first()
    if row is None:
        raise Refused("Somebody deleted this claim meanwhile.")
    if row.version and not row.has_change:
        raise Refused("This claim is not in work: begin a change to it first, then give that to somebody.")
    person = User.objects.filter(EDITORS, username=to).distinct().first() if to else None
    if to and person is None:
        raise Refused(f"{to} is no editor with an open account.")
    if person is None:
        Assignment.objects.filter(claim=row).delete()
    else:
        values = {"person": person, "made_by": by.name, "made_at": at}
        Assignment.objects.update_or_create(claim=row, defaults=values)
    note_event(action="assign", by=by, at=at, place=("claim", row.key), detail={"to": to})


@transaction.atomic
def pick_question(*, position: Position, by: Actor, at: datetime) -> FrontQuestion:
    """Show this position at the top of the home page.

    Raises NotAllowed if ``by`` is not an editor, Refused if the position is not public.
    """
    check_may(by, Action.PUBLISH)
    if position.state != PUBLIC:
        raise Refused("Only a position that is public can be the question of the moment.")
    chosen = {"position": position, "picked_by": by.name, "picked_at": at}
    question, _ = FrontQuestion.objects.update_or_create(place=1, defaults=chosen)
    _note(by, at, {"position": position.slug})
    return question


@transaction.atomic
def unpick_question(*, by: Actor, at: datetime) -> None:
    """Show the fullest position again. Raises NotAllowed if ``by`` is not an editor."""
    check_may(by, Action.PUBLISH)
    if FrontQuestion.objects.all().delete()[0]:
        _note(by, at, {"position": ""})


def _note(by: Actor, at: datetime, detail: dict[str, str]) -> None:
    """Add an audit event, and make cached pages invalid."""
    note_event(action="pick_question", by=by, at=at, detail=detail)
    note_change()
