"""Records of every type for property tests, made by walking the fields that the codec reads."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from claims.domain.record.canonical import ALPHABET
from claims.domain.record.marks import Day, Edtf, Key, Language, Limit, OneOf, Ref, Slug, Url
from claims.domain.record.parts import Field, Part, fields_of
from claims.domain.record.shared import RECORD_TYPES, Record
from claims.domain.text.folding import refused_character

R = TypeVar("R", bound=Part)
DATES = [
    "2019-02-07", "2019-02", "2019", "2019-02-07~", "2019-02?", "2019-02-07T09:30+03:00", "2019-09-25/..",
    "../2019-02-07", "2019-03-29/2019-03-30",
]  # fmt: skip
SLUGS = ["anna-roe", "palace", "the-eder-bridge", "x", "s-0123456789", "2019"]
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: refused_character(text) is None
)
KEYS = st.text(ALPHABET, min_size=10, max_size=10)


def texts(field: Field) -> st.SearchStrategy[str]:
    """Texts that the field's marks let pass, the empty text apart."""
    for mark in field.marks:
        match mark:
            case OneOf(choices):
                return st.sampled_from(list(choices))
            case Edtf():
                return st.sampled_from(DATES)
            case Day():
                return st.dates().map(lambda day: day.isoformat())
            case Language(or_none):
                return st.sampled_from(["en", "ru", "es", "pt-BR", *(["none"] if or_none else [])])
            case Key() | Ref("claim"):
                return KEYS
            case Slug() | Ref():
                return st.sampled_from(SLUGS)
            case Url():
                return st.sampled_from(["https://gazette.example/1", "http://voz.example/puente?a=1#b"])
            case Limit(characters):
                return PLAIN.filter(lambda text: 0 < len(text) <= characters)
            case _:
                pass
    raise AssertionError(f"{field.name} is text without a mark")


def items(field: Field) -> st.SearchStrategy[Any]:
    if field.of:
        return objects(field.of)
    if field.kind == "number":
        return st.integers(0, 1000)
    return st.booleans() if field.kind == "flag" else texts(field)


def values(field: Field) -> st.SearchStrategy[Any]:
    one = items(field)
    if field.many:
        lists = st.lists(one, max_size=3, unique_by=repr if field.is_set else None).map(tuple)
        return lists.map(lambda found: tuple(sorted(found, key=_place))) if field.is_set else lists
    if field.nullable and field.of:
        # An object of which nothing is told is no object.
        one = one.filter(lambda found: any(_told(found)))
    return one if field.required else st.just(field.default) | one


def objects(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of a record class or of one of its parts."""
    return st.builds(cls, **{field.name: values(field) for field in fields_of(cls)})


def with_spaces(record: R) -> st.SearchStrategy[R]:
    """The record with line breaks, tabs and spaces within and around its free texts."""
    return st.builds(
        replace,
        st.just(record),
        **{field.name: _spaced(field, getattr(record, field.name)) for field in fields_of(type(record))},
    )


def _spaced(field: Field, value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, tuple):
        items = st.tuples(*(_spaced(field, item) for item in value))
        return items.map(lambda found: tuple(sorted(found, key=_place))) if field.is_set else items
    if isinstance(value, Part):
        return with_spaces(value)
    limit = next((mark.characters for mark in field.marks if isinstance(mark, Limit)), 0)
    if not value or not limit or any(isinstance(mark, Slug | Url | Ref | Key) for mark in field.marks):
        return st.just(value)
    spaced = (
        f" {value}",
        f"{value}\n",
        f"{value} \t{value}",
        f"{value[:1]}\n{value[1:]}",
        f"{value}\n \n{value}",
    )
    return st.sampled_from([value, *(text for text in spaced if len(text) <= limit)])


def records() -> st.SearchStrategy[Record]:
    """Records of every type."""
    return st.one_of([objects(cls) for cls in RECORD_TYPES.values()])


def _told(part: Any) -> list[bool]:
    return [field.required or getattr(part, field.name) != field.default for field in fields_of(type(part))]


def _place(item: Any) -> str:
    if isinstance(item, str):
        return item
    document = {
        field.json: _plain(getattr(item, field.name))
        for field in fields_of(type(item))
        if field.required or getattr(item, field.name) != field.default
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return json.loads(_place(value)) if isinstance(value, Part) else value
