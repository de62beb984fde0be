"""Topics, and positions: questions with possible answers."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.record_row import RecordRow, one_of, version_constraint, words


class Topic(RecordRow):
    RECORD = shared_records.TopicRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [version_constraint("topic")]

    def __str__(self) -> str:
        return self.name


class Position(RecordRow):
    """``not_to_conclude`` says what does not follow from the answers."""

    RECORD = shared_records.PositionRecord

    slug = models.SlugField(max_length=120, unique=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="positions")
    question = models.CharField(max_length=500)
    meaning = models.TextField(blank=True, default="")
    not_to_conclude = models.TextField(blank=True, default="")
    ordered = models.BooleanField(default=False)
    exclusive = models.BooleanField(default=False, help_text="One answer rules out every other.")
    finding = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["question", "pk"]
        constraints = [version_constraint("position")]

    def __str__(self) -> str:
        return self.question


class Answer(models.Model):
    """One possible answer; ``place`` is its place among the answers, from 0."""

    RECORD = shared_records.Answer
    PARENT = "position"

    position = models.ForeignKey(Position, models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(max_length=120)
    text = models.CharField(max_length=500)
    rule = models.TextField("inclusion rule", blank=True, default="")
    side = models.CharField(max_length=8, choices=words(vocabulary.SIDES), blank=True, default="")

    class Meta:
        ordering = ["position", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "slug"],
                name="answer_slug_once",
                violation_error_message="This position already has an answer of that slug.",
            ),
            one_of("answer_side_known", "side", vocabulary.SIDES),
        ]

    def __str__(self) -> str:
        return self.text
