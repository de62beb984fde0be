"""An editor's first claim from a new article, and the next claim from it, by the keyboard alone."""

from __future__ import annotations

from tests.journeys.desk import Hands

CLAIM_FORM = "/admin/claims/claim/add/"
DRAFT = "/admin/claims/claim/*/change/"
MOST_KEYS = 60


def record_first(hands: Hands, *, mark: str = "") -> None:
    """From the first page of the desk to a saved draft, where source, outlet and speaker are all new.

    What stands in the article is pasted, all else is typed. ``mark`` goes into each name, so that the records
    are new once more where somebody has recorded the article before.
    """
    page = hands.page
    hands.press("n")
    page.wait_for_url(f"**{CLAIM_FORM}")
    page.wait_for_function("document.activeElement.name === 'source'")
    hands.paste(f"https://gazette.example/ferry{mark.strip()}")
    page.wait_for_selector("[data-opens=new_source][open]")
    hands.tab_to("source_title")
    hands.paste(f"Ferry not to be sold{mark}")
    hands.tab_to("source_outlet")
    hands.paste(f"The Example Gazette{mark}")
    hands.tab_to("source_published")
    hands.type("8 feb 2019")
    hands.tab_to("source_language")
    hands.type("en")
    hands.tab_to("text")
    hands.paste("The ferry is not for sale")
    hands.tab_to("form")
    hands.type("q")
    hands.tab_to("speaker")
    hands.paste(f"Ana Example{mark}")
    hands.tab_to("speaker_kind")
    hands.type("p")
    hands.tab_to("said")
    hands.type("7 feb")
    hands.press("Control+s")
    page.wait_for_url(f"**{DRAFT}")


def record_next(hands: Hands, *, mark: str = "") -> None:
    """From the saved draft to the next one: somebody else says something on that day, in the same source."""
    page = hands.page
    hands.press("Control+Enter")
    page.wait_for_url(f"**{CLAIM_FORM}?after=*")
    page.wait_for_function("document.activeElement.name === 'text'")
    hands.paste("Nobody has asked for the ferry")
    hands.tab_to("form")
    hands.type("q")
    hands.tab_to("speaker")
    hands.paste(f"Ben Example{mark}")
    hands.tab_to("speaker_kind")
    hands.type("p")
    hands.press("Control+s")
    page.wait_for_url(f"**{DRAFT}")
