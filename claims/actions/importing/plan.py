"""The plan of an import: what it does with each record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from claims.actions.importing.items import Item, Problems
from claims.actions.importing.on_record import Standing
from claims.domain.record.identity import Place
from claims.domain.record.shared import RECORD_TYPES

Outcome = Literal["new", "changed", "revived", "same", "skipped"]
How = Literal["", "record", "change", "propose", "amend", "revive", "tombstone"]
"""How the content is written: as a new draft, into a draft, as a change that waits, as a new version, as the
next version of a withdrawn claim, as a tombstone."""

OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "revived", "same", "skipped")


class Step(Struct, frozen=True, gc=False):
    """What the import does with one record. ``publishes`` means that it also publishes the draft."""

    item: Item
    outcome: Outcome
    how: How = ""
    publishes: bool = False
    standing: Standing | None = None

    @property
    def place(self) -> Place:
        return self.item.place

    @property
    def is_public_after(self) -> bool:
        """Whether the import makes the content of this step public."""
        return self.publishes or self.how in ("amend", "revive", "tombstone")

    @property
    def before(self) -> str:
        """The canonical text that the new one replaces."""
        return (self.standing.change_text or self.standing.text) if self.standing else ""


@dataclass(frozen=True, slots=True)
class Twin:
    """A new record, and another one with a similar name, whose key and name are ``key`` and ``near``."""

    item: Item
    name: str
    key: str
    near: str


@dataclass(slots=True)
class Plan:
    """All steps in the order of the files, and every problem that prevents the import."""

    steps: dict[Place, Step] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    pointed_to: set[Place] = field(default_factory=set)
    """What the records that are written point to."""
    shown: set[Place] = field(default_factory=set)
    """What the records that will be public point to."""
    twins: list[Twin] = field(default_factory=list)
    """New records that may exist already under a similar name."""

    def to_do(self) -> Iterator[Step]:
        """The steps that write something."""
        return (step for step in self.steps.values() if step.how or step.publishes)

    def counts(self) -> dict[str, int]:
        """The numbers of new, changed, revived, same and skipped records, and of refused lines."""
        found: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        for step in self._sound():
            found[step.outcome] += 1
        return {**found, "refused": len(self.problems.lines)}

    def counts_by_type(self) -> dict[str, dict[str, int]]:
        """The same for each type of record in the files, without refused lines."""
        found: dict[str, dict[str, int]] = {
            name: dict.fromkeys(map(str, OUTCOMES), 0) for name in RECORD_TYPES
        }
        for step in self._sound():
            found[step.place[0]][step.outcome] += 1
        return {name: counts for name, counts in found.items() if any(counts.values())}

    def _sound(self) -> Iterator[Step]:
        lines = self.problems.lines
        return (step for step in self.steps.values() if (step.item.file, step.item.line) not in lines)

    def made_aside(self) -> list[Step]:
        """The new records that were given whole inside another record."""
        return [step for step in self.steps.values() if step.item.is_aside and step.outcome == "new"]
