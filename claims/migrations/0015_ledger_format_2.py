from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from claims.domain.ledger import (
    GENESIS,
    Erased,
    LedgerEntry,
    PublicNote,
    Redirect,
    SealedRevision,
    instant_text,
    revision_digest,
    row_hash,
)

RECORDS = (
    "claim", "coveragecheck", "event", "lead", "outlet", "position", "ratingscale", "source", "speaker", "topic",
)  # fmt: skip
CHUNK = 1000


def name_hands(apps: Any, schema_editor: Any) -> None:
    """Drafts and working copies were kept with their author alone."""
    for name in RECORDS:
        drafts = apps.get_model("claims", name).objects.filter(version=0).exclude(author="")
        for author in drafts.order_by("author").values_list("author", flat=True).distinct():
            drafts.filter(author=author).update(hands=[author])


def seal_anew(apps: Any, schema_editor: Any) -> None:
    """Seal what the ledger holds in format 2, under rows that say the same, and one that says so.

    The last row of format 1 is named in the new one, so that a head noted down before leads there.
    """
    LedgerRow, Revision, Erasure = (apps.get_model("claims", n) for n in ("LedgerRow", "Revision", "Erasure"))
    if not LedgerRow.objects.exists():
        return
    redirects = _redirects(apps)
    _move_notes(apps, redirects)
    erased = defaultdict(list)
    for one in Erasure.objects.select_related("revision"):
        place = one.revision.record_type, one.revision.record_key, one.revision.version
        erased[one.ledger_row_id].append(Erased(*place, "content", one.reason))
    previous, old_hash, row = GENESIS, "", None
    for row in LedgerRow.objects.order_by("sequence"):
        old_hash = row.row_hash
        entry = LedgerEntry(
            row.sequence, instant_text(row.at), row.kind, row.actor, row.summary,
            erased=tuple(erased[row.pk]),
        )  # fmt: skip
        rows = Revision.objects.filter(ledger_row=row).iterator(chunk_size=CHUNK)
        sealed = sorted((_sealed(revision) for revision in rows), key=lambda revision: revision.place)
        hashed = row_hash(previous, entry, sealed)
        LedgerRow.objects.filter(pk=row.pk).update(previous_hash=previous, row_hash=hashed)
        previous = hashed
    now = timezone.now()
    entry = LedgerEntry(
        row.sequence + 1, instant_text(now), "format", "migration",
        f"Sealed anew in format 2. In format 1 the hash of row {row.sequence} was {old_hash}.",
    )  # fmt: skip
    LedgerRow.objects.create(
        sequence=entry.sequence, at=now, kind=entry.kind, actor=entry.actor, summary=entry.summary,
        previous_hash=previous, row_hash=row_hash(previous, entry),
    )  # fmt: skip
    # PostgreSQL alters no table while checks of it are put off.
    schema_editor.connection.check_constraints()


def _redirects(apps: Any) -> dict[int, list[Redirect]]:
    """What each revision says of former addresses, by its primary key."""
    Revision, FormerAddress = (apps.get_model("claims", name) for name in ("Revision", "FormerAddress"))
    found: dict[int, list[Redirect]] = defaultdict(list)
    for move in FormerAddress.objects.order_by("pk"):
        of_record = Revision.objects.filter(record_type=move.record_type, record_key=move.key)
        place = (move.record_type, move.key, move.now_key)
        went = of_record.get(ledger_row=move.ledger_row_id)
        found[went.pk].append(Redirect(*place, move.kind))
        if move.undone_at is not None:
            back = of_record.exclude(change_class="withdrawal").get(published_at=move.undone_at)
            found[back.pk].append(Redirect(*place, "undo"))
    return found


def _move_notes(apps: Any, redirects: dict[int, list[Redirect]]) -> None:
    """Give every revision its hands, its redirects and its public note, which has a digest from now on."""
    Revision, Correction = (apps.get_model("claims", name) for name in ("Revision", "Correction"))
    changed, kept, gone = [], [], []
    for revision in _in_chunks(Revision.objects.select_related("correction")):
        correction = getattr(revision, "correction", None) or Correction(revision=revision)
        told = PublicNote(
            revision.note, correction.wrong, correction.right, correction.learned, correction.thanks
        )
        revision.hands, revision.redirects = [revision.author], sorted(redirects.get(revision.pk, ()))
        if told.text:
            correction.note, correction.salt = revision.note, secrets.token_hex(16)
            revision.note_digest = revision_digest(correction.salt, told.text)
            kept.append(correction)
        elif correction.pk:
            gone.append(correction.pk)
        changed.append(revision)
        if len(changed) == CHUNK:
            _save(Revision, Correction, changed, kept)
    _save(Revision, Correction, changed, kept)
    Correction.objects.filter(pk__in=gone).delete()


def _in_chunks(rows: Any) -> Iterator[Any]:
    """The rows some at a time, read to their end before any of them is written."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        yield from list(rows.filter(pk__in=pks[start : start + CHUNK]).order_by("pk"))


def _save(Revision: Any, Correction: Any, changed: list[Any], kept: list[Any]) -> None:
    Revision.objects.bulk_update(changed, ["hands", "redirects", "note_digest"], batch_size=100)
    Correction.objects.bulk_create([one for one in kept if not one.pk])
    Correction.objects.bulk_update([one for one in kept if one.pk], ["note", "salt"], batch_size=100)
    changed.clear()
    kept.clear()


def _sealed(row: Any) -> SealedRevision:
    return SealedRevision(
        type=row.record_type,
        key=row.record_key,
        version=row.version,
        change_class=row.change_class,
        hands=tuple(row.hands),
        approver=row.approver,
        published_at=instant_text(row.published_at),
        valid_from=instant_text(row.valid_from),
        digest=row.digest,
        note_digest=row.note_digest,
        redirects=tuple(Redirect(*redirect) for redirect in row.redirects),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0014_folding"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="hands",
                field=models.JSONField(blank=True, default=list, editable=False),
            )
            for name in RECORDS
        ),
        migrations.AddField("revision", "hands", models.JSONField(default=list)),
        migrations.AddField(
            "revision", "note_digest", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField("revision", "redirects", models.JSONField(blank=True, default=list)),
        migrations.AddField("correction", "note", models.TextField(blank=True, default="")),
        migrations.AddField(
            "correction", "salt", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            "erasure",
            "part",
            models.CharField(
                choices=[("content", "content"), ("note", "public note")], default="content", max_length=7
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "erasure",
            "revision",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="erasures", to="claims.revision"
            ),
        ),
        migrations.AddConstraint(
            "erasure", models.UniqueConstraint(fields=["revision", "part"], name="erasure_once")
        ),
        migrations.RunPython(name_hands, migrations.RunPython.noop),
        migrations.RunPython(seal_anew),
        migrations.RemoveField("revision", "note"),
        migrations.RemoveField("tombstone", "note"),
        migrations.RemoveField("tombstone", "decided_by"),
        migrations.RemoveField("formeraddress", "note"),
    ]
