"""The house keeps its plan: every layer imports only what lies below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def test_each_layer_imports_only_layers_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_logo=True) == 0
