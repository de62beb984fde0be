import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_days_beside_claims"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="speaker",
            name="speaker_anonymous_once_per_source",
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(
                condition=Q(kind="anonymous") & ~Q(state="withdrawn"),
                fields=("described_in", "name"),
                name="speaker_anonymous_once_per_source",
                violation_error_message="This source already has an anonymous speaker of that description.",
            ),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=120)),
                ("now_key", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(choices=[("merge", "merged"), ("rename", "renamed")], max_length=6),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("note", models.TextField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by", models.CharField(blank=True, default="", max_length=150)),
                (
                    "ledger_row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_addresses",
                        to="claims.ledgerrow",
                    ),
                ),
            ],
            options={
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
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=10)),
                ("record_key", models.CharField(max_length=120)),
                ("decision", models.CharField(max_length=10)),
                ("answers", models.JSONField(default=dict)),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", models.CharField(blank=True, default="", max_length=150)),
                ("approved", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["record_type", "record_key"], name="proposal_by_record")],
            },
        ),
    ]
