"""Templates compiled at build time, so that a server starts quickly.

Each set is in a folder named by the digest of everything that it was made from. A program uses only the
folder of its own digest, so templates compiled by an earlier version are never served::

    TEMPLATES_ROOT/
        3f6c0d…/    tmpl_….py, one for each template, and their bytecode
"""

import compileall
import os
import shutil
import stat
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final

import jinja2
from jinja2 import Environment, ModuleLoader

SOURCES: Final = Path(__file__).resolve().parent.parent / "jinja2"
WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def sources_digest() -> str:
    """A digest of the templates, of this package, and of the versions of Jinja and Python."""
    found = sha256(f"{jinja2.__version__} {sys.implementation.cache_tag}".encode())
    for folder in (SOURCES, Path(__file__).parent):
        for path in _files(folder):
            content = path.read_bytes()
            found.update(f"\n{path.relative_to(folder)} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:32]


def compiled_folder(root: Path) -> Path | None:
    """The folder below ``root`` with the compiled templates of this version, or None.

    Raises PermissionError for a folder that others can write to, because the code in it is executed.
    """
    folder = root / sources_digest()
    if not folder.is_dir():
        return None
    for path in (root, folder):
        found = path.stat()
        if found.st_mode & WRITABLE_BY_OTHERS or found.st_uid not in {0, os.geteuid()}:
            raise PermissionError(
                f"Others may write into {path}: remove it, and run compile_templates as the service's user."
            )
    return folder


def compiled_loader(root: Path) -> ModuleLoader | None:
    """The loader of the compiled templates below ``root``, or None if there are none."""
    folder = compiled_folder(root)
    return ModuleLoader(folder) if folder else None


def compile_templates(environment: Environment, root: Path) -> Path:
    """Compile every template of an environment that reads sources, and remove those of other versions.

    Returns the folder, which is created atomically. Raises OSError if ``root`` cannot be written.
    """
    root.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder = root / sources_digest()
    made = Path(tempfile.mkdtemp(prefix="new-", dir=root))
    try:
        environment.compile_templates(made, zip=None, ignore_errors=False)
        compileall.compile_dir(made, quiet=1)
        for path in (made, *made.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for other in root.iterdir():
        if other != folder and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
    return folder


def template_names() -> list[str]:
    """The names of all templates, as ``get_template`` takes them."""
    return [path.relative_to(SOURCES).as_posix() for path in _files(SOURCES)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
