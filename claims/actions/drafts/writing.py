"""Write records into rows. Shared by recording, amending, publishing and importing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import connection
from msgspec.structs import astuple

from claims.actions.desk_values import keep_desk_values
from claims.actions.drafts.frozen_answers import check_kept
from claims.actions.drafts.identities import Asserted, assertion_of, keep_identities
from claims.database.chunks import chunks
from claims.database.statements import many, one_of, rows_of
from claims.database.transactions import keep_rows
from claims.domain.errors import Conflict, InvalidRecord, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord, Occasion
from claims.domain.record.codec import references
from claims.domain.record.identity import Place
from claims.domain.record.shared import PositionRecord, Record, ScaleRecord, key_field, keys_by_type
from claims.models import Claim, DeskValue, RevisionContent, Source, Tombstone
from claims.models.claim import changed_occasions, occasions, with_occasion
from claims.models.derived import cap_of, days_cited, days_of_sources, derive
from claims.models.fuzzy_dates import Ends, ends, ends_of
from claims.models.moves import Moves
from claims.models.record_mapping import ROWS, as_record, fill, rows_with_keys, with_content
from claims.models.record_row import RecordRow

Keys = dict[tuple[str, str], int]


def find_keys(records: Iterable[Record]) -> Keys:
    """The primary keys of everything that the records point to, also by former keys.

    Raises Refused if references lead nowhere.
    """
    records = list(records)
    wanted = keys_by_type(place for record in records for place in references(record))
    keep_referenced(wanted)
    places = {place for record in records for place in references(record) if place[0] != "claim"}
    found = _primary_keys(places)
    unknown = places - found.keys()
    if unknown:
        found.update(_keys_of_moved(unknown))
    missing = sorted(f"{record_type} {key}" for record_type, key in unknown - found.keys())
    missing += missing_claims(set(wanted.get("claim", ())))
    if missing:
        raise Refused("Not on record: " + ", ".join(missing) + ".")
    check_parts(records)
    return found


def keep_referenced(wanted: Mapping[str, Iterable[str]]) -> None:
    """Let nobody discard these records, keys by type, until the transaction ends."""
    for record_type, keys in wanted.items():
        keep_rows(connection, ROWS[record_type]._meta.db_table, key_field(record_type), keys)


def _keys_of_moved(places: Collection[Place]) -> Keys:
    """The primary keys of the records to which former keys among these lead."""
    moves = Moves.read()
    now = {place: moves.now(*place) for place in places if place in moves.leads}
    found = _primary_keys({(of, key) for (of, _), key in now.items()})
    return {place: found[place[0], key] for place, key in now.items() if (place[0], key) in found}


def _primary_keys(places: Iterable[Place]) -> Keys:
    # Columns point to the record to which a former key leads.
    return {place: pk for place, (pk, state, _) in on_record(places).items() if state != State.WITHDRAWN}


def on_record(places: Iterable[Place]) -> dict[Place, tuple[int, str, int]]:
    """The primary keys, states and versions of the records that are on record, in one plain statement.

    Every write asks; Django takes longer to write a query for each type than the engine to answer all.
    """
    parts, values = [], []
    for record_type, keys in keys_by_type(places).items():
        key = f'"{key_field(record_type)}"'
        table = ROWS[record_type]._meta.db_table
        parts.append(f"SELECT '{record_type}', {key}, id, state, version FROM {table} WHERE {one_of(key)}")
        values.append(many(keys))
    rows = rows_of(" UNION ALL ".join(parts), values) if parts else []
    return {(record_type, key): (pk, state, version) for record_type, key, pk, state, version in rows}


def missing_claims(keys: set[str]) -> list[str]:
    """The claims that are neither on record nor have a tombstone, each as "claim" and its key."""
    known: set[str] = set()
    for some in chunks(sorted(keys)):
        for model in (Claim, Tombstone):
            known.update(map(str, model._base_manager.filter(key__in=some).values_list("key", flat=True)))
    return sorted(f"claim {key}" for key in keys - known)


def check_occasions(records: Iterable[Record]) -> None:
    """Raise Refused if another claim tells the occasion of one of these otherwise."""
    told: dict[str, Occasion] = {}
    claims = {record.key: record for record in records if isinstance(record, ClaimRecord)}
    for record in claims.values():
        if (one := record.occasion) and (first := told.setdefault(one.slug, one)) != one:
            told_twice = f"{occasion_words(first)} and {occasion_words(one)}"
            raise Refused(f"The occasion {one.slug} is told in two ways: {told_twice}.")
    for one in occasions_otherwise(told, claims.__contains__):
        raise Refused(
            f"The occasion {one.slug} is on record as {occasion_words(one)}; "
            "give another occasion another slug."
        )


def occasion_words(occasion: Occasion) -> str:
    """All that an occasion says: “to reporters” (Strelsau)."""
    _, label, *others = astuple(occasion)
    return f"“{label}” ({', '.join(filter(None, others)) or 'no place'})"


def occasions_otherwise(
    told: Mapping[str, Occasion], is_written: Callable[[str], bool]
) -> Iterator[Occasion]:
    """The occasions with the slug of one of these that say something else.

    Changes that wait have some too. Left out is what only claims have that are written anew, by their keys.
    """
    for some in chunks(told):
        named = Claim.objects.filter(occasion_slug__in=some).order_by()
        for one in occasions(named):
            if one != told[one.slug]:
                alike = named.filter(with_occasion(one)).values_list("key", flat=True)
                if not all(map(is_written, alike)):
                    yield one
    for key, one in changed_occasions() if told else ():
        if one != told.get(one.slug, one) and not is_written(key):
            yield one


def row_of(record_type: str, key: str) -> RecordRow | None:
    """The row of a record, or None."""
    return rows_with_keys(record_type, [key]).first()


def locked_row(record_type: str, key: str, *, edition: int | None = None) -> RecordRow:
    """The row of a record, locked until the transaction ends.

    Raises Refused if there is none, Conflict if ``edition`` is not the current one.
    """
    # Its key stays, so that others may begin to point to it meanwhile.
    rows = with_content(rows_with_keys(record_type, [key]))
    row = rows.select_for_update(of=("self",), no_key=True).first()
    if row is None:
        raise Refused(f"There is no {record_type} {key}.")
    if edition is not None and row.edition != edition:
        raise Conflict(f"The {record_type} {key} has changed since you opened it.")
    return row


def records_of(record_type: str, keys: Iterable[str]) -> list[Record]:
    """These records of one type, as far as they are on record, in any state."""
    return [as_record(row) for row in with_content(rows_with_keys(record_type, keys))]


def check_parts(records: Iterable[Record]) -> None:
    """Refuse answers that are not of their position, and ratings that are not of their scale."""
    claims = [record for record in records if isinstance(record, ClaimRecord)]
    answers = {(s.position, s.answer) for claim in claims for s in claim.stances if s.answer}
    ratings = {(v.scale, v.rating) for claim in claims for v in claim.verdicts if v.rating}
    if answers:
        positions = records_of("position", {position for position, _ in answers})
        answers -= {
            (record.slug, answer.slug)
            for record in positions
            if isinstance(record, PositionRecord)
            for answer in record.answers
        }
    if ratings:
        scales = records_of("scale", {scale for scale, _ in ratings})
        ratings -= {
            (record.slug, rating.slug)
            for record in scales
            if isinstance(record, ScaleRecord)
            for rating in record.ratings
        }
    messages = [f"the position {position} has no answer {answer}" for position, answer in sorted(answers)]
    messages += [f"the scale {scale} has no rating {rating}" for scale, rating in sorted(ratings)]
    if messages:
        raise Refused("; ".join(messages) + ".")


def write(row: RecordRow, record: Record, keys: Keys, *, at: datetime, by: Actor | None = None) -> None:
    """Write a record into a row, replacing its content.

    ``by`` is added to the hands of the draft. Leave it out if a revision is sealed over the
    row, which names its hands itself, or if only references change after a merge.
    """
    write_all([(row, record)], keys, at=at, by=by)


def write_all(
    written: Iterable[tuple[RecordRow, Record]], keys: Keys, *, at: datetime, by: Actor | None = None
) -> None:
    """The same for many records: one statement for each, and a fixed number for every 500."""
    for some in chunks(written):
        days = days_cited(record for _, record in some)
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
        keep_desk_values(some)
        follow(some, at=at)


def follow(written: Sequence[tuple[RecordRow, Record]], *, at: datetime) -> None:
    """Update other rows that depend on these saved rows."""
    keep_identities(_asserted(written), at=at)
    for row, _ in written:
        if isinstance(row, Source):
            _cap_claims_of(row)


def _asserted(written: Iterable[tuple[RecordRow, Record]]) -> Iterator[Asserted]:
    for row, record in written:
        if isinstance(row, Claim) and isinstance(record, ClaimRecord):
            yield row.pk, row.key, assertion_of(record)


def _cap_claims_of(source: Source) -> None:
    """Let the words of the claims that cite a source be said no later than its days allow."""
    cited = DeskValue.objects.filter(field="chain.source").order_by("claim")
    names = ends_of("said")
    for some in chunks([*cited.filter(value=source.key).values_list("claim", flat=True)]):
        hops = [*cited.filter(claim__in=some).values_list("claim", "value")]
        days = days_of_sources(key for _, key in hops)
        caps: dict[int, date] = {}
        for claim, key in hops:
            if key in days:
                caps[claim] = min(days[key], caps.get(claim, days[key]))
        changed: dict[Ends, list[int]] = defaultdict(list)
        for claim, said, *stored in Claim.objects.filter(pk__in=some).values_list("pk", "said", *names):
            if (capped := ends(said, caps.get(claim))) != tuple(stored):
                changed[capped].append(claim)
        for capped, those in changed.items():
            Claim.objects.filter(pk__in=those).update(**dict(zip(names, capped, strict=True)))


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
