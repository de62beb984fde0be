"""Texts that are cut where space is short."""


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis if it has more than ``most`` characters.

    >>> shortened("He voted twice", 10)
    'He voted…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
