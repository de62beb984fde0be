"""The chain of attribution: a citation is one hop on the way from the speaker to us."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.models.claim import Claim
from claims.models.record_row import one_of, words
from claims.models.source import Outlet, Source


class Citation(models.Model):
    """``parent_hop`` is the hop from which it has the words, ``named_as`` its name for the speaker."""

    RECORD = record.Hop
    PARENT = "claim"
    NAMES = {"from_": "parent_hop", "as_": "named_as"}

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="chain")
    hop = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=20, choices=words(vocabulary.HOWS), default="not_stated")
    parent_hop = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="citations")
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="citations")
    named_as = models.CharField(max_length=500, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["claim", "hop"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "hop"],
                name="citation_hop_once",
                violation_error_message="The hops of a chain have numbers of their own.",
            ),
            models.CheckConstraint(
                condition=Q(parent_hop=None) | ~Q(parent_hop=F("hop")),
                name="citation_not_from_itself",
                violation_error_message="A hop does not have the words from itself.",
            ),
            one_of("citation_how_known", "how", vocabulary.HOWS, empty=False),
        ]

    def __str__(self) -> str:
        return f"{self.hop}. {self.source or self.outlet or self.get_how_display()}"


class ExactPassage(models.Model):
    """The exact words in the document of a hop."""

    RECORD = record.Passage
    PARENT = "citation"

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="exact")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    at = models.CharField(max_length=12, choices=words(vocabulary.PLACES_OF_PASSAGE), default="body")

    class Meta:
        ordering = ["citation", "place", "pk"]
        constraints = [one_of("exact_passage_at_known", "at", vocabulary.PLACES_OF_PASSAGE, empty=False)]

    def __str__(self) -> str:
        return self.text[:80]
