"""Fixtures of a few records in a test: files that are loaded, refused or change nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.domain.record.claim import ClaimRecord
from claims.formats import django_fixture
from claims.models import Claim
from claims.models.record_mapping import as_record
from tests.generated_records import complete_records
from tests.records_in_and_out import everything, exported

TOPIC: dict[str, Any] = {"model": "claims.topic", "fields": {"slug": "roads", "name": "Roads"}}
CLAIM: dict[str, Any] = {
    "model": "claims.claim",
    "fields": {
        "words": {"text": "The bridge will open in May.", "language": "en", "form": "quoted"},
        "speaker": {"name": "Ana Example"},
        "said": "2024-03-12",
        "chain": [{"hop": 1, "source": {"title": "Minutes of March", "outlet": {"name": "Gazette"}}}],
    },
}
PUBLIC: dict[str, Any] = {**CLAIM, "state": "published"}


def whole_fixture() -> str:
    return "".join(django_fixture.write((record, "published") for record in complete_records()))


def load(path: Path, content: object) -> str:
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    out = io.StringIO()
    call_command("loaddata", str(path), stdout=out)
    return out.getvalue()


def refused(path: Path, content: object, code: int = 1) -> str:
    before = everything()
    with pytest.raises(CommandError) as caught:
        load(path, content)
    assert caught.value.returncode == code
    assert everything() == before
    return str(caught.value)


def unchanged(path: Path, content: object) -> str:
    """What loading says that changes nothing."""
    before, public = everything(), exported()
    said = load(path, content)
    assert everything() == before
    assert exported() == public
    return said


def the_claim() -> ClaimRecord:
    record = as_record(Claim.objects.get())
    assert isinstance(record, ClaimRecord)
    return record
