"""Write records into rows. Shared by recording, amending, publishing and importing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Prefetch

from claims.actions.drafts.frozen_answers import check_kept
from claims.database.chunks import chunks
from claims.domain.errors import Conflict, InvalidRecord, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord, Occasion
from claims.domain.record.codec import references
from claims.domain.record.identity import Assertion, key_of
from claims.domain.record.shared import Record, key_field, keys_by_type
from claims.models import (
    Answer,
    Citation,
    Claim,
    ClaimIdentity,
    Rating,
    RevisionContent,
    Source,
    Tombstone,
)
from claims.models import Occasion as OccasionRow
from claims.models.derived import days_of_sources, derive, latest_day
from claims.models.fuzzy_dates import ends_of, set_ends
from claims.models.record_mapping import rows_with_keys
from claims.models.record_row import RecordRow
from claims.models.record_writing import clear_below, fill, rows_below, save_below

Keys = dict[tuple[str, str], int]
Asserted = tuple[int, str, Assertion]
"""The primary key and the key of a claim, and what it asserts."""


def find_keys(records: Iterable[Record]) -> Keys:
    """The primary keys of everything that the records point to. Creates new occasions.

    Raises Refused if references lead nowhere, or an occasion has two labels.
    """
    records = list(records)
    wanted = keys_by_type(place for record in records for place in references(record))
    occasions: dict[str, Occasion] = {}
    for record in records:
        if isinstance(record, ClaimRecord) and record.occasion:
            known = occasions.setdefault(record.occasion.slug, record.occasion)
            if known != record.occasion:
                both = f"“{known.label}” and “{record.occasion.label}”"
                raise Refused(f"The occasion {known.slug} has two labels: {both}.")
    found: Keys = {}
    for record_type, keys in wanted.items():
        if record_type != "claim":
            found.update(_primary_keys(record_type, keys))
    missing = sorted(
        f"{record_type} {key}"
        for record_type, keys in wanted.items()
        if record_type != "claim"
        for key in keys
        if (record_type, key) not in found
    )
    missing += _missing_claims(set(wanted.get("claim", ())))
    if missing:
        raise Refused("Not on record: " + ", ".join(missing) + ".")
    check_parts(records)
    for occasion in occasions.values():
        found["occasion", occasion.slug] = _occasion(occasion).pk
    return found


def _primary_keys(record_type: str, keys: Iterable[str]) -> Keys:
    # Nothing may point to a record that was merged or renamed.
    rows = rows_with_keys(record_type, keys).exclude(state=State.WITHDRAWN.value)
    return {(record_type, key): pk for key, pk in rows.values_list(key_field(record_type), "pk")}


def _missing_claims(keys: set[str]) -> list[str]:
    known = set(Claim.objects.filter(key__in=keys).values_list("key", flat=True))
    known |= set(Tombstone.objects.filter(key__in=keys).values_list("key", flat=True))
    return sorted(f"claim {key}" for key in keys - known)


def _occasion(occasion: Occasion) -> OccasionRow:
    row, made = OccasionRow.objects.get_or_create(
        slug=occasion.slug, defaults={"label": occasion.label, "place": occasion.place}
    )
    if not made and (row.label, row.place) != (occasion.label, occasion.place):
        raise Refused(
            f"The occasion {occasion.slug} is on record as “{row.label}” ({row.place or 'no place'}); "
            "give another occasion another slug."
        )
    return row


def row_of(record_type: str, key: str) -> RecordRow | None:
    """The row of a record, or None."""
    return rows_with_keys(record_type, [key]).first()


def locked_row(record_type: str, key: str, *, edition: int | None = None) -> RecordRow:
    """The row of a record, locked until the transaction ends.

    Raises Refused if there is none, Conflict if ``edition`` is not the current one.
    """
    row = rows_with_keys(record_type, [key]).select_for_update().first()
    if row is None:
        raise Refused(f"There is no {record_type} {key}.")
    if edition is not None and row.edition != edition:
        raise Conflict(f"The {record_type} {key} has changed since you opened it.")
    return row


def check_parts(records: Iterable[Record]) -> None:
    """Refuse answers that are not of their position, and ratings that are not of their scale."""
    claims = [record for record in records if isinstance(record, ClaimRecord)]
    answers = {(s.position, s.answer) for claim in claims for s in claim.stances if s.answer}
    ratings = {(v.scale, v.rating) for claim in claims for v in claim.verdicts if v.rating}
    if answers:
        slugs = {position for position, _ in answers}
        rows = Answer.objects.filter(position__slug__in=slugs).values_list("position__slug", "slug")
        answers -= set(rows)
    if ratings:
        slugs = {scale for scale, _ in ratings}
        ratings -= set(Rating.objects.filter(scale__slug__in=slugs).values_list("scale__slug", "slug"))
    messages = [f"the position {position} has no answer {answer}" for position, answer in sorted(answers)]
    messages += [f"the scale {scale} has no rating {rating}" for scale, rating in sorted(ratings)]
    if messages:
        raise Refused("; ".join(messages) + ".")


def write(row: RecordRow, record: Record, keys: Keys, *, at: datetime, by: Actor | None = None) -> None:
    """Write a record into a row and its child rows, replacing their content.

    ``by`` is added to the hands of the draft or working copy. Leave it out if a revision is sealed over the
    row, which names its hands itself, or if only references change after a merge.
    """
    write_all([(row, record)], keys, at=at, by=by)


def write_all(
    written: Iterable[tuple[RecordRow, Record]], keys: Keys, *, at: datetime, by: Actor | None = None
) -> None:
    """The same for many records: one statement for each, and a fixed number for every 500."""
    for some in chunks(written):
        days = days_cited(record for _, record in some)
        existing = [row for row, _ in some if row.pk is not None]
        for row, record in some:
            if row.pk is None:
                row.created_at = at
            else:
                check_kept(row, record)
                row.edition += 1
            fill(row, record, keys)
            row.changed_at = at
            if by is not None:
                row.add_hand(by)
            derive(row, record, cap_of(record, days))
            row.save()
        clear_below(existing)
        save_below(below for row, record in some for below in rows_below(row, record, keys))
        follow(some, at=at)


def follow(written: Sequence[tuple[RecordRow, Record]], *, at: datetime) -> None:
    """Update other rows that depend on these saved rows."""
    keep_identities(_asserted(written), at=at)
    for row, _ in written:
        if isinstance(row, Source):
            _cap_claims_of(row)


def _asserted(written: Iterable[tuple[RecordRow, Record]]) -> Iterator[Asserted]:
    for row, record in written:
        if isinstance(row, Claim) and isinstance(record, ClaimRecord) and row.key:
            yield row.pk, row.key, assertion_of(record)


def days_cited(records: Iterable[Record]) -> Mapping[str, date]:
    """The latest possible day of words in the sources that claims among these cite, by key."""
    claims = [record for record in records if isinstance(record, ClaimRecord)]
    return days_of_sources(hop.source for claim in claims for hop in claim.chain)


def cap_of(record: Record, days: Mapping[str, date]) -> date | None:
    """The latest possible day of the words of a claim, if a source sets one. ``days`` are of its sources."""
    cited = [hop.source for hop in record.chain] if isinstance(record, ClaimRecord) else []
    return min((days[key] for key in cited if key in days), default=None)


def _cap_claims_of(source: Source) -> None:
    claims = Claim.objects.filter(chain__source=source).distinct()
    for claim in claims.prefetch_related(Prefetch("chain", Citation.objects.select_related("source"))):
        cap = latest_day([hop.source for hop in claim.chain.all() if hop.source])
        set_ends(claim, "said", cap=cap)
        claim.save(update_fields=ends_of("said"))


def keep_identity(row: Claim, assertion: Assertion, *, at: datetime) -> None:
    """Add an identity for the assertion of a claim: the one of its key, or else the first free one."""
    occurrences = list(range(1, 1000))
    if ClaimIdentity.objects.filter(identity=assertion.identity()).exists():
        # For words that occur again, the occurrence of the claim's own key comes first.
        occurrences.sort(key=lambda n: n > 20 or key_of(assertion.identity(n)) != row.key)
    for occurrence in occurrences:
        identity = assertion.identity(occurrence)
        kept = ClaimIdentity.objects.filter(identity=identity).first()
        if kept is None:
            ClaimIdentity.objects.create(claim=row, identity=identity, made_at=at)
            return
        if kept.claim_id == row.pk:
            return


def keep_identities(asserted: Iterable[Asserted], *, at: datetime) -> None:
    """Add an identity for each assertion of a claim, many in one statement.

    For words that occur again, the claim with the key of the first occurrence comes first.
    """
    others = _keep_first(asserted, at, has_own_key=True)
    for pk, _, assertion in _keep_first(others, at, has_own_key=False):
        keep_identity(Claim.objects.get(pk=pk), assertion, at=at)


def _keep_first(asserted: Iterable[Asserted], at: datetime, *, has_own_key: bool) -> list[Asserted]:
    """Add first occurrences that are free, and return the assertions that are left.

    With ``has_own_key`` only those by which the key of their claim was made.
    """
    left = []
    for some in chunks(asserted):
        identities = [assertion.identity() for _, _, assertion in some]
        taken = ClaimIdentity.objects.filter(identity__in=identities)
        owners: dict[str, int] = dict(taken.values_list("identity", "claim"))
        new = []
        for one, identity in zip(some, identities, strict=True):
            pk, key, _ = one
            if identity not in owners and (key == key_of(identity) or not has_own_key):
                owners[identity] = pk
                new.append(ClaimIdentity(claim_id=pk, identity=identity, made_at=at))
            elif owners.get(identity) != pk:
                left.append(one)
        ClaimIdentity.objects.bulk_create(new)
    return left


def assertion_of(record: ClaimRecord) -> Assertion:
    """The assertion of a claim, from which its identity is made."""
    return Assertion(record.words.text, record.speaker, record.said)


def new_key(*, words: str, speaker: str, said: str) -> str:
    """A key for a new claim, from the first unused occurrence of its identity."""
    for occurrence in range(1, 1000):
        identity = Assertion(words, speaker, said).identity(occurrence)
        key = key_of(identity)
        used = ClaimIdentity.objects.filter(identity=identity).exists() or is_used(key)
        if not used:
            return key
    raise Refused("These words are on record for this speaker and day a thousand times.")


def is_used(key: str) -> bool:
    """Whether a claim has or had this key."""
    return Claim.objects.filter(key=key).exists() or Tombstone.objects.filter(key=key).exists()


def contents_of(record_type: str, keys: Iterable[str]) -> dict[str, str]:
    """The canonical text of the latest revision of each record."""
    rows = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key__in=list(keys)
    ).order_by("revision__version")
    return {content.revision.record_key: content.text for content in rows.select_related("revision")}


def refuse(problems: Iterable[InvalidRecord]) -> None:
    """Raise Refused with every problem, if there is any."""
    messages = [f"{p.field}: {p.message}" + (f" ({p.mend})" if p.mend else "") for p in problems]
    if messages:
        raise Refused("; ".join(messages) + ".")
