"""The page of one source, and the claims from it."""

from dataclasses import dataclass

from claims.database.facet_rows import newest_having, number_having
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import source_path, speaker_path
from claims.domain.record.shared import SourceRecord
from claims.domain.record.vocabulary import BASES, SOURCE_FIELDS, SOURCE_KINDS
from claims.queries.claim.rows import ClaimRow, claim_rows, language_name
from claims.queries.names import labels
from claims.queries.page_values import Link
from claims.queries.paging import Part, kept_counts, stale
from claims.queries.records import record_of, referring

PARAMETERS = ("after",)
PAGE = 100
MOST_SPEAKERS = 50


@dataclass(frozen=True, slots=True)
class ClaimsOfSpeaker:
    speaker: Link
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """``published_basis`` says how the date is known. ``groups`` are the claims by speaker."""

    record: SourceRecord
    path: str
    outlet: str
    kind: str
    language: str
    published: str
    published_basis: str
    retrieved: str
    describes: tuple[Link, ...]
    claims: Part[ClaimRow]
    claims_url: str

    @property
    def added_words(self) -> str:
        """ "Added by the editors: author, address.", or nothing."""
        names = [words for name, words in SOURCE_FIELDS.items() if name in self.record.added]
        return f"Added by the editors: {', '.join(names)}." if names else ""

    @property
    def groups(self) -> tuple[ClaimsOfSpeaker, ...]:
        """The claims of this part by speaker, those with most claims first."""
        found: dict[str, list[ClaimRow]] = {}
        for row in self.claims.rows:
            found.setdefault(row.speaker_url, []).append(row)
        groups = (
            ClaimsOfSpeaker(Link(rows[0].speaker_name, url), tuple(rows)) for url, rows in found.items()
        )
        return tuple(sorted(groups, key=lambda group: (-len(group.rows), group.speaker.text)))


def source_page(key: str, *, after: str = "") -> SourcePage | None:
    """The page of a public source, or None. Raises StaleCursor for an ``after`` that is not in its list.

    Claims are ordered by the hop at which the source passed them on, then by key, because their order in the
    text is not recorded. At most nine queries.
    """
    record = record_of("source", key)
    if not isinstance(record, SourceRecord):
        return None
    outlet = labels([("outlet", record.outlet)] if record.outlet else []).get(("outlet", record.outlet))
    naming = [speaker for _, speaker in referring("speaker", [("source", key)])]
    described = sorted((one["name"], one["slug"]) for one in naming if one.get("described_in") == key)[
        :MOST_SPEAKERS
    ]
    return SourcePage(
        record=record,
        path=source_path(key, record.title),
        outlet=outlet.name if outlet else "",
        kind=SOURCE_KINDS[record.kind],
        language=language_name(record.language) if record.language else "",
        published=FuzzyDate.parse(record.published).words(),
        published_basis=BASES[record.published_basis] if record.published else "",
        retrieved=FuzzyDate.parse(record.retrieved).words() if record.retrieved else "",
        describes=tuple(Link(name, speaker_path(slug)) for name, slug in described),
        claims=_claims(key, after),
        claims_url=f"/claims/?source={key}",
    )


def _claims(key: str, after: str) -> Part[ClaimRow]:
    """One page of the public claims from a source, the newest first. Raises StaleCursor."""
    value = ("source", key)
    below = number_having(value, after) if after else None
    if after and below is None:
        raise stale("claims from this source")
    keys = [claim for _, claim, _ in newest_having(value, PAGE + 1, below=below)]
    rows = claim_rows(keys[:PAGE])
    count = kept_counts({"source": [key]}).get(("source", key), 0)
    return Part(rows=rows, count=count, after=rows[-1].key if len(keys) > PAGE else "")
