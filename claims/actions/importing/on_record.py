"""The state of records before an import: state, text, and the text after the last import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.database.chunks import chunks
from claims.database.current_texts import current_texts
from claims.database.statements import many, one_of, rows_of
from claims.domain.history.workflow import State
from claims.domain.record.codec import canonical_text
from claims.domain.record.identity import Place
from claims.domain.record.shared import key_field, keys_by_type
from claims.models import BatchEntry, Claim, RevisionContent, Tombstone
from claims.models.moves import Moves
from claims.models.record_mapping import ROWS, as_record, rows_with_keys, with_content


@dataclass(frozen=True, slots=True)
class Standing:
    """``text`` is its canonical text, and ``change_text`` the text of a change that waits, if there is one.

    Both have the keys of today of what they point to; ``written`` is the one or the other as it is stored.
    ``imports`` are the SHA-256 digests of the texts after each import, the latest last.
    """

    state: str
    version: int
    edition: int
    text: str
    change_text: str = ""
    imports: tuple[str, ...] = ()
    written: str = ""

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def imported(self) -> str:
        """The digest after the last import, empty if there was none."""
        return self.imports[-1] if self.imports else ""


def sealed_alike(texts: Mapping[Place, str]) -> dict[Place, Standing]:
    """The public records with exactly the given sealed text. Their edition is not read."""
    places = {f"{record_type}:{key}": (record_type, key) for record_type, key in texts}
    return {
        places[place]: Standing(State.PUBLISHED.value, version, edition=0, text="")
        for place, version, text, now in (current_texts(places) if places else ())
        if place == now and text == texts[places[place]]
    }


def standings(record_type: str, keys: list[str]) -> dict[str, Standing]:
    """The records with these keys (not more than a chunk) that are on record."""
    if record_type == "tombstone":
        return {}
    column, table = key_field(record_type), ROWS[record_type]._meta.db_table
    found = f"SELECT {column}, state, version, edition FROM {table} WHERE {one_of(column)}"
    heads = {key: head for key, *head in rows_of(found, [many(keys)])}
    if not heads:
        return {}
    texts = _public_texts(record_type, {key: head[1] for key, head in heads.items() if head[1]})
    drafts = with_content(rows_with_keys(record_type, keys).filter(version=0))
    texts.update((row.record_key, canonical_text(as_record(row))) for row in drafts)
    changes = _changes(keys) if record_type == "claim" else {}
    imports = _imports(record_type, keys)
    written, moves = texts | changes, Moves.read()
    if moves.leads:  # A file is read with the keys of today, so these are compared with it.
        texts, changes = (
            {key: moves.current_text(text) for key, text in some.items()} for some in (texts, changes)
        )
    return {
        key: Standing(
            state,
            version,
            edition,
            texts.get(key, ""),
            changes.get(key, ""),
            imports.get(key, ()),
            written.get(key, ""),
        )
        for key, (state, version, edition) in heads.items()
    }


def _public_texts(record_type: str, versions: dict[str, int]) -> dict[str, str]:
    rows = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key__in=list(versions)
    ).values_list("revision__record_key", "revision__version", "text")
    return {key: text for key, version, text in rows if versions[key] == version}


def _changes(keys: list[str]) -> dict[str, str]:
    rows = Claim.objects.filter(key__in=keys, change_state__isnull=False)
    return dict(rows.values_list("key", "document"))


def _imports(record_type: str, keys: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    entries = BatchEntry.objects.filter(record_type=record_type, record_key__in=keys).order_by("pk")
    for key, text in entries.values_list("record_key", "digest"):
        found[key] = (*found.get(key, ()), text)
    return found


def known_places(places: Iterable[Place]) -> dict[Place, str]:
    """The states of these records, as far as they are on record. A claim with a tombstone is withdrawn."""
    found: dict[Place, str] = {}
    for record_type, keys in keys_by_type(places).items():
        for chunk in chunks(keys):
            if record_type == "claim":
                withdrawn = Tombstone.objects.filter(key__in=chunk).values_list("key", flat=True)
                found.update((("claim", key), State.WITHDRAWN.value) for key in withdrawn)
            rows = rows_with_keys(record_type, chunk).values_list(key_field(record_type), "state")
            found.update(((record_type, key), state) for key, state in rows)
    return found
