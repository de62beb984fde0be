"""What a comparison says above itself: what it shows, what it cannot show, and what has changed since."""

from __future__ import annotations

from claims.queries.comparison.page import ComparePage
from claims.queries.history.versions import Notice

SIDE_TAKES_TWO = "Side by side takes two claims; they are shown in a stack."


def compare_notices(page: ComparePage, *, too_many: bool = False) -> tuple[Notice, ...]:
    """The notices of a page; ``too_many`` tells that two columns were asked for more than two claims."""
    notices = []
    if page.saved:
        notices.append(
            Notice(
                "warn" if page.saved.since else "info",
                "A saved comparison.",
                " ".join((page.saved.versions, *page.saved.since)),
                url=page.saved.now_url,
                link="Compare as it stands now",
            )
        )
    notices += [Notice("info", title, text) for title, text in page.notices if title.startswith("“")]
    plain = [title for title, _ in page.notices if not title.startswith("“")]
    if plain:
        notices.append(Notice("info", "", " ".join(plain)))
    if page.windows:
        notices.append(Notice("info", "", " ".join(page.windows)))
    if too_many:
        notices.append(Notice("info", "", SIDE_TAKES_TWO))
    return tuple(notices)
