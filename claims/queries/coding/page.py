"""The screen on which an editor codes claims on a position, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.history.workflow import State
from claims.domain.positions.codebook import NO_STANCE, digit_of
from claims.domain.positions.grades import LAYERS, grade_of
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import is_key
from claims.domain.record.shared import Answer, PositionRecord
from claims.models import Claim, DeskValue, Position, Source, Speaker
from claims.models.record_mapping import as_record, claim_record, with_content
from claims.queries.coding.agreement import (
    CodedTwice,
    Disagreement,
    answer_words,
    coded_twice,
    differing_codings,
)
from claims.queries.coding.queue import coded_claims, on_position, queue, stance_on
from claims.queries.desk.records import BriefClaim, brief_values
from claims.queries.lists.counts import CappedCount

MOST_CODED: Final = 200
MOST_GROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A source of the claim with its exact passages."""

    title: str
    published: str
    url: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimToCode(BriefClaim):
    """A claim for a coder; ``said`` is its date in words.

    ``layer_note`` says which part of a page would tell its stance.
    """

    pk: int
    edition: int
    record: ClaimRecord
    role: str
    on_behalf_of: str
    occasion: str
    kind: str
    form: str
    is_public: bool
    layer_note: str
    passages: tuple[CodedPassage, ...]


@dataclass(frozen=True, slots=True)
class CodedClaim(BriefClaim):
    """A claim with the answer that it has on record."""

    answer: str


@dataclass(frozen=True, slots=True)
class CodingPage:
    """The content of the screen; ``claim`` is None at the end of the queue.

    ``answers`` are given with the keys that choose them; those from the eighth on have none. ``start`` are
    the initial values of the form, ``grounds`` earlier reasons on the position to choose from.
    A second coder sees neither ``coded`` nor the stance that the claim has. ``settles`` is the disagreement
    on the claim, for the editor who settles it.
    """

    position: PositionRecord
    answers: tuple[tuple[Answer, str], ...]
    waiting: CappedCount
    is_blind: bool
    claim: ClaimToCode | None
    start: dict[str, str | bool]
    grounds: tuple[str, ...]
    coded: tuple[CodedClaim, ...]
    twice: CodedTwice
    settles: Disagreement | None = None

    @property
    def coded_is_cut(self) -> bool:
        """Whether there are more coded claims than are listed."""
        return len(self.coded) == MOST_CODED


def coding_page(
    position: str,
    *,
    coder: str,
    is_blind: bool = False,
    claim: str = "",
    after: str = "",
    settles: bool = False,
) -> CodingPage | None:
    """The screen for one editor; None for an unknown position.

    ``claim`` is the key to show. Without it, the first waiting claim is shown, or the first ``after`` a key.
    ``settles`` adds the disagreement on the claim.
    """
    row = Position.objects.filter(slug=position).first()
    if row is None or row.state == State.WITHDRAWN.value:
        return None
    record = as_record(row)
    assert isinstance(record, PositionRecord)
    waiting = queue(row, coder, is_blind=is_blind)
    asked = Claim.objects.filter(key=claim) if is_key(claim) else Claim.objects.none()
    pk = asked.values_list("pk", flat=True).first() if claim else None
    pk = pk or (None if claim else waiting.following(after))
    shown = _claim(pk) if pk is not None else None
    return CodingPage(
        position=record,
        answers=tuple((one, digit_of(n)) for n, one in enumerate(record.answers, start=1)),
        waiting=waiting.count(),
        is_blind=is_blind,
        claim=shown[1] if shown else None,
        start={} if is_blind or not shown else _start(row, shown[0], shown[1].record),
        grounds=() if is_blind else _grounds(row),
        coded=() if is_blind else _coded(row, {one.slug: one.text for one in record.answers}),
        twice=coded_twice(row, coder),
        settles=differing_codings(row, claim) if settles and not is_blind else None,
    )


