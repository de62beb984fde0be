"""Every table of the record and of the desk, and the three groups.

What each group may open follows the tables, after every migration (``actions.granting``); triggers and full-text
tables too (``actions.installing``).
"""

import datetime

from django.conf import settings
from django.db import migrations, models

# The words of closed lists.
SOURCE_KINDS = {
    "article": "article",
    "transcript": "transcript",
    "recording": "recording",
    "post": "post",
    "document": "document",
    "aggregation": "aggregation",
    "fact_check": "fact check",
    "other": "other",
}
SPEAKER_KINDS = {
    "person": "person",
    "body": "organisation or office",
    "group": "group",
    "anonymous": "anonymous",
    "unidentified": "unidentified",
}
CLAIM_KINDS = {
    "statement": "statement",
    "promise": "promise",
    "prediction": "prediction",
    "refusal": "refusal to answer",
    "disavowal": "disavowal of earlier words",
    "reported_silence": "reported silence",
}
FORMS = {
    "quoted": "quoted",
    "partial": "quoted in part",
    "reported": "as reported",
    "summary": "summed up by the source",
}
LEAD_PLACES = {
    "headline": "a headline",
    "link": "a link",
    "mention": "a mention",
    "appearance": "an appearance",
}

GROUPS = ("Contributor", "Editor", "Admin")


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in GROUPS:
        groups.get_or_create(name=name)


def table(name, options=None, /, **fields):
    """A table with Django's usual primary key, unless one of its fields is the key.

    ``fields`` are in the order of the columns.
    """
    key = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    keys = [] if any(field.primary_key for field in fields.values()) else [("id", key)]
    return migrations.CreateModel(name, [*keys, *fields.items()], options)


def choices(*words):
    """The choices of a list whose words are shown as they are stored."""
    return [(word, word) for word in words]


def record(name, options, /, **fields):
    """A table of records, which also have a state, a version, people and times."""
    return table(
        name,
        options,
        state=models.CharField(
            choices=choices("draft", "submitted", "returned", "published", "withdrawn"),
            default="draft",
            max_length=12,
        ),
        version=models.PositiveIntegerField(default=0, editable=False),
        edition=models.PositiveIntegerField(default=1, editable=False),
        author=models.CharField(blank=True, default="", editable=False, max_length=150),
        hands=models.JSONField(blank=True, default=list, editable=False),
        created_at=models.DateTimeField(editable=False),
        changed_at=models.DateTimeField(editable=False),
        published_at=models.DateTimeField(blank=True, editable=False, null=True),
        revised_at=models.DateTimeField(blank=True, editable=False, null=True),
        search_text=models.TextField(blank=True, default="", editable=False),
        document=models.TextField(blank=True, default="", editable=False),
        sealed=unchecked("claims.revision", null=True, editable=False),
        **fields,
    )


def optional(to, related_name):
    """A reference that may be missing."""
    return models.ForeignKey(to, models.PROTECT, related_name=related_name, blank=True, null=True)


def unchecked(to, related_name="+", **options):
    """A reference that the database neither checks nor indexes."""
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        related_name=related_name,
        db_constraint=False,
        db_index=False,
        **options,
    )


def uncertain_date(name):
    """The columns of a date: its text, both ends, and whether it is undated."""
    return {
        name: models.CharField(blank=True, default="", max_length=60),
        f"{name}_earliest": models.DateField(default=datetime.date(1, 1, 1), editable=False),
        f"{name}_latest": models.DateField(default=datetime.date(9999, 12, 31), editable=False),
        f"{name}_undated": models.BooleanField(default=True, editable=False),
    }


def once(name, *fields):
    """No two rows have the same values of these fields."""
    return models.UniqueConstraint(fields=fields, name=name)


