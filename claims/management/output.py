"""Output files of commands."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TextIO

from claims.formats.base import UnusableFile


@contextlib.contextmanager
def output_file(output: str | None, stdout: Any) -> Iterator[TextIO | Any]:
    """Standard output, or a file that gets its name only when it is complete.

    Raises UnusableFile if there can be no such file.
    """
    if not output:
        if hasattr(stdout, "reconfigure"):
            stdout.reconfigure(encoding="utf-8", newline="\n")
        stdout.ending = ""
        yield stdout
        return
    target = Path(output)
    if target.is_dir():
        raise UnusableFile(f"{output}: this is a directory; name a file in it.")
    if not target.parent.is_dir():
        raise UnusableFile(f"{output}: there is no directory {target.parent}; make it first.")
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    umask = os.umask(0)
    os.umask(umask)
    Path(file.name).chmod(0o666 & ~umask)
    Path(file.name).replace(target)
