"""Former keys of merged and renamed records."""

from django.db import models
from django.db.models import Q

from claims.models.revision import LedgerRow

KINDS = [("merge", "merged"), ("rename", "renamed")]


class FormerAddress(models.Model):
    """``key`` was a public record and is now ``now_key``, unless ``undone_at`` is set.

    The record under ``now_key`` may have moved again: follow the chain. ``ledger_row`` seals all changes of
    the move, and is used to undo it. All columns are derived from the redirects of sealed revisions; the
    reason is the public note of the revision with the redirect.
    """

    record_type = models.CharField(max_length=10)
    key = models.CharField(max_length=120)
    now_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=KINDS)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    ledger_row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="former_addresses")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        verbose_name_plural = "former addresses"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "key"],
                condition=Q(undone_at=None),
                name="former_address_once",
                violation_error_message="This key leads to another record already.",
            )
        ]
        indexes = [models.Index(fields=["record_type", "now_key"], name="former_address_of")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.key} → {self.now_key}"
