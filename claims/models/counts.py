"""Counts of one speaker's public claims that are kept, not counted: by month and topic, and by stance.

Rows name records by their slugs, as records do; a count that falls to nothing has no row.
"""

from __future__ import annotations

from django.db import models


class MonthCount(models.Model):
    """A speaker has made ``claims`` public claims on a topic in a month, alone or jointly with others.

    An empty topic stands for all claims, an empty month for all dates. A claim that belongs to no one month
    is counted under its year alone ("2019"), and one that belongs to no one year under the empty month only.
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
                models.F("speaker"),
                models.F("claims").desc(),
                models.F("topic"),
                condition=models.Q(month=""),
                name="month_count_of_topics",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.topic} {self.month}: {self.claims}"


class StanceCount(models.Model):
    """``claims`` public claims of a speaker, for one body or none, say one thing on a position.

    Form and basis are told apart because they decide which stances count
    (``claims.domain.positions.counting``).
    """

    KEYS = ("speaker", "on_behalf_of", "position", "answer", "unchanged", "form", "basis")

    speaker = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True, default="")
    position = models.CharField(max_length=120)
    answer = models.CharField(max_length=120, blank=True, default="")
    unchanged = models.BooleanField(default=False)
    form = models.CharField(max_length=10)
    basis = models.CharField(max_length=12)
    claims = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "on_behalf_of", "position", "answer", "unchanged", "form", "basis"],
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
