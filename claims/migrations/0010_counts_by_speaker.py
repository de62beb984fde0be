"""Counts of each speaker's claims and stances, and whose a stance is, filled from what is public already."""

from __future__ import annotations

from collections import Counter
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

from claims.domain.dates import FuzzyDate
from claims.domain.months import period_of

CHUNK = 2000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Count every public claim, as sealing does for those to come."""
    using = schema_editor.connection.alias
    claim, stance = (
        apps.get_model("claims", name)._base_manager.using(using) for name in ("Claim", "Stance")
    )
    of_claim = claim.filter(pk=OuterRef("claim"))
    stance.update(
        speaker=Subquery(of_claim.values("speaker")[:1]),
        on_behalf_of=Subquery(of_claim.values("on_behalf_of")[:1]),
    )
    months: Counter[tuple[Any, ...]] = Counter()
    public = claim.filter(state="published")
    for found in (
        public.select_related("speaker").prefetch_related("joint_speakers", "topics").iterator(CHUNK)
    ):
        period = period_of(FuzzyDate.parse(found.said))
        speakers = (found.speaker.slug, *(speaker.slug for speaker in found.joint_speakers.all()))
        topics = ("", *(topic.slug for topic in found.topics.all()))
        months.update({(s, t, m) for s in speakers for t in topics for m in ("", period)})
    rows = stance.filter(claim__state="published").values_list(
        "claim__speaker__slug",
        "claim__on_behalf_of__slug",
        "position__slug",
        "answer",
        "unchanged",
        "claim__form",
        "basis",
    )
    stances = Counter(
        (speaker, body or "", position, answer or "", *rest)
        for speaker, body, position, answer, *rest in rows.iterator(CHUNK)
    )
    month_count, stance_count = (apps.get_model("claims", name) for name in ("MonthCount", "StanceCount"))
    month_count._base_manager.using(using).bulk_create(
        (month_count(speaker=s, topic=t, month=m, claims=n) for (s, t, m), n in sorted(months.items())), CHUNK
    )
    stance_count._base_manager.using(using).bulk_create(
        (
            stance_count(
                speaker=s, on_behalf_of=b, position=p, answer=a, unchanged=u, form=f, basis=basis, claims=n
            )
            for (s, b, p, a, u, f, basis), n in sorted(stances.items())
        ),
        CHUNK,
    )


def speaker_copy() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        blank=True,
        db_constraint=False,
        db_index=False,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to="claims.speaker",
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_former_claims")]

    operations = [
        migrations.CreateModel(
            name="MonthCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("speaker", models.CharField(max_length=120)),
                ("topic", models.CharField(blank=True, default="", max_length=120)),
                ("month", models.CharField(blank=True, default="", max_length=7)),
                ("claims", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("speaker"),
                        models.OrderBy(models.F("claims"), descending=True),
                        models.F("topic"),
                        condition=models.Q(("month", "")),
                        name="month_count_of_topics",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("speaker", "topic", "month"), name="month_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StanceCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("speaker", models.CharField(max_length=120)),
                ("on_behalf_of", models.CharField(blank=True, default="", max_length=120)),
                ("position", models.CharField(max_length=120)),
                ("answer", models.CharField(blank=True, default="", max_length=120)),
                ("unchanged", models.BooleanField(default=False)),
                ("form", models.CharField(max_length=10)),
                ("basis", models.CharField(max_length=12)),
                ("claims", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("on_behalf_of__gt", "")),
                        fields=["on_behalf_of"],
                        name="stance_count_for_body",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "speaker",
                            "on_behalf_of",
                            "position",
                            "answer",
                            "unchanged",
                            "form",
                            "basis",
                        ),
                        name="stance_count_once",
                    )
                ],
            },
        ),
        migrations.AddField("stance", "speaker", speaker_copy()),
        migrations.AddField("stance", "on_behalf_of", speaker_copy()),
        migrations.AddIndex(
            "claim",
            models.Index(
                models.F("on_behalf_of"),
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("on_behalf_of__isnull", False), ("state", "published")),
                name="claim_for_body",
            ),
        ),
        migrations.AddIndex(
            "stance",
            models.Index(
                models.F("speaker"),
                models.F("position"),
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("claim"), descending=True),
                condition=models.Q(("public", True)),
                name="stance_of_speaker_newest",
            ),
        ),
        migrations.AddIndex(
            "stance",
            models.Index(
                condition=models.Q(("public", True)),
                fields=["speaker", "position", "said_undated", "said_oldest", "claim"],
                name="stance_of_speaker_oldest",
            ),
        ),
        migrations.AddIndex(
            "stance",
            models.Index(
                models.F("on_behalf_of"),
                models.F("position"),
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("claim"), descending=True),
                condition=models.Q(("public", True), ("on_behalf_of__isnull", False)),
                name="stance_for_body_newest",
            ),
        ),
        migrations.AddIndex(
            "stance",
            models.Index(
                condition=models.Q(("public", True), ("on_behalf_of__isnull", False)),
                fields=["on_behalf_of", "position", "said_undated", "said_oldest", "claim"],
                name="stance_for_body_oldest",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
