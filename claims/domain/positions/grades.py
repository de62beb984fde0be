"""The grade of a stance: how near its words are to what the speaker said.

    A own words    B quoted        shown as "in own words"
    C reported                     shown as "as reported"
    D summed up                    shown as "summed up"
    E not named                    shown as "from people not named, or said of them by others"

The rules are checked in the order of ``REASONS``, and the first that fits gives the grade. The date does not
matter, and two reports never make a quotation (``docs/decisions/0017-…``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from claims.domain.errors import InvalidValue
from claims.domain.record.chain import FIRST_HAND
from claims.domain.record.vocabulary import FORMS, NOT_TRANSLATED, SPEAKER_KINDS, STANCE_BASES

Grade = Literal["A", "B", "C", "D", "E"]
Layer = Literal["own_words", "reported", "summed_up", "not_named"]

LAYERS: Final[Mapping[Layer, str]] = MappingProxyType(
    {
        "own_words": "In own words",
        "reported": "As reported",
        "summed_up": "Summed up",
        "not_named": "From people not named, or said of them by others",
    }
)
"""The labels of the layers, in the order of pages."""
LAYER_OF: Final[Mapping[Grade, Layer]] = MappingProxyType(
    {"A": "own_words", "B": "own_words", "C": "reported", "D": "summed_up", "E": "not_named"}
)
QUOTED: Final = frozenset[Grade]({"A", "B"})
SECOND_HAND: Final = frozenset({"aggregation", "summary"})
"""Steps of a chain whose words are put together from those of others."""

REASONS: Final[Mapping[str, tuple[Grade, str]]] = MappingProxyType(
    {
        "speaker_not_named": ("E", "The speaker is not named."),
        "ascribed": ("E", "Somebody else says this of the speaker."),
        "form_summary": ("D", "The source sums up, it does not report one utterance."),
        "group": ("D", "It is said of a group, not of one person or body."),
        "no_office": ("D", "A state or a capital is named, not an office or a person."),
        "second_hand": ("D", "The page puts it together from other pages or sums it up."),
        "no_origin": ("D", "It is not on record who published the words first."),
        "answer_not_said": ("C", "The answer is read from the words by the source or an editor."),
        "reported": ("C", "The source reports the words in its own."),
        "partial": ("C", "Only a part of the words is in quotation marks."),
        "own_words": ("A", "Quoted in the language of the speaker, from a page that can be opened."),
        "quoted": ("B", "Quoted."),
    }
)
"""The grade and the sentence of each reason, in the order in which the rules are checked."""


class Reach(msgspec.Struct, frozen=True, array_like=True):
    """How near a chain of attribution comes to the speaker.

    ``is_second_hand``: the words of the last known step are put together from those of others.
    ``has_origin``: an outlet, or a publication of the speaker, is on record. ``can_be_opened``: the last step
    is at first hand, or its page has an address.
    """

    is_second_hand: bool = False
    has_origin: bool = True
    can_be_opened: bool = True


NEAR: Final = Reach()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain, with what counts for its reach. ``parent`` is the step before it."""

    number: int
    how: str
    parent: int | None = None
    has_source: bool = False
    has_outlet: bool = False
    has_address: bool = False


@dataclass(frozen=True)
class Grading:
    """A grade and the reason for it: a name of ``REASONS``. Thousands of stances share one."""

    grade: Grade
    reason: str

    @cached_property
    def layer(self) -> Layer:
        return LAYER_OF[self.grade]

    @cached_property
    def is_in_line(self) -> bool:
        """Whether a line is made of such stances: in own words or reported."""
        return self.layer in ("own_words", "reported")

    @cached_property
    def is_as_reported(self) -> bool:
        """Whether such stances are not quoted."""
        return self.grade not in QUOTED

    @property
    def sentence(self) -> str:
        """The reason as a sentence."""
        return REASONS[self.reason][1]


def reach_of(steps: Iterable[Step]) -> Reach:
    """The reach of a chain without circles. If it branches, the best branch counts for each field."""
    by_number = {step.number: step for step in steps}
    taken = {step.parent for step in by_number.values()}
    chains = [_chain(step, by_number) for step in by_number.values() if step.number not in taken]
    last_known = [_last_known(chain) for chain in chains]
    ends = [chain[-1] for chain in chains]
    return Reach(
        is_second_hand=bool(last_known) and all(how in SECOND_HAND for how in last_known),
        has_origin=any(
            step.has_outlet or (step.how in FIRST_HAND and step.has_source) for step in by_number.values()
        ),
        can_be_opened=any(
            step.how in FIRST_HAND or ((step.has_outlet or step.has_source) and step.has_address)
            for step in ends
        ),
    )


def _chain(step: Step, by_number: Mapping[int, Step]) -> Sequence[Step]:
    chain = [step]
    while len(chain) <= len(by_number) and (parent := by_number.get(chain[-1].parent or 0)):
        chain.append(parent)
    return chain


def _last_known(chain: Sequence[Step]) -> str:
    """How the last step that says so got the words; empty if none does."""
    return next((step.how for step in reversed(chain) if step.how != "not_stated"), "")


@lru_cache(maxsize=4096)
def grade_of(
    form: str,
    speaker_kind: str,
    basis: str,
    has_answer: bool,
    names_no_office: bool = False,
    translated_from: str = "",
    reach: Reach = NEAR,
) -> Grading:
    """The grade of a stance and the reason for it.

    ``form`` and ``translated_from`` are those of the words, ``basis`` that of the stance, ``has_answer``
    whether it gives an answer and not only says that nothing has changed. Raises ``InvalidValue`` for a word
    that is not in the list of its field.
    """
    for field, value, known in (
        ("form", form, FORMS),
        ("speaker kind", speaker_kind, SPEAKER_KINDS),
        ("basis", basis, STANCE_BASES),
    ):
        if value not in known:
            mend = f"write one of {', '.join(known)}"
            raise InvalidValue(f"this is not a {field}", field=field, value=value, mend=mend)
    fits = {
        "speaker_not_named": speaker_kind in ("anonymous", "unidentified"),
        "ascribed": basis == "ascribed",
        "form_summary": form == "summary",
        "group": speaker_kind == "group",
        "no_office": names_no_office,
        "second_hand": reach.is_second_hand,
        "no_origin": not reach.has_origin,
        "answer_not_said": has_answer and basis in ("source_gloss", "editor"),
        "reported": form == "reported",
        "partial": form == "partial",
        "own_words": translated_from == NOT_TRANSLATED and reach.can_be_opened,
        "quoted": True,
    }
    reason = next(name for name in REASONS if fits[name])
    return Grading(REASONS[reason][0], reason)
