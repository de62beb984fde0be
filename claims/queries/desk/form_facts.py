"""The records that the checks of the claim form need, drafts included."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.form_checks import ReferredRecords
from claims.domain.record.shared import Record, ScaleRecord, SourceRecord, SpeakerRecord
from claims.models import Outlet, Source, Speaker
from claims.models.record_mapping import as_record, with_content
from claims.models.scales import scales_of
from claims.queries.desk.form_choices import speaker_notes


def facts_of(record: ClaimRecord, made: Iterable[Record] = ()) -> ReferredRecords:
    """The speaker, sources and scales of a claim, on record or about to be ``made``."""
    speakers = {new.slug: new for new in made if isinstance(new, SpeakerRecord)}
    sources = {new.key: new for new in made if isinstance(new, SourceRecord)}
    keys = {hop.source for hop in record.chain if hop.source}
    for row in with_content(Source.objects.filter(key__in=keys - sources.keys())):
        found = as_record(row)
        assert isinstance(found, SourceRecord)
        sources[found.key] = found
    scales = [new for new in made if isinstance(new, ScaleRecord)]
    speaker = speakers.get(record.speaker)
    if speaker is None:
        for person in with_content(Speaker.objects.filter(slug=record.speaker)):
            known = as_record(person)
            assert isinstance(known, SpeakerRecord)
            speaker = known
    return ReferredRecords(speaker=speaker, sources=sources, scales=scales_of([record, *scales]))


def source_record(key: str) -> SourceRecord | None:
    """A source by its key, public or not."""
    for row in with_content(Source.objects.filter(key=key)):
        found = as_record(row)
        assert isinstance(found, SourceRecord)
        return found
    return None


def speaker_on_record(slug: str, said: str) -> str:
    """The note below a speaker on record: the offices on that day, or else the kind."""
    row = with_content(Speaker.objects.filter(slug=slug)).get()
    return f"On record: {speaker_notes([row], said)[slug]}."


def taken_slugs(kind: str, beginning: str) -> set[str]:
    """The slugs of speakers or outlets that begin with this text."""
    rows: QuerySet[Any] = Speaker.objects.all() if kind == "speaker" else Outlet.objects.all()
    return set(rows.filter(slug__startswith=beginning).values_list("slug", flat=True))
