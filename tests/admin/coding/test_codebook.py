"""The codebook of a position, as editors read and print it."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.domain.positions.codebook import codebook_rules
from tests.admin.accounts.people import browser_of, person
from tests.admin.test_policy import check
from tests.world import World

BOOK = "/admin/codebook/build-the-bridge/"


def test_it_holds_the_question_the_answers_with_rules_and_examples(world: World, editor: Client) -> None:
    answer = editor.get(BOOK)
    book = answer.context["book"]
    assert (book.position.question, book.position.ordered) == (
        "Should the bridge over the Eder be built?",
        True,
    )
    assert [(one.answer.slug, one.answer.rule, one.side) for one in book.answers] == [
        ("no", "refuses it", "against"),
        ("later", "puts it off", "middle"),
        ("yes", "wants it", "for"),
    ]
    examples = {one.answer.slug: one.example.key if one.example else "" for one in book.answers}
    assert examples == {"no": world.anonymous, "later": "", "yes": world.first_support}
    assert book.unchanged_example.key == world.no_change
    for words in ("Nothing about ferries.", "The stone bridge at Strelsau.", "What must not be concluded"):
        assert words in answer.text


def test_no_draft_is_an_example(world: World, editor: Client) -> None:
    """A draft says no; it is counted among what is coded, and not shown as the example."""
    book = editor.get(BOOK).context["book"]
    (no,) = (one for one in book.answers if one.answer.slug == "no")
    assert no.example.key != world.submitted
    assert no.coded == 3


def test_it_says_who_is_meant_by_a_name_and_on_whose_behalf_people_spoke(
    world: World, editor: Client
) -> None:
    answer = editor.get(BOOK)
    metonyms = {one.name: one for one in answer.context["book"].metonyms}
    (palace,) = (one for name, one in metonyms.items() if "Palace" in name)
    assert "Дворец" in palace.aliases
    spoken = {(one.speaker, one.on_behalf_of): one.stances for one in answer.context["book"].spoken_for}
    assert spoken["Viktor Lebed", palace.name] == 4
    assert "Дворец" in answer.text


def test_the_rules_are_those_of_the_program(world: World, editor: Client) -> None:
    text = editor.get(BOOK).text
    rules = codebook_rules()
    for line in (*rules.kinds, *rules.forms, *rules.speakers, *rules.bases):
        assert line.label in text
        assert line.rule in text


def test_it_asks_who_is_there_and_keeps_the_policy(world: World, editor: Client) -> None:
    check(editor.get(BOOK))
    assert editor.get("/admin/codebook/no-such/").status_code == 404
    assert browser_of(person("nobody")).get(BOOK).status_code == 403


def test_its_queries_grow_with_the_answers_alone(world: World, editor: Client) -> None:
    editor.get(BOOK)
    with CaptureQueriesContext(connection) as found:
        editor.get(BOOK)
    assert len(found) <= 22
