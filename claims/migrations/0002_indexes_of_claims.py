"""Indexes of claims that nothing asks any more go; that of speakers holds claims in every state."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.RemoveIndex("claim", "claim_newest"),
        migrations.RemoveIndex("claim", "claim_of_speaker"),
        migrations.RemoveIndex("claim", "claim_of_year"),
        migrations.AlterField(
            "claim",
            "speaker",
            models.ForeignKey("claims.speaker", models.PROTECT, related_name="claims", db_index=False),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["speaker", "said_undated", "-said_newest", "-id"], name="claim_of_speaker"),
        ),
    ]
