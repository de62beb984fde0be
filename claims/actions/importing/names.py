"""Find records by name, alias or address in the files of an import and in the database."""

import json
from collections.abc import Iterable, Mapping

from django.db.models import Q

from claims.actions.importing.items import Item
from claims.database.chunks import chunks
from claims.domain.errors import InvalidValue
from claims.domain.history.workflow import State
from claims.domain.record.given_references import NAMED_BY, called, names_of
from claims.domain.record.identity import Place, source_key
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord, key_field, key_of_record
from claims.domain.record.urls import normalise_url, spellings_of
from claims.models import FormerAddress, Source, Speaker
from claims.models.record_mapping import ROWS, as_record, with_content

DESCRIBED = ("anonymous", "unidentified")
"""Kinds of speakers without a name. A description identifies them within one source only."""


def _found_by(record: Record) -> tuple[str, ...]:
    """The names of a record, and the slugs that it had elsewhere."""
    return (*names_of(record), *getattr(record, "former_slugs", ()))


class KnownNames:
    """The names of all records, read from files and database once for each type.

    A record that was merged or renamed is found under its current key.
    """

    def __init__(self, items: Mapping[Place, Item]) -> None:
        self._items = items
        self._moves: dict[str, dict[str, str]] = {}
        self._called: dict[str, dict[str, set[str]]] = {}
        self._described: dict[str, str] = {}
        self._addresses: dict[str, set[str]] = {}
        self._asked: set[str] = set()

    def add(self, record: Record) -> None:
        """Add a record that will be created."""
        if record.TYPE in self._called:
            self._take(record.TYPE, key_of_record(record), _found_by(record))
        if isinstance(record, SpeakerRecord) and record.kind in DESCRIBED and record.described_in:
            self._described[record.slug] = record.described_in
        if isinstance(record, SourceRecord) and record.url:
            self._addresses.setdefault(normalise_url(record.url), set()).add(record.key)

    def called(self, record_type: str, name: str, *, described_in: str = "") -> list[str]:
        """The keys of the records with this name or alias. Described speakers need their source."""
        if record_type not in self._called:
            self._read(record_type)
        keys = self._called[record_type].get(called(name), set())
        if record_type == "speaker":
            keys = {key for key in keys if self._described.get(key, described_in) == described_in}
        return sorted(keys)

    def named(self, record_type: str) -> Mapping[str, set[str]]:
        """Every name in normal form, with the keys of the records that have it."""
        if record_type not in self._called:
            self._read(record_type)
        return self._called[record_type]

    def look_up(self, urls: Iterable[str]) -> None:
        """Read the sources at these addresses, many at a time."""
        if not self._asked:
            self._read_addresses()
        normal = {normalise_url(url): source_key(url=url) for url in urls}
        fresh = sorted(normal.keys() - self._asked)
        self._asked |= {"", *fresh}
        for chunk in chunks(fresh, 60):
            spelled = [spelling for one in chunk for spelling in spellings_of(one)]
            rows = Source.objects.order_by().values_list("key", "url", "state")
            found = {*rows.filter(url__in=spelled), *rows.filter(key__in=[normal[one] for one in chunk])}
            for key, url, state in found:
                now = self.leads_to("source", key)
                if state != State.WITHDRAWN or now != key:
                    self._take_address(now, url)

    def lies_at(self, url: str) -> list[str]:
        """The keys of the sources at an address, in any spelling of it."""
        self.look_up([url])
        return sorted(self._addresses.get(normalise_url(url), set()))

    def leads_to(self, record_type: str, key: str) -> str:
        """The key that a record has now, after all merges and renamings."""
        moves = self._moves_of(record_type)
        for _ in range(len(moves)):
            if key not in moves:
                break
            key = moves[key]
        return key

    def former_keys(self, record_type: str, key: str) -> list[str]:
        """The former keys that lead to this one."""
        return [one for one in self._moves_of(record_type) if self.leads_to(record_type, one) == key]

    def _moves_of(self, record_type: str) -> dict[str, str]:
        if record_type not in self._moves:
            moves = FormerAddress.objects.filter(record_type=record_type, undone_at=None)
            self._moves[record_type] = dict(moves.values_list("key", "now_key"))
        return self._moves[record_type]

    def _read(self, record_type: str) -> None:
        self._called[record_type] = {}
        model, column = ROWS[record_type], key_field(record_type)
        rows = model._base_manager.values_list(column, NAMED_BY[record_type], "state").order_by()
        withdrawn = set()
        for key, name, state in rows:
            if state == State.WITHDRAWN and self.leads_to(record_type, key) == key:
                withdrawn.add(key)
            else:
                self._take(record_type, key, (name,))
        if record_type in ("speaker", "outlet", "topic"):
            rows = with_content(model._base_manager.order_by())
            if record_type != "speaker":
                has = '"former_slugs":['
                rows = rows.filter(Q(document__contains=has) | Q(sealed__content__text__contains=has))
            for row in rows.iterator():
                if row.record_key not in withdrawn:
                    self._take(record_type, row.record_key, _found_by(as_record(row)))
        if record_type == "speaker":
            described = Speaker.objects.filter(kind__in=DESCRIBED, described_in__isnull=False)
            self._described.update(described.values_list("slug", "described_in__key"))
        for (held_type, _), item in self._items.items():
            if held_type == record_type:
                self.add(item.record)

    def _take(self, record_type: str, key: str, names: Iterable[str]) -> None:
        for name in names:
            now = self.leads_to(record_type, key)
            self._called[record_type].setdefault(called(name), set()).add(now)

    def _read_addresses(self) -> None:
        for (record_type, _), item in self._items.items():
            if record_type == "source":
                document = json.loads(item.text)
                self._take_address(document["key"], document.get("url", ""))

    def _take_address(self, key: str, url: str) -> None:
        try:
            normal = normalise_url(url) if url else ""
        except InvalidValue:  # A source that was recorded under an older rule.
            return
        if normal:
            self._addresses.setdefault(normal, set()).add(key)
