"""Importing: references by key, by name and whole take one path to the record that is meant."""

from __future__ import annotations

from typing import Any

import pytest

from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, Outlet, Position, RatingScale, Source, Speaker, Topic
from claims.models.record_mapping import as_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.given_lines import ANA, PAGE, claim, taken
from tests.actions.importing.import_lines import lines, refused
from tests.records_in_and_out import import_text, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


# What is given, and what stands in for it ------------------------------------------------------------------


@pytest.mark.parametrize("in_one_file", [True, False])
@pytest.mark.parametrize("name", ["Given Nkosinathi", "Given Abcdefghjk", "Given", "Given-Nkosinathi"])
def test_a_slug_is_never_taken_for_something_that_was_given(name: str, in_one_file: bool) -> None:
    slug = name.lower().replace(" ", "-")
    speaker = {"type": "speaker", "slug": slug, "name": name}
    if in_one_file:
        taken(speaker, claim(slug))
    else:
        taken(speaker)
        taken(claim(slug))
    assert Claim.objects.published().get().speaker.slug == slug


def test_a_slug_that_leads_nowhere_is_refused_whatever_it_looks_like() -> None:
    for slug in ("given-abcdefghjk", "given-0123456789", "nobody"):
        refused(lines(claim(slug)), "speaker: no speaker of this key or name is on record or in the files")


# By key, name and alias -------------------------------------------------------------------------------------


NAMES_OF_ANA: list[Any] = [
    "ana-example",
    {"slug": "ana-example"},
    "Ana Example",
    "ANA  EXAMPLE",
    {"name": "Ana Example"},
    "Ана Пример",
    {"name": "ана пример"},
    "آنا مثال",
    {"name": "安娜"},
    {"slug": "ana-example", "name": "Ана Пример"},
    {"name": "Ана Пример", "aliases": [{"text": "安娜"}]},
]


@pytest.mark.parametrize("in_one_file", [True, False])
def test_a_speaker_is_found_by_key_name_and_alias_in_any_script(in_one_file: bool) -> None:
    words = [f"We recommend restraint, said {name}" for name in NAMES_OF_ANA]
    claims = [claim(name, text) for name, text in zip(NAMES_OF_ANA, words, strict=True)]
    if in_one_file:
        taken(*claims, ANA)
    else:
        assert told(import_text(lines(ANA))) == []
        assert told(import_text(lines(*claims), publish=True)) == []
    assert Speaker.objects.get().slug == "ana-example"
    by_key = import_text(lines(*(claim(words=text) for text in words)), dry_run=True).steps
    assert {("claim", key) for key in Claim.objects.values_list("key", flat=True)} <= by_key.keys()
    assert Claim.objects.count() == len(words)


def test_every_type_is_found_by_its_name() -> None:
    shared: list[dict[str, Any]] = [
        ANA,
        {"type": "speaker", "slug": "office", "name": "Канцелярия", "kind": "body"},
        {"type": "outlet", "slug": "gazette", "name": "Газета «Пример»"},
        {"type": "topic", "slug": "bridges", "name": "Brücken"},
        {"type": "source", "key": "s-one", "title": "Die Brücke", "outlet": "gazette"},
        {"type": "scale", "slug": "scale", "name": "量表", "ratings": [{"slug": "right", "label": "Right"}]},
        {
            "type": "position",
            "slug": "open",
            "question": "Нужно ли открыть мост?",
            "answers": [{"slug": "yes", "text": "Yes"}],
        },
    ]
    taken(*shared)
    record = claim(
        "Ана Пример",
        on_behalf_of="КАНЦЕЛЯРИЯ",
        topics=["brücken"],
        checkable="fact",
        chain=[{"hop": 1, "source": "die brucke", "outlet": "Газета Пример"}],
        stances=[{"position": "нужно ли открыть мост", "answer": "yes", "grounds": "It says so."}],
        verdicts=[
            {
                "scale": "量表",
                "rating": "right",
                "explanation": "It is.",
                "by": "Desk",
                "reviewed": "2019-06-01",
                "evidence": [{"source": "Die Brücke", "bears": "for", "excerpt": "open"}],
            }
        ],
    )
    taken(record)
    row = Claim.objects.get()
    assert (row.speaker.slug, row.on_behalf_of and row.on_behalf_of.slug) == ("ana-example", "office")
    assert [model.objects.count() for model in (Outlet, Topic, Source, Position, RatingScale)] == [1] * 5


