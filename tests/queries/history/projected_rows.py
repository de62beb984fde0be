"""Where verification tests change the projection: a claim, its rows, and the text that its index holds."""

from __future__ import annotations

from django.db import connection

from tests import world_claims as said

FIRST, TURN = said.FIRST_SUPPORT["key"], said.TURN["key"]
OTHER_TEXT = (
    "stems = stems || ' x'" if connection.vendor == "sqlite" else "document = document || 'x'::tsvector"
)
NUMBER = "rowid" if connection.vendor == "sqlite" else "number"
OF_FIRST = f"key = '{FIRST}' AND version = 1"
NUMBER_OF_FIRST = f"(SELECT number FROM claims_claimversion WHERE {OF_FIRST})"


def value(facet: str, name: str) -> str:
    return f"(SELECT id FROM claims_facetcount WHERE facet = '{facet}' AND value = '{name}')"
