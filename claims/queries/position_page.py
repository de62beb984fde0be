"""One position: its question and answers, and the stances on it in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery

from claims.domain.counting import as_reported, is_counted, why_not_counted
from claims.domain.dates import FuzzyDate
from claims.domain.paths import compare_path, position_path, topic_path
from claims.domain.vocabulary import CONSISTENCY_OUTCOMES, FORMS, SIDES, SPEAKER_KINDS, STANCE_BASES
from claims.models import Answer, Position, Stance
from claims.queries.claim_rows import NOT_CHECKED, ClaimRow, claim_rows
from claims.queries.listed import Link, Part, StaleCursor, beyond, counted, span
from claims.queries.position_claims import OLDEST, first_said, latest_said
from claims.queries.position_coverage import Coverage, coverage_of

PARAMETERS = ("after",)
PAGE = 100
MOST_APART = 50
NOT_COUNTED = (
    Q(claim__form__in=[form for form in FORMS if not is_counted(form, "person", "own_words")])
    | Q(
        claim__speaker__kind__in=[
            kind for kind in SPEAKER_KINDS if not is_counted("quoted", kind, "own_words")
        ]
    )
    | Q(basis__in=[basis for basis in STANCE_BASES if not is_counted("quoted", "person", basis)])
)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A possible answer, given by so many claims that count, and by so many ``apart``."""

    slug: str
    text: str
    rule: str
    side: str
    counted: int
    apart: int
    url: str
    given: bool = False

    @property
    def count(self) -> str:
        """As the page shows it: "3", or "3 + 1 apart"."""
        return f"{self.counted} + {self.apart} apart" if self.apart else str(self.counted)


@dataclass(frozen=True, slots=True)
class StanceLine:
    """One stance with its claim. ``order_note`` says what is not known of its place after the one above.

    ``why`` is empty where it counts; ``check`` is the outcome of the check of "nothing changed".
    """

    claim: ClaimRow
    answer: str
    unchanged: bool
    since: str
    check: str
    check_reason: str
    condition: str
    grounds: str
    basis: str
    is_as_reported: bool
    order_note: str
    why: str


@dataclass(frozen=True, slots=True)
class PositionPage:
    """``facts`` gives number, period and what is counted; it stands beside every finding."""

    slug: str
    question: str
    path: str
    topic: Link | None
    meaning: str
    not_to_conclude: str
    ordered: bool
    finding: str
    facts: str
    choices: tuple[AnswerLine, ...]
    unchanged: int
    coverage: tuple[Coverage, ...]
    line: Part[StanceLine]
    apart: tuple[StanceLine, ...]
    apart_count: int
    claims_url: str
    compare_url: str

    @property
    def has_several(self) -> bool:
        """Whether there is anything to compare."""
        return self.line.count > 1


def position_page(slug: str, *, after: str = "") -> PositionPage | None:
    """The page of a public position, or None. At most eleven queries.

    Raises StaleCursor for an ``after`` that is not the key of a counted stance on it.
    """
    first, latest = first_said("pk").exclude(NOT_COUNTED), latest_said("pk").exclude(NOT_COUNTED)
    position = (
        Position.objects.published()
        .filter(slug=slug)
        .select_related("topic")
        .annotate(
            first=Subquery(first.values("claim__said")[:1]),
            latest=Subquery(latest.values("claim__said")[:1]),
            first_key=Subquery(first.values("claim__key")[:1]),
            latest_key=Subquery(latest.values("claim__key")[:1]),
        )
        .first()
    )
    if position is None:
        return None
    choices, count, apart_count, unchanged = _answers(position)
    stances = Stance.objects.filter(position=position.pk, public=True).order_by(*OLDEST)
    begun = stances.exclude(NOT_COUNTED)
    if after:
        last = begun.filter(claim__key=after).values_list(*OLDEST).first()
        if last is None:
            raise StaleCursor("The statements on this position have changed since this page was linked.")
        begun = begun.filter(_beyond(last))
    counted_rows, apart_rows = _values(begun, PAGE + 1), _values(stances.filter(NOT_COUNTED), MOST_APART)
    shown = [row["claim"] for row in (*counted_rows[:PAGE], *apart_rows)]
    rows = {row.key: row for row in claim_rows(shown)}
    texts = {choice.slug: choice.text for choice in choices}
    line = _lines(counted_rows[:PAGE], rows, texts)
    keys = {position.first_key, position.latest_key} - {None}
    return PositionPage(
        slug=slug,
        question=position.question,
        path=position_path(slug),
        topic=(
            Link(position.topic.name, topic_path(position.topic.slug))
            if position.topic and position.topic.is_public
            else None
        ),
        meaning=position.meaning,
        not_to_conclude=position.not_to_conclude,
        ordered=position.ordered,
        finding=position.finding if count else "",
        facts=_facts(count, apart_count, position.first, position.latest),
        choices=choices,
        unchanged=unchanged,
        coverage=coverage_of(position.pk),
        line=Part(rows=line, count=count, after=line[-1].claim.key if len(counted_rows) > PAGE else ""),
        apart=_lines(apart_rows, rows, texts),
        apart_count=apart_count,
        claims_url=f"/claims/?position={slug}",
        compare_url=compare_path(keys) if len(keys) == 2 else "",
    )


