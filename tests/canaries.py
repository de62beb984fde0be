"""Records in which every text is a canary: a word of its own that no public answer may sing.

They are put beside the test world, every type of record with all its parts (`tests.generated_records`)::

    settled     public; its first version says canaries, the second, of 5 March 2022, plain words instead
    withdrawn   claims that were public until that day; protected: such claims, withdrawn to protect a person
    draft       records of all types that nothing public points to, claims among them
    submitted   claims that wait for review; returned: claims that were sent back with a comment
    changed     the working copies of the settled claims, and proposals for the other settled records

A canary, the plain word that takes its place and a word that nobody ever wrote are equally long and differ in
their first letters only. So one answer can be held against another byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from msgspec.structs import replace

from claims.actions.drafts.proposing import propose
from claims.actions.drafts.recording import propose_change
from claims.actions.importing.planning import ImportOptions
from claims.actions.importing.run import import_records
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Occasion, Stance, Verdict
from claims.domain.record.codec import from_document, to_document
from claims.domain.record.marks import Day, Edtf, Language, OneOf, Slug, Url
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import Answer, Rating, Record, TombstoneRecord, key_field, key_of_record
from claims.formats import json_lines
from tests.generated_records import KEYS, TOMBSTONE, complete_records, lines_of
from tests.world import ANN, BOB, World

CANARY, PLAIN, NEVER = "zq", "st", "nv"
PUBLISHED_ON, CHANGED_ON = datetime(2022, 3, 2, 9, tzinfo=UTC), datetime(2022, 3, 5, 9, tzinfo=UTC)
HIDDEN_ON = datetime(2022, 3, 6, 9, tzinfo=UTC)
YEARS: Final = {"withdrawn": "1906", "protected": "1907", "settled": "1908", "draft": "1909"}
"""Years in which nothing public was said, by state; the others are of a year that is counted already."""

Say = Callable[[Any, Field, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Canaries:
    """``words`` says of each canary where it stands: state, type of record, path. ``keys`` are by state.

    ``tombstones`` are canaries in keys of withdrawn claims: that there was such a claim is public.
    """

    words: dict[str, str] = field(default_factory=dict)
    keys: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    tombstones: set[str] = field(default_factory=set)

    def of(self, *states: str) -> list[str]:
        """The canaries of these states."""
        return [word for word, place in self.words.items() if place.partition(" ")[0] in states]

    def word(self, state: str, path: str) -> str:
        """The canary of a path; every one begins and is made alike, and no two are near in spelling."""
        digest = sha256(f"{state} {path}".encode()).digest()
        word = CANARY + "".join("bcdfghjkmnprtvwx"[number % 16] for number in digest[:6])
        assert self.words.setdefault(word, f"{state} {path}") == f"{state} {path}", "two canaries are one"
        return word


def plain(word: str) -> str:
    """The word that takes the place of a canary in a second version."""
    return word.replace(CANARY, PLAIN, 1)


def never(word: str) -> str:
    """A word, key or slug as long as one with a canary, and said nowhere."""
    return word.replace(CANARY, NEVER, 1)


def complete_canaries(canaries: Canaries, state: str, *, beside: str = "", only: str = "") -> list[Record]:
    """Complete records of a state, which point to those of the state ``beside``, or to each other.

    ``only`` leaves out records of other types, whose places those of ``beside`` take. What is changed has
    the keys of ``beside`` itself.
    """
    own = canaries.keys.setdefault(state, {})
    for record_type, keys in KEYS.items():
        if only in ("", record_type) and state != "changed":
            words = [canaries.word(state, f"{record_type} {number} key") for number in range(len(keys))]
            names = [plain(word) if state == "settled" else word for word in words]
            forms = {"claim": "{}00", "source": "s-{}"}
            own[record_type] = [forms.get(record_type, "{}").format(name) for name in names]
    refs = {
        (record_type, key): (own.get(record_type) or canaries.keys[beside][record_type])[number]
        for record_type, keys in KEYS.items()
        for number, key in enumerate(keys)
    }
    refs["claim", TOMBSTONE] = World().withdrawn
    found = []
    for record in complete_records():
        if isinstance(record, TombstoneRecord) or only not in ("", record.TYPE):
            continue
        key = refs[record.TYPE, key_of_record(record)]
        place = f"{record.TYPE} {key}"
        written = _written(record, place, _says(canaries, state, refs, beside or state))
        found.append(_normal(replace(written, **{key_field(record.TYPE): key})))
    return found


def _says(canaries: Canaries, state: str, refs: dict[tuple[str, str], str], shared: str) -> Say:
    def say(owner: Any, of: Field, path: str, value: Any) -> Any:
        if of.kind != "text" or not value:
            return value
        if of.ref:
            return refs[of.ref, value]
        if any(isinstance(mark, OneOf | Day) for mark in of.marks):
            return value
        if any(isinstance(mark, Edtf) for mark in of.marks):
            return value.replace("2019", YEARS.get(state, "2019"))
        is_slug = any(isinstance(mark, Slug) for mark in of.marks)
        if is_slug and isinstance(owner, Answer | Rating | Stance | Verdict):
            word = canaries.word(shared, f"part {value}")
            return plain(word) if shared == "settled" else word
        word = canaries.word(state, path)
        stays = (is_slug and not isinstance(owner, Occasion)) or isinstance(owner, Answer | Rating)
        if stays and state == "settled":
            return plain(word)
        return _formed(of, word)

    return say


def _formed(of: Field, word: str) -> str:
    if any(isinstance(mark, Language) for mark in of.marks):
        return f"ru-{word}"
    return f"https://{word}.example/" if any(isinstance(mark, Url) for mark in of.marks) else word


def _written(owner: Any, path: str, say: Say) -> Any:
    """The same record or part with every text as ``say`` has it."""

    def one(of: Field, place: str, value: Any) -> Any:
        return _written(value, place, say) if of.of and value is not None else say(owner, of, place, value)

    values: dict[str, Any] = {}
    for of in fields_of(type(owner)):
        content, place = getattr(owner, of.name), f"{path} {of.json}"
        values[of.name] = (
            tuple(one(of, f"{place}[{n}]", value) for n, value in enumerate(content))
            if of.many
            else one(of, place, content)
        )
    return replace(owner, **values)


def _normal(record: Record) -> Record:
    return from_document(to_document(record))


def _settled(record: Record) -> Record:
    """The second version of a record: plain words where the first says canaries."""

    def say(owner: Any, of: Field, path: str, value: Any) -> Any:
        if of.kind != "text" or of.ref:
            return value
        return value.replace(CANARY, PLAIN, 1).replace(YEARS["settled"], "2019")

    return _normal(_written(record, "", say))


def plant_public(canaries: Canaries) -> None:
    """What was public once: the settled records, and claims that are withdrawn."""
    settled = complete_canaries(canaries, "settled")
    _import(settled, at=PUBLISHED_ON, publish=True)
    gone = {
        reason: complete_canaries(canaries, state, beside="settled", only="claim")
        for state, reason in (("withdrawn", "error"), ("protected", "privacy"))
    }
    for records in gone.values():
        _import(records, at=PUBLISHED_ON, publish=True)
    for is_claim in (False, True):  # A claim is held against the days of sources that are on record.
        changed = [_settled(record) for record in settled if isinstance(record, ClaimRecord) == is_claim]
        amendments = [Amendment(record, ChangeClass.UPDATE, "We know more.") for record in changed]
        amend(amendments=amendments, by=ANN, approver=BOB, at=CHANGED_ON)
    for reason, records in gone.items():
        for key in map(key_of_record, records):
            withdraw(key=key, reason_class=reason, note="Gone.", by=ANN, approver=BOB, at=CHANGED_ON)
            canaries.tombstones.add(key.removesuffix("00"))


def hidden(canaries: Canaries) -> dict[str, list[Record]]:
    """What never was public, by state. It is made without being put on record."""
    return {
        "draft": complete_canaries(canaries, "draft"),
        **{
            state: complete_canaries(canaries, state, beside="settled", only="claim")
            for state in ("submitted", "returned", "changed")
        },
    }


def plant_hidden(canaries: Canaries, records: dict[str, list[Record]]) -> None:
    """Put what never was public on record."""
    for state in ("draft", "submitted", "returned"):
        _import(records[state], at=HIDDEN_ON)
    for record in (*records["submitted"], *records["returned"]):
        submit(record_type="claim", key=key_of_record(record), by=ANN, at=HIDDEN_ON)
    for record in records["returned"]:
        comment = canaries.word("returned", "comment")
        send_back(record_type="claim", key=key_of_record(record), comment=comment, by=BOB, at=HIDDEN_ON)
    public = canaries.keys["settled"]
    for record in records["changed"]:
        assert isinstance(record, ClaimRecord)
        propose_change(record=record, by=ANN, at=HIDDEN_ON)
    for number, record in enumerate(records["draft"]):
        key = public[record.TYPE][number % 2]
        answers = {"document": to_document(record), "note": canaries.word("changed", f"note {key}")}
        propose(record_type=record.TYPE, key=key, decision="amend", answers=answers, by=ANN, at=HIDDEN_ON)


def _import(records: Iterable[Record], *, at: datetime, publish: bool = False) -> None:
    reading = json_lines.read(BytesIO(lines_of(records).encode()), "canaries.jsonl")
    options = ImportOptions(publish=publish, on_conflict="fail")
    name = f"canaries {sha256(lines_of(records).encode()).hexdigest()[:8]}"
    plan = import_records(
        reading=reading, files=["canaries.jsonl"], options=options, batch=name, by=BOB, at=at, dry_run=False
    )
    assert not plan.problems.shown, [str(problem) for problem in plan.problems.shown]
