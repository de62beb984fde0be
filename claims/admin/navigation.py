"""The menu of the desk and its first page: models grouped by the work that people do."""

from __future__ import annotations

from typing import Any, Final

WORK: Final = (
    ("Claims", ("Claim", "Lead", "Worksheet", "SavedView")),
    ("Sources", ("Source", "Outlet")),
    ("Speakers", ("Speaker",)),
    ("Positions", ("Position", "Topic", "Event", "RatingScale", "FrontQuestion")),
    ("Coverage", ("CoverageCheck",)),
    ("People", ("User", "AuditEvent")),
)
"""Headings and their models, in the order of the page."""
INNER_TABLES: Final = "Inner tables"
"""The heading of all other models, for admins only."""


def by_work(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Arrange Django's list of apps (``AdminSite.get_app_list``) under the headings of ``WORK``.

    Headings without models that the person may see are left out. Who may see users sees the inner tables.
    """
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    may_see_users = "User" in models
    headings = [(name, [models.pop(one) for one in names if one in models]) for name, names in WORK]
    if may_see_users:
        headings.append((INNER_TABLES, sorted(models.values(), key=lambda model: str(model["name"]))))
    return [
        {
            "name": name,
            "app_label": name.casefold().replace(" ", "-"),
            "app_url": below[0]["admin_url"],
            "has_module_perms": True,
            "models": below,
        }
        for name, below in headings
        if below
    ]