def version_told(name):
    """Exactly the public records, withdrawn ones included, have a version."""
    public = ("published", "withdrawn")
    is_told = models.Q(state__in=public, version__gte=1) | models.Q(~models.Q(state__in=public), version=0)
    return models.CheckConstraint(
        condition=is_told,
        name=name,
        violation_error_message="A public record has a version, and a draft has none.",
    )


def one_of(table_name, field, words):
    """A column holds one of these words."""
    return models.CheckConstraint(
        condition=models.Q((f"{field}__in", [*words])),
        name=f"{table_name}_{field}_known",
        violation_error_message=(
            f"{field.replace('_', ' ').capitalize()} is one of {', '.join(filter(None, words))}."
        ),
    )


def in_order(table_name, field):
    """The first possible day of a date is not after the last."""
    return models.CheckConstraint(
        condition=models.Q((f"{field}_earliest__lte", models.F(f"{field}_latest"))),
        name=f"{table_name}_{field}_ordered",
        violation_error_message=f"The earliest day of “{field}” lies after its latest.",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        table(
            "Batch",
            {"verbose_name_plural": "batches", "ordering": ["-made_at", "-pk"]},
            name=models.CharField(max_length=150, unique=True),
            made_at=models.DateTimeField(),
            actor=models.CharField(max_length=150),
            files=models.JSONField(default=list),
            published=models.BooleanField(default=False),
            undone_at=models.DateTimeField(blank=True, null=True),
        ),
        table(
            "LedgerRow",
            {"ordering": ["sequence"]},
            sequence=models.PositiveBigIntegerField(unique=True),
            at=models.DateTimeField(),
            kind=models.CharField(max_length=12),
            actor=models.CharField(max_length=150),
            summary=models.CharField(blank=True, default="", max_length=300),
            previous_hash=models.CharField(max_length=64),
            row_hash=models.CharField(max_length=64, unique=True),
        ),
        table(
            "Revision",
            {
                "ordering": ["record_type", "record_key", "version"],
                "indexes": [models.Index(fields=["change_class", "-published_at"], name="revision_by_class")],
                "constraints": [once("revision_once", "record_type", "record_key", "version")],
            },
            record_type=models.CharField(max_length=10),
            record_key=models.CharField(max_length=120),
            version=models.PositiveIntegerField(),
            change_class=models.CharField(max_length=14),
            author=models.CharField(max_length=150),
            hands=models.JSONField(default=list),
            approver=models.CharField(blank=True, default="", max_length=150),
            published_at=models.DateTimeField(),
            valid_from=models.DateTimeField(),
            digest=models.CharField(max_length=64),
            note_digest=models.CharField(blank=True, default="", max_length=64),
            redirects=models.JSONField(blank=True, default=list),
            ledger_row=models.ForeignKey("claims.ledgerrow", models.PROTECT, related_name="revisions"),
        ),
        table(
            "Tombstone",
            {"ordering": ["key"]},
            key=models.CharField(max_length=10, unique=True),
            withdrawn_on=models.CharField(max_length=10),
            reason_class=models.CharField(
                choices=[
                    ("error", "recorded in error"),
                    ("duplicate", "a duplicate of another claim"),
                    ("source_withdrawn", "the source withdrew it"),
                    ("privacy", "to protect a person"),
                    ("law", "required by law"),
                    ("batch_undone", "the import that brought it was undone"),
                ],
                max_length=20,
            ),
            survivor=models.CharField(blank=True, default="", max_length=10),
        ),
        table(
            "AuditEvent",
            {
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["record_type", "record_key", "-at"], name="audit_by_record"),
                    models.Index(fields=["-at", "-id"], name="audit_by_time"),
                ],
            },
            at=models.DateTimeField(),
            actor=models.CharField(max_length=150),
            action=models.CharField(max_length=40),
            record_type=models.CharField(blank=True, default="", max_length=10),
            record_key=models.CharField(blank=True, default="", max_length=120),
            version=models.PositiveIntegerField(default=0),
            detail=models.JSONField(blank=True, default=dict),
        ),
        table(
            "FormerAddress",
            {
                "verbose_name_plural": "former addresses",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["record_type", "now_key"], name="former_address_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("record_type", "key"),
                        name="former_address_once",
                        violation_error_message="This key leads to another record already.",
                    )
                ],
            },
            record_type=models.CharField(max_length=10),
            key=models.CharField(max_length=120),
            now_key=models.CharField(max_length=120),
            kind=models.CharField(choices=[("merge", "merged"), ("rename", "renamed")], max_length=6),
            at=models.DateTimeField(),
            by=models.CharField(max_length=150),
            undone_at=models.DateTimeField(blank=True, null=True),
            undone_by=models.CharField(blank=True, default="", max_length=150),
            ledger_row=models.ForeignKey("claims.ledgerrow", models.PROTECT, related_name="former_addresses"),
        ),
        table(
            "MonthCount",
            {
                "indexes": [
                    models.Index(
                        condition=models.Q(("month", "")),
                        fields=["speaker", "-claims", "topic"],
                        name="month_count_of_topics",
                    )
                ],
                "constraints": [once("month_count_once", "speaker", "topic", "month")],
            },
            speaker=models.CharField(max_length=120),
            topic=models.CharField(blank=True, default="", max_length=120),
            month=models.CharField(blank=True, default="", max_length=7),
            claims=models.BigIntegerField(default=0),
        ),
        record(
            "Outlet",
            {"ordering": ["name", "pk"], "constraints": [version_told("outlet_version_told")]},
            slug=models.SlugField(max_length=120, unique=True),
            name=models.CharField(max_length=300),
            country=models.CharField(blank=True, default="", max_length=60),
        ),
        table(
            "Proposal",
            {
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["record_type", "record_key"], name="proposal_by_record")],
            },
            record_type=models.CharField(max_length=10),
            record_key=models.CharField(max_length=120),
            decision=models.CharField(max_length=10),
            answers=models.JSONField(default=dict),
            by=models.CharField(max_length=150),
            at=models.DateTimeField(),
            settled_at=models.DateTimeField(blank=True, null=True),
            settled_by=models.CharField(blank=True, default="", max_length=150),
            approved=models.BooleanField(default=False),
        ),
        record(
            "RatingScale",
            {
                "ordering": ["name", "pk"],
                "constraints": [
                    version_told("scale_version_told"),
                    one_of("scale", "measure", ["accuracy", "consistency"]),
                ],
            },
            slug=models.SlugField(max_length=120, unique=True),
            name=models.CharField(max_length=300),
            measure=models.CharField(
                choices=choices("accuracy", "consistency"),
                default="accuracy",
                help_text="Whether words are true, or whether they fit what the speaker said before.",
                max_length=12,
            ),
            outlet=optional("claims.outlet", related_name="scales"),
        ),
        table(
            "RevisionContent",
            revision=models.OneToOneField(
                "claims.revision",
                models.PROTECT,
                related_name="content",
                primary_key=True,
                serialize=False,
            ),
            text=models.TextField(),
            salt=models.CharField(max_length=64),
        ),
        table(
            "Erasure",
            {"constraints": [once("erasure_once", "revision", "part")]},
            part=models.CharField(choices=[("content", "content"), ("note", "public note")], max_length=7),
            reason=models.TextField(),
            ledger_row=models.ForeignKey("claims.ledgerrow", models.PROTECT, related_name="erasures"),
            revision=models.ForeignKey("claims.revision", models.PROTECT, related_name="erasures"),
        ),
        table(
            "Correction",
            note=models.TextField(blank=True, default=""),
            wrong=models.TextField(blank=True, default=""),
            right=models.TextField(blank=True, default=""),
            learned=models.TextField(blank=True, default="", verbose_name="how we learned"),
            thanks=models.CharField(blank=True, default="", max_length=300),
            salt=models.CharField(max_length=64),
            revision=models.OneToOneField("claims.revision", models.PROTECT, related_name="correction"),
        ),
        table(
            "SavedView",
            {
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listed", "name", "owner"),
                        name="saved_view_name_once",
                        violation_error_message="You have a view of that name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owner", None)),
                        fields=("listed", "name"),
                        name="saved_view_shared_name_once",
                        violation_error_message="There is a shared view of that name.",
                    ),
                ],
            },
            name=models.CharField(max_length=80),
            listed=models.CharField(default="claim", max_length=20),
            query=models.CharField(blank=True, default="", max_length=2000),
            made_by=models.CharField(max_length=150),
            made_at=models.DateTimeField(),
            owner=models.ForeignKey(
                settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", blank=True, null=True
            ),
        ),
        record(
            "Source",
            {
                "ordering": ["-published_latest", "-pk"],
                "indexes": [models.Index(fields=["url"], name="source_by_url")],
                "constraints": [
                    version_told("source_version_told"),
                    one_of("source", "kind", SOURCE_KINDS),
                    in_order("source", "published"),
                    in_order("source", "retrieved"),
                ],
            },
            key=models.SlugField(max_length=40, unique=True),
            title=models.CharField(max_length=500),
            url=models.URLField(blank=True, default="", max_length=2000, verbose_name="URL"),
            kind=models.CharField(choices=SOURCE_KINDS, default="article", max_length=12),
            **uncertain_date("published"),
            **uncertain_date("retrieved"),
            archived_url=models.URLField(
                blank=True, default="", max_length=2000, verbose_name="archived copy"
            ),
            outlet=optional("claims.outlet", related_name="sources"),
        ),
        table(
            "SourcePassage",
            {"ordering": ["source", "pk"]},
            text=models.CharField(max_length=500),
            reason=models.CharField(max_length=500),
            made_by=models.CharField(max_length=150),
            made_at=models.DateTimeField(),
            source=models.ForeignKey("claims.source", models.CASCADE, related_name="passages_left_out"),
        ),
        record(
            "Speaker",
            {
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["kind", "name"], name="speaker_by_kind")],
                "constraints": [
                    version_told("speaker_version_told"),
                    one_of("speaker", "kind", SPEAKER_KINDS),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="speaker_not_part_of_itself",
                        violation_error_message="A body is not part of itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "anonymous"), models.Q(("state", "withdrawn"), _negated=True)
                        ),
                        fields=("described_in", "name"),
                        name="speaker_anonymous_once_per_source",
                        violation_error_message="This source already has an anonymous speaker of that description.",
                    ),
                ],
            },
            slug=models.SlugField(max_length=120, unique=True),
            name=models.CharField(max_length=300),
            kind=models.CharField(choices=SPEAKER_KINDS, default="person", max_length=12),
            names_no_office=models.BooleanField(default=False),
            described_in=optional("claims.source", related_name="described_speakers"),
            identified_as=optional("claims.speaker", related_name="identities_of"),
            part_of=optional("claims.speaker", related_name="parts"),
        ),
        table(
            "StanceCount",
            {
                "indexes": [
                    models.Index(
                        condition=models.Q(("on_behalf_of__gt", "")),
                        fields=["on_behalf_of"],
                        name="stance_count_for_body",
                    )
                ],
                "constraints": [
                    once("stance_count_once", "speaker", "on_behalf_of", "position", "answer", "unchanged")
                ],
            },
            speaker=models.CharField(max_length=120),
            on_behalf_of=models.CharField(blank=True, default="", max_length=120),
            position=models.CharField(max_length=120),
            answer=models.CharField(blank=True, default="", max_length=120),
            unchanged=models.BooleanField(default=False),
            claims=models.BigIntegerField(default=0),
        ),
        record(
            "Topic",
            {"ordering": ["name", "pk"], "constraints": [version_told("topic_version_told")]},
            slug=models.SlugField(max_length=120, unique=True),
            name=models.CharField(max_length=300),
        ),
        record(
            "Position",
            {"ordering": ["question", "pk"], "constraints": [version_told("position_version_told")]},
            slug=models.SlugField(max_length=120, unique=True),
            question=models.CharField(max_length=500),
            ordered=models.BooleanField(default=False),
            topic=optional("claims.topic", related_name="positions"),
        ),
        record(
            "Claim",
            {
                "ordering": ["said_undated", "-said_newest", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["speaker", "said_undated", "-said_newest", "-id"], name="claim_of_speaker"
                    ),
                    models.Index(fields=["state", "changed_at", "id"], name="claim_of_state"),
                    models.Index(fields=["said_undated", "-said_newest", "-id"], name="claim_at_the_desk"),
                    models.Index(fields=["changed_at", "id"], name="claim_changed"),
                    models.Index(
                        fields=["author", "said_undated", "-said_newest", "-id"], name="claim_of_author"
                    ),
                    models.Index(
                        fields=["occasion_slug", "occasion_label", "occasion_place"],
                        name="claim_of_occasion",
                    ),
                    models.Index(
                        condition=models.Q(("change_state__isnull", False)),
                        fields=["change_state", "changed_at", "id"],
                        name="claim_of_change_state",
                    ),
                    models.Index(fields=["state", "lacks"], name="claim_lacks"),
                ],
                "constraints": [
                    version_told("claim_version_told"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="claim_has_words",
                        violation_error_message="A claim needs its words.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state="published")
                        | (~models.Q(language="") & ~models.Q(form="")),
                        name="claim_public_is_complete",
                        violation_error_message="A public claim has a language and a form.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(change_state=None)
                        | models.Q(change_state__in=["draft", "submitted", "returned"], state="published")
                        & ~models.Q(document=""),
                        name="claim_change_told",
                        violation_error_message="Only a public claim has a change, which says something.",
                    ),
                    one_of("claim", "kind", CLAIM_KINDS),
                    one_of("claim", "form", [*FORMS, ""]),
                    in_order("claim", "said"),
                ],
            },
            key=models.CharField(max_length=10, unique=True),
            change_state=models.CharField(
                blank=True,
                choices=choices("draft", "submitted", "returned"),
                editable=False,
                max_length=12,
                null=True,
                verbose_name="change",
            ),
            change_note=models.JSONField(blank=True, default=dict, editable=False),
            kind=models.CharField(choices=CLAIM_KINDS, default="statement", max_length=20),
            text=models.TextField(verbose_name="words"),
            language=models.CharField(blank=True, default="", max_length=35),
            form=models.CharField(blank=True, choices=FORMS, default="", max_length=10),
            **uncertain_date("said"),
            said_newest=models.DateField(default=datetime.date(1, 1, 1), editable=False),
            said_oldest=models.DateField(default=datetime.date(9999, 12, 31), editable=False),
            said_year=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
            lacks=models.CharField(blank=True, default="", editable=False, max_length=60),
            occasion_slug=models.CharField(blank=True, default="", max_length=120),
            occasion_label=models.CharField(blank=True, default="", max_length=300),
            occasion_place=models.CharField(blank=True, default="", max_length=300),
            on_behalf_of=optional("claims.speaker", related_name="claims_on_behalf"),
            speaker=models.ForeignKey(
                "claims.speaker", models.PROTECT, related_name="claims", db_index=False
            ),
        ),
        table(
            "DeskValue",
            {
                "constraints": [once("desk_value_once", "field", "value", "claim")],
            },
            field=models.CharField(max_length=30),
            value=models.CharField(max_length=600),
            claim=models.ForeignKey("claims.claim", models.CASCADE, related_name="values"),
        ),
        table(
            "Assignment",
            made_by=models.CharField(max_length=150),
            made_at=models.DateTimeField(),
            person=models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments"),
            claim=models.OneToOneField("claims.claim", models.CASCADE, related_name="assignment"),
        ),
        table(
            "ClaimIdentity",
            {"verbose_name_plural": "claim identities"},
            identity=models.CharField(max_length=64, unique=True),
            made_at=models.DateTimeField(),
            claim=models.ForeignKey("claims.claim", models.CASCADE, related_name="identities"),
        ),
        table(
            "FrontQuestion",
            {
                "verbose_name": "question of the moment",
                "verbose_name_plural": "question of the moment",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("place", 1)), name="front_question_is_one")
                ],
            },
            place=models.PositiveSmallIntegerField(default=1, editable=False, unique=True),
            picked_by=models.CharField(editable=False, max_length=150),
            picked_at=models.DateTimeField(editable=False),
            position=models.ForeignKey("claims.position", models.CASCADE, related_name="+"),
        ),
        table(
            "Coding",
            {
                "ordering": ["position", "claim", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position", "claim", "coder"),
                        name="coding_once_per_coder",
                        violation_error_message="This editor has coded the claim on that position.",
                    )
                ],
            },
            coder=models.CharField(blank=True, default="", max_length=150),
            answer=models.SlugField(blank=True, max_length=120, null=True),
            unchanged=models.BooleanField(default=False, verbose_name="says that nothing changed"),
            note=models.TextField(blank=True, default=""),
            at=models.DateTimeField(),
            settled_at=models.DateTimeField(blank=True, null=True),
            settled_by=models.CharField(blank=True, default="", max_length=150),
            claim=models.ForeignKey("claims.claim", models.CASCADE, related_name="codings"),
            position=models.ForeignKey("claims.position", models.CASCADE, related_name="codings"),
        ),
        record(
            "Lead",
            {
                "ordering": ["said_earliest", "pk"],
                "constraints": [
                    version_told("lead_version_told"),
                    in_order("lead", "said"),
                    one_of("lead", "stands_in", LEAD_PLACES),
                ],
            },
            slug=models.SlugField(max_length=120, unique=True),
            about=models.TextField(),
            stands_in=models.CharField(choices=LEAD_PLACES, max_length=10, verbose_name="where it stands"),
            **uncertain_date("said"),
            said_newest=models.DateField(default=datetime.date(1, 1, 1), editable=False),
            said_oldest=models.DateField(default=datetime.date(9999, 12, 31), editable=False),
            claim_key=models.CharField(blank=True, default="", max_length=10, verbose_name="claim"),
            speaker=optional("claims.speaker", related_name="leads"),
        ),
        record(
            "CoverageCheck",
            {
                "ordering": ["-starts_earliest", "pk"],
                "constraints": [
                    version_told("coverage_version_told"),
                    in_order("coverage", "starts"),
                    in_order("coverage", "ends"),
                ],
            },
            slug=models.SlugField(max_length=120, unique=True),
            **uncertain_date("starts"),
            **uncertain_date("ends"),
            checked_on=models.CharField(blank=True, default="", max_length=10),
            voice=models.ForeignKey("claims.speaker", models.PROTECT, related_name="coverage_checks"),
        ),
        record(
            "Event",
            {
                "ordering": ["date_earliest", "pk"],
                "constraints": [version_told("event_version_told"), in_order("event", "date")],
            },
            slug=models.SlugField(max_length=120, unique=True),
            **uncertain_date("date"),
            text=models.CharField(max_length=500),
        ),
        table(
            "Worksheet",
            done_by=models.CharField(max_length=150),
            done_at=models.DateTimeField(),
            source=models.OneToOneField("claims.source", models.CASCADE, related_name="worksheet"),
        ),
        table(
            "BatchEntry",
            {
                "verbose_name_plural": "batch entries",
                "ordering": ["batch", "pk"],
                "constraints": [once("batch_entry_once", "batch", "record_type", "record_key")],
            },
            record_type=models.CharField(max_length=10),
            record_key=models.CharField(max_length=120),
            done=models.CharField(choices=choices("made", "changed"), max_length=12),
            before=models.JSONField(blank=True, null=True),
            before_state=models.CharField(blank=True, default="", max_length=12),
            digest=models.CharField(blank=True, default="", max_length=64),
            edition=models.PositiveIntegerField(default=1),
            version=models.PositiveIntegerField(default=0),
            batch=models.ForeignKey("claims.batch", models.CASCADE, related_name="entries"),
        ),
        table(
            "FollowedLead",
            made_by=models.CharField(max_length=150),
            made_at=models.DateTimeField(),
            claim=models.OneToOneField("claims.claim", models.CASCADE, related_name="followed_lead"),
            lead=models.ForeignKey("claims.lead", models.CASCADE, related_name="followed"),
        ),
        table(
            "ClaimVersion",
            {
                "ordering": ["-number"],
                "indexes": [
                    models.Index(
                        fields=["said_undated", "said_oldest", "number"],
                        condition=models.Q(("is_open", True)),
                        name="version_oldest",
                    ),
                    models.Index(
                        fields=["published_at", "number"],
                        condition=models.Q(("is_open", True)),
                        name="version_added",
                    ),
                    models.Index(fields=["key"], name="version_of_claim"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)), fields=("key",), name="claim_version_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_open", True), ("valid_to", None)),
                            models.Q(("is_open", False), ("valid_to__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_version_ended",
                    ),
                ],
            },
            number=models.BigAutoField(primary_key=True, serialize=False),
            key=models.CharField(max_length=10),
            version=models.PositiveIntegerField(),
            valid_from=models.DateTimeField(),
            valid_to=models.DateTimeField(null=True),
            is_open=models.BooleanField(),
            published_at=models.DateTimeField(),
            **uncertain_date("said"),
            said_oldest=models.DateField(default=datetime.date(9999, 12, 31), editable=False),
            values=models.TextField(),
            stances=models.TextField(blank=True, default=""),
            revision=unchecked("claims.revision"),
        ),
        table(
            "FacetCount",
            {
                "indexes": [models.Index(fields=["facet", "-number", "value"], name="facet_count_most")],
                "constraints": [once("facet_count_once", "facet", "value")],
            },
            facet=models.CharField(max_length=20),
            value=models.CharField(blank=True, default="", max_length=300),
            number=models.BigIntegerField(default=0),
        ),
        table(
            "ClaimFacet",
            {"constraints": [once("claim_facet_once", "value", "version", "is_open")]},
            is_open=models.BooleanField(),
            version=unchecked("claims.claimversion", "facets"),
            value=unchecked("claims.facetcount"),
        ),
        table(
            "RecordVersion",
            {
                "indexes": [
                    models.Index(
                        condition=models.Q(("sort__gt", "")),
                        fields=["record_type", "sort", "place"],
                        name="record_version_list",
                    )
                ],
                "constraints": [once("record_version_once", "place", "version")],
            },
            record_type=models.CharField(max_length=10),
            place=models.CharField(max_length=131),
            version=models.PositiveIntegerField(),
            valid_from=models.DateTimeField(),
            valid_to=models.DateTimeField(null=True),
            sort=models.CharField(blank=True, default="", max_length=340),
            revision=models.OneToOneField("claims.revision", models.DO_NOTHING, related_name="+"),
        ),
        table(
            "RecordReference",
            {"constraints": [once("record_reference_once", "place", "version")]},
            place=models.CharField(max_length=131),
            version=models.ForeignKey("claims.recordversion", models.CASCADE, related_name="references"),
        ),
        table(
            "RecordWord",
            {"constraints": [once("record_word_once", "version", "word")]},
            word=models.CharField(db_index=True, max_length=80),
            written=models.CharField(blank=True, max_length=80),
            version=models.ForeignKey(
                "claims.recordversion", models.CASCADE, related_name="words", db_index=False
            ),
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
