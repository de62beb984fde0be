"""What each editor made of a claim on a position, so that a second one can code without seeing the first."""

from __future__ import annotations

from django.db import models

from claims.models.claim import Claim
from claims.models.position import Position


class Coding(models.Model):
    """An editor's own answer. It is the newsroom's and never public; the stance is what the record holds.

    Neither ``answer`` nor ``unchanged`` means that the claim takes no stance on the position. Without a
    ``coder`` it is the stance that was on record when a second editor began. ``settled_at`` is set once
    somebody has decided between answers that differ.
    """

    position = models.ForeignKey(Position, models.CASCADE, related_name="codings")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="codings")
    coder = models.CharField(max_length=150, blank=True, default="")
    answer = models.SlugField(max_length=120, null=True, blank=True)
    unchanged = models.BooleanField("says that nothing changed", default=False)
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        ordering = ["position", "claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "claim", "coder"],
                name="coding_once_per_coder",
                violation_error_message="This editor has coded the claim on that position.",
            ),
        ]

    def __str__(self) -> str:
        said = " + ".join(part for part in (self.answer or "", "unchanged" if self.unchanged else "") if part)
        return f"{self.coder or 'on record'}: {said or 'no stance'}"
