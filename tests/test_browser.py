"""Journeys find their browser, and nobody can overlook that there was none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import HOW_TO_GET_IT, find_chromium

ROOT = Path(__file__).resolve().parent.parent


def program_in(folder: Path, name: str) -> Path:
    """A program of this name, which does nothing."""
    program = folder / name
    program.touch(mode=0o755)
    return program


def test_the_named_browser_comes_before_the_one_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    on_path, named = program_in(tmp_path, "chromium-browser"), program_in(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert find_chromium() == on_path
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_chromium() == named


def test_without_a_browser_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert find_chromium() is None


def test_ci_does_not_accept_a_run_without_a_browser(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "CHROMIUM": str(tmp_path / "nowhere"), "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert HOW_TO_GET_IT in ended.stdout
    assert "tests on" not in ended.stdout
