"""Claims: one assertion by one speaker at one time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.domain.text.shortened import shortened
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.position import Position, Topic
from claims.models.record_row import (
    PUBLIC,
    RecordRow,
    one_of,
    version_constraint,
    words,
)
from claims.models.source import Source
from claims.models.speaker import Speaker

ERASED_WORDS = "(erased)"
"""The words of a withdrawn claim whose row was emptied after an erasure, because words are required."""


class Occasion(models.Model):
    """An event at which several claims were made. It is part of its claims, and no record of its own."""

    RECORD = record.Occasion

    slug = models.SlugField(max_length=120, unique=True)
    label = models.CharField(max_length=300, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.label or self.slug


class Claim(RecordRow):
    """A claim, or the working copy with a change to a public claim.

    A working copy has no key; ``amends`` is the claim that it changes. ``said_year`` is the year for the
    facets, empty if several are possible.
    """

    RECORD = record.ClaimRecord
    DATED = ("said",)
    INLINE = {"words": ""}
    NAMES = {"with_": "joint_speakers"}

    key = models.CharField(max_length=10, null=True, blank=True, unique=True)
    amends = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="working_copy")
    kind = models.CharField(max_length=20, choices=words(vocabulary.KINDS), default="statement")
    checkable = models.CharField(max_length=10, choices=words(vocabulary.CHECKABLE), default="unclear")
    text = models.TextField("words")
    language = models.CharField(max_length=35, blank=True, default="")
    form = models.CharField(max_length=10, choices=words(vocabulary.FORMS), blank=True, default="")
    translated_from = models.CharField(max_length=35, blank=True, default="")
    translated_by = models.CharField(max_length=300, blank=True, default="")
    summary = models.CharField(max_length=75, blank=True, default="")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="claims")
    role = models.CharField(max_length=500, blank=True, default="")
    on_behalf_of = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="claims_on_behalf"
    )
    joint_speakers = models.ManyToManyField(Speaker, blank=True, related_name="joint_claims")
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()
    said_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    said_basis = models.CharField(max_length=12, choices=words(vocabulary.BASES), default="unknown")
    said_note = models.TextField(blank=True, default="")
    said_sources = models.ManyToManyField(Source, blank=True, related_name="dated_claims")
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, blank=True, related_name="claims")
    asked = models.TextField(blank=True, default="")
    refers_to = models.TextField(blank=True, default="")
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    context = models.TextField(blank=True, default="")
    about = models.ManyToManyField(Position, blank=True, related_name="silences")

    class Meta:
        ordering = ["said_undated", "-said_newest", "-pk"]
        constraints = [
            version_constraint("claim"),
            models.CheckConstraint(
                condition=Q(key__isnull=True, amends__isnull=False)
                | Q(key__isnull=False, amends__isnull=True),
                name="claim_key_or_amends",
                violation_error_message="A claim has a key; only a working copy has none.",
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(state__in=(PUBLIC, "withdrawn")),
                name="claim_working_copy_not_public",
                violation_error_message="A working copy is never public itself.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="claim_has_words",
                violation_error_message="A claim needs its words.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLIC)
                | (~Q(language="") & ~Q(form="") & (~Q(said="") | ~Q(said_note=""))),
                name="claim_public_is_complete",
                violation_error_message="A public claim has a language, a form, and a day or a note on it.",
            ),
            one_of("claim_kind_known", "kind", vocabulary.KINDS, empty=False),
            one_of("claim_checkable_known", "checkable", vocabulary.CHECKABLE, empty=False),
            one_of("claim_form_known", "form", vocabulary.FORMS),
            one_of("claim_said_basis_known", "said_basis", vocabulary.BASES, empty=False),
            ordered("claim", "said"),
        ]
        indexes = [
            # The ends come last, so that a span of days is filtered in the index.
            models.Index(
                fields=["said_undated", "-said_newest", "-id", "said_latest", "said_earliest"],
                condition=Q(state=PUBLIC),
                name="claim_newest",
            ),
            models.Index(
                fields=["speaker", "said_undated", "-said_newest", "-id"],
                condition=Q(state=PUBLIC),
                name="claim_of_speaker",
            ),
            models.Index(
                fields=["said_year", "-said_newest", "-id"], condition=Q(state=PUBLIC), name="claim_of_year"
            ),
            models.Index(fields=["state", "-changed_at", "-id"], name="claim_of_state"),
            # Editors list claims of every state.
            models.Index(fields=["said_undated", "-said_newest", "-id"], name="claim_at_the_desk"),
            models.Index(fields=["-changed_at", "-id"], name="claim_changed"),
            models.Index(fields=["author", "said_undated", "-said_newest", "-id"], name="claim_of_author"),
            models.Index(
                fields=["said_undated", "-said_newest", "-id"],
                condition=Q(translated_from__gt=""),
                name="claim_translated",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text, 80)


class ClaimIdentity(models.Model):
    """Every identity that a claim ever had, so that an old file still finds the corrected claim."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="identities")
    identity = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "claim identities"

    def __str__(self) -> str:
        return self.identity


class Translation(models.Model):
    RECORD = record.Translation
    PARENT = "claim"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="translations")
    text = models.TextField()
    language = models.CharField(max_length=35)
    translated_from = models.CharField(max_length=35, blank=True, default="")
    translated_by = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"


class Figure(models.Model):
    """A number in the words, verbatim."""

    RECORD = record.Figure
    PARENT = "claim"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="figures")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    value = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    qualifier = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["claim", "place", "pk"]

    def __str__(self) -> str:
        return self.text


class Identifier(models.Model):
    """An identifier of the claim elsewhere. An import refuses one that belongs to two claims."""

    RECORD = record.Identifier
    PARENT = "claim"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="ids")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_value")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "scheme", "value"],
                name="identifier_once",
                violation_error_message="This claim already has that identifier.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
