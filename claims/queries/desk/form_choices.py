"""Records that a form offers while an editor types: by name, alias, address or key, drafts included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Q, QuerySet

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidValue
from claims.domain.record.form_checks import tenures_on
from claims.domain.record.given_references import called, names_of
from claims.domain.record.identity import source_key
from claims.domain.record.merging import kinds_that_stay
from claims.domain.record.shared import SpeakerRecord, key_field
from claims.domain.record.urls import normalise_url
from claims.domain.record.vocabulary import SPEAKER_KINDS
from claims.domain.text.folding import fold
from claims.models import (
    Claim,
    Source,
    Speaker,
)
from claims.models.claim import claims_with, occasions
from claims.models.record_mapping import as_record, with_content
from claims.models.record_row import PUBLIC, RecordRow
from claims.queries.desk.chosen_records import TABLES, labels_of
from claims.queries.desk.search import find_claims
from claims.queries.history.redirects import now_key

R = TypeVar("R", bound=RecordRow)
MOST: Final = 10
DESCRIBED: Final = ("anonymous", "unidentified")


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """A record to choose. ``key`` is its key or slug, ``label`` its name, ``note`` distinguishes it."""

    key: str
    label: str
    note: str = ""


def find_choices(
    kind: str, typed: str, *, source: str = "", said: str = "", gone: str = ""
) -> tuple[RecordChoice, ...]:
    """The records of a kind that match the typed text, best first, at most ten.

    ``kind`` is a record type or "occasion". Speakers of the ``source`` come first, and only they are offered
    for empty text; their note has the offices that they held on the day ``said``. ``gone`` is the key of a
    record to be merged or withdrawn as a duplicate: only records that can stay in its place are offered. At
    most four queries. Raises InvalidValue for another kind.
    """
    typed = typed.replace("\x00", "").strip()[:500]
    if kind == "occasion":
        return _occasions(typed, said)
    if kind not in TABLES:
        raise InvalidValue("there is nothing of that kind to choose", field="kind", value=kind)
    if kind == "speaker":
        return _speakers(typed, source, said, gone)
    if kind == "claim":
        return _claims(typed, gone)
    model = TABLES[kind]
    is_asked = typed or kind in ("scale", "position", "topic")
    rows = list(_staying(_by_words(model, typed), gone)[:MOST]) if is_asked else []
    rows = rows or [row for row in _moved_on(model, typed) if row.record_key != gone]
    return tuple(RecordChoice(row.record_key, str(row), _note(row)) for row in rows)


def named(kind: str, typed: str, *, source: str = "", everywhere: bool = False) -> tuple[RecordChoice, ...]:
    """The records with exactly this key, name or alias, folded. Mostly one or none.

    A former key or name of a merged or renamed record leads to its present record. An anonymous or
    unidentified speaker matches only in the source that describes the speaker, unless ``everywhere``.
    """
    typed = typed.replace("\x00", "").strip()
    if not typed:
        return ()
    model = TABLES[kind]
    column = key_field(kind)
    row = model._base_manager.filter(**{column: typed}).first()
    if row is None and kind == "source":
        row = _source_at(typed)
    if row is not None:
        return (_choice(_of_today(row)),)
    if kind == "claim":
        return ()
    words = called(typed)
    rows = [row for row in with_content(_by_words(model, typed))[:200] if _is_called(row, words)]
    rows = rows or _moved_on(model, typed, called_so=words)
    if kind == "speaker" and not everywhere:
        rows = [row for row in rows if not _is_described_elsewhere(row, source)]
    return tuple(_choice(row) for row in rows)


def _choice(row: RecordRow) -> RecordChoice:
    return RecordChoice(row.record_key, str(row), _note(row))


def _source_at(typed: str) -> Source | None:
    """The source with this address, in any spelling."""
    if "://" not in typed:
        return None
    try:
        wanted, key = normalise_url(typed), source_key(url=typed)
    except InvalidValue:
        return None
    found: Source | None = Source.objects.filter(key=key).first()
    if found is not None:
        return found
    # A source whose address was corrected has the key of the old one, so sources of the host are compared.
    host, _, path = wanted.removeprefix("https://").partition("/")
    ending = path.partition("?")[0].rpartition("/")[2]
    near = Source.objects.filter(url__contains=host)
    near = near.filter(url__contains=ending) if ending.isascii() and "%" not in ending else near
    return next((row for row in near[:1000] if _same_address(row.url, wanted)), None)


def _same_address(url: str, wanted: str) -> bool:
    try:
        return normalise_url(url) == wanted
    except InvalidValue:
        return False


def _by_words(model: type[RecordRow], typed: str) -> QuerySet[RecordRow]:
    # Merged and renamed records are not offered.
    rows = _with_words(model._base_manager.exclude(state="withdrawn"), typed)
    return rows.order_by(*(str(name) for name in model._meta.ordering or ()))


def _with_words(rows: QuerySet[R], typed: str) -> QuerySet[R]:
    for word in fold(typed).split()[:8]:
        rows = rows.filter(search_text__contains=word)
    return rows


def _staying(rows: QuerySet[R], gone: str) -> QuerySet[R]:
    """The rows into which the record ``gone`` can be merged; all rows if it is empty."""
    if not gone:
        return rows
    column = key_field(rows.model.RECORD.TYPE)
    rows = rows.filter(state=PUBLIC).exclude(**{column: gone})
    row = Speaker.objects.filter(slug=gone).first() if rows.model is Speaker else None
    return rows.filter(kind__in=kinds_that_stay(row.kind)) if row else rows


def _moved_on(model: type[RecordRow], typed: str, *, called_so: str = "") -> list[RecordRow]:
    """The present records of merged or renamed records that match, or have exactly this name."""
    if not fold(typed).split():
        return []
    gone: QuerySet[RecordRow] = model._base_manager.filter(state="withdrawn", version__gt=0)
    gone = with_content(_with_words(gone, typed))
    rows = [row for row in gone.order_by("pk")[:MOST] if not called_so or _is_called(row, called_so)]
    found: dict[int, Any] = {now.pk: now for row in rows if (now := _of_today(row)) is not row}
    return list(found.values())


def _of_today(row: RecordRow) -> RecordRow:
    """The present record of a merged or renamed one; any other record is returned unchanged."""
    if row.state != "withdrawn" or isinstance(row, Claim):
        return row
    key = now_key(row.RECORD.TYPE, row.record_key)
    column = key_field(row.RECORD.TYPE)
    return type(row)._base_manager.get(**{column: key}) if key else row


def _is_called(row: RecordRow, words: str) -> bool:
    names = [str(row)]
    if isinstance(row, Speaker):
        names += names_of(as_record(row))
    return any(called(name) == words for name in names)


def _is_described_elsewhere(row: RecordRow, source: str) -> bool:
    if not isinstance(row, Speaker) or row.kind not in DESCRIBED or row.described_in is None:
        return False
    return row.described_in.key != source


def _speakers(typed: str, source: str, said: str, gone: str) -> tuple[RecordChoice, ...]:
    near: list[Speaker] = []
    speakers = _staying(Speaker.objects.exclude(state="withdrawn"), gone)
    if source:
        own = Q(claims__in=claims_with("chain.source", source)) | Q(described_in__key=source)
        near = list(_matching(speakers.filter(own).distinct(), typed)[:MOST])
    rows = near
    if typed:
        others = speakers.exclude(pk__in=[row.pk for row in near])
        words = fold(typed)
        found = list(_matching(others, typed)[:100])
        found.sort(key=lambda row: (not fold(row.name).startswith(words), row.name))
        rows = near + found
    notes = speaker_notes(rows[:MOST], said)
    return tuple(RecordChoice(row.slug, row.name, notes[row.slug]) for row in rows[:MOST])


def _matching(rows: QuerySet[Speaker], typed: str) -> QuerySet[Speaker]:
    return with_content(_with_words(rows, typed)).order_by("name", "pk")


def speaker_notes(rows: Iterable[Speaker], said: str) -> dict[str, str]:
    """The note that distinguishes each speaker, by slug.

    An alias, and offices on a day (all if ``said`` is empty) or the kind. One query for the names of bodies.
    """
    records = [record for row in rows if isinstance(record := as_record(row), SpeakerRecord)]
    bodies = labels_of("speaker", (tenure.body for record in records for tenure in record.tenures))
    try:
        FuzzyDate.parse(said)
    except InvalidValue:
        said = ""
    return {record.slug: _speaker_note(record, bodies, said) for record in records}


def _speaker_note(record: SpeakerRecord, bodies: Mapping[str, str], said: str) -> str:
    offices = [
        f"{tenure.office}, {bodies.get(tenure.body, '')}".removesuffix(", ")
        for tenure in tenures_on(record, said)
    ]
    other = next((alias.text for alias in record.aliases if fold(alias.text) != fold(record.name)), "")
    kind = SPEAKER_KINDS[record.kind]
    return " · ".join(part for part in (other, "; ".join(offices) or kind) if part)


def _occasions(typed: str, said: str) -> tuple[RecordChoice, ...]:
    rows = Claim.objects.all()
    if said[:10]:
        rows = rows.filter(occasion_slug__startswith=said[:10]) if not typed else rows
    elif not typed:
        return ()
    for word in typed.split()[:8]:
        rows = rows.filter(
            Q(occasion_label__icontains=word)
            | Q(occasion_slug__icontains=word)
            | Q(occasion_place__icontains=word)
        )
    return tuple(
        RecordChoice(
            one.slug, one.label or one.slug, " · ".join(part for part in (one.slug, one.place) if part)
        )
        for one in occasions(rows, MOST)
    )


def _claims(typed: str, gone: str) -> tuple[RecordChoice, ...]:
    if not typed:
        return ()
    rows = _staying(Claim.objects.select_related("speaker"), gone)
    found = find_claims(rows, typed).order_by("said_undated", "-said_latest", "-pk")[:MOST]
    return tuple(_choice(row) for row in found)


def _note(row: RecordRow) -> str:
    if isinstance(row, Source):
        outlet = row.outlet.name if row.outlet else ""
        return ", ".join(part for part in (outlet, FuzzyDate.parse(row.published).short_words()) if part)
    if isinstance(row, Claim):
        return f"{row.speaker}, {FuzzyDate.parse(row.said).short_words()}"
    return "" if row.version else "draft"
