"""A change to a public claim moves from a row of its own to the row of the claim, its note from a proposal too.

The values of a change begin with "+". What proposals for changes said, settled ones too, stays as audit events.
"""

from django.db import migrations, models
from django.db.models import Q

STATES = [(state, state) for state in ("draft", "submitted", "returned")]


def to_rows_of_claims(apps, schema_editor):
    Claim, Value, Proposal, Event, Assignment = (
        apps.get_model("claims", name).objects
        for name in ("Claim", "DeskValue", "Proposal", "AuditEvent", "Assignment")
    )
    proposals = Proposal.filter(record_type="claim", decision="change")
    copies = Claim.filter(amends__isnull=False).select_related("amends", "speaker", "on_behalf_of")
    for copy in copies.order_by("pk").iterator():
        claim = copy.amends
        last = proposals.filter(record_key=claim.key, at__gte=copy.created_at).order_by("-pk").first()
        begun_by = [copy.author] if copy.author and copy.author not in copy.hands else []
        Claim.filter(pk=claim.pk).update(
            change_state=copy.state,
            change_note=last.answers if last else {},
            document=copy.document,
            hands=[*begun_by, *copy.hands],
            edition=claim.edition + copy.edition,
            changed_at=max(claim.changed_at, copy.changed_at),
            search_text="\n".join(text for text in (claim.search_text, copy.search_text) if text),
        )
        said = set(copy.values.values_list("field", "value"))
        if said:  # Where claims have no values at all, they get them after the migrations.
            voices = (("speaker", copy.speaker), ("on_behalf_of", copy.on_behalf_of))
            said |= {(field, voice.slug) for field, voice in voices if voice}
        Value.bulk_create(
            Value.model(claim=claim, field=f"+{field}", value=value) for field, value in sorted(said)
        )
        Assignment.filter(claim=claim).delete()
        Assignment.filter(claim=copy).update(claim=claim)
    Event.bulk_create(
        Event.model(
            action="propose_note",
            actor=one.by,
            at=one.at,
            record_type="claim",
            record_key=one.record_key,
            detail={**one.answers, "approved": one.approved, "settled_by": one.settled_by},
        )
        for one in proposals.order_by("pk")
    )
    proposals.delete()
    Claim.filter(amends__isnull=False).delete()
    if schema_editor.connection.vendor == "postgresql":
        # No table is altered while deferred checks of its rows wait.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_parts_go")]

    operations = [
        migrations.AddField(
            "claim",
            "change_state",
            models.CharField("change", max_length=12, choices=STATES, null=True, blank=True, editable=False),
        ),
        migrations.AddField(
            "claim", "change_note", models.JSONField(blank=True, default=dict, editable=False)
        ),
        migrations.RunPython(to_rows_of_claims),
        migrations.RemoveConstraint("claim", "claim_key_or_amends"),
        migrations.RemoveConstraint("claim", "claim_working_copy_not_public"),
        migrations.RemoveField("claim", "amends"),
        migrations.AlterField("claim", "key", models.CharField(max_length=10, unique=True)),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=Q(change_state=None)
                | Q(change_state__in=[state for state, _ in STATES], state="published") & ~Q(document=""),
                name="claim_change_told",
                violation_error_message="Only a public claim has a change, which says something.",
            ),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["change_state", "-changed_at", "-id"],
                condition=Q(change_state__isnull=False),
                name="claim_of_change_state",
            ),
        ),
    ]
