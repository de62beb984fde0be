"""The house keeps its plan: every layer, and every subject inside it, imports only what lies below it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
CHECK = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_logo=True))"


def test_each_layer_imports_only_layers_below_it() -> None:
    # In a process of its own, because import-linter turns off the loggers that other tests read.
    done = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
