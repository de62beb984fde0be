"""How the words of an identity were folded; those that there are, by folding 1."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_fields_and_leads"),
    ]

    operations = [
        migrations.AddField(
            model_name="claimidentity",
            name="folding",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
    ]
