"""The merged text of a difference, as tests write it."""

from __future__ import annotations

from claims.domain.text.diff import WordDiff

MARKS = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def merged_text(diff: WordDiff) -> str:
    """The two texts as one, such as ``kept [-removed-] {+added+}``."""
    parts = []
    for run in diff.runs:
        opening, closing = MARKS[run.kind]
        words = run.text.strip()
        parts.append(run.text.replace(words, f"{opening}{words}{closing}", 1))
    return "".join(parts)
