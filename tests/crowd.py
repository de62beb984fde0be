"""Any number of speakers, sources and claims, to see what a page costs when there are more of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.permissions import FIXTURES
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document
from claims.domain.record.identity import source_key
from claims.domain.record.shared import SourceRecord
from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import import_text, told
from tests.world_claims import claim, stance

CROWDED_AT = datetime(2022, 4, 1, 9, 0, tzinfo=UTC)


def publish_crowd(first: int, number: int) -> None:
    """Publish ``number`` speakers, each with a source, a topic, a position, two claims and a corrected title.

    ``first`` is the number of the first of them, so that a crowd can grow. All of them also answer the
    world's position on the bridge, and the body that they are part of is the world's Palace.
    """
    documents: list[dict[str, Any]] = []
    for n in range(first, first + number):
        source, speaker = source_key(url=f"https://crowd.example/{n}"), f"villager-{n:03}"
        documents += [
            {"type": "source", "key": source, "title": f"Village paper {n:03}", "outlet": "gazette",
             "url": f"https://crowd.example/{n}", "published": "2018-05-05", "published_basis": "stated"},
            {"type": "speaker", "slug": speaker, "name": f"Villager {n:03}",
             "aliases": [{"text": f"Селянин {n:03}", "language": "ru"}],
             "tenures": [{"office": f"mayor {n:03}", "body": "palace", "source": source}]},
            {"type": "topic", "slug": f"village-{n:03}", "name": f"Village {n:03}"},
            {"type": "position", "slug": f"well-{n:03}", "topic": f"village-{n:03}",
             "question": f"Should village {n:03} dig a well?",
             "answers": [{"slug": "yes", "text": "Yes"}, {"slug": "no", "text": "No"}]},
            claim(f"Village {n:03} wants its well", speaker, "2018-05-05", source,
                  topics=[f"village-{n:03}", "the-eder-bridge"], on_behalf_of="palace",
                  stances=[stance(f"well-{n:03}", "yes"), stance("build-the-bridge", "yes")]),
            claim(f"Village {n:03} has not changed its mind", "viktor-lebed", "2018-06-01", source,
                  topics=[f"village-{n:03}"], words={"form": "reported"},
                  stances=[stance(f"well-{n:03}", None, unchanged=True),
                           stance("build-the-bridge", "yes", basis="ascribed")]),
        ]  # fmt: skip
    at = CROWDED_AT + timedelta(days=first)
    assert told(import_text(lines(*documents), publish=True, at=at)) == []
    for record in map(from_document, documents):
        if isinstance(record, SourceRecord):
            why = f"The title of {record.key} was cut."
            cut = Amendment(_retitled(record), ChangeClass.CORRECTION, why)
            amend(amendments=[cut], by=FIXTURES, at=at + timedelta(hours=1))


def _retitled(record: SourceRecord) -> SourceRecord:
    return replace(record, title=f"{record.title}, evening edition")
