"""What each editor made of a claim on a position, for coding it twice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_counts_by_speaker"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("coder", models.CharField(blank=True, default="", max_length=150)),
                ("answer", models.SlugField(blank=True, max_length=120, null=True)),
                ("unchanged", models.BooleanField(default=False, verbose_name="says that nothing changed")),
                ("note", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", models.CharField(blank=True, default="", max_length=150)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codings", to="claims.claim"
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="claims.position",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "claim", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position", "claim", "coder"),
                        name="coding_once_per_coder",
                        violation_error_message="This editor has coded the claim on that position.",
                    )
                ],
            },
        ),
    ]
