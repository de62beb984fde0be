"""The sources of a claim, in the order of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.vocabulary import SOURCE_FIELDS, SOURCE_KINDS
from claims.queries.claim.rows import language_name
from claims.queries.known_records import KnownRecords

WORDS_OF_END = 6
"""The number of first and of last words of a long passage that its address contains."""


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One source; ``sentence_url`` leads to the exact words on the publisher's page, if known.

    ``added`` names what editors added, which the text itself does not state.
    """

    title: str
    url: str
    outlet: str
    published_words: str
    language: str
    kind: str
    original_url: str
    sentence_url: str
    archived_url: str
    retrieved_words: str
    added: str


def shown_sources(claim: ClaimRecord, known: KnownRecords) -> tuple[ShownSource, ...]:
    """Each source once: of the chain from the nearest hop on, then of the evidence for ratings."""
    keys = [hop.source for hop in claim.chain if hop.source]
    keys += [evidence.source for verdict in claim.verdicts for evidence in verdict.evidence]
    passages = {hop.source: hop.exact[0].text for hop in reversed(claim.chain) if hop.source and hop.exact}
    shown = (_source(key, passages.get(key, ""), known) for key in dict.fromkeys(keys))
    return tuple(source for source in shown if source)


def _source(key: str, passage: str, known: KnownRecords) -> ShownSource | None:
    source = known.source(key)
    if source is None:
        return None
    return ShownSource(
        title=source.title,
        url=known.label("source", key).path,
        outlet=known.label("outlet", source.outlet).name if source.outlet else "outlet not known",
        published_words=FuzzyDate.parse(source.published).short_words(),
        language=language_name(source.language) if source.language else "",
        kind=SOURCE_KINDS.get(source.kind, source.kind),
        original_url=source.url,
        sentence_url=_sentence_url(source.url, passage),
        archived_url=source.archived_url,
        retrieved_words=FuzzyDate.parse(source.retrieved).short_words() if source.retrieved else "",
        added=", ".join(SOURCE_FIELDS.get(field, field) for field in source.added),
    )


def _sentence_url(url: str, passage: str) -> str:
    """The address with a text fragment, by which browsers scroll to the words."""
    if not url or not passage or "#" in url:
        return ""
    words = passage.split()
    ends = [passage] if len(words) <= 2 * WORDS_OF_END else [words[:WORDS_OF_END], words[-WORDS_OF_END:]]
    return f"{url}#:~:text={','.join(_fragment(end) for end in ends)}"


def _fragment(words: str | Sequence[str]) -> str:
    """Words for a text fragment. A hyphen is escaped, because it has a meaning of its own there."""
    text = words if isinstance(words, str) else " ".join(words)
    return percent_encoded(text, safe="").replace("-", "%2D")
