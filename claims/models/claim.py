"""Claims: one assertion by one speaker at one time."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.domain.record.codec import from_text
from claims.domain.text.shortened import shortened
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.record_row import PUBLIC, STATES, RecordRow, one_of, version_constraint, words
from claims.models.shared import Speaker

CHANGE_STATES = [state for state in STATES if state[0] not in (PUBLIC, "withdrawn")]
"""The states of a change to a public claim, as choices."""
IN_WORK_STATES = [state for state, _ in CHANGE_STATES]
HAS_CHANGE = Q(change_state__in=IN_WORK_STATES)
"""The condition on claims with a change. SQLite finds them in the index by their states alone."""
IN_WORK = Q(state__in=IN_WORK_STATES) | HAS_CHANGE
"""The condition on claims that are drafts or have a change."""

OCCASION = {name: f"occasion_{name}" for name in record.Occasion.__struct_fields__}
"""The columns of the occasion of a claim, by its fields; empty if it has none."""
ERASED_WORDS = "(erased)"
"""The words of a withdrawn claim whose row was emptied after an erasure, because words are required."""


class Claim(RecordRow):
    """A claim, with the change to it that is not public yet, if there is one.

    ``change_state`` is the state of that change, whose text is the ``document`` of the public row;
    ``change_note`` are its class and public note, once it was submitted. Everything else says what is public.
    ``lacks`` is what the claim lacks (``domain.search.desk_values``), between commas. ``said_year`` is the
    year for the facets, empty if several are possible.
    """

    RECORD = record.ClaimRecord
    DATED = ("said",)
    NAMES = OCCASION

    key = models.CharField(max_length=10, unique=True)
    # Without a change it is null, so that both engines find the few changes in a partial index.
    change_state = models.CharField(
        "change", max_length=12, choices=CHANGE_STATES, null=True, blank=True, editable=False
    )
    change_note = models.JSONField(default=dict, blank=True, editable=False)
    kind = models.CharField(max_length=20, choices=words(vocabulary.KINDS), default="statement")
    text = models.TextField("words")
    language = models.CharField(max_length=35, blank=True, default="")
    form = models.CharField(max_length=10, choices=words(vocabulary.FORMS), blank=True, default="")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="claims", db_index=False)
    on_behalf_of = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="claims_on_behalf"
    )
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()
    said_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    occasion_slug = models.CharField(max_length=120, blank=True, default="")
    occasion_label = models.CharField(max_length=300, blank=True, default="")
    occasion_place = models.CharField(max_length=300, blank=True, default="")
    lacks = models.CharField(max_length=60, blank=True, default="", editable=False)

    class Meta:
        ordering = ["said_undated", "-said_newest", "-pk"]
        constraints = [
            version_constraint("claim"),
            models.CheckConstraint(
                condition=Q(change_state=None) | HAS_CHANGE & Q(state=PUBLIC) & ~Q(document=""),
                name="claim_change_told",
                violation_error_message="Only a public claim has a change, which says something.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="claim_has_words",
                violation_error_message="A claim needs its words.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLIC) | (~Q(language="") & ~Q(form="")),
                name="claim_public_is_complete",
                violation_error_message="A public claim has a language and a form.",
            ),
            one_of("claim_kind_known", "kind", vocabulary.KINDS, empty=False),
            one_of("claim_form_known", "form", vocabulary.FORMS),
            ordered("claim", "said"),
        ]
        indexes = [
            models.Index(fields=["state", "changed_at", "id"], name="claim_of_state"),
            models.Index(fields=["state", "lacks"], name="claim_lacks"),
            models.Index(
                fields=["change_state", "changed_at", "id"],
                condition=Q(change_state__isnull=False),
                name="claim_of_change_state",
            ),
            # Editors list claims of every state.
            models.Index(fields=["speaker", "said_undated", "-said_newest", "-id"], name="claim_of_speaker"),
            models.Index(fields=["said_undated", "-said_newest", "-id"], name="claim_at_the_desk"),
            models.Index(fields=["changed_at", "id"], name="claim_changed"),
            models.Index(fields=["author", "said_undated", "-said_newest", "-id"], name="claim_of_author"),
            models.Index(fields=[*OCCASION.values()], name="claim_of_occasion"),
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


class DeskValue(models.Model):
    """A value of a claim by which the desk finds it, in any state (``domain.search.desk_values``)."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="values")
    field = models.CharField(max_length=30)
    value = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["field", "value", "claim"], name="desk_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"


def claims_with(fields: str | Sequence[str], *values: str) -> models.QuerySet[DeskValue, Any]:
    """The primary keys of the claims with one of these values, for a condition ``in``.

    ``fields`` is the name of a field, or several. What the change to a claim says is under ``CHANGE`` and the
    name.
    """
    names = [fields] if isinstance(fields, str) else fields
    return DeskValue.objects.filter(field__in=names, value__in=values).order_by().values("claim")


def occasions(claims: models.QuerySet[Claim], most: int | None = None) -> Iterator[record.Occasion]:
    """The occasions of these claims, each once, the latest slug first, at most so many."""
    told = claims.filter(occasion_slug__gt="").order_by("-occasion_slug")
    for values in told.values_list(*OCCASION.values()).distinct()[:most]:
        yield record.Occasion(**dict(zip(OCCASION, values, strict=True)))


def with_occasion(one: record.Occasion) -> Q:
    """The condition on claims that have an occasion exactly as it is."""
    return Q(**{column: getattr(one, name) for name, column in OCCASION.items()})


def changed_occasions(slug: str = "") -> Iterator[tuple[str, record.Occasion]]:
    """The occasions in changes that wait, or those with one slug, each with the key of its claim.

    No column repeats them.
    """
    changes = Claim.objects.filter(HAS_CHANGE, document__contains='"occasion":').order_by()
    if slug:
        changes = changes.filter(document__contains=f'"slug":"{slug}"')
    for key, document in changes.values_list("key", "document"):
        change = from_text(document)
        one = change.occasion if isinstance(change, record.ClaimRecord) else None
        if one and slug in ("", one.slug):
            yield key, one


def in_state(state: str) -> Q:
    """The condition on claims that are, or whose change is, in a state."""
    return Q(state=state) | Q(change_state=state)


def begun_by(name: str) -> Q:
    """The condition on claims of a person: who began the change, if there is one, or else the claim."""
    return Q(author=name, change_state=None) | HAS_CHANGE & Q(hands__0=name)
