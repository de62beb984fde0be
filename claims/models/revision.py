"""Published versions, the hash chain over them, and their public notes: all append-only."""

from django.db import models

from claims.domain.history.ledger import PublicNote
from claims.domain.record import vocabulary
from claims.domain.record.shared import TombstoneRecord


class LedgerRow(models.Model):
    """A row of the hash chain: its hash covers the row before it and the revisions that it seals."""

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
    """A published version of a record; its text is in ``RevisionContent``.

    ``digest`` is the SHA-256 of a salt and the canonical text, ``note_digest`` that of the ``Correction``
    (empty if there is none). ``hands`` are all who changed the record since the version before, the
    ``author`` first. ``redirects`` are the redirects (``domain.history.ledger``) that begin or end with it. A
    revision is valid from ``valid_from`` until that of the next one.
    """

    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    change_class = models.CharField(max_length=14)
    author = models.CharField(max_length=150)
    hands = models.JSONField(default=list)
    approver = models.CharField(max_length=150, blank=True, default="")
    published_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    digest = models.CharField(max_length=64)
    note_digest = models.CharField(max_length=64, blank=True, default="")
    redirects = models.JSONField(default=list, blank=True)
    ledger_row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="revisions")

    class Meta:
        ordering = ["record_type", "record_key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_key", "version"], name="revision_once")
        ]
        indexes = [models.Index(fields=["change_class", "-published_at"], name="revision_by_class")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} v{self.version}"

    @property
    def note(self) -> str:
        """Why the record changed; use ``select_related("correction")`` for many rows."""
        correction = getattr(self, "correction", None)
        return correction.note if correction is not None else ""


class RevisionContent(models.Model):
    """The canonical text of a revision and its salt; it can be erased by law."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="content", primary_key=True)
    text = models.TextField()
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.revision)


class Erasure(models.Model):
    """A part of a revision that was erased under a ledger row: its content or its public note."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="erasures")
    part = models.CharField(max_length=7, choices=[("content", "content"), ("note", "public note")])
    ledger_row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="erasures")
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "part"], name="erasure_once")]

    def __str__(self) -> str:
        return f"{self.revision}: {self.part}"


class Correction(models.Model):
    """The public note of a revision: why it changed, what was wrong, what is right, and who helped.

    ``salt`` was used for its digest. It can be erased by law, separately from the content.
    """

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="correction")
    note = models.TextField(blank=True, default="")
    wrong = models.TextField(blank=True, default="")
    right = models.TextField(blank=True, default="")
    learned = models.TextField("how we learned", blank=True, default="")
    thanks = models.CharField(max_length=300, blank=True, default="")
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.revision)

    @property
    def public_note(self) -> PublicNote:
        """The note as it is sealed."""
        return PublicNote(self.note, self.wrong, self.right, self.learned, self.thanks)


class Tombstone(models.Model):
    """A withdrawn claim: its key is never used for another claim, and its address answers 410.

    ``survivor`` is the key of the claim that it duplicates, if it does. The note and the name of who decided
    are in the revision that withdrew it.
    """

    key = models.CharField(max_length=10, unique=True)
    withdrawn_on = models.CharField(max_length=10)
    reason_class = models.CharField(max_length=20, choices=list(vocabulary.WITHDRAWAL_REASONS.items()))
    survivor = models.CharField(max_length=10, blank=True, default="")

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
