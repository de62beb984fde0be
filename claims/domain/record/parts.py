"""What records and their parts are: structs of msgspec, which reads and writes them in C.

A class says its fields once, with marks. From the marks follow the account of its fields (``fields_of``), by
which everything else finds its way through a record, the types to which msgspec holds what it reads, and the
patterns to which ``is_faultless`` holds texts from outside. They let pass only what no mark finds fault with,
and not all of it: the rest goes to the reader that explains.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, ClassVar, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from claims.domain.errors import InvalidRecord
from claims.domain.record.marks import Limit, Mark, OneOf, Ref, Set, Slug

MAX_SMALLINT: Final = 32_767
"""The largest PostgreSQL smallint."""
TWICE: Final = "this list has the same entry twice"

_IN_ORDER = msgspec.json.Encoder(order="sorted")
_SMALL = msgspec.Meta(ge=0, le=MAX_SMALLINT)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record class: ``name`` in Python, ``json`` in a document."""

    name: str
    json: str
    marks: tuple[Mark, ...]
    kind: str  # "text", "number", "flag" or "object"
    many: bool
    nullable: bool
    of: type[Any] | None
    required: bool
    default: Any
    is_set: bool
    ref: str  # The type of record that the field points to, or empty text.


def _json_name(name: str) -> str:
    return name.rstrip("_")


def _field(name: str, hint: Any, default: Any) -> Field:
    marks: list[Mark] = []
    many = nullable = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *found = get_args(hint)
            marks.extend(found)
        elif origin is tuple:
            many, hint = True, get_args(hint)[0]
        elif origin in (Union, UnionType):
            nullable, hint = True, next(a for a in get_args(hint) if a is not type(None))
        else:
            break
    kind = {str: "text", int: "number", bool: "flag"}.get(hint, "object")
    return Field(
        name=name,
        json=_json_name(name),
        marks=tuple(marks),
        kind=kind,
        many=many,
        nullable=nullable,
        of=hint if kind == "object" else None,
        required=default is msgspec.NODEFAULT,
        default=default,
        is_set=many and any(isinstance(mark, Set) for mark in marks),
        ref=next((mark.type for mark in marks if isinstance(mark, Ref)), ""),
    )


def _held_to(field: Field) -> Any:
    """The type to which msgspec holds a field."""
    one: Any = field.of or {"number": Annotated[int, _SMALL], "flag": bool}.get(field.kind) or _text(field)
    if field.many:
        one = tuple[one, ...]
    return one | None if field.nullable else one


def _text(field: Field) -> Any:
    empty = ("",) if field.default == "" else ()
    words = (Literal[(*mark.choices, *empty)] for mark in field.marks if isinstance(mark, OneOf))
    return next(words, str)


def _fault_finding(field: Field) -> Callable[[Any], object] | None:
    """What lets pass a value of the field that has no fault, unless it is the default; None for any value."""
    if field.of:
        return is_faultless
    patterns = "".join(rf"(?=(?:{mark.pattern})\Z)" for mark in field.marks if mark.pattern)
    return re.compile(rf"(?:{patterns})").match if patterns else None


def is_faultless(part: Part) -> bool:
    """Whether no mark finds fault with any text in it. If not, there may be none all the same."""
    for name, default, many, passes in type(part).HELD:
        value = getattr(part, name)
        if value != default and not (all(map(passes, value)) if many else passes(value)):
            return False
    return True


def _settling(fields: tuple[Field, ...]) -> Callable[[Part], None] | None:
    """What brings a new object of a class into its one form; None if any object is in it."""
    sets = [field.name for field in fields if field.is_set]
    parts = [(field.name, nothing) for field in fields if (nothing := _nothing(field)) is not None]
    # Defaults are left out of a text by identity.
    words = [(one.name, one.default) for one in fields if one.default and isinstance(one.default, str)]
    if not (sets or parts or words):
        return None

    def settle(self: Part) -> None:
        for name, default in words:
            value = getattr(self, name)
            if value is not default and value == default:
                msgspec.structs.force_setattr(self, name, default)
        for name in sets:
            if len(members := getattr(self, name)) > 1:
                msgspec.structs.force_setattr(self, name, _in_set_order(name, members))
        for name, nothing in parts:
            if getattr(self, name) == nothing:
                msgspec.structs.force_setattr(self, name, None)

    return settle


