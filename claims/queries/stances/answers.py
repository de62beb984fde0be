"""The answers of positions, with what their order means."""

from collections.abc import Iterable, Mapping

from claims.domain.positions.sides import Answers
from claims.domain.record.shared import Answer
from claims.queries.records import Document, public_documents


def answers_of(positions: Iterable[str]) -> Mapping[str, Answers]:
    """The answers of the public positions among these, by slug. One query."""
    documents = public_documents(("position", slug) for slug in positions)
    return {slug: answers_in(document) for (_, slug), document in documents.items()}


def answers_in(position: Document) -> Answers:
    """The answers in the document of a position."""
    return Answers(
        tuple(Answer(**answer) for answer in position.get("answers", ())),
        position.get("ordered", False),
        position.get("exclusive", False),
    )
