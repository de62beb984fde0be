"""A set of lines through time for the tests: every outcome, every gap and every kind of change, one of each.

Nobody ever said any of it. Each line is a question of its own that the council of a made-up town answers, so
that what its page must say, and must not say, stands beside it.
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
]
UNORDERED = [
    {"slug": "wood", "text": "Of wood", "rule": "Wood is named."},
    {"slug": "stone", "text": "Of stone", "rule": "Stone is named."},
]
GAP = "This is a gap in our work, not in the record."


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
    """One line: what the page of its position must say of its ``town``, and what it must not."""

    slug: str
    said: tuple[Said, ...]
    searched: tuple[Searched, ...] = ()
    ordered: bool = True
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    query: str = ""

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
NO_CONFLICT = ("Conflicts with",)
NO_CHANGE = ("change of position)", "changed 2 times")
NO_SILENCE = ("No statement found",)

LINES = (
    # What nobody has said before, and whether anybody looked.
    Line("aldry", (UNCHANGED,), says=(
        "Nothing earlier on our record. Nobody has searched before 7 Feb 2019.",
        "Council of Aldry said that nothing had changed, and gave no answer on our record.",
    ), never_says=(*NO_CONFLICT, *NO_SILENCE)),
    Line("belmar", (UNCHANGED,), (Searched("2018", "2018"),), says=(
        "Nothing earlier on our record. The time before 7 Feb 2019 was searched in part.",
    ), never_says=("Nobody has searched",)),
    Line("corvo", (SINCE_2017,), (Searched("2017", "2019"),), says=(
        "Nothing earlier on our record. The time from 1 Jan 2017 to 7 Feb 2019 was searched.",
    ), never_says=("Nobody has searched", "searched in part")),
    # What agrees, and how much of it there is.
    Line("dorn", (YES_2018, UNCHANGED), says=(
        "One earlier statement on our record (1 May 2018; not searched), agrees.",
        "One statement of Council of Dorn on our record gives an answer: “Yes”.",
        "2 statements, 1 May 2018 – 7 Feb 2019; not searched.",
    ), never_says=("Agrees with",)),
    Line("edel", (YES_2017, YES_2018, YES_2018_TOO, UNCHANGED), (Searched("2018", "2018"),), says=(
        "Agrees with 2 earlier statements on our record (12 Mar 2017 – 1 May 2018; searched in part).",
        "In 2 statements on our record Council of Edel gave one answer: “Yes”.",
    ), never_says=("Agrees with 3",)),
    # What conflicts, and what does not.
    Line("fenn", (YES_2017, NO_2018, UNCHANGED, Said("2020-01-15", "yes")), says=(
        "Conflicts with 1 earlier statement of Council of Fenn on our record: 12 Mar 2017 (“Yes”).",
        "Afterwards: 1 statement on our record (15 Jan 2020), among them another answer: 15 Jan 2020"
        " (“Yes”).",
        "changed 2 times", "• First answer that counts", "⇄ Crossed the middle",
    )),
    Line("garb", (YES_2018, Said("2019-02-07", "no", stance={"unchanged": True})), says=(
        "Conflicts with 1 earlier statement of Council of Garb on our record: 1 May 2018 (“Yes”).",
    )),
    Line("hollin", (YES_2017, Said("2018-07-01", "no", form="reported"), UNCHANGED), says=(
        "As reported, 2 earlier statements on our record do not give one answer; the latest of each:"
        " 12 Mar 2017 (“Yes”) and 1 Jul 2018 (“No”, as reported).",
        "As reported, Council of Hollin answered “Yes” (12 Mar 2017) and later “No” (1 Jul 2018).",
    ), never_says=(*NO_CONFLICT, *NO_CHANGE)),
    Line("isen", (Said("2019", "yes"), UNCHANGED), says=(
        "Unclear what it refers to: 1 statement on our record cannot be placed before or after it.",
    ), never_says=("Nothing earlier",)),
    Line("jarl", (YES_2017, Said("2019-02-07", since="2019-02")), says=(
        "Unclear what it refers to: its baseline, Feb 2019, is not known to lie before it.",
    )),
    Line("kest", (YES_2017, NO_2018, Said("2019-02-07", form="summary", more={"kind": "statement"})), says=(
        "Not held against the record. Not counted: the source sums up, it does not report one utterance.",
        "1 statement shown apart and not counted.",
    ), never_says=NO_CONFLICT),
    # Intervals.
    Line("lund", (YES_2017, Said("2018-07-01", "yes")), (Searched("2017-03", "2018-07"),), says=(
        "No statement found for 476 days (2 sources searched).",
        "Longest searched silence: 476 days (12 Mar 2017 – 1 Jul 2018; 2 sources searched).",
    ), never_says=(GAP,)),
    Line("marn", (YES_2017, Said("2018-07-01", "yes")), (Searched("2018-01", "2018-06"),), says=(
        "No statement on our record for 476 days; searched in part (181 of 475 days).",
    ), never_says=(*NO_SILENCE, "searched silence")),
    Line("nord", (YES_2017, Said("2018-07-01", "yes"), Said("", "yes")), says=(
        f"No statement on our record for 476 days. Not searched yet. {GAP}",
        "1 statement of unknown day may lie in this time.",
    ), never_says=(*NO_SILENCE, "searched silence")),
    Line("orle", (YES_2017, Said("2018-07-01", "yes")), (Searched("2017-03", "2018-07", hits=3),), says=(
        "No statement on our record for 476 days. Searched (475 of 475 days), but not every search says that"
        " it found nothing.",
    ), never_says=(*NO_SILENCE, "searched silence")),
    Line("pell", tuple(Said(f"{year}-01-01", "yes") for year in range(2012, 2020)), says=(
        "In 8 statements on our record Council of Pell gave one answer: “Yes”.",
    ), never_says=("No statement on our record", *NO_SILENCE)),
    # Changes of position, and what is none.
    Line("quorn", (YES_2018, NO_2018), says=(
        "Between 1 May 2018 and 1 Jul 2018 the recorded line of Council of Quorn moved from “Yes” to “No”,"
        " across the middle (1 change of position).",
    )),
    Line("rask", (Said("2018-05-01", "later"), Said("2018-07-01", "yes")), says=(
        "moved from “Later” to “Yes”, toward the side “for” (1 change of position).",
    ), never_says=("across the middle",)),
    Line("selm", (Said("2018-05-01", "wood"), Said("2018-07-01", "stone")), ordered=False, says=(
        "Council of Selm gave different answers: “Of wood” (1 statement) and “Of stone” (1 statement).",
    ), never_says=(*NO_CHANGE, "moved from", "toward the side")),
    Line("torv", (Said("2018", "yes"), Said("2018-07", "no")), says=(
        "Too little is known of the order of the statements, so no change of position is asserted.",
    ), never_says=(*NO_CHANGE, "moved from")),
    Line("ulm", (Said("2018-05-01", "yes", by="mayor"), Said("2018-07-01", "no", by="clerk")), says=(
        "The change coincides with a change of speaker: Mayor Of Ulm before, Clerk Of Ulm after.",
    )),
    Line("vey", (Said("2018-05-01T09:00Z", "yes"), Said("2018-05-01T17:00Z", "no")), says=(
        "On 1 May 2018 the recorded line of Council of Vey moved from “Yes” to “No”",
        "1 statement, ",
    )),
    Line("wold", (Said("", "yes", precedes=1), Said("2018-07-01", "no")), says=(
        "moved from “Yes” (by 1 Jan 2024) to “No” (1 Jul 2018), across the middle (1 change of position).",
    )),
    Line(
        "xant",
        (YES_2017, NO_2018, Said("2019-06-01", "yes"), Said("2019-01/2019-12", "no")),
        says=("changed at least 2 times", "there may be more changes than these."),
    ),
    # What was taken back was said.
    Line("ygg", (YES_2017, Said("2018-07-01", "no", retracts=0), UNCHANGED), says=(
        "1 statement retracted or disavowed by another claim on our record; it was said, and counts.",
        "Of what was tested, retracted or disavowed by another claim on our record: 1 statement.",
        "Retracted or disavowed by another claim on our record.",
    )),
    Line("brock", (YES_2018, Said("2018-07-01", "no", more={"with": ["quorn"]})), says=(
        "with Council of Quorn", "moved from “Yes” to “No”",
    )),
    # What is no line at all.
    Line("yarm",
         (Said("2018-05-01", "yes", form="summary"), Said("2018-07-01", "no", stance={"basis": "ascribed"})),
         says=("No statement that counts.", "2 statements shown apart and not counted."),
         never_says=(*NO_CHANGE, "No statement on our record for")),
    Line("zell", (Said("", "yes"), Said("", "no")), says=(
        "2 statements, day not known; not searched.",
    ), never_says=(*NO_CHANGE, *NO_SILENCE, "Tick two to six")),
    Line(
        "arn",
        (
            Said("2018-05-01", "later", more={"kind": "refusal", "asked": "Will it be built?"}),
            Said("2018-07-01", "yes", more={"kind": "reported_silence"}),
        ),
        says=("Not counted: a source says that the speaker said nothing. That is no stance, and no search of"
              " ours.",
              "1 statement, 1 May 2018; not searched."),
        never_says=(*NO_CHANGE, *NO_SILENCE),
    ),
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
         "ordered": line.ordered, "answers": ORDERED if line.ordered else UNORDERED},
        {"type": "event", "slug": f"flood-of-{line.slug}", "text": f"The river floods {line.slug.title()}.",
         "date": "2018-06", "positions": [line.slug], "sources": [source]},
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
        made.append(
            claim(words, speaker, said.day, source, words={"form": said.form}, topics=[TOPIC],
                  stances=[taken], said_note="" if said.day else "The page names no day.", **said.more)
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
