"""Counts that are kept, not counted: how many public claims there are of each kind."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """``value`` public claims have ``member`` for their ``facet`` (facet ``all`` counts every claim).

    Facet ``version`` with an empty member grows with every change of the public record: answers to readers
    carry it in their ETag.
    """

    facet = models.CharField(max_length=20)
    member = models.CharField(max_length=250, blank=True, default="")
    value = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["facet", "member"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.facet} {self.member}: {self.value}"
