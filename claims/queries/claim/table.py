"""Claims as rows of a table, with the same columns for every list of claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import Grading
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path
from claims.domain.record.reporting import Step, has_marks
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY, GivenRating
from claims.domain.text.own_words import own_parts
from claims.formats.exact_csv import Texts
from claims.queries.claim.documents import graded_records, graded_stances
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.columns import Column
from claims.queries.records import public_documents, with_keys_of_today

BATCH: Final = 200
Document = Mapping[str, Any]


@dataclass(frozen=True)
class TableClaim:
    """A claim as its document, with the documents that it names, its ratings and address.

    ``grades`` are those of its stances, by position.
    """

    document: Document
    named: Mapping[Place, Document]
    ratings: Sequence[GivenRating]
    grades: Mapping[str, Grading]
    url: str

    @cached_property
    def said(self) -> FuzzyDate:
        return FuzzyDate.parse(self.text("said"))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The keys of its sources, in the order of the chain."""
        return tuple(hop["source"] for hop in self.document["chain"] if "source" in hop)

    @property
    def speaker_name(self) -> str:
        speaker = self.named.get(("speaker", self.document["speaker"]))
        return str(speaker["name"]) if speaker else ""

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The words in quotation marks. Empty for a sentence that an outlet wrote in its own name."""
        form = self.words("form")
        outlet = self.named.get(("outlet", _only_outlet(self.document, self.named)))
        if outlet and not has_marks(form, [Step(1, "", None, str(outlet["name"]))], self.speaker_name):
            return ()
        return own_parts(form, self.words("text"))

    def text(self, field: str, default: str = "") -> str:
        """The value of a field, or the default if the record leaves it out."""
        return str(self.document.get(field, default))

    def words(self, field: str) -> str:
        return str(self.document["words"].get(field, ""))

    @property
    def stances(self) -> Sequence[Document]:
        found: Sequence[Document] = self.document.get("stances", ())
        return found

    def rated(self, measure: str) -> list[GivenRating]:
        """The ratings for one measure."""
        return [rating for rating in self.ratings if rating.measure == measure]

    def of_sources(self, field: str) -> list[str]:
        """The values of a field of its sources, without empty ones."""
        documents = (self.named.get(("source", key), {}) for key in self.sources)
        return [str(document[field]) for document in documents if document.get(field)]


COLUMNS: Final[tuple[Column[TableClaim], ...]] = (
    Column("key", lambda claim: claim.document["key"]),
    Column("said", lambda claim: claim.said.text),
    Column("said_words", lambda claim: claim.said.words()),
    Column("said_earliest", lambda claim: first_day(claim.said)),
    Column("said_latest", lambda claim: last_day(claim.said)),
    Column("said_basis", lambda claim: claim.text("said_basis", "unknown")),
    Column("speaker", lambda claim: claim.document["speaker"]),
    Column("speaker_name", lambda claim: claim.speaker_name),
    Column("role", lambda claim: claim.text("role")),
    Column("on_behalf_of", lambda claim: claim.text("on_behalf_of")),
    Column("words", lambda claim: claim.words("text")),
    Column("own_words", lambda claim: Texts(claim.own_parts)),
    Column("language", lambda claim: claim.words("language")),
    Column("form", lambda claim: claim.words("form")),
    Column("translated_from", lambda claim: claim.words("translated_from")),
    Column("kind", lambda claim: claim.text("kind", "statement")),
    Column("checkable", lambda claim: claim.text("checkable", "unclear")),
    Column("summary", lambda claim: claim.text("summary")),
    Column(
        "answers",
        lambda claim: tuple(f"{s['position']}:{s['answer']}" for s in claim.stances if s.get("answer")),
    ),
    Column("no_change", lambda claim: tuple(s["position"] for s in claim.stances if s.get("unchanged"))),
    Column("grades", lambda claim: tuple(f"{slug}:{one.grade}" for slug, one in claim.grades.items())),
    Column("layers", lambda claim: tuple(f"{slug}:{one.layer}" for slug, one in claim.grades.items())),
    Column("topics", lambda claim: tuple(claim.document.get("topics", ()))),
    Column("ratings", lambda claim: _codes(claim.rated(ACCURACY))),
    Column("ratings_words", lambda claim: Texts(one.text for one in claim.rated(ACCURACY))),
    Column("rated_by", lambda claim: Texts(one.rated_by for one in claim.rated(ACCURACY))),
    Column("review_urls", lambda claim: tuple(one.url for one in claim.rated(ACCURACY) if one.url)),
    Column("consistency_ratings", lambda claim: _codes(claim.rated(CONSISTENCY))),
    Column("consistency_words", lambda claim: Texts(one.text for one in claim.rated(CONSISTENCY))),
    Column("sources", lambda claim: claim.sources),
    Column("source_titles", lambda claim: Texts(claim.of_sources("title"))),
    Column("source_urls", lambda claim: tuple(claim.of_sources("url"))),
    Column("context", lambda claim: claim.text("context")),
    Column("url", lambda claim: claim.url),
)
"""Described in ``docs/api.md``."""


def first_day(said: FuzzyDate) -> str:
    """The first possible day, empty if the start is open."""
    return "" if said.starts_open else said.earliest.isoformat()


def last_day(said: FuzzyDate) -> str:
    """The last possible day, empty if the end is open."""
    return "" if said.ends_open else said.latest.isoformat()


def table_claims(keys: Sequence[str], *, site_url: str, at: datetime | None = None) -> Iterator[TableClaim]:
    """These public claims, in the order given, as they are today or were ``at`` an instant.

    With ``at``, the addresses lead to that day. Claims withdrawn since are left out. Rows are read when they
    are needed: for every 200 claims two queries, one more if some answer a question, and one more if some are
    rated.
    """
    query = f"?as_of={at.date().isoformat()}" if at is not None else ""
    for start in range(0, len(keys), BATCH):
        places = [("claim", key) for key in keys[start : start + BATCH]]
        found = public_documents(places, at=at)
        named = public_documents(_named(found.values()), at=at, with_outlets=True)
        claims, named = with_keys_of_today([*found.values()], named)
        found = dict(zip(found, claims, strict=True))
        ratings, grades = _ratings(found.values(), at), _grades(found.values(), at)
        for place in places:
            if claim := found.get(place):
                path = claim_path(claim["key"], claim["words"]["text"])
                yield TableClaim(
                    document=claim,
                    named=named,
                    ratings=ratings.get(claim["key"], ()),
                    grades=grades.get(claim["key"], {}),
                    url=f"{site_url}{path}{query}",
                )


def _grades(claims: Iterable[Document], at: datetime | None) -> dict[str, Mapping[str, Grading]]:
    """The grades of the stances of the claims that have any, by key."""
    read = (from_document(document) for document in claims if document.get("stances"))
    taking = [record for record in read if isinstance(record, ClaimRecord)]
    known = graded_records(taking, at=at)
    return {claim.key: graded_stances(claim, known) for claim in taking}


def _ratings(claims: Iterable[Document], at: datetime | None) -> dict[str, tuple[GivenRating, ...]]:
    """The ratings of the rated claims, by key."""
    read = (from_document(document) for document in claims if "verdicts" in document)
    rated = [record for record in read if isinstance(record, ClaimRecord)]
    known = known_scales(rated, at=at)
    return {claim.key: given_ratings(claim, known) for claim in rated}


def _only_outlet(claim: Document, named: Mapping[Place, Document]) -> str:
    """The slug of the outlet of the only step of a whole utterance; else empty."""
    if claim["words"].get("form") != "quoted" or len(claim["chain"]) != 1:
        return ""
    (hop,) = claim["chain"]
    source = named.get(("source", hop.get("source", "")), {})
    return str(hop.get("outlet") or source.get("outlet", ""))


def _named(claims: Iterable[Document]) -> set[Place]:
    """The speakers, topics, sources and outlets of these claims."""
    found: set[Place] = set()
    for claim in claims:
        found |= {("speaker", claim["speaker"]), ("speaker", claim.get("on_behalf_of", ""))}
        found |= {("topic", topic) for topic in claim.get("topics", ())}
        found |= {(part, hop[part]) for hop in claim["chain"] for part in ("source", "outlet") if part in hop}
    return found


def _codes(ratings: Iterable[GivenRating]) -> tuple[str, ...]:
    return tuple(rating.code for rating in ratings if rating.code)
