"""The base of every table of records: state, versions, authors."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from claims.domain.history.hands import authors, every_hand, with_hand, with_submit
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.models.revision import Revision

STATES = [(state.value, state.value) for state in State]
PUBLIC = State.PUBLISHED.value


class RecordQuerySet(models.QuerySet[Any]):
    """The queryset of every record table. All public reads go through ``published``."""

    def published(self) -> Self:
        return self.filter(state=PUBLIC)

    def drafts(self) -> Self:
        return self.exclude(state__in=(PUBLIC, State.WITHDRAWN.value))


RecordRows = models.Manager.from_queryset(RecordQuerySet)


class RecordRow(models.Model):
    """A row of a record.

    ``version`` is the number of its latest revision (0 if there is none). ``edition`` grows with every write,
    so that a form notices changes since it was read. ``author`` is the name of the creator. ``hands`` are the
    names of all who changed it since its latest revision, with a mark at each submit
    (`claims.domain.history.hands`); ``every_hand`` and ``authors`` read it. ``search_text`` is the folded
    text for the search of the admin.

    The content is a document: ``document`` is the canonical text of a draft, and of a public record until it
    is sealed; then the content is that of the ``sealed`` version, and ``document`` is empty, or the change to
    it that waits. Columns that are named like a field of the record, or in ``NAMES``, repeat the content: by
    them the desk lists, sorts and searches. ``DATED`` are those with columns for their ends.
    """

    RECORD: ClassVar[type[Any]]
    NAMES: ClassVar[dict[str, str]] = {}
    DATED: ClassVar[tuple[str, ...]] = ()

    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=0, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    author = models.CharField(max_length=150, blank=True, default="", editable=False)
    hands = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_text = models.TextField(blank=True, default="", editable=False)
    document = models.TextField(blank=True, default="", editable=False)
    # With a constraint, SQLite looks through all rows for each new revision while another is deferred.
    sealed = models.ForeignKey(
        Revision, models.DO_NOTHING, "+", null=True, editable=False, db_constraint=False, db_index=False
    )

    objects = RecordRows()

    class Meta:
        abstract = True

    @property
    def record_key(self) -> str:
        """The key or slug by which records point to this row."""
        return str(getattr(self, "key", None) or getattr(self, "slug", ""))

    @property
    def content(self) -> str:
        """The canonical text of its record.

        Two queries for a public record, unless both are joined. Raises ObjectDoesNotExist if there is none.
        """
        if self.document and not self.has_change:
            return self.document
        if self.sealed is None:
            raise Revision.DoesNotExist("it has neither a document nor a sealed version")
        return self.sealed.content.text

    @property
    def every_hand(self) -> tuple[str, ...]:
        """All who have changed the record since its latest revision, the first one first."""
        return every_hand(self.hands)

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who changed it since the last submit, and may therefore not approve it."""
        return authors(self.hands)

    @property
    def has_change(self) -> bool:
        """Whether there is a change to this public record that is not public yet."""
        return getattr(self, "change_state", None) is not None

    @property
    def work_state(self) -> str:
        """The state of what is in work: of the change, if there is one, or else of the record."""
        return getattr(self, "change_state", None) or self.state

    @property
    def work_author(self) -> str:
        """Who began what is in work."""
        return self.every_hand[0] if self.has_change and self.every_hand else self.author

    def add_hand(self, by: Actor) -> None:
        """Add a name to the hands; nothing is saved."""
        self.hands = with_hand(self.hands, by.name, is_system=by.is_system)

    def mark_submit(self) -> None:
        """Add the mark of a submit to the hands; nothing is saved."""
        self.hands = with_submit(self.hands)

    def save_version(self, at: datetime, state: str = PUBLIC) -> None:
        """Save the row as the next version of its record, in this state."""
        self.state, self.version, self.revised_at = state, self.version + 1, at
        self.save(update_fields=["state", "version", "revised_at", "edition"])

    @property
    def is_public(self) -> bool:
        return self.state == PUBLIC


def version_constraint(name: str) -> models.CheckConstraint:
    """A row has a version if and only if it is public or withdrawn."""
    public = Q(state__in=(PUBLIC, State.WITHDRAWN.value))
    return models.CheckConstraint(
        condition=(public & Q(version__gte=1)) | (~public & Q(version=0)),
        name=f"{name}_version_told",
        violation_error_message="A public record has a version, and a draft has none.",
    )


def one_of(name: str, column: str, choices: Any, *, empty: bool = True) -> models.CheckConstraint:
    """The column has a value of its closed list."""
    allowed = [*choices, ""] if empty else [*choices]
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": allowed}),
        name=name,
        violation_error_message=f"{column.replace('_', ' ').capitalize()} is one of {', '.join(choices)}.",
    )


def words(choices: Any) -> list[tuple[str, str]]:
    """The choices of a form field from a vocabulary."""
    return list(choices.items())
