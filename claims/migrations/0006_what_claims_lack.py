"""What claims lack is counted from an index, and a day is among it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_changes_on_claims")]

    operations = [
        migrations.AddIndex(
            model_name="claim", index=models.Index(fields=["state", "lacks"], name="claim_lacks")
        ),
        migrations.RunSQL(
            "UPDATE claims_claim SET lacks = CASE WHEN lacks = '' THEN ',' ELSE lacks END || 'day,'"
            " WHERE said = ''",
            "UPDATE claims_claim SET lacks = REPLACE(lacks, ',day,', ',')",
        ),
    ]
