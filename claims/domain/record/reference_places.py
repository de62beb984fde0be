"""The places of references in a record, and the texts by which it is searched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.domain.record.marks import Limit, Slug
from claims.domain.record.parts import fields_of


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