def _nothing(field: Field) -> Part | None:
    """The part that tells no more than no part, if this field may have one."""
    if field.of is None or not field.nullable or any(part.required for part in fields_of(field.of)):
        return None
    return typing.cast("Part", field.of())


def _in_set_order(name: str, members: Sequence[Any]) -> tuple[Any, ...]:
    """The members of a set, in the order of their texts."""
    try:
        texts = {one if isinstance(one, str) else in_order(one): one for one in members}
    except UnicodeEncodeError:
        raise InvalidRecord("the text holds a lone surrogate", field=_json_name(name)) from None
    if len(texts) < len(members):
        raise InvalidRecord(TWICE, field=_json_name(name))
    return tuple(texts[text] for text in sorted(texts))


@typing.dataclass_transform(kw_only_default=True, frozen_default=True)
class _PartMeta(msgspec.StructMeta):
    """Turns a class with marked annotations into a struct."""

    FIELDS: tuple[Field, ...]
    POINTING: tuple[Field, ...]
    HELD: tuple[tuple[str, Any, bool, Callable[[Any], object]], ...]

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any
    ) -> _PartMeta:
        # A plain class, so that its annotations can be resolved before the struct is made.
        hints = get_type_hints(type(name, (), dict(namespace)), include_extras=True)
        own = [
            _field(field, hint, namespace.get(field, msgspec.NODEFAULT))
            for field, hint in hints.items()
            if get_origin(hint) is not ClassVar
        ]
        fields = (*(field for base in bases for field in getattr(base, "FIELDS", ())), *own)
        namespace = {**namespace, "__annotations__": {field.name: _held_to(field) for field in own}}
        if (settle := _settling(fields)) is not None:
            namespace["__post_init__"] = settle
        if "TYPE" in namespace:
            config |= {"tag_field": "type", "tag": namespace["TYPE"]}
        made = super().__new__(
            mcls,
            name,
            bases,
            namespace,
            frozen=True,
            kw_only=True,
            gc=False,  # No record leads back to itself.
            omit_defaults=True,
            forbid_unknown_fields=True,
            rename=_json_name,
            **config,
        )
        made.FIELDS = fields
        passing = ((field, _fault_finding(field)) for field in fields)
        made.HELD = tuple((one.name, one.default, one.many, passes) for one, passes in passing if passes)
        made.POINTING = tuple(field for field in fields if field.ref or (field.of and field.of.POINTING))
        return made


class Part(msgspec.Struct, metaclass=_PartMeta):
    """A record, or a part of one. Its fields are keywords, and it does not change.

    Equal content is one value and one text, however it was given: the members of a set are put in order, and
    a part that tells nothing is left out. Raises InvalidRecord for a set with the same member twice.
    """


def fields_of(cls: type[Part]) -> tuple[Field, ...]:
    """The fields of a record class, in order, read from its annotations."""
    return cls.FIELDS


def pointing_fields_of(cls: type[Part]) -> tuple[Field, ...]:
    """The fields of a record class that are references, and the parts that hold some."""
    return cls.POINTING


def in_order(part: Part) -> bytes:
    """The part as JSON with its keys in order. Raises UnicodeEncodeError for a lone surrogate."""
    return _IN_ORDER.encode(part)


def reference_paths(value: Any, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Each reference as path in the document, type and key: ``("chain[0].source", "source", "s-…")``.

    ``value`` is a record, or a part of one with its path as ``prefix``.
    """
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        items = enumerate(content) if field.many else [(None, content)]
        for number, item in items:
            path = prefix + field.json + ("" if number is None else f"[{number}]")
            if field.of and item is not None:
                yield from reference_paths(item, f"{path}.")
            elif field.ref and item:
                yield path, field.ref, item


def texts_of(value: Any) -> Iterator[str]:
    """The names, prose and slugs of a record and of its parts: the texts that a search looks at."""
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        for item in content if field.many else (content,):
            if field.of and item is not None:
                yield from texts_of(item)
            elif isinstance(item, str) and any(isinstance(mark, Limit | Slug) for mark in field.marks):
                yield item
