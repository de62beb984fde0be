"""Tables of the desk that are no part of the record: imports, worksheets, proposals, codings, audit."""

from django.conf import settings
from django.db import models

from claims.domain.text.shortened import shortened
from claims.models.claim import Claim
from claims.models.coverage import Lead
from claims.models.shared import Position, Source


class Batch(models.Model):
    """One import: where it came from, who ran it and what it did."""

    name = models.CharField(max_length=150, unique=True)
    made_at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    files = models.JSONField(default=list)
    published = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class BatchEntry(models.Model):
    """What a batch did to one record; ``before`` is the record before it (null if the batch created it).

    ``digest`` is the SHA-256 of the canonical text after the batch. A later import sees by it whether
    somebody has edited the record since.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="entries")
    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    done = models.CharField(max_length=12, choices=[("made", "made"), ("changed", "changed")])
    before = models.JSONField(null=True, blank=True)
    before_state = models.CharField(max_length=12, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "batch entries"
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "record_type", "record_key"], name="batch_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}: {self.done}"


class SourcePassage(models.Model):
    """A passage that was read and gave no claim, with the reason. Never public."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="passages_left_out")
    text = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["source", "pk"]

    def __str__(self) -> str:
        return shortened(self.text, 80)


class Worksheet(models.Model):
    """A source that was read completely."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="worksheet")
    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source}: done by {self.done_by}"


class Proposal(models.Model):
    """A decision that ``by`` proposes for a record: ``answers`` are the values of its form.

    It waits until ``settled_at`` is set: ``approved`` or declined.
    """

    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    decision = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True, default="")
    approved = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["record_type", "record_key"], name="proposal_by_record")]

    def __str__(self) -> str:
        return f"{self.decision} {self.record_type} {self.record_key}"


class SavedView(models.Model):
    """A named search with filters: ``query`` is the query string of the list.

    Without an ``owner`` it is shared by everybody.
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


class Coding(models.Model):
    """An editor's answer for a claim on a position. Never public; the record has the stance.

    Without ``answer`` and ``unchanged``, the claim takes no stance. Without a ``coder``, it is the stance
    that was on record when a second editor began. ``settled_at`` is set when somebody has decided between
    different answers.
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


class AuditEvent(models.Model):
    """``actor`` is a name and no foreign key, so that events outlive accounts."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    record_type = models.CharField(max_length=10, blank=True, default="")
    record_key = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["record_type", "record_key", "-at"], name="audit_by_record"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.record_key}"


class Assignment(models.Model):
    """The editor to whom a draft, or the change to a public claim, is assigned; one for each claim."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="assignment")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim} to {self.person}"


class FollowedLead(models.Model):
    """The lead from which an editor began a claim. When the claim is published, the lead names it."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="followed_lead")
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="followed")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.lead}: {self.claim}"
