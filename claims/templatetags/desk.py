"""Tags of the desk: its panels, and macros of the public pages."""

from typing import Any

from django import template
from django.template import engines
from django.utils import timezone

from claims.domain.history.permissions import may
from claims.domain.history.workflow import Action
from claims.queries.desk.dashboard import desk
from claims.queries.people import actor_of

register = template.Library()


@register.simple_tag
def public(name: str, macro: str, value: object = None, **named: object) -> str:
    """Render a macro of the public templates with a value or with named values."""
    module = engines["jinja2"].env.get_template(name).module  # type: ignore[attr-defined]
    drawn: str = getattr(module, macro)(named or value)
    return drawn


@register.inclusion_tag("claims/admin/desk.html", takes_context=True)
def desk_panels(context: dict[str, Any]) -> dict[str, Any]:
    """The panels of the person who reads the page. None for people who may not view claims."""
    user = context["request"].user
    if not user.has_perm("claims.view_claim"):
        return {"desk": None}
    may_log = user.has_perm("claims.add_coveragecheck")
    found = desk(name=user.get_username(), now=timezone.now())
    return {
        "desk": found,
        "may_add": user.has_perm("claims.add_claim"),
        "may_log": may_log,
        "may_review": may(actor_of(user), Action.PUBLISH),
    }
