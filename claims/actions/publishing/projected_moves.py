"""Lets the public projection follow a merge, a renaming or its undoing; no claim gets a new version."""

from collections.abc import Collection

from django.db import connection

from claims.actions.publishing.counts import count_again
from claims.database.kept_counts import add_to_counts, move_links
from claims.models.moves import FACETS_OF, Moves
from claims.search import index


def follow_moves(record_type: str, keys: Collection[str]) -> None:
    """Let the claims that name one of these records be found by the key of today.

    ``keys`` are those of which it changed where they lead, and those to which they lead now.
    """
    if record_type not in FACETS_OF:
        return
    moves = Moves.read(types=[*FACETS_OF])
    concerned = {*keys, *(former for key in keys for former in moves.formers(record_type, key))}
    former = sorted(key for key in concerned if (record_type, key) in moves.leads)
    facets = FACETS_OF[record_type]
    pks = add_to_counts(connection, {(facet, key): 0 for facet in facets for key in concerned})
    for facet in facets:
        move_links(
            [pks[facet, key] for key in former],
            {
                pks[facet, key]: [pks[facet, one] for one in moves.formers(record_type, key)]
                for key in sorted(concerned.difference(former))
            },
        )
    count_again(record_type, concerned, moves)
    index.write_names(record_type, former)
