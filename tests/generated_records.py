"""Records for tests: complete ones, in which every field says something, and any that hypothesis thinks of.

Both follow the marks of ``domain/record/marks``, so a new field is filled without a change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord, Evidence, Hop, Occasion, Relation, Stance
from claims.domain.record.codec import canonical_text, from_document, to_document
from claims.domain.record.identity import Assertion, key_of
from claims.domain.record.marks import Day, Edtf, Language, Limit, OneOf, Ref, Slug, Url
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.rules import span_problem
from claims.domain.record.shared import RECORD_TYPES, Record, key_field, key_of_record
from claims.domain.text.folding import names_nothing, refused_character

KEYS = {
    "speaker": ["anna-roe", "viktor-lebed"],
    "outlet": ["gazette", "herald"],
    "source": ["s-1111111111", "s-2222222222"],
    "topic": ["bridges", "roads"],
    "position": ["build-it", "pay-for-it"],
    "scale": ["gazette-1", "gazette-2"],
    "event": ["the-flood", "the-fair"],
    "coverage": ["palace-2019", "palace-2020"],
    "lead": ["toll-headline", "toll-link"],
    "claim": ["1111111111", "2222222222"],
}
TOMBSTONE = "3333333333"
ANSWERS = ("yes", "no")
REVIEWED = "2025-12-31"
"""After anything is said here."""


# Complete ---------------------------------------------------------------------------------------------------


def complete_records() -> list[Record]:
    """Two records of each type in which every field differs from its default, and a tombstone."""
    found: list[Record] = []
    for record_type, keys in KEYS.items():
        for number, key in enumerate(keys):
            name = key_field(record_type)
            values = _complete(RECORD_TYPES[record_type], number)
            found.append(_consistent(RECORD_TYPES[record_type](**{**values, name: key}), number))
    tombstone = {
        "type": "tombstone", "key": TOMBSTONE, "withdrawn_on": "2020-01-02", "reason_class": "duplicate",
        "survivor": KEYS["claim"][0],
    }  # fmt: skip
    return [*(from_document(to_document(record)) for record in found), from_document(tombstone)]


def _complete(cls: type[Any], number: int) -> dict[str, Any]:
    return {field.name: _full(field, number) for field in fields_of(cls)}


def _full(field: Field, number: int) -> Any:
    if field.many:
        return tuple(_full_item(field, number + n) for n in range(2))
    return _full_item(field, number)


def _full_item(field: Field, number: int) -> Any:
    if field.of:
        return field.of(**_complete(field.of, number))
    if field.kind == "flag":
        return not field.default
    if field.kind == "number":
        return number + 1
    for mark in field.marks:
        if isinstance(mark, OneOf):
            words = [word for word in mark.choices if word != field.default]
            return words[number % len(words)]
        if isinstance(mark, Ref):
            return KEYS[mark.type][number % 2]
        if isinstance(mark, Edtf):
            return ("2019-02-07~", "../2019-03")[number % 2]
        if isinstance(mark, Day):
            return ("2019-04-01", "2019-04-02")[number % 2]
        if isinstance(mark, Language):
            return ("ru", "pt-BR")[number % 2]
        if isinstance(mark, Slug):
            return ANSWERS[number % 2]
        if isinstance(mark, Url):
            return f"https://example.org/{field.name}/{number}?a=1&b=ё"
    return f"{field.name} {number} “ё” ’\n\t\U0001f309"[: _most(field)]


def _most(field: Field) -> int:
    return min((mark.characters for mark in field.marks if isinstance(mark, Limit)), default=1000)


def _consistent(record: Record, number: int) -> Record:
    """The same record where what one field says does not break what another says."""
    other = 1 - number
    if isinstance(record, ClaimRecord):
        chain = tuple(
            replace(hop, hop=n, from_=2 if n == 1 else None) for n, hop in enumerate(record.chain, start=1)
        )
        return replace(
            record,
            chain=chain,
            occasion=Occasion(slug=f"fair-{number}", label=f"at the fair {number}", place="Strelsau"),
            relations=(
                Relation(kind=("precedes", "hedges")[number], to=KEYS["claim"][other], grounds="the minutes"),
                Relation(kind="disavows", to=TOMBSTONE, grounds="his own words"),
            ),
        )
    document = to_document(record)
    if document["type"] == "speaker":
        document |= {"part_of": KEYS["speaker"][other], "identified_as": KEYS["speaker"][other]}
    return from_document(document)


# Whatever hypothesis thinks of ------------------------------------------------------------------------------

_LETTERS = st.characters(exclude_categories=["Cs", "Cc"]).filter(
    lambda letter: refused_character(letter) is None
) | st.sampled_from("\n\t")
_EDTF = st.sampled_from(
    [
        "",
        "2019",
        "2019-02",
        "2019-02-07",
        "2019-02-07~",
        "2019?",
        "../2019-02-07",
        "2019-09-25/..",
        "0001-01-01",
    ]
)
_URLS = st.sampled_from(["", "https://example.org/a?b=%20", "http://пример.рф/я"])


@st.composite
def record_sets(draw: st.DrawFn) -> list[Record]:
    """Records of all types that may be published together, those of one type whatever they can be."""
    varied = draw(st.sampled_from(sorted(KEYS)))
    records: list[Record] = [record for record in complete_records() if varied != record.TYPE]
    cls = RECORD_TYPES[varied]
    for number, key in enumerate(KEYS[varied]):
        name = "key" if varied in ("claim", "source") else "slug"
        values = {field.name: draw(_any(field)) for field in fields_of(cls) if field.name != name}
        record = cls(**{**values, name: key})
        records.append(_publishable(record, number) if isinstance(record, ClaimRecord) else _own(record, key))
    return [from_document(to_document(record)) for record in _related_at_most_once(records)]


def _related_at_most_once(records: list[Record]) -> Iterator[Record]:
    """The records with relations that hold whatever the other claim is: nothing is known against these."""
    related = False
    for record in records:
        if isinstance(record, ClaimRecord):
            is_free = not related and not record.said
            kept = [replace(one, kind="precedes") for one in record.relations[:1] if is_free]
            related = related or bool(kept)
            yield replace(record, relations=tuple(kept))
        else:
            yield record


def _any(field: Field) -> st.SearchStrategy[Any]:
    if not field.many:
        return st.none() | _any_item(field) if field.nullable else _any_item(field)
    items = st.lists(_any_item(field), max_size=2)
    return items.map(_unlike if field.is_set else tuple)


def _any_item(field: Field) -> st.SearchStrategy[Any]:
    if field.of:
        return st.builds(field.of, **{part.name: _any(part) for part in fields_of(field.of)})
    if field.kind == "flag":
        return st.booleans()
    if field.kind == "number":
        return st.integers(0, 32_767)
    for mark in field.marks:
        words = _words(mark, field)
        if words is not None:
            return (
                words
                if field.required or field.many or field.nullable
                else st.just(field.default or "") | words
            )
    is_needed = field.required or field.many or field.nullable
    written = st.text(_LETTERS, min_size=1 if is_needed else 0, max_size=min(30, _most(field)))
    # A text in which nothing can be seen is refused, and a name without a letter, digit or sign.
    return written.filter(lambda text: names_nothing(text) is None)


def _words(mark: Any, field: Field) -> st.SearchStrategy[Any] | None:
    if isinstance(mark, OneOf):
        return st.sampled_from(sorted(mark.choices))
    if isinstance(mark, Ref):
        return st.sampled_from(KEYS[mark.type])
    if isinstance(mark, Edtf):
        return _EDTF.filter(bool) if field.required else _EDTF
    if isinstance(mark, Day):
        return st.just("2019-04-01")
    if isinstance(mark, Language):
        return st.sampled_from(["en", "ru", "pt-BR", *(["none"] if mark.or_none else [])])
    if isinstance(mark, Slug):
        return st.sampled_from(ANSWERS)
    if isinstance(mark, Url):
        return _URLS.filter(bool) if field.required else _URLS
    return None


def _unlike(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({repr(item): item for item in items}.values())


def _own(record: Record, key: str) -> Record:
    """A shared record that breaks no rule: its parts have names of their own, and so has it."""
    document = to_document(record)
    if document["type"] == "speaker":
        document.pop("part_of", None)
        document.pop("identified_as", None)
    for name in ("name", "title"):
        if name in document:
            document[name] = f"{key} {document[name]}"[:300]
    for span in (document, *document.get("tenures", ())):
        if span_problem(span.get("from", ""), span.get("to", "")):
            span["from"], span["to"] = span["to"], span["from"]
    for name in ("answers", "ratings"):
        if document["type"] in ("position", "scale") and (name == "answers") == (
            document["type"] == "position"
        ):
            part = {"text": "Ja", "side": "for"} if name == "answers" else {"label": "Ja"}
            document[name] = [{"slug": slug, **part} for slug in ANSWERS]
    return from_document(document)


def _publishable(claim: ClaimRecord, number: int) -> ClaimRecord:
    """The claim with what publishing asks for."""
    hops = [replace(hop, hop=n, from_=None) for n, hop in enumerate(claim.chain, start=1)]
    hops = (
        [replace(hops[0], source=KEYS["source"][0]), *hops[1:]]
        if hops
        else [Hop(hop=1, source=KEYS["source"][0])]
    )
    stances: dict[str, Stance] = {
        stance.position: replace(stance, unchanged=stance.unchanged or stance.answer is None, grounds="g")
        for stance in claim.stances
        if claim.kind != "reported_silence"
    }
    verdicts = [
        replace(
            verdict,
            explanation=verdict.explanation.strip() or "e",
            by=verdict.by.strip() or "b",
            reviewed=REVIEWED,
            evidence=verdict.evidence or (Evidence(source=KEYS["source"][0]),),
        )
        for verdict in claim.verdicts
    ]
    relations = {(r.kind, r.to): r for r in claim.relations if r.to != KEYS["claim"][number]}
    return replace(
        claim,
        words=replace(
            claim.words,
            language=claim.words.language or "en",
            form=claim.words.form or "quoted",
            translated_by="" if claim.words.translated_from == "none" else claim.words.translated_by,
        ),
        said_note=claim.said_note or "why",
        said_sources=claim.said_sources or ((KEYS["source"][0],) if claim.said_basis == "inferred" else ()),
        chain=tuple(hops),
        stances=tuple(stances.values()),
        relations=tuple(relations.values()),
        verdicts=_unlike(verdicts),
        checkable="fact" if verdicts else claim.checkable,
        occasion=replace(claim.occasion, slug=f"occasion-{number}") if claim.occasion else None,
    )


def lines_of(records: Iterable[Record]) -> str:
    """The records as JSON Lines."""
    return "".join(canonical_text(record) + "\n" for record in records)


def places_of(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    return ((record.TYPE, key_of_record(record)) for record in records)


def first_key(words: str, speaker: str, said: str, occurrence: int = 1) -> str:
    """The key that a claim without key gets."""
    return key_of(Assertion(words, speaker, said).identity(occurrence))