def _beyond(last: Sequence[object]) -> Q:
    found = beyond(OLDEST[:2], last[:2])
    same = dict(zip(OLDEST[:2], last[:2], strict=True))
    return found | Q(**same, claim__gt=last[2])


def _answers(position: Any) -> tuple[tuple[AnswerLine, ...], int, int, int]:
    """The answers with their counts, and the numbers counted, shown apart, and that say nothing changed."""
    groups = list(
        Stance.objects.filter(position=position.pk, public=True)
        .order_by()
        .values("answer", "unchanged")
        .annotate(counted=Count("pk", filter=~NOT_COUNTED), apart=Count("pk", filter=NOT_COUNTED))
    )
    numbers: dict[str, tuple[int, int]] = {}
    for group in groups:
        count, apart = numbers.get(group["answer"] or "", (0, 0))
        numbers[group["answer"] or ""] = (count + group["counted"], apart + group["apart"])
    rows = Answer.objects.filter(position=position.pk).order_by("place", "pk")
    choices = tuple(
        AnswerLine(
            slug=slug,
            text=text,
            rule=rule,
            side=SIDES.get(side, ""),
            counted=numbers.get(slug, (0, 0))[0],
            apart=numbers.get(slug, (0, 0))[1],
            url=f"/claims/?answer={position.slug}:{slug}" if sum(numbers.get(slug, (0, 0))) else "",
        )
        for slug, text, rule, side in rows.values_list("slug", "text", "rule", "side")
    )
    return (
        choices,
        sum(group["counted"] for group in groups),
        sum(group["apart"] for group in groups),
        sum(group["counted"] + group["apart"] for group in groups if group["unchanged"]),
    )


def _values(stances: QuerySet[Stance], most: int) -> list[Any]:
    return list(
        stances.values(
            "claim", "claim__key", "claim__form", "claim__said", "claim__said_earliest", "claim__said_latest",
            "claim__said_undated", "claim__speaker__kind", "answer", "unchanged", "since", "basis",
            "condition", "grounds", "check_confirmed", "check_reason",
        )[:most]
    )  # fmt: skip


def _lines(
    stances: Sequence[Mapping[str, Any]], rows: Mapping[str, ClaimRow], texts: Mapping[str, str]
) -> tuple[StanceLine, ...]:
    lines = []
    before: Mapping[str, Any] | None = None
    for stance in stances:
        check = CONSISTENCY_OUTCOMES.get(stance["check_confirmed"], NOT_CHECKED)
        lines.append(
            StanceLine(
                claim=rows[stance["claim__key"]],
                answer=texts.get(stance["answer"] or "", ""),
                unchanged=stance["unchanged"],
                since=FuzzyDate.parse(stance["since"]).words() if stance["since"] else "",
                check=check if stance["unchanged"] else "",
                check_reason=stance["check_reason"],
                condition=stance["condition"],
                grounds=stance["grounds"],
                basis=STANCE_BASES[stance["basis"]],
                is_as_reported=as_reported(stance["claim__form"]),
                order_note=_order_note(before, stance),
                why=why_not_counted(stance["claim__form"], stance["claim__speaker__kind"], stance["basis"]),
            )
        )
        before = stance
    return tuple(lines)


def _order_note(before: Mapping[str, Any] | None, stance: Mapping[str, Any]) -> str:
    if stance["claim__said_undated"]:
        return "Order not known."
    if before is None or before["claim__said_latest"] < stance["claim__said_earliest"]:
        return ""
    days: set[date] = {
        stance["claim__said_earliest"], stance["claim__said_latest"],
        before["claim__said_earliest"], before["claim__said_latest"],
    }  # fmt: skip
    return "Same day as the one above." if len(days) == 1 else "Before or after the one above: not known."


def _facts(count: int, apart: int, first: str | None, latest: str | None) -> str:
    if not count and not apart:
        return "No claims yet."
    days = [FuzzyDate.parse(day).short_words() for day in (first, latest) if day]
    parts = [f"{counted(count, 'statement')} that {'counts' if count == 1 else 'count'}"]
    if days:
        parts.append(span(*days))
    facts = ", ".join(parts)
    return f"{facts}; {apart} shown apart and not counted." if apart else f"{facts}."
