"""The public projection: the sealed versions of records in the form in which public pages ask for them.

It is written when a revision is sealed (``actions.publishing.projecting``), made anew by ``derive_records``,
and compared with the sealed texts by ``verify_records``. Rows come, or end; only withdrawal and erasure
delete them. A page of today asks for the rows that are open, a page of a past day for those valid then.
"""

from datetime import date, datetime
from typing import Final, Self

from django.db import models
from django.db.models import Q

from claims.domain.search.facets import ALL, FACETS
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, undated_field
from claims.models.revision import Revision

SERIALS: Final = 1 << 31
"""The number of a version is the newest day it can have been said, times this, plus a serial."""


def number_of(newest: date | None, serial: int) -> int:
    """The number of a version, which is its place in the order of time; undated ones come before all days."""
    return (newest.toordinal() if newest else 0) * SERIALS + serial


def first_number(day: date) -> int:
    """The lowest number that a version of this newest day can have."""
    return day.toordinal() * SERIALS


PLACES: Final = (*FACETS, ALL)
"""The order of the facets in ``ClaimVersion.values``."""


def values_in(values: str) -> list[int]:
    """All primary keys of facet values in ``ClaimVersion.values``."""
    return [int(value) for value in values.replace(";", ",").split(",") if value]


def values_of(values: str, facet: str) -> list[int]:
    """The primary keys of the values of one facet in ``ClaimVersion.values``."""
    return values_in(values.split(";")[PLACES.index(facet)])


def valid_at(instant: datetime | None, path: str = "") -> Q:
    """The condition on versions that were valid at an instant; None means today.

    ``path`` leads from another table to the versions, such as "version__".
    """
    is_open = Q(**{f"{path}valid_to": None})
    if instant is None:
        return is_open
    return Q(**{f"{path}valid_from__lte": instant}) & (is_open | Q(**{f"{path}valid_to__gt": instant}))


class RecordVersion(models.Model):
    """A public version of a record from ``valid_from`` until ``valid_to`` (None: it is today's).

    ``place`` is the type and the key of the record: "speaker:dmitry-peskov". ``sort`` is its place in the
    list of its type (``domain.record.list_order``), empty for claims. A withdrawn record has no rows; one
    that was merged or renamed keeps those from before.
    """

    record_type = models.CharField(max_length=10)
    place = models.CharField(max_length=131)
    version = models.PositiveIntegerField()
    revision = models.OneToOneField(Revision, models.DO_NOTHING, related_name="+")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    sort = models.CharField(max_length=340, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "version"], name="record_version_once")]
        indexes = [
            models.Index(
                fields=["record_type", "sort", "place"], condition=Q(sort__gt=""), name="record_version_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} v{self.version}"


class RecordReference(models.Model):
    """A place to which a version of a shared record refers: the topic of a position, the body of a tenure."""

    place = models.CharField(max_length=131)
    version = models.ForeignKey(RecordVersion, models.CASCADE, related_name="references")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "version"], name="record_reference_once")]

    def __str__(self) -> str:
        return f"{self.version} → {self.place}"


class RecordWord(models.Model):
    """A word of a name of a version of a shared record, ``written`` as in the name or empty.

    What the words are says ``domain.search.record_words``.
    """

    word = models.CharField(max_length=80, db_index=True)
    written = models.CharField(max_length=80, blank=True)
    version = models.ForeignKey(RecordVersion, models.CASCADE, related_name="words", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "word"], name="record_word_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.word}"


class FacetCount(models.Model):
    """A value of a facet (``domain.search.facets``), and the ``number`` of public claims that have it today.

    Claims refer to a value by the primary key. Facet ``all`` counts all public claims, ``type`` the public
    records of a type. ``version`` grows with every change of the public record and is part of the ETag of
    pages; ``serial`` is the serial of the latest version of a claim.
    """

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=300, blank=True, default="")
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "value"], name="facet_count_once")]
        indexes = [models.Index(fields=["facet", "-number", "value"], name="facet_count_most")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.number}"


class ClaimVersionQuerySet(models.QuerySet["ClaimVersion"]):
    def valid(self, instant: datetime | None) -> Self:
        """The versions that were valid at an instant, at most one of each claim; None means today."""
        return self.filter(valid_at(instant)) if instant else self.filter(is_open=True)


class ClaimVersion(models.Model):
    """How a public claim is found from ``valid_from`` until just before ``valid_to``.

    Usually the time of one version. If a source changed its outlet or day meanwhile, the version has several
    rows, because a claim is also found by its sources. ``number`` is the place in the order of time
    (``number_of``). ``values`` are the primary keys of the facet values of its document, comma-separated in a
    fixed order of facets that semicolons separate. ``published_at`` is the instant of the first version.
    ``stances`` are what it and its sources say of its stances (``domain.positions.stance_facts``), empty
    without any.
    """

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    # With a constraint, SQLite looks through all versions for each new revision while another is deferred.
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    is_open = models.BooleanField()
    published_at = models.DateTimeField()
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_oldest = latest_field()
    values = models.TextField()
    stances = models.TextField(blank=True, default="")

    objects = ClaimVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(is_open=True), name="claim_version_open"),
            models.CheckConstraint(
                condition=Q(is_open=True, valid_to=None) | Q(is_open=False, valid_to__isnull=False),
                name="claim_version_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["key"], name="version_of_claim"),
            # SQLite uses an index for a boolean only where it is the condition of the index.
            models.Index(
                fields=["said_undated", "said_oldest", "number"],
                condition=Q(is_open=True),
                name="version_oldest",
            ),
            models.Index(fields=["published_at", "number"], condition=Q(is_open=True), name="version_added"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}, from {self.valid_from:%Y-%m-%d}"


class ClaimFacet(models.Model):
    """A facet value by which a version of a claim is found; ``is_open`` if it is found by it today.

    An open version has a closed link to a former key in its document, and an open one to the key of today.
    """

    value = models.ForeignKey(FacetCount, models.DO_NOTHING, "+", db_constraint=False, db_index=False)
    version = models.ForeignKey(
        ClaimVersion, models.DO_NOTHING, "facets", db_constraint=False, db_index=False
    )
    is_open = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "version", "is_open"], name="claim_facet_once")
        ]

    def __str__(self) -> str:
        return f"{self.value_id} {self.version_id}"
