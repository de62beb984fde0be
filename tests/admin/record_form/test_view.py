"""The form of a record at the desk: what is typed is kept, and each error stands at its field."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.drafts.recording import change_draft
from claims.admin.records import contents
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.shared import Answer, CoverageRecord, PositionRecord
from claims.models import Claim, CoverageCheck, Position, Speaker
from claims.models.record_mapping import as_record
from tests.admin.desk_pages import page_of
from tests.admin.test_records import address, form_of
from tests.world import FOUNDED_AT, World

ADD = "/admin/claims/position/add/"


def errors_of(answer: Any) -> dict[str, list[str]]:
    """All errors of the page, by the name of the field."""
    forms = [answer.context["form"], *(row for _, _, rows in answer.context["rows"] for row in rows)]
    return {form.add_prefix(name): list(told) for form in forms for name, told in form.errors.items()}


def sent(editor: Client, **typed: str) -> Any:
    return editor.post(ADD, form_of(editor, ADD) | typed)


def test_each_error_stands_at_its_field_and_nothing_else_is_wrong(world: World, editor: Client) -> None:
    answer = sent(editor, question="A toll?", topic="no such topic", **{"answers-0-text": "Yes"})
    assert set(errors_of(answer)) == {"topic", "answers-0-slug"}
    assert "Error: Add position" in answer.text
    assert not Position.objects.filter(question="A toll?").exists()


def test_a_source_that_names_nothing_gets_one_error(world: World, editor: Client) -> None:
    url = "/admin/claims/source/add/"
    answer = editor.post(url, form_of(editor, url) | {"title": "A page", "url": "gopher://x"})
    assert set(errors_of(answer)) == {"url"}


def test_another_row_is_added_open_and_what_was_typed_stays(world: World, editor: Client) -> None:
    answer = sent(editor, question="A toll?", _more="answers", **{"answers-0-text": "Yes"})
    assert errors_of(answer) == {}
    ((_, _, rows),) = answer.context["rows"]
    assert (len(rows), rows[0]["text"].value()) == (2, "Yes")
    assert "open data-fresh" in answer.text
    assert answer.context["form"]["question"].value() == "A toll?"


def test_enter_in_a_field_checks_and_writes_nothing(world: World, editor: Client) -> None:
    page = editor.get(ADD).text
    assert page.index('name="_check"') < page.index('name="_more"') < page.index('name="_save"')
    assert sent(editor, question="A toll?", _check="1").status_code == 200
    assert not Position.objects.filter(question="A toll?").exists()


def test_a_row_goes_when_it_is_emptied(world: World, editor: Client) -> None:
    answers = (Answer(slug="yes", text="Yes"), Answer(slug="no", text="No"))
    draft = PositionRecord(slug=world.unseen_position, question="A toll?", answers=answers)
    row = change_draft(record=draft, by=FIXTURES, at=FOUNDED_AT)
    url = page_of("change", row)
    emptied = {"answers-0-slug": "", "answers-0-text": ""}
    assert editor.post(url, form_of(editor, url) | emptied).status_code == 302
    now = as_record(Position.objects.get(pk=row.pk))
    assert isinstance(now, PositionRecord)
    assert now.answers == answers[1:]


def test_a_new_record_begins_with_what_its_address_gives(world: World, editor: Client) -> None:
    assert form_of(editor, f"{ADD}?question=A+toll%3F")["question"] == "A toll?"


def test_claims_are_looked_up_together_however_many_a_search_found(world: World, editor: Client) -> None:
    url = reverse("admin:claims_coveragecheck_add")
    keys = list(Claim.objects.published().values_list("key", flat=True))

    def queries(number: int) -> int:
        typed = {
            "slug": f"search-{number}",
            "voice": world.palace,
            "found": "\n".join(map(str, keys[:number])),
        }
        form = form_of(editor, url) | typed
        with CaptureQueriesContext(connection) as asked:
            answer = editor.post(url, form)
        assert answer.status_code == 302, answer.context["errors"]
        found = as_record(CoverageCheck.objects.get(slug=f"search-{number}"))
        assert isinstance(found, CoverageRecord)
        assert len(found.found) == number
        return len(asked)

    assert queries(2) == queries(8)


def test_whoever_may_not_change_a_record_reads_all_of_it(world: World, editor: Client) -> None:
    row = Position.objects.get(slug=world.ordered_position)
    page = editor.get(address("change", Position, row.pk)).text
    record = as_record(row)
    assert isinstance(record, PositionRecord)
    for answer in record.answers:
        assert answer.text in page
    speaker = Speaker.objects.get(slug=world.lebed)
    assert "Лебедь" in editor.get(address("change", Speaker, speaker.pk)).text


def test_an_error_of_a_row_stands_at_that_row_however_the_record_orders_them(
    world: World, editor: Client
) -> None:
    url = reverse("admin:claims_speaker_add")
    typed = {"name": "Ida Example", "tenures-0-office": "Zookeeper", "tenures-0-from_": "2020"}
    typed |= {"tenures-1-office": "Archivist", "tenures-1-from_": "2020", "tenures-1-to": "2010"}
    more = form_of(editor, url) | {"tenures-TOTAL_FORMS": "2"}
    answer = editor.post(url, more | typed)
    assert set(errors_of(answer)) == {"tenures-1-to"}


def test_a_search_that_found_a_claim_withdrawn_since_is_saved(world: World, editor: Client) -> None:
    url = reverse("admin:claims_coveragecheck_add")
    typed = {"slug": "an-old-search", "voice": world.palace, "found": world.withdrawn, "hits": "0"}
    assert editor.post(url, form_of(editor, url) | typed).status_code == 302
    row = CoverageCheck.objects.get(slug="an-old-search")
    page = address("change", CoverageCheck, row.pk)
    assert editor.post(page, form_of(editor, page)).status_code == 302
    record = as_record(CoverageCheck.objects.get(slug="an-old-search"))
    assert isinstance(record, CoverageRecord)
    assert (record.found, record.hits) == ((world.withdrawn,), 0)
    assert "<dt>Hits</dt><dd>0</dd>" in contents(record)
