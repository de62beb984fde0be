"""Values that the components of many pages take: links, choices, notices, paging."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several links. ``current`` marks the one that the page shows."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in words. ``kind`` is "info" or "warn"; ``link`` is the text of the link to ``url``."""

    kind: str
    title: str
    text: str
    items: tuple[str, ...] = ()
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages before and after this one. An address is empty where there is no such page."""

    newer_url: str = ""
    older_url: str = ""
    newer_label: str = "First page"
    older_label: str = "Next page"
