"""Lists kept under a name, and the orders in which editors list claims."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_former_address"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("listed", models.CharField(default="claim", max_length=20)),
                ("query", models.CharField(blank=True, default="", max_length=2000)),
                ("made_by", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_state",
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("state"),
                models.OrderBy(models.F("changed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_of_state",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_at_the_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.OrderBy(models.F("changed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("author"),
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_of_author",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("said_undated"),
                models.OrderBy(models.F("said_newest"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("translated_from__gt", "")),
                name="claim_translated",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("listed", "name", "owner"),
                name="saved_view_name_once",
                violation_error_message="You have a view of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner", None)),
                fields=("listed", "name"),
                name="saved_view_shared_name_once",
                violation_error_message="There is a shared view of that name.",
            ),
        ),
    ]
