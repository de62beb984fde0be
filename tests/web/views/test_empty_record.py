"""While nothing is published, every page says so in words, and fails nowhere."""

from __future__ import annotations

from django.test import Client, RequestFactory

from claims.queries.site.index_pages import INDEX_PAGES
from claims.web.frame import frame_of
from tests.cases import each_case

LISTS = [page.name for page in INDEX_PAGES]
IN_OTHER_WORDS = {"corrections": "No corrections yet.", "coverage": "Nobody has searched yet."}


@each_case(
    ("path", "sentence"),
    [
        ("/", "No claims published yet."),
        *((f"/{name}/", IN_OTHER_WORDS.get(name, f"No {name} published yet.")) for name in LISTS),
    ],
)
def test_an_empty_page_says_so_and_leads_to_the_method(
    client: Client, db: None, path: str, sentence: str
) -> None:
    text = client.get(path).content.decode()
    assert sentence in text
    assert 'href="/method/' in text


def test_the_home_page_counts_corrections_even_when_there_are_none(client: Client, db: None) -> None:
    assert "No corrections in " in client.get("/").content.decode()


def test_the_frame_of_an_empty_record_has_no_date(db: None) -> None:
    frame = frame_of(RequestFactory().get("/"))
    assert (frame.claims_count, frame.updated, frame.section) == (0, None, "")


@each_case("name", LISTS)
def test_an_empty_list_is_an_empty_list_for_machines(client: Client, db: None, name: str) -> None:
    assert client.get(f"/{name}.json").json()["results"] == []
    assert len(client.get(f"/{name}.csv").getvalue().decode().splitlines()) == 1