def test_a_source_is_found_by_its_address_in_any_spelling() -> None:
    taken(claim(ANA))
    for number, url in enumerate(
        (
            "https://example.org/restraint",
            "http://www.example.org/restraint/",
            {"url": "https://m.example.org/restraint?utm_source=x#top"},
            {"url": "https://example.org/restraint", "title": "RESTRAINT"},
        )
    ):
        taken(claim(words=f"Words {number}", chain=[{"hop": 1, "source": url}]))
    assert Source.objects.count() == 1


def test_a_name_that_nothing_has_and_a_name_that_two_have_are_refused_with_the_place() -> None:
    taken(ANA, {"type": "speaker", "slug": "ana-two", "name": "Ана Пример"})
    refused(
        lines(claim("Bo Example"), claim("Ана Пример"), claim({"name": "ана пример"})),
        'a.jsonl:1: speaker: no speaker of this key or name is on record or in the files: "Bo Example"',
        'a.jsonl:2: speaker: 2 speakers are meant by this: ana-example, ana-two: "Ана Пример" (give the slug',
        "a.jsonl:3: speaker: 2 speakers are meant by this: ana-example, ana-two (give the slug of one)",
    )
    taken(claim({"name": "Ana Example"}))


def test_a_line_without_its_slug_meets_the_record_of_its_name() -> None:
    taken(
        {"type": "speaker", "name": "Ana Example", "aliases": [{"text": "Ана Пример"}]}, claim("Ана Пример")
    )
    taken({"type": "speaker", "name": "Ана Пример"})
    assert Speaker.objects.get().slug == "ana-example"
    refused(
        lines({"type": "speaker", "name": "Ana Example", "description": "another"}),
        "description: the speaker ana-example is on record as “Ana Example”, with another description",
        publish=True,
    )


# Whole ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mother", "daughter", "field"),
    [
        (
            {"description": "in the council 1981–2009"},
            {"description": "in the council since 2009"},
            "description",
        ),
        ({"kind": "person"}, {"kind": "body"}, "kind"),
        ({"wikidata": "Q1"}, {"wikidata": "Q2"}, "wikidata"),
        ({}, {"description": "the daughter"}, "description"),
        ({"aliases": [{"text": "Ида Пример"}]}, {"aliases": [{"text": "Ида Младшая"}]}, "aliases"),
        ({"tenures": [{"office": "mayor"}]}, {"tenures": [{"office": "judge"}]}, "tenures"),
    ],
)
def test_words_never_stand_on_the_record_of_a_namesake(
    mother: dict[str, Any], daughter: dict[str, Any], field: str
) -> None:
    taken(claim({"name": "Ida Example", **mother}))
    taken(claim({"name": "Ida Example", **mother}, "The pier will be rebuilt"))
    message = "the speaker ida-example is on record as “Ida Example”, with another "
    refused(
        lines(claim({"name": "Ida Example", **daughter}, "The pier will be sold")),
        f"a.jsonl:1: speaker.{field}: {message}{field}",
        publish=True,
    )
    taken(claim({"name": "Ida Example", "slug": "ida-example-2", **daughter}, "The pier will be sold"))
    taken(claim({"name": "Ida Example", **daughter}, "The pier is sold"))
    assert [row.claims.count() for row in Speaker.objects.order_by("slug")] == [2, 2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Another title"),
        ("published", "2019-05-07"),
        ("author", "Bo Example"),
        ("archived_url", "https://archive.example/1"),
        ("language", "ru"),
        ("kind", "transcript"),
        ("retrieved", "2020-01-01"),
        ("credits", ["Agency"]),
        ("outlet", {"name": "Another Gazette"}),
    ],
)
def test_a_source_given_whole_is_the_same_only_where_nothing_given_differs(name: str, value: Any) -> None:
    taken(claim(ANA))
    source = {**PAGE, name: value}
    (problem,) = told(import_text(lines(claim(chain=[{"hop": 1, "source": source}])), publish=True))
    assert problem.startswith(f"a.jsonl:1: chain[0].source.{name}: the source s-")
    assert "(give the key alone if it is meant, or another key for another source)" in problem
    assert Source.objects.count() == 1


