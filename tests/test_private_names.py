"""Nothing private is used: no module or name of a dependency that its next release may take away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("claims", "factcheck", "tests", "deploy", "docs")
DOCUMENTED = frozenset(
    {"_meta", "_base_manager", "_default_manager", "_fields", "_asdict", "_make", "_replace"}
)
"""Names that Django and Python describe in their documentation in spite of the underscore."""

READERS = frozenset({"getattr", "setattr", "hasattr", "delattr"})


MAY_BE_PRIVATE = re.compile(r"\b_[a-z]|\binternal\b")


def is_private(name: str) -> bool:
    is_special = name.startswith("__") and name.endswith("__")
    return name == "internal" or (name.startswith("_") and name != "_" and not is_special)


def defined_in(tree: ast.AST) -> Iterator[str]:
    """The names that a module gives to functions, classes, values and attributes of its own objects."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                yield name


def private_names_of_others(tree: ast.AST, ours: frozenset[str]) -> Iterator[str]:
    """What a module imports or reads that is private and that is not among our names."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if any(map(is_private, one.name.split("."))))
            case ast.ImportFrom(module=module, names=names):
                found = [*(module or "").split("."), *(one.name for one in names)]
                yield from (f"{module}: {name}" for name in found if is_private(name))
            case ast.Attribute(attr=name) if is_private(name) and name not in DOCUMENTED | ours:
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id=reader), args=[_, ast.Constant(value=str(name)), *_]):
                if reader in READERS and is_private(name) and name not in DOCUMENTED | ours:
                    yield ast.unparse(node)


def used_in(*texts: str) -> list[str]:
    trees = [ast.parse(text) for text in texts if MAY_BE_PRIVATE.search(text)]
    ours = frozenset(name for tree in trees for name in defined_in(tree))
    return [name for tree in trees for name in private_names_of_others(tree, ours)]


@pytest.mark.slow
def test_no_private_module_or_name_of_a_dependency_is_used() -> None:
    files = [ROOT / "manage.py", *(path for place in PLACES for path in (ROOT / place).rglob("*.py"))]
    assert used_in(*(path.read_text(encoding="utf-8") for path in files)) == []


def test_what_is_private_is_found_however_it_is_used() -> None:
    for text in (
        "import library._inner",
        "from library.internal.codes import make",
        "from library import _inner",
        "rows._raw_delete('default')",
        "answer._is_logged = True",
        "getattr(command, '_from_shell', False)",
    ):
        assert len(used_in(text)) == 1, text


def test_our_own_names_and_documented_ones_may_be_used() -> None:
    for text in (
        "from __future__ import annotations",
        "from django.utils.translation import gettext as _",
        "Model._meta.get_field('name'), Model._base_manager",
        "class Ours:\n    def _inner(self): ...\n    def outer(self): return self._inner()",
        "class Ours:\n    def __init__(self): self._kept = 1\n    def kept(self): return self._kept",
    ):
        assert used_in(text) == [], text
