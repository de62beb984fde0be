"""Finds the claims of a comparison by the keys of its address, and compares them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.comparison.compare import Against, Comparison, compare
from claims.domain.comparison.order import MOST, MOST_LOOKED_UP, canonical_keys
from claims.domain.comparison.saved import PinnedVersion
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import is_key
from claims.queries.claim.related import compared_claim
from claims.queries.history.versions import said_by
from claims.queries.history.withdrawals import withdrawn_among
from claims.queries.known_records import KnownRecords

MOST_NAMED = 12
"""The maximum number of unknown keys that are listed."""


@dataclass(frozen=True, slots=True)
class AskedKeys:
    """The keys of an address by result. ``found`` are public claims, of which at most six are compared.

    ``missing`` are keys of drafts, unknown keys, and other texts, which the public cannot distinguish.
    ``not_yet`` are claims that had not certainly been said by the given day.
    """

    found: tuple[str, ...]
    withdrawn: tuple[str, ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundComparison:
    """A comparison with the records that it needs, as of the instant ``at``, or today if that is None.

    ``known_by`` is the day by the end of which all claims had been said, or None. ``pinned`` are the versions
    of a saved comparison. It is empty for one of present versions.
    """

    asked: AskedKeys
    comparison: Comparison
    claims: dict[str, ClaimRecord]
    known: KnownRecords
    at: datetime | None = None
    pinned: tuple[PinnedVersion, ...] = ()
    known_by: date | None = None

    @property
    def looks_back(self) -> bool:
        """Whether it shows a past day, so that it may show nothing of the record of today."""
        return self.at is not None or self.known_by is not None

    @property
    def versions(self) -> dict[str, int]:
        """The version of each claim that is compared; 0 for a draft."""
        return {key: self.known.version("claim", key) for key in self.comparison.keys}

    @property
    def is_full(self) -> bool:
        return len(self.comparison.keys) >= MOST

    @property
    def shared_positions(self) -> tuple[str, ...]:
        """The positions on which all claims shown take a stance."""
        shown = [self.claims[key] for key in self.comparison.keys]
        sets = [{stance.position for stance in claim.stances} for claim in shown]
        return tuple(sorted(set.intersection(*sets))) if sets else ()


def find_comparison(
    keys: Iterable[str],
    *,
    against: Against = "previous",
    original: bool = False,
    marks: bool | None = None,
    at: datetime | None = None,
    known_by: date | None = None,
    among: type[KnownRecords] = KnownRecords,
) -> FoundComparison:
    """Compare the public claims with these keys, today or as our record was ``at`` an instant.

    With ``known_by``, only those that had been said by the end of that day. Keys may be any text. ``among``
    is where records are looked up; public pages use the default. At most four queries, two more with
    ``known_by``.
    """
    selection = canonical_keys(keys)
    distinct = (*selection.kept, *selection.left_out)
    looked_up = [key for key in distinct if is_key(key)][:MOST_LOOKED_UP]
    near = among.find({("claim", key) for key in looked_up}, at=at)
    claims = {key: claim for key in looked_up if (claim := near.claim(key))}
    said = said_by(claims, known_by, at=at) if known_by is not None else claims.keys()
    not_yet = tuple(sorted(claims.keys() - said))
    claims = {key: claim for key, claim in claims.items() if key in said}
    rest = [key for key in looked_up if key not in claims and key not in not_yet]
    withdrawn = withdrawn_among(rest, at=at)
    known = named_by(claims.values(), near, at)
    claims = {key: known.current(claim) for key, claim in claims.items()}
    compared = compare(
        (compared_claim(claim, known) for claim in claims.values()),
        against=against,
        original=original,
        marks=marks,
    )
    asked = AskedKeys(
        found=tuple(sorted(claims)),
        withdrawn=tuple(sorted(withdrawn)),
        missing=tuple(key for key in distinct if key not in {*claims, *withdrawn, *not_yet}),
        repeated=tuple(key for key in selection.repeated if key in claims),
        not_yet=not_yet,
    )
    return FoundComparison(asked, compared, claims, known, at, known_by=known_by)


def named_by(claims: Iterable[ClaimRecord], near: KnownRecords, at: datetime | None) -> KnownRecords:
    """``near`` with the speakers, positions, sources and outlets of the claims. One query."""
    places: set[tuple[str, str]] = set()
    for claim in claims:
        places |= {("speaker", slug) for slug in (claim.speaker, claim.on_behalf_of) if slug}
        places |= {("position", stance.position) for stance in claim.stances}
        places |= {("outlet", hop.outlet) for hop in claim.chain if hop.outlet}
        places |= {("source", hop.source) for hop in claim.chain if hop.source}
    return near.and_also(places, at=at)


def key_notices(asked: AskedKeys) -> tuple[tuple[str, str], ...]:
    """Notices about keys that are not compared, as title and text."""
    notices = []
    rest = "The others are compared." if len(asked.found) > 1 else ""
    if asked.missing:
        verb = "is" if len(asked.missing) == 1 else "are"
        notices.append((f"{_named(asked.missing)} {verb} not found on our public record.", rest))
    if asked.withdrawn:
        verb = "was" if len(asked.withdrawn) == 1 else "were"
        notices.append((f"{_named(asked.withdrawn)} {verb} withdrawn.", rest))
    if asked.not_yet:
        notices.append((f"{_named(asked.not_yet)} had not certainly been said by the end of that day.", rest))
    if asked.repeated:
        verb = "is" if len(asked.repeated) == 1 else "are"
        notices.append((f"{_named(asked.repeated)} {verb} in the address more than once.", "Shown once."))
    return tuple(notices)


def _named(keys: Sequence[str]) -> str:
    shown = [f"“{key if len(key) <= 24 else key[:23] + '…'}”" for key in keys[:MOST_NAMED]]
    more = len(keys) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
