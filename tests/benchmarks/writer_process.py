"""``python -m tests.benchmarks.writer_process 10000``: writes what each line that it reads asks for.

A line ``prepare amend`` reads what the write needs, and ``write`` does it; both answer ``ok``, or what was
wrong. So what was read before does not count. No second person reviews here.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from tests.benchmarks.generate import CROWD

if TYPE_CHECKING:
    from claims.domain.record.claim import ClaimRecord

Write = Callable[[], object]
NOTE = "We know more."


def main(arguments: Sequence[str]) -> None:
    """Answer each line until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    import django

    django.setup()
    writes = Writes(arguments[0])
    ready: Write = list
    for line in sys.stdin:
        command, _, name = line.strip().partition(" ")
        try:
            if command == "prepare":
                ready = getattr(writes, name)()
            else:
                ready()
            answer = "ok"
        except Exception:
            answer = traceback.format_exc(limit=-3).replace("\n", "; ")
        print(answer, flush=True)


class Writes:
    """The writes by name; each method prepares one, and returns what does it."""

    def __init__(self, world: str) -> None:
        from claims.domain.history.permissions import Actor
        from claims.domain.history.workflow import Role
        from tests.benchmarks.shared import Shared
        from tests.benchmarks.storing import CROWD_AROUND

        self.shared = Shared(CROWD_AROUND if world == CROWD else int(world))
        self.editor = Actor("bench", roles=frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN}))
        self.number = int(datetime.now(UTC).timestamp())
        quiet = self._quiet()
        self.latest, self.keys = quiet[0], cycle(quiet[1:])

    def publish(self) -> Write:
        """A new claim of a known speaker."""
        key = self._draft().key
        return lambda: self._publish(("claim", key))

    def amend(self) -> Write:
        record = next(self._claims())
        return self._amending(replace(record, role=f"Minister number {self._next()}"))

    def code(self) -> Write:
        """A stance of a claim that had none on this position."""
        from claims.actions.editing.coding import Judgement, code

        position = self.shared.positions[-1].slug
        record = next(one for one in self._claims() if all(s.position != position for s in one.stances))
        judgement = Judgement(answer="agrees", grounds="So the words say.")
        return lambda: code(
            position=position, claim=record.key, judgement=judgement, note=NOTE, **self._who()
        )

    def withdraw(self) -> Write:
        from claims.actions.publishing.withdrawing import withdraw

        record = next(self._claims())
        return lambda: withdraw(key=record.key, reason_class="error", note=NOTE, **self._who())

    def rename(self) -> Write:
        """A new slug for a speaker with three claims."""
        from claims.actions.merging.merging import rename

        slug = self._new_speaker()
        self._publish(*(("claim", self._draft(speaker=slug).key) for _ in range(3)))
        return lambda: rename(
            record_type="speaker", key=slug, now_key=f"{slug}-renamed", note=NOTE, **self._who()
        )

    def merge(self) -> Write:
        """The speaker with the most claims, but for the probes', becomes a new one."""
        from claims.actions.merging.merging import merge

        crowded = self.shared.speakers[1].slug
        into = self._new_speaker()
        return lambda: merge(record_type="speaker", key=crowded, into=into, note=NOTE, **self._who())

    def move_source(self) -> Write:
        """The source with the most claims turns out to be of another outlet."""
        source = self._crowded_source()
        outlet = next(one.slug for one in self.shared.outlets if one.slug != source.outlet)
        return self._amending(replace(source, outlet=outlet))

    def change_tenure(self) -> Write:
        """The speaker with the most claims gets another office."""
        from claims.domain.record.shared import Tenure
        from tests.benchmarks.shared import PROBE_SPEAKER

        record = self._record("speaker", PROBE_SPEAKER)
        tenure = Tenure(office=f"Minister {self._next()}", from_="2002", to="2009")
        return self._amending(replace(record, tenures=(*record.tenures, tenure)))

    def _amending(self, record: Any) -> Write:
        from claims.actions.publishing.amending import Amendment, amend
        from claims.domain.history.workflow import ChangeClass

        one = Amendment(record, ChangeClass.UPDATE, NOTE)
        return lambda: amend(amendments=[one], **self._who())

    def _who(self) -> dict[str, Any]:
        return {"by": self.editor, "at": datetime.now(UTC)}

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _quiet(self) -> list[str]:
        """Claims that no measured page is about and that nothing relates to, the latest first."""
        from claims.models import Claim, DeskValue
        from tests.benchmarks.world import PROBES

        related = DeskValue.objects.filter(field="relations.to")
        rows = Claim.objects.published().exclude(key__in=related.values("value"))
        rows = rows.exclude(pk__in=related.values("claim"))
        return [
            key or ""
            for key in rows.filter(pk__gt=PROBES).order_by("-pk").values_list("key", flat=True)[:2_000]
        ]

    def _claims(self) -> Iterator[ClaimRecord]:
        from claims.models import Claim

        for key in self.keys:
            if Claim.objects.published().filter(key=key).exists():
                yield self._record("claim", key)

    def _draft(self, speaker: str = "") -> ClaimRecord:
        """A draft like the latest public claim, with other words."""
        from claims.actions.drafts.recording import record_draft
        from claims.domain.record.identity import Assertion, key_of

        like = self._record("claim", self.latest)
        text = f"{like.words.text} {self._next()}"
        speaker = speaker or like.speaker
        record: ClaimRecord = replace(
            like,
            key=key_of(Assertion(text, speaker, like.said).identity()),
            speaker=speaker,
            words=replace(like.words, text=text),
            chain=(replace(like.chain[0], exact=()), *like.chain[1:]),
            relations=(),
        )
        record_draft(record=record, **self._who())
        return record

    def _new_speaker(self) -> str:
        from claims.actions.drafts.recording import record_draft
        from claims.domain.record.shared import SpeakerRecord

        slug = f"newcomer-{self._next()}"
        record_draft(record=SpeakerRecord(slug=slug, name=f"Newcomer {self.number}"), **self._who())
        self._publish(("speaker", slug))
        return slug

    def _publish(self, *places: tuple[str, str]) -> None:
        from claims.actions.publishing.publishing import publish

        publish(places=list(places), **self._who())

    def _crowded_source(self) -> Any:
        from django.db.models import Count

        from claims.models import DeskValue

        counted = DeskValue.objects.filter(field="chain.source").values("value").annotate(n=Count("pk"))
        return self._record("source", counted.order_by("-n")[0]["value"])

    def _record(self, record_type: str, key: str) -> Any:
        from claims.queries.records import public_record

        found = public_record(record_type, key)
        assert found is not None, f"there is no {record_type} {key}"
        return found.record


if __name__ == "__main__":
    main(sys.argv[1:])
