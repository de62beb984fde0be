"""Lists that somebody wants to come back to."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A search and filters under a name: ``query`` is what follows the "?" in the list's address.

    ``owner`` is whose view it is; without one it is everybody's.
    """

    name = models.CharField(max_length=80)
    listed = models.CharField(max_length=20, default="claim")
    query = models.CharField(max_length=2000, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listed", "name", "owner"],
                name="saved_view_name_once",
                violation_error_message="You have a view of that name.",
            ),
            models.UniqueConstraint(
                fields=["listed", "name"],
                condition=models.Q(owner=None),
                name="saved_view_shared_name_once",
                violation_error_message="There is a shared view of that name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
