"""The addresses of public pages.

They are built as text, because a list has hundreds of them. A test compares them with the URL configuration.
"""

from collections.abc import Iterable

from claims.domain.record.slugs import url_slug


def claim_path(key: str, words: str) -> str:
    return f"/claims/{key}/{url_slug(words)}/"


def version_path(key: str, words: str, version: int) -> str:
    return f"{claim_path(key, words)}v/{version}/"


def history_path(key: str, words: str) -> str:
    return f"{claim_path(key, words)}history/"


def compare_path(keys: Iterable[str]) -> str:
    """The canonical address of a comparison: the keys in sorted order."""
    return f"/compare/{','.join(sorted(keys))}/"


def speaker_path(slug: str) -> str:
    return f"/speakers/{slug}/"


def topic_path(slug: str) -> str:
    return f"/topics/{slug}/"


def position_path(slug: str) -> str:
    return f"/positions/{slug}/"


def source_path(key: str, title: str) -> str:
    return f"/sources/{key}/{url_slug(title)}/"


def record_path(record_type: str, key: str, words: str = "") -> str:
    """The page of a record; empty for types without a page. ``words`` are those of a claim, or a title."""
    if record_type in ("claim", "source"):
        return claim_path(key, words) if record_type == "claim" else source_path(key, words)
    return f"/{record_type}s/{key}/" if record_type in ("speaker", "topic", "position") else ""
