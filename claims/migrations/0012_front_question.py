"""The question of the moment, as editors pick it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_codings"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1, editable=False, unique=True)),
                ("picked_by", models.CharField(editable=False, max_length=150)),
                ("picked_at", models.DateTimeField(editable=False)),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.position"
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the moment",
                "verbose_name_plural": "question of the moment",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("place", 1)), name="front_question_is_one")
                ],
            },
        ),
    ]
