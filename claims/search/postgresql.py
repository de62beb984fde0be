"""Full-text search on PostgreSQL: a ``tsvector`` of stems and places, made here and not by the server."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from claims.database.inserting import insert_rows
from claims.database.statements import Sql
from claims.search.base import MOST_STEMS, Match, Places, SearchEngine, booleans
from claims.search.stems import PREFIX, Stems


class PostgresqlSearch(SearchEngine):
    primary_key, content = "number", "document"

    def write(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> None:
        rows = ((pk, _document(fields)) for pk, fields in documents)
        insert_rows(connection, self.table, ("number", "document"), rows)
        _merge(self.table)

    def move(self, ids: Sequence[int], other: str) -> None:
        super().move(ids, other)
        _merge(other)

    def compact(self) -> None:
        """The server drops deleted rows itself, at its next vacuum."""

    def unlike(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> list[int]:
        wanted = [(pk, _document(fields)) for pk, fields in documents]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT v.pk FROM unnest(%s::bigint[], %s::text[]) v(pk, text) LEFT JOIN {self.table} s"
                " ON s.number = v.pk WHERE s.document IS DISTINCT FROM v.text::tsvector ORDER BY v.pk",
                [[pk for pk, _ in wanted], [text for _, text in wanted]],
            )
            return [pk for (pk,) in cursor.fetchall()]

    def select(self, match: Match) -> Sql:
        return f"SELECT number FROM {self.table} WHERE document @@ %s::tsquery", (_expression(match),)

    def few(self, numbers: Sequence[int], select: Sql) -> Sql:
        return "SELECT unnest(%s::bigint[])", (numbers,)

    def finding(self, matches: Sequence[Match]) -> list[bool]:
        exists = f"EXISTS (SELECT 1 FROM {self.table} WHERE document @@ %s::tsquery)"
        return booleans(", ".join([exists] * len(matches)), [_expression(match) for match in matches])

    def places(self, ids: Sequence[int], wanted: Collection[str]) -> Mapping[int, Places]:
        begun = [f"{stem.removesuffix(PREFIX)}%" for stem in wanted if stem.endswith(PREFIX)]
        found: dict[int, dict[str, Sequence[int]]] = defaultdict(dict)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT s.number, u.lexeme, u.positions FROM {self.table} s, unnest(s.document) u"
                " WHERE s.number = ANY(%s) AND (u.lexeme = ANY(%s) OR u.lexeme LIKE ANY(%s))",
                [list(ids), list(wanted), begun],
            )
            for pk, stem, places in cursor.fetchall():
                found[pk][stem] = places
        return found


def _merge(table: str) -> None:
    """Take what was just written into the index, each stem once: it waits in a list that searches read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s)", [f"{table}_document"])


def _document(fields: Sequence[Stems]) -> str:
    """The literal ``'stem':place,place 'stem':place``; one place is free between two fields."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 0
    for field in fields:
        for stem in field:
            place += 1
            if place > MOST_STEMS:
                break
            places[stem].append(str(place))
        place += 1
    return " ".join(f"'{stem}':{','.join(found)}" for stem, found in places.items())


def _expression(match: Match) -> str:
    """Quoted words and operators; stems are letters and digits, so they contain no syntax."""
    terms = [f"({_term(term)})" for term in match.wanted]
    terms += [f"!({_term(term)})" for term in match.unwanted]
    return " & ".join(terms)


def _term(alternatives: Sequence[Stems]) -> str:
    return " | ".join("(" + " <-> ".join(map(_lexeme, stems)) + ")" for stems in alternatives)


def _lexeme(stem: str) -> str:
    return f"'{stem.removesuffix(PREFIX)}'{':*' if stem.endswith(PREFIX) else ''}"
