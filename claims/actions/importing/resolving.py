"""Find the records that files give by name or whole, in the files or else in the database.

::

    by key        "ana-example", or {"slug": "ana-example"}; a former slug finds the current record
    by name       "Ana Example", "Ана Пример" (an alias), "https://example.org/a" (a source)
    whole         {"name": "Ana Example", "description": "…"}: the one record of this name that has all the
                  given values; a new record if none has the name
    without key   a line of its own without a slug: treated as given whole
"""

from collections.abc import Mapping
from typing import Final

from claims.actions.importing.candidates import (
    Candidates,
    Given,
    Where,
    on_record_as,
    one_or_another,
    several,
)
from claims.actions.importing.items import Item, Problems
from claims.actions.importing.names import KnownNames
from claims.domain.errors import InvalidValue, Problem
from claims.domain.record.codec import canonical_text, references
from claims.domain.record.given_references import (
    NAMED_BY,
    called,
    differing,
    is_stand_in,
    made_key,
    names_of,
    with_keys,
    with_own_key,
)
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord, key_of_record
from claims.formats.base import Found, Named, path_within, problem_of

ORDER: Final = ("outlet", "topic", "source", "speaker", "position", "scale", "event")
"""Types come after the types that they point to. Speakers also point to speakers."""


class Resolver:
    """Collects the references of the files, and then finds the record for each.

    ``keys`` maps stand-ins to the keys of records. Refused ones are left out. ``made`` are the records to add
    to those of the files: new records, and lines without a key, now with one. The third value is the record
    under its former key, if it was merged or renamed here.
    """

    def __init__(self, problems: Problems) -> None:
        self.keys: dict[Place, str] = {}
        self.made: list[tuple[Found, Record, Record | None]] = []
        self._problems = problems
        self._refused: list[Problem] = []
        self._files: dict[str, int] = {}
        self._given: dict[tuple[str, str, str], Given] = {}
        self._named: dict[Place, tuple[Named, list[Where]]] = {}
        self._by_place: dict[Place, list[Given]] = {}
        self._waiting: dict[Place, list[Given]] = {}
        self._settled: set[Place] = set()

    def take(self, found: Found) -> None:
        """Add a record that is given whole or without its key, and the names that a record gives."""
        self._files.setdefault(found.file, len(self._files))
        for named in found.named:
            _, wheres = self._named.setdefault((named.type, named.key), (named, []))
            wheres.append(Where(found.file, found.line, f"{found.within}{named.path}"))
        if found.is_aside or is_stand_in(key_of_record(found.record)):
            text = canonical_text(found.record) if not is_stand_in(key_of_record(found.record)) else ""
            group = (found.record.TYPE, key_of_record(found.record), text)
            if not found.is_aside:
                group = (*group[:2], f"{found.file}:{found.line}:{found.within}")
            given = self._given.setdefault(group, Given(found, found.record))
            if not given.wheres:
                self._by_place.setdefault(given.place, []).append(given)
            given.wheres.append(Where(found.file, found.line, found.within))

    def resolve(self, items: Mapping[Place, Item], *, all_read: bool) -> KnownNames:
        """Find the record of every reference, and add refusals to the problems.

        Unless ``all_read``, unknown names are allowed: they may be in lines that could not be read.
        """
        self.names = KnownNames(items)
        self._known = Candidates(items, self.names, self.keys)
        self._all_read = all_read
        for record_type in ORDER:
            pending = [given for given in self._given.values() if record_type == given.record.TYPE]
            pending.sort(key=lambda given: (given.found.is_aside, -len(given.found.given_fields)))
            self._read_ahead(record_type, pending)
            for given in pending:
                self._settle_given(given)
            for place, (named, _) in self._named.items():
                if named.type == record_type:
                    self._settle_name(place)
        for problem in sorted(self._refused, key=lambda problem: (self._files[problem.file], problem.line)):
            self._problems.add(problem)
        return self.names

    def _read_ahead(self, record_type: str, pending: list[Given]) -> None:
        """Read the records that may be meant, many at a time. Others are read one by one later."""
        urls = [given.record.url for given in pending if isinstance(given.record, SourceRecord)]
        self.names.look_up(url for url in urls if url)
        keys = (key for given in pending for key in (*self._candidates(given), self._own_key(given)))
        self._known.read((record_type, key) for key in keys)
        for given in pending:
            for name in names_of(given.record)[:1]:
                self._waiting.setdefault((record_type, called(name)), []).append(given)

    # What is given by name --------------------------------------------------------------------------------

    def _settle_name(self, place: Place) -> None:
        if place in self._settled:
            return
        named, wheres = self._named[place]
        for given in self._waiting.get((named.type, called(named.name)), ()):
            self._settle_given(given)
        keys = self._called(named.type, named.name)
        own = [key for key in keys if self._known.is_in_files((named.type, key))]
        if len(keys) > 1 and len(own) == 1:
            keys = own
        if len(keys) == 1:
            self._settle(place, keys[0])
        elif keys:
            self._refuse(place, wheres, *several(named.type, keys), value=named.name)
        else:
            message = f"no {named.type} of this key or name is on record or in the files"
            places = wheres if self._all_read else []
            self._refuse(place, places, message, "add its record, or give it whole", value=named.name)

    def _called(self, record_type: str, name: str) -> list[str]:
        if record_type == "source" and "://" in name:
            try:
                return self.names.lies_at(name)
            except InvalidValue:
                return []
        return self.names.called(record_type, name)

    # What is given whole ----------------------------------------------------------------------------------

    def _settle_given(self, given: Given) -> None:
        """Settle it after its references, and after the lines with the same name."""
        if given.is_begun:
            return
        given.is_begun = True
        for name in names_of(given.record)[:1]:
            for other in self._waiting.get((given.record.TYPE, called(name)), ()):
                if not other.found.is_aside:
                    self._settle_given(other)
        pointing = [place for place in references(given.record) if is_stand_in(place[1])]
        for place in pointing:
            if place in self._named:
                self._settle_name(place)
            for other in self._by_place.get(place, ()):
                self._settle_given(other)
        if any(place not in self.keys for place in pointing):
            return  # A reference was refused, which is a problem already.
        record, wrong = with_keys(given.record, self.keys) if pointing else (given.record, ())
        for error in wrong:
            for where in given.wheres:
                problem = problem_of(error, file=where.file, line=where.line, within=where.within)
                self._refused.append(problem)
        if record is not None:
            given.record = record
            self._settle_whole(given)

    def _candidates(self, given: Given) -> list[str]:
        """The keys of the records that may be meant."""
        record, key = given.record, key_of_record(given.found.record)
        if not is_stand_in(key):
            return [self.names.leads_to(record.TYPE, key)]
        if isinstance(record, SourceRecord) and record.url:
            return self.names.lies_at(record.url)
        name = getattr(record, NAMED_BY[record.TYPE])
        described_in = record.described_in if isinstance(record, SpeakerRecord) else ""
        return self.names.called(record.TYPE, name, described_in=described_in)

    def _own_key(self, given: Given) -> str:
        """The given key, or the key of a new record."""
        key = key_of_record(given.found.record)
        return made_key(with_keys(given.record, self.keys)[0] or given.record) if is_stand_in(key) else key

    def _settle_whole(self, given: Given) -> None:
        record_type, own = given.record.TYPE, self._own_key(given)
        keys = [key for key in self._candidates(given) if self._known.has((record_type, key))]
        if isinstance(given.record, SourceRecord) and not given.record.url:
            # Several sources may have the same title.
            keys = [key for key in keys if key == own or self._known.fits(given, key)]
        if not keys:
            keys = [self.names.leads_to(record_type, own)]
            keys = keys if self._known.has((record_type, keys[0])) else []
        fitting = [key for key in keys if self._known.fits(given, key)]
        in_files = [key for key in fitting if self._known.is_in_files((record_type, key))]
        if len(fitting) > 1 and len(in_files) == 1:
            fitting = in_files
        if len(fitting) > 1:
            self._refuse(given.place, given.wheres, *several(record_type, fitting))
        elif fitting:
            self._settle(given.place, fitting[0])
            if not (given.found.is_aside and self._known.is_in_files((record_type, fitting[0]))):
                has_moved = own != fitting[0] and self.names.leads_to(record_type, own) == fitting[0]
                is_former = has_moved and not given.found.is_aside
                former = with_own_key(given.record, own) if is_former else None
                self.made.append((given.found, self._known.as_on_record(given, fitting[0]), former))
        elif keys:
            self._refuse_other(given, keys)
        else:
            record = with_own_key(given.record, own)
            self._known.add(record, given.found)
            self._settle(given.place, own)
            self.made.append((given.found, record, None))

    # Results ----------------------------------------------------------------------------------------------

    def _settle(self, place: Place, key: str) -> None:
        self._settled.add(place)
        self.keys[place] = key

    def _refuse_other(self, given: Given, keys: list[str]) -> None:
        record_type, place = given.record.TYPE, (given.record.TYPE, keys[0])
        if len(keys) > 1:
            message, mend = several(record_type, keys)
            message += ", and each differs from what is given"
            self._refuse(given.place, given.wheres, message, mend)
            return
        known = self._known.record(place)
        if known is None:
            self._refuse(given.place, given.wheres, f"the {record_type} {keys[0]} was withdrawn here", "")
            return
        field = differing(given.record, given.found.given_fields, known)[0]
        held = self._known.held(place)
        other = f"given differently at {held.file}:{held.line}" if held else on_record_as(known, field)
        value = getattr(given.record, field, "")
        self._refuse(
            given.place,
            given.wheres,
            f"the {record_type} {keys[0]} is {other}",
            one_or_another(record_type),
            field=field,
            value=value if isinstance(value, str) else "",
        )

    def _refuse(
        self, place: Place, wheres: list[Where], message: str, mend: str, *, field: str = "", value: str = ""
    ) -> None:
        if is_stand_in(place[1]):
            self._settled.add(place)
        for where in wheres:
            path = path_within(where.within, field)
            self._refused.append(Problem(where.file, where.line, path, value, message, mend))
