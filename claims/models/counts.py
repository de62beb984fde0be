"""Stored counts of public claims: by speaker, month and topic; and by stance.

Rows name records by slug. A count of zero has no row.
"""

from django.db import models


class MonthCount(models.Model):
    """The number of public claims of a speaker, alone or jointly, on a topic in a month.

    An empty topic counts all claims, an empty month all dates. A claim with several possible months is
    counted under its year only ("2019"), one with several possible years under the empty month only.
    """

    KEYS = ("speaker", "topic", "month")

    speaker = models.CharField(max_length=120)
    topic = models.CharField(max_length=120, blank=True, default="")
    month = models.CharField(max_length=7, blank=True, default="")
    claims = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "topic", "month"], name="month_count_once")]
        indexes = [
            models.Index(
                fields=["speaker", "-claims", "topic"],
                condition=models.Q(month=""),
                name="month_count_of_topics",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.topic} {self.month}: {self.claims}"


class StanceCount(models.Model):
    """The number of public claims of a speaker, for a body or none, with one stance on a position."""

    KEYS = ("speaker", "on_behalf_of", "position", "answer", "unchanged")

    speaker = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True, default="")
    position = models.CharField(max_length=120)
    answer = models.CharField(max_length=120, blank=True, default="")
    unchanged = models.BooleanField(default=False)
    claims = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "on_behalf_of", "position", "answer", "unchanged"],
                name="stance_count_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["on_behalf_of"], condition=models.Q(on_behalf_of__gt=""), name="stance_count_for_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.position} {self.answer or 'unchanged'}: {self.claims}"
