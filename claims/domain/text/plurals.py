"""Numbers with their nouns."""


def number_of(count: int, noun: str) -> str:
    """ "1 claim", "1,204 claims". The noun forms its plural with "s"; it may have words before it."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
