"""Relations between claims."""

from __future__ import annotations

from django.db import models

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.models.claim import Claim
from claims.models.claim_copies import ClaimCopies, newest_of_public
from claims.models.record_row import one_of, words


class Relation(ClaimCopies):
    """``to_key`` is the key of the other claim; no foreign key, because it may have a tombstone."""

    RECORD = record.Relation
    PARENT = "claim"
    NAMES = {"to": "to_key"}

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=words(vocabulary.RELATION_KINDS))
    to_key = models.CharField(max_length=10, db_index=True)
    grounds = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "to_key"],
                name="relation_once",
                violation_error_message="This relation is recorded already.",
            ),
            one_of("relation_kind_known", "kind", vocabulary.RELATION_KINDS, empty=False),
        ]
        indexes = [newest_of_public("relation_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_key}"
