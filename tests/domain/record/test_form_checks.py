"""The checks beside the form: what is missing or odd, in words, and what of it blocks publishing."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord, Hop, Passage, Stance, Words
from claims.domain.record.form_checks import ReferredRecords, Remark, Weight, check_record, tenures_on
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import SourceRecord, SpeakerRecord, Tenure
from tests.cases import each_case

SOURCE = SourceRecord(
    key="s-0123456789",
    title="The bridge",
    url="https://gazette.example/1",
    language="en",
    published="2019-02-07",
    archived_url="https://archive.example/1",
)
LEBED = SpeakerRecord(
    slug="viktor-lebed",
    name="Viktor Lebed",
    tenures=(Tenure(office="spokesman", from_="2018-06", to="2021"),),
)
FACTS = ReferredRecords(speaker=LEBED, sources={SOURCE.key: SOURCE})
GOOD = ClaimRecord(
    key="0123456789",
    words=Words(text="The bridge — stands", language="en", form="quoted"),
    speaker="viktor-lebed",
    chain=(Hop(hop=1, how="recording", source=SOURCE.key, exact=(Passage(text="“The bridge stands,” he"),)),),
    role="spokesman",
    said="2019-02-06",
    said_basis="stated",
    stances=(Stance(position="build-the-bridge", answer="yes", grounds="He says so."),),
)


def change(**values: Any) -> ClaimRecord:
    return replace(GOOD, **values)


def sentences(record: ClaimRecord, facts: ReferredRecords = FACTS) -> list[str]:
    return [finding.sentence for finding in check_record(record, facts)]


def test_a_complete_claim_gives_no_finding() -> None:
    assert check_record(GOOD, FACTS) == ()


@each_case(
    ("record", "weight", "words"),
    [
        (change(words=replace(GOOD.words, language="")), Weight.BLOCKS, "language of the words is missing"),
        (change(words=replace(GOOD.words, form="")), Weight.BLOCKS, "quoted in part"),
        (change(said="", said_basis="unknown"), Weight.BLOCKS, "The day is missing"),
        (change(said_basis="inferred"), Weight.BLOCKS, "inferred from outside facts"),
        (change(stances=(Stance(position="p", answer="yes"),)), Weight.BLOCKS, "stance on p has no reason"),
        (change(said="2019-02-08"), Weight.ODD, "Said after “The bridge” was published: 8 February 2019"),
        (change(words=replace(GOOD.words, text="It stands")), Weight.ODD, "not found word for word"),
        (change(said="2017"), Weight.ODD, "the database has none of Viktor Lebed on that day"),
        (change(said_basis="unknown"), Weight.ODD, "not how it is known"),
        (change(said="", said_basis="stated", said_note="why"), Weight.ODD, "there is no date"),
        (change(words=replace(GOOD.words, form="summary")), Weight.ODD, "no words of the speaker"),
        (change(kind="reported_silence"), Weight.BLOCKS, "takes no stance"),
        (change(stances=()), Weight.MISSING, "no stance"),
        (change(words=replace(GOOD.words, translated_from="ru")), Weight.MISSING, "original words"),
    ],
)
def test_what_is_missing_or_odd_is_said_in_words(record: ClaimRecord, weight: Weight, words: str) -> None:
    found = [finding for finding in check_record(record, FACTS) if words in finding.sentence]
    assert [finding.weight for finding in found] == [weight]


def test_what_the_sources_lack_is_missing() -> None:
    bare = replace(SOURCE, archived_url="", published="")
    hop = Hop(hop=1, how="direct_quote", source=SOURCE.key)
    told = sentences(change(chain=(hop,)), ReferredRecords(speaker=LEBED, sources={SOURCE.key: bare}))
    assert told == [
        "“The bridge” has no archived copy.",
        "The day of “The bridge” is not known.",
        "No step has the exact passage of its source.",
        "No recording, no transcript and nobody who heard it is cited.",
    ]


@each_case("text", ["The bridge […] stands", "THE BRIDGE stands", "The [old] bridge stands"])
def test_omissions_brackets_and_case_do_not_make_words_foreign_to_the_passage(text: str) -> None:
    assert sentences(change(words=replace(GOOD.words, text=text))) == []


def test_words_in_another_language_than_the_source_are_not_looked_for() -> None:
    assert sentences(change(words=replace(GOOD.words, text="Мост стоит", language="ru"))) == []


def test_reported_words_are_not_looked_for() -> None:
    assert sentences(change(words=replace(GOOD.words, text="It stands", form="reported"))) == []


def test_nothing_known_of_what_it_points_to_gives_no_finding_about_it() -> None:
    assert sentences(GOOD, ReferredRecords()) == []


@each_case(
    ("said", "held"),
    [("2018-05", 0), ("2018-06", 1), ("2018", 1), ("2021-12-31", 1), ("2022", 0), ("", 1), ("2018/..", 1)],
)
def test_an_office_counts_where_it_can_have_been_held(said: str, held: int) -> None:
    assert len(tenures_on(LEBED, said)) == held


def test_what_blocks_is_what_publishing_refuses() -> None:
    for record in (GOOD, change(words=Words(text="x"), said="", stances=(Stance(position="p"),), chain=())):
        blocking = [f.field for f in check_record(record, FACTS) if f.weight is Weight.BLOCKS]
        assert blocking == [problem.field for problem in publication_problems(record)]


def test_what_blocks_comes_first() -> None:
    found = check_record(change(words=Words(text="x"), stances=()), FACTS)
    weights = [list(Weight).index(finding.weight) for finding in found]
    assert weights == sorted(weights)
    assert isinstance(found[0], Remark)
