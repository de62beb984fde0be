"""The content of every record as one document, and the values by which the desk finds claims."""

from django.db import migrations, models

RECORDS = (
    *("claim", "coveragecheck", "event", "lead", "outlet", "position", "ratingscale", "source", "speaker"),
    "topic",
)


def document():
    return models.TextField(blank=True, default="", editable=False)


def sealed():
    return models.ForeignKey(
        "claims.revision",
        models.DO_NOTHING,
        "+",
        null=True,
        editable=False,
        db_constraint=False,
        db_index=False,
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        *(migrations.AddField(record, "document", document()) for record in RECORDS),
        *(migrations.AddField(record, "sealed", sealed()) for record in RECORDS),
        migrations.AddField(
            "claim", "lacks", models.CharField(max_length=60, blank=True, default="", editable=False)
        ),
        migrations.CreateModel(
            "DeskValue",
            fields=[
                ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False,
                                           verbose_name="ID")),
                ("field", models.CharField(max_length=30)),
                ("value", models.CharField(max_length=600)),
                ("claim", models.ForeignKey("claims.claim", models.CASCADE, "values", db_index=False)),
            ],
            options={
                "indexes": [models.Index(fields=["field", "value", "claim"], name="desk_value_found")],
                "constraints": [
                    models.UniqueConstraint(fields=["claim", "field", "value"], name="desk_value_once")
                ],
            },
        ),
    ]  # fmt: skip