def test_an_export_of_a_database_with_merges_comes_into_an_empty_one() -> None:
    """Its claims say the slugs of then, and the records that stayed remember them."""
    stays = {**ANA, "former_slugs": ["a-example"]}
    topic = {"type": "topic", "slug": "streets", "name": "Streets", "former_slugs": ["roads"]}
    chain = [{"hop": 1, "how": "direct_quote", "source": PAGE}, {"hop": 2, "how": "wire", "outlet": "herald"}]
    outlet = {"type": "outlet", "slug": "gazette", "name": "A Gazette", "former_slugs": ["herald"]}
    taken(stays, topic, outlet, claim("a-example", topics=["roads"], chain=chain))
    said = as_record(Claim.objects.get())
    assert isinstance(said, ClaimRecord)
    assert (said.speaker, said.topics, said.chain[1].outlet) == ("ana-example", ("streets",), "gazette")
    taken(claim("a-example", "Later words", topics=["roads"]))
    assert {row.speaker.slug for row in Claim.objects.all()} == {"ana-example"}


# What goes out together -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "speaker", [{"name": "Олаф Пример"}, {"slug": "olaf", "name": "Olaf Example"}, "Olaf"]
)
def test_drafts_are_published_with_what_they_point_to(speaker: Any) -> None:
    part = {"name": "Harbour office", "kind": "body"}
    whole = {**speaker, "part_of": part} if isinstance(speaker, dict) else speaker
    more = (
        []
        if isinstance(speaker, dict)
        else [{"type": "speaker", "slug": "o", "name": "Olaf", "part_of": part}]
    )
    documents = [claim(whole, topics=[{"name": "Мосты"}]), *more]
    assert told(import_text(lines(*documents))) == []
    taken(*documents)
    for model in (Claim, Speaker, Source, Outlet, Topic):
        assert {row.state for row in model.objects.all()} == {"published"}, model
    verify_database()


def test_a_scale_and_a_position_given_whole_are_published_with_the_claim() -> None:
    scale = {"name": "Another example scale", "ratings": [{"slug": "right", "label": "Right"}]}
    position = {
        "question": "Will the bridge open?",
        "topic": {"name": "Bridges"},
        "answers": [{"slug": "yes", "text": "Yes", "rule": "She says so."}],
    }
    verdict = {
        "scale": scale,
        "rating": "right",
        "explanation": "It has two.",
        "by": "Desk",
        "reviewed": "2019-06-05",
        "evidence": [
            {"source": {**PAGE, "url": "https://example.org/plan"}, "bears": "for", "excerpt": "two"}
        ],
    }
    stance = {"position": position, "answer": "yes", "grounds": "She says so."}
    document = claim(ANA, checkable="fact", verdicts=[verdict], stances=[stance])
    taken(document)
    assert [model.objects.published().count() for model in (RatingScale, Position, Topic)] == [1, 1, 1]
    wrong = claim(words="Two", checkable="fact", verdicts=[{**verdict, "rating": "wrong"}])
    refused(lines(wrong), 'verdicts[0].rating: the scale another-example-scale has no such rating: "wrong"')
    new = {**scale, "name": "Тест", "ratings": [{"slug": "a", "label": "A"}]}
    refused(
        lines(claim(words="Two", verdicts=[{**verdict, "scale": new}])),
        'verdicts[0].rating: the scale test has no such rating: "right" (one of a)',
    )


def test_one_thing_given_in_two_ways_in_one_list_is_named() -> None:
    taken({"type": "topic", "slug": "bridges", "name": "Мосты"}, ANA)
    refused(
        lines(claim(topics=["bridges", "мосты"])), "a.jsonl:1: topics: this list has the same entry twice"
    )
