"""The tables of parts go, the marks of what is not sealed, and the columns that only a document has now."""

from django.db import migrations, models

TABLES = (
    *("ExactPassage", "Citation", "Evidence", "Verdict", "Figure", "Identifier", "Relation", "Stance"),
    *("Translation", "Alias", "Tenure", "Answer", "Rating", "Unsealed"),
)
CONSTRAINTS = {
    "claim": "claim_public_is_complete claim_checkable_known claim_said_basis_known",
    "source": "source_published_basis_known",
}
COLUMNS = {
    "claim": "about asked checkable context joint_speakers refers_to role said_basis said_note said_sources"
    " summary topics translated_by translated_from",
    "coveragecheck": "checked_by found hits office outlets positions result terms with_parts",
    "event": "positions sources topics",
    "lead": "language outlet positions url why_not_recorded",
    "outlet": "description site",
    "position": "exclusive finding meaning not_to_conclude",
    "ratingscale": "ordered",
    "source": "added author_name credits language published_basis published_note",
    "speaker": "description former_slugs wikidata",
    "topic": "description",
}


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_parts_to_documents")]

    operations = [
        *(migrations.DeleteModel(name) for name in TABLES),
        *(
            migrations.RemoveConstraint(table, name)
            for table, names in CONSTRAINTS.items()
            for name in names.split()
        ),
        migrations.RemoveIndex("claim", "claim_translated"),
        *(migrations.RemoveField(table, name) for table, names in COLUMNS.items() for name in names.split()),
        migrations.AlterField("lead", "about", models.TextField()),
        migrations.AlterField(
            "lead", "claim_key", models.CharField("claim", max_length=10, blank=True, default="")
        ),
        migrations.AlterField("speaker", "names_no_office", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=~models.Q(state="published") | (~models.Q(language="") & ~models.Q(form="")),
                name="claim_public_is_complete",
                violation_error_message="A public claim has a language and a form.",
            ),
        ),
    ]
