"""Which shared records have a word in a name: speakers, outlets, topics and positions.

Claims are found by the names of their speakers and outlets, which their documents do not hold (``index``).
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Aggregate, Q, TextField
from django.db.models.functions import Length

from claims.models.projection import RecordWord
from claims.search.base import Match, Term
from claims.search.engine import names_engine
from claims.search.stems import value_stem

LAST: Final = "\U0010ffff"
"""A character that sorts after all others."""


def with_names(matches: Sequence[Match]) -> list[Match]:
    """These matches, in which each term is also whoever has it in a name. One query, or none."""
    terms = list({term for match in matches for term in (*match.wanted, *match.unwanted)})
    found = zip(terms, names_engine().containing(terms), strict=True)
    named: dict[Term, Term] = {
        term: (*term, *((value_stem(value),) for value in values)) for term, values in found
    }
    return [
        Match(tuple(named[term] for term in match.wanted), tuple(named[term] for term in match.unwanted))
        for match in matches
    ]


def begins(beginning: str) -> Q:
    """The condition for words that begin so, which an index of the database can answer."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=beginning)
    return Q(word__gte=beginning, word__lt=beginning + LAST)


def words_of_length(least: int, most: int) -> list[str]:
    """The words of names, also of former ones, that have so many characters and begin with no digit."""
    words = RecordWord.objects.alias(length=Length("word")).filter(length__gte=least, length__lte=most)
    found = words.filter(word__gt=":").order_by().values("word").distinct().aggregate(all=_Joined("word"))
    return str(found["all"]).split(",") if found["all"] else []


class _Joined(Aggregate):
    """All values as one text with commas, which is quicker to read than many rows. No word has a comma."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s, ',')")
