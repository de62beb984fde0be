"""A set of lines through time for the tests: every outcome, every gap and every kind of change, one of each.

Nobody ever said any of it. Each line is a question of its own that the council of a made-up town answers. The
names of the sentences that its page must have, and must not have, stand beside it; the words of a sentence
only where they are the rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.codec import from_document
from claims.domain.record.identity import source_key
from claims.domain.record.shared import key_of_record
from tests.world_claims import claim, stance

PUBLISHED_AT = datetime(2024, 2, 1, 9, 0, tzinfo=UTC)
TOPIC = "the-towns"
ORDERED = [
    {"slug": "no", "text": "No", "rule": "The council refuses.", "side": "against"},
    {"slug": "later", "text": "Later", "rule": "The council names a time to come.", "side": "middle"},
    {"slug": "yes", "text": "Yes", "rule": "The council agrees.", "side": "for"},
    {"slug": "gladly", "text": "Gladly", "rule": "The council asks for it.", "side": "for"},
]
UNORDERED = [
    {"slug": "wood", "text": "Of wood", "rule": "Wood is named."},
    {"slug": "stone", "text": "Of stone", "rule": "Stone is named."},
]


@dataclass(frozen=True)
class Said:
    """One claim of a line: its day, its answer (none: that nothing changed), what else its record holds."""

    day: str
    answer: str = ""
    by: str = ""
    form: str = "quoted"
    since: str = ""
    stance: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    precedes: int | None = None
    retracts: int | None = None


@dataclass(frozen=True)
class Searched:
    """One coverage check; it names outlets and terms and found nothing, unless told otherwise."""

    starts: str
    ends: str
    hits: int | None = 0
    named: bool = True


@dataclass(frozen=True)
class Line:
    """One line: the names of the sentences of its page, and words that it has and never has."""

    slug: str
    said: tuple[Said, ...]
    searched: tuple[Searched, ...] = ()
    ordered: bool = True
    exclusive: bool = False
    names: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()

    @property
    def town(self) -> str:
        return f"Council of {self.slug.title()}"

    @property
    def question(self) -> str:
        town = self.slug.title()
        return f"Does {town} want a bridge?" if self.ordered else f"Of what is the bridge of {town}?"


YES_2017, YES_2018, NO_2018 = Said("2017-03-12", "yes"), Said("2018-05-01", "yes"), Said("2018-07-01", "no")
YES_2018_TOO, UNCHANGED = Said("2018-05-01", "yes"), Said("2019-02-07")
SINCE_2017 = Said("2019-02-07", since="2017-01-01")
CHANGES = {"position_changed", "position_changed_undated", "change", "change_as_reported"}
SILENCES = {"silence", "silence_in_part"}


def _line(slug: str, *said: Said, has: str = "", lacks: set[str] | None = None, **more: Any) -> Line:
    return Line(slug, said, names=frozenset(has.split()), without=frozenset(lacks or ()), **more)


LINES = (
    # What nobody has said before, and whether anybody looked.
    _line("aldry", UNCHANGED, has="own_words no_day_searched nothing_earlier", lacks=CHANGES | SILENCES),
    _line("belmar", UNCHANGED, searched=(Searched("2018", "2018"),), has="days_searched nothing_earlier"),
    _line("corvo", SINCE_2017, searched=(Searched("2017", "2019-01"),),
          has="nothing_earlier since_not_tested"),
    # What came before a claim that nothing has changed. Without an answer it never agrees.
    _line("dorn", YES_2018, UNCHANGED, has="line_before", lacks={"agrees", "conflicts"}),
    _line("edel", YES_2017, YES_2018, YES_2018_TOO, UNCHANGED, has="line_before no_change",
          says=("4 statements on 3 days, 12 Mar 2017 – 7 Feb 2019",)),
    _line("fenn", YES_2017, NO_2018, UNCHANGED, Said("2020-01-15", "yes"),
          has="changed_before position_changed change afterwards",
          lacks={"agrees", "conflicts", "line_before"}),
    _line("garb", YES_2018, Said("2019-02-07", "no", stance={"unchanged": True}), has="conflicts",
          says=("conflict with an earlier statement; no editor has confirmed it",),
          never_says=("✕", "⇄ conflicts")),
    _line("gael", YES_2018, Said("2019-02-07", "yes", stance={"unchanged": True}), has="agrees no_change"),
    _line("hollin", YES_2017, Said("2018-07-01", "no", form="reported"), UNCHANGED,
          has="own_words reported change_as_reported changed_before",
          lacks={"position_changed", "change", "conflicts"}),
    _line("isen", Said("2019", "yes"), UNCHANGED, has="order_not_known", lacks={"nothing_earlier"}),
    _line("jarl", YES_2017, Said("2019-02-07", since="2019-02"), has="line_before since_unclear"),
    _line("jura", YES_2017, NO_2018, Said("2019-02-07", since="2017-06"), has="since_conflicts"),
    _line("kest", YES_2017, NO_2018, Said("2019-02-07", form="summary"), has="summed_up",
          lacks={"conflicts", "changed_before"}),
    # Intervals. A search that missed a statement of our record proves no silence.
    _line("lund", YES_2017, Said("2018-07-01", "yes"), searched=(Searched("2017-03-13", "2018-06-30"),),
          has="silence", lacks={"not_searched", "searched_without_proof"}),
    _line("lyme", YES_2017, Said("2018-07-01", "yes"), searched=(Searched("2017-03", "2018-07"),),
          has="searched_without_proof", lacks=SILENCES, says=("It missed 2 of 2 that we have",)),
    _line("marn", YES_2017, Said("2018-07-01", "yes"), searched=(Searched("2018-01", "2018-06"),),
          has="silence_in_part", lacks={"silence"}, says=("181 of 475 days",)),
    _line("nord", YES_2017, Said("2018-07-01", "yes"), Said("", "yes"), has="not_searched may_lie_within",
          lacks=SILENCES, says=("2 statements, 12 Mar 2017 – 1 Jul 2018 and 1 without a day",)),
    _line("orle", YES_2017, Said("2018-07-01", "yes"), searched=(Searched("2017-03", "2018-07", hits=3),),
          has="searched_without_proof", lacks=SILENCES),
    _line("pell", *(Said(f"{year}-01-01", "yes") for year in range(2012, 2020)), has="no_change",
          lacks=SILENCES | {"not_searched"}),
    # Changes of position, and what is none.
    _line("quorn", YES_2018, NO_2018, has="position_changed change"),
    _line("rask", Said("2018-05-01", "later"), Said("2018-07-01", "yes"), has="position_changed change"),
    _line("rune", Said("2018-05-01", "yes"), Said("2018-07-01", "gladly"), has="no_change", lacks=CHANGES),
    _line("selm", Said("2018-05-01", "wood"), Said("2018-07-01", "stone"), ordered=False,
          lacks=CHANGES | {"different_answers", "no_change"}),
    _line("sark", Said("2018-05-01", "wood"), Said("2018-07-01", "stone"), ordered=False, exclusive=True,
          has="different_answers", lacks={"position_changed"}),
    _line("torv", Said("2018", "yes"), Said("2018-07", "no"), has="position_changed_undated",
          lacks={"change", "position_changed"}),
    _line("tide", Said("2018-05-01", "yes"), Said("2018-05-02", "no", more={"chain": "elsewhere"}),
          has="position_changed_undated", lacks={"change"}),
    _line("ulm", Said("2018-05-01", "yes", by="mayor"), Said("2018-07-01", "no", by="clerk"),
          has="position_changed other_speakers"),
    _line("vey", Said("2018-05-01T09:00Z", "yes"), Said("2018-05-01T17:00Z", "no"),
          has="position_changed change", says=("2 statements of 1 May 2018",)),
    _line("wold", Said("", "yes", precedes=1), Said("2018-07-01", "no"), has="position_changed change",
          says=("1 statement of 1 Jul 2018 and 1 without a day",), never_says=("by 1 Jan 2024",)),
    _line("xant", YES_2017, NO_2018, Said("2019-06-01", "yes"), Said("2019-01/2019-12", "no"),
          has="position_changed", says=("at least twice",)),
    # What was taken back was said.
    _line("ygg", YES_2017, Said("2018-07-01", "no", retracts=0), UNCHANGED,
          has="taken_back compared_taken_back",
          says=("Retracted or disavowed by another claim on our record.",)),
    _line("brock", YES_2018, Said("2018-07-01", "no", more={"with": ["quorn"]}), has="position_changed",
          says=("with Council of Quorn",)),
    # What is no line at all.
    _line("yarm", Said("2018-05-01", "yes", form="summary"),
          Said("2018-07-01", "no", stance={"basis": "ascribed"}), has="no_own_words summed_up not_named",
          lacks=CHANGES | {"not_searched"}),
    _line("zell", Said("", "yes"), Said("", "no"), has="own_words position_changed_undated",
          lacks={"change"} | SILENCES, says=("2 statements without a day",)),
    _line("arn", Said("2018-05-01", "later", more={"kind": "refusal", "asked": "Will it be built?"}),
          has="own_words", says=("Refusal",), lacks=CHANGES),
)  # fmt: skip


def publish_lines() -> None:
    """Put all lines on record and publish them, in the transaction that is open."""
    documents: list[dict[str, Any]] = [
        {"type": "outlet", "slug": "herald", "name": "The Towns Herald"},
        {"type": "outlet", "slug": "courier", "name": "The Towns Courier"},
        {"type": "topic", "slug": TOPIC, "name": "The towns"},
    ]
    for line in LINES:
        documents.extend(_documents(line))
    records = [from_document(document) for document in documents]
    for record in records:
        record_draft(record=record, by=FIXTURES, at=PUBLISHED_AT)
    places = [(record.TYPE, key_of_record(record)) for record in records]
    publish(places=places, by=FIXTURES, at=PUBLISHED_AT, kind="batch")


def other_source(line: Line) -> str:
    """A second source of the line, from another outlet."""
    return source_key(url=f"https://courier.example/{line.slug}")


def _documents(line: Line) -> list[dict[str, Any]]:
    source = source_key(url=f"https://herald.example/{line.slug}")
    people = sorted({said.by for said in line.said if said.by})
    claims = _claims(line, source)
    return [
        {"type": "speaker", "slug": line.slug, "name": line.town, "kind": "body"},
        *(
            {"type": "speaker", "slug": f"{one}-of-{line.slug}", "name": f"{one} of {line.slug}".title()}
            for one in people
        ),
        {"type": "source", "key": source, "title": f"News from {line.slug.title()}", "outlet": "herald",
         "url": f"https://herald.example/{line.slug}", "published": "2024-01-01",
         "published_basis": "stated"},
        {"type": "position", "slug": line.slug, "topic": TOPIC, "question": line.question,
         "ordered": line.ordered, "exclusive": line.exclusive,
         "answers": ORDERED if line.ordered else UNORDERED},
        {"type": "event", "slug": f"flood-of-{line.slug}", "text": f"The river floods {line.slug.title()}.",
         "date": "2018-06", "positions": [line.slug], "sources": [source]},
        {"type": "source", "key": other_source(line), "title": f"More from {line.slug.title()}",
         "outlet": "courier", "url": f"https://courier.example/{line.slug}", "published": "2024-01-01",
         "published_basis": "stated"},
        *(_coverage(line, searched) for searched in line.searched),
        *claims,
    ]  # fmt: skip


def _claims(line: Line, source: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for n, said in enumerate(line.said):
        words = f"Statement {n + 1} of {line.slug.title()}: {said.answer or 'our position has not changed'}"
        taken = stance(
            line.slug, said.answer or None, of=line.slug, grounds="Made up for the tests.",
            **({} if said.answer else {"unchanged": True}),
            **({"since": said.since} if said.since else {}), **said.stance,
        )  # fmt: skip
        speaker = f"{said.by}-of-{line.slug}" if said.by else line.slug
        more = dict(said.more)
        of_source = other_source(line) if more.pop("chain", "") else source
        made.append(
            claim(words, speaker, said.day, of_source, words={"form": said.form}, topics=[TOPIC],
                  stances=[taken], said_note="" if said.day else "The page names no day.", **more)
        )  # fmt: skip
    for n, said in enumerate(line.said):
        for kind, other in (("precedes", said.precedes), ("retracts", said.retracts)):
            if other is not None:
                relation = {"kind": kind, "to": made[other]["key"], "grounds": "It refers to it."}
                made[n]["relations"] = [relation]
    return sorted(made, key=lambda document: "relations" in document)  # A relation needs its other claim.


def _coverage(line: Line, searched: Searched) -> dict[str, Any]:
    return {
        "type": "coverage",
        "slug": f"{line.slug}-{searched.starts}-{searched.ends}".lower(),
        "voice": line.slug,
        "positions": [line.slug],
        "terms": ["bridge"] if searched.named else [],
        "outlets": ["courier", "herald"] if searched.named else [],
        "from": searched.starts,
        "to": searched.ends,
        "checked_on": "2024-01-20",
        "by": "A. B.",
        "hits": searched.hits,
    }
