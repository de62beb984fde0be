"""Claims as rows of a table, with the same columns for every list of claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import Grading
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path
from claims.domain.record.reporting import Step, has_marks
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY, GivenRating
from claims.domain.text.own_words import own_parts
from claims.formats.exact_csv import Texts
from claims.queries.claim.documents import graded_records, graded_stances
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.columns import Column
from claims.queries.records import moves_of, public_documents, public_values

Document = Mapping[str, Any]


class TableClaim(Struct, dict=True):
    """A claim with the documents of the records that it names, its ratings and address.

    ``grades`` are those of its stances, by position.
    """

    record: ClaimRecord
    named: Mapping[Place, Document]
    ratings: Sequence[GivenRating]
    grades: Mapping[str, Grading]
    url: str

    @property
    def said(self) -> FuzzyDate:
        return FuzzyDate.parse(self.record.said)

    @property
    def speaker_name(self) -> str:
        speaker = self.named.get(("speaker", self.record.speaker))
        return speaker["name"] if speaker else ""

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The words in quotation marks. Empty for a sentence that an outlet wrote in its own name."""
        words = self.record.words
        outlet = self.named.get(("outlet", _only_outlet(self.record, self.named)))
        if outlet and not has_marks(words.form, [Step(1, "", None, str(outlet["name"]))], self.speaker_name):
            return ()
        return own_parts(words.form, words.text)

    def rated(self, measure: str) -> list[GivenRating]:
        """The ratings for one measure."""
        return [rating for rating in self.ratings if rating.measure == measure] if self.ratings else []

    @cached_property
    def sources(self) -> Sequence[tuple[str, Document]]:
        """The keys of its sources in the order of the chain, each with its document, empty if not known."""
        keys = [hop.source for hop in self.record.chain if hop.source]
        return [(key, self.named.get(("source", key), {})) for key in keys]

    def of_sources(self, field: str) -> list[str]:
        """The values of a field of its sources, without empty ones."""
        return [document[field] for _, document in self.sources if document.get(field)]


COLUMNS: Final[tuple[Column[TableClaim], ...]] = (
    Column("key", lambda claim: claim.record.key),
    Column("said", lambda claim: claim.record.said),
    Column("said_words", lambda claim: claim.said.words()),
    Column("said_earliest", lambda claim: first_day(claim.said)),
    Column("said_latest", lambda claim: last_day(claim.said)),
    Column("said_basis", lambda claim: claim.record.said_basis),
    Column("speaker", lambda claim: claim.record.speaker),
    Column("speaker_name", lambda claim: claim.speaker_name),
    Column("role", lambda claim: claim.record.role),
    Column("on_behalf_of", lambda claim: claim.record.on_behalf_of),
    Column("words", lambda claim: claim.record.words.text),
    Column("own_words", lambda claim: Texts(claim.own_parts)),
    Column("language", lambda claim: claim.record.words.language),
    Column("form", lambda claim: claim.record.words.form),
    Column("translated_from", lambda claim: claim.record.words.translated_from),
    Column("kind", lambda claim: claim.record.kind),
    Column("checkable", lambda claim: claim.record.checkable),
    Column("summary", lambda claim: claim.record.summary),
    Column(
        "answers",
        lambda claim: tuple([f"{s.position}:{s.answer}" for s in claim.record.stances if s.answer]),
    ),
    Column("no_change", lambda claim: tuple([s.position for s in claim.record.stances if s.unchanged])),
    Column("grades", lambda claim: tuple([f"{slug}:{one.grade}" for slug, one in claim.grades.items()])),
    Column("layers", lambda claim: tuple([f"{slug}:{one.layer}" for slug, one in claim.grades.items()])),
    Column("topics", lambda claim: claim.record.topics),
    Column("ratings", lambda claim: _codes(claim.rated(ACCURACY))),
    Column("ratings_words", lambda claim: Texts([one.text for one in claim.rated(ACCURACY)])),
    Column("rated_by", lambda claim: Texts([one.rated_by for one in claim.rated(ACCURACY)])),
    Column("review_urls", lambda claim: tuple([one.url for one in claim.rated(ACCURACY) if one.url])),
    Column("consistency_ratings", lambda claim: _codes(claim.rated(CONSISTENCY))),
    Column("consistency_words", lambda claim: Texts([one.text for one in claim.rated(CONSISTENCY)])),
    Column("sources", lambda claim: tuple([key for key, _ in claim.sources])),
    Column("source_titles", lambda claim: Texts(claim.of_sources("title"))),
    Column("source_urls", lambda claim: tuple(claim.of_sources("url"))),
    Column("context", lambda claim: claim.record.context),
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

    With ``at``, the addresses lead to that day. Claims withdrawn since are left out. Two queries, one more if
    some answer a question, and one more if some are rated.
    """
    query = f"?as_of={at.date().isoformat()}" if at is not None else ""
    found = public_values([("claim", key) for key in keys], from_text, at=at)
    claims = {place: record for place, record in found.items() if isinstance(record, ClaimRecord)}
    named = public_documents(_named(claims.values()), at=at, with_outlets=True)
    moves, named = moves_of(named)
    claims = {place: moves.current(record) for place, record in claims.items()}
    scales = known_scales(claims.values(), at=at)
    known = graded_records(claims.values(), at=at)
    for key in keys:
        if claim := claims.get(("claim", key)):
            yield TableClaim(
                record=claim,
                named=named,
                ratings=given_ratings(claim, scales) if claim.verdicts else (),
                grades=graded_stances(claim, known) if claim.stances else {},
                url=f"{site_url}{claim_path(claim.key, claim.words.text)}{query}",
            )


def _only_outlet(claim: ClaimRecord, named: Mapping[Place, Document]) -> str:
    """The slug of the outlet of the only step of a whole utterance; else empty."""
    if claim.words.form != "quoted" or len(claim.chain) != 1:
        return ""
    (hop,) = claim.chain
    return hop.outlet or str(named.get(("source", hop.source), {}).get("outlet", ""))


def _named(claims: Iterable[ClaimRecord]) -> set[Place]:
    """The speakers, topics, sources and outlets of these claims."""
    found: set[Place] = set()
    for claim in claims:
        found |= {("speaker", claim.speaker), ("speaker", claim.on_behalf_of)}
        found.update([("topic", topic) for topic in claim.topics])
        for hop in claim.chain:
            found |= {("source", hop.source), ("outlet", hop.outlet)}
    return found


def _codes(ratings: Iterable[GivenRating]) -> tuple[str, ...]:
    return tuple([rating.code for rating in ratings if rating.code])