def _claim(pk: int) -> tuple[Claim, ClaimToCode] | None:
    rows = Claim.objects.filter(pk=pk).exclude(state=State.WITHDRAWN.value)
    row = with_content(rows).select_related("speaker", "on_behalf_of").first()
    if row is None:
        return None
    record = claim_record(row)
    shown = ClaimToCode(
        **brief_values(row) | {"said": FuzzyDate.parse(row.said).words()},
        pk=row.pk,
        edition=row.edition,
        record=record,
        role=record.role,
        on_behalf_of=row.on_behalf_of.name if row.on_behalf_of else "",
        occasion=row.occasion_label or row.occasion_slug,
        kind=row.get_kind_display(),
        form=row.get_form_display() if row.form else "form not given",
        is_public=row.is_public,
        layer_note=_layer_note(row),
        passages=_passages(record),
    )
    return row, shown


def _passages(record: ClaimRecord) -> tuple[CodedPassage, ...]:
    sources = {row.key: row for row in Source.objects.filter(key__in=[hop.source for hop in record.chain])}
    return tuple(
        CodedPassage(
            sources[hop.source].title,
            FuzzyDate.parse(sources[hop.source].published).short_words(),
            sources[hop.source].url,
            tuple(passage.text for passage in hop.exact),
        )
        for hop in record.chain
        if hop.source in sources
    )


def _layer_note(row: Claim) -> str:
    if row.kind == "reported_silence":
        return NO_STANCE
    grading = grade_of(
        form=row.form or "quoted",
        speaker_kind=row.speaker.kind,
        basis="own_words",
        has_answer=True,
        names_no_office=row.speaker.names_no_office,
    )
    return "" if grading.layer == "own_words" else f"{LAYERS[grading.layer]}: {grading.sentence}"


def _start(position: Position, row: Claim, record: ClaimRecord) -> dict[str, str | bool]:
    """The stance on record; else the voice of the speaker's latest stance, or ``on_behalf_of``."""
    known = stance_on(position, record)
    if known is not None:
        return {
            "answer": known.answer or "",
            "unchanged": known.unchanged,
            "since": known.since,
            **_voice(known.of),
            "basis": known.basis,
            "condition": known.condition,
            "grounds": known.grounds,
        }
    return {
        **_voice(_latest_voice(position, row) or record.on_behalf_of),
        "basis": "source_gloss" if row.form == "summary" else "own_words",
    }


def _voice(slug: str) -> dict[str, str | bool]:
    found = Speaker.objects.filter(slug=slug).first() if slug else None
    return {"of": found.slug if found else "", "of_name": found.name if found else ""}


def _latest_voice(position: Position, row: Claim) -> str:
    """The voice of the latest claim of the speaker, on the same behalf, whose stance names one."""
    voiced = DeskValue.objects.filter(field="stances.of").order_by().values("claim")
    before = Claim.objects.filter(speaker=row.speaker_id, on_behalf_of=row.on_behalf_of_id)
    before = before.filter(pk__in=on_position(position)).filter(pk__in=voiced).order_by("-pk")
    stances = (stance_on(position, claim_record(one)) for one in with_content(before)[:MOST_GROUNDS])
    return next((stance.of for stance in stances if stance is not None and stance.of), "")


def _grounds(position: Position) -> tuple[str, ...]:
    rows = with_content(Claim.objects.filter(pk__in=on_position(position)).order_by("-pk"))
    stances = (stance_on(position, claim_record(row)) for row in rows[: MOST_GROUNDS * 4])
    latest = (stance.grounds for stance in stances if stance is not None and stance.grounds)
    return tuple(dict.fromkeys(text for text in latest if len(text) <= 200))[:MOST_GROUNDS]


def _coded(position: Position, texts: dict[str, str]) -> tuple[CodedClaim, ...]:
    rows = coded_claims(position).order_by("said_undated", "said_newest", "pk")
    found = []
    for row in with_content(rows).select_related("speaker")[:MOST_CODED]:
        stance = stance_on(position, claim_record(row))
        assert stance is not None
        found.append(
            CodedClaim(**brief_values(row), answer=answer_words(stance.answer, stance.unchanged, texts))
        )
    return tuple(found)


def positions_to_code() -> Iterable[tuple[str, str]]:
    """The slugs and questions of all positions."""
    rows = Position.objects.exclude(state=State.WITHDRAWN.value).order_by("question", "pk")
    return tuple(rows.values_list("slug", "question"))
