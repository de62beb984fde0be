"""Published versions, the hash chain over them, and the notes on why they changed: all append-only."""

from __future__ import annotations

from django.db import models

from claims.domain import vocabulary
from claims.domain.shared_records import TombstoneRecord
from claims.models.record_row import words


class LedgerRow(models.Model):
    """One link of the hash chain: it covers the row before it and the revisions that it seals."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=150)
    summary = models.CharField(max_length=300, blank=True, default="")
    previous_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.kind}"


class Revision(models.Model):
    """One published version of a record; what it says lies in ``RevisionContent``.

    ``digest`` is the SHA-256 of a salt and the canonical text. A revision holds from ``valid_from`` until the
    next one's; nothing is closed by an update.
    """

    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    change_class = models.CharField(max_length=14)
    note = models.TextField(blank=True, default="")
    author = models.CharField(max_length=150)
    approver = models.CharField(max_length=150, blank=True, default="")
    published_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    digest = models.CharField(max_length=64)
    ledger_row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="revisions")

    class Meta:
        ordering = ["record_type", "record_key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_key", "version"], name="revision_once")
        ]
        indexes = [models.Index(fields=["change_class", "-published_at"], name="revision_by_class")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} v{self.version}"


class RevisionContent(models.Model):
    """The canonical text of a revision and its salt: what alone can be erased, by law."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="content", primary_key=True)
    text = models.TextField()
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.revision)


class Erasure(models.Model):
    """Says under which ledger row the content of a revision was erased."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="erasure")
    ledger_row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="erasures")
    reason = models.TextField()

    def __str__(self) -> str:
        return str(self.revision)


class Correction(models.Model):
    """The public note on a revision: what was wrong, what is right, and who helped."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="correction")
    wrong = models.TextField(blank=True, default="")
    right = models.TextField(blank=True, default="")
    learned = models.TextField("how we learned", blank=True, default="")
    thanks = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return str(self.revision)


class Tombstone(models.Model):
    """What remains of a withdrawn claim: its key is never used again and its address answers 410.

    ``survivor`` is the key of the claim of which it is a duplicate, if it is one.
    """

    key = models.CharField(max_length=10, unique=True)
    withdrawn_on = models.CharField(max_length=10)
    reason_class = models.CharField(max_length=20, choices=words(vocabulary.WITHDRAWAL_REASONS))
    survivor = models.CharField(max_length=10, blank=True, default="")
    note = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def as_record(self) -> TombstoneRecord:
        return TombstoneRecord(
            key=self.key,
            withdrawn_on=self.withdrawn_on,
            reason_class=self.reason_class,
            survivor=self.survivor,
        )


class Unsealed(models.Model):
    """A public record that changed and has no revision yet.

    Triggers insert these rows; ``never`` refers to a revision that cannot exist, and is checked at the end of
    the transaction: so a public change that nobody sealed cannot be committed.
    """

    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    after_version = models.PositiveIntegerField()
    never = models.ForeignKey(Revision, models.DO_NOTHING, related_name="+")

    class Meta:
        verbose_name_plural = "unsealed"
        constraints = [models.UniqueConstraint(fields=["record_type", "record_key"], name="unsealed_once")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}"
