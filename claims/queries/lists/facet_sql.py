"""SQL that counts the claims of a match ``{m}`` by the values of a facet, the same as the kept counts have.

Claims without an outlet or a year are dropped at the end: with a condition SQLite would read the whole table.
"""

from __future__ import annotations

from typing import Final

from claims.domain.search.facets import UNCHECKED


def by_column(column: str) -> str:
    """Counts by a column of the claim."""
    return (
        f"SELECT c.{column} AS member, COUNT(*) AS number FROM {{m}} JOIN claims_claim c ON c.id = {{m}}.id"
        f" GROUP BY c.{column}"
    )


def _linked(pairs: str, table: str) -> str:
    """Counts by the slug of a record, from pairs (claim, record) without repeats."""
    return (
        f"SELECT t.slug AS member, n.number FROM (SELECT p.member, COUNT(*) AS number FROM ({pairs}) AS p"
        f" GROUP BY p.member) AS n JOIN {table} t ON t.id = n.member"
    )


SPEAKERS: Final = _linked(
    "SELECT c.id, c.speaker_id AS member FROM {m} JOIN claims_claim c ON c.id = {m}.id"
    " UNION SELECT j.claim_id, j.speaker_id FROM {m}"
    " JOIN claims_claim_joint_speakers j ON j.claim_id = {m}.id",
    "claims_speaker",
)
TOPICS: Final = _linked(
    "SELECT l.claim_id, l.topic_id AS member FROM {m} JOIN claims_claim_topics l ON l.claim_id = {m}.id",
    "claims_topic",
)
POSITIONS: Final = _linked(
    "SELECT s.claim_id, s.position_id AS member FROM {m} JOIN claims_stance s ON s.claim_id = {m}.id",
    "claims_position",
)
OUTLETS: Final = _linked(
    "SELECT h.claim_id, h.outlet_id AS member FROM {m} JOIN claims_citation h ON h.claim_id = {m}.id"
    " UNION SELECT h.claim_id, s.outlet_id FROM {m}"
    " JOIN claims_citation h ON h.claim_id = {m}.id JOIN claims_source s ON s.id = h.source_id",
    "claims_outlet",
)
RATINGS: Final = (
    "SELECT s.slug || ':' || v.rating AS member, COUNT(DISTINCT v.claim_id) AS number FROM {m}"
    " JOIN claims_verdict v ON v.claim_id = {m}.id JOIN claims_ratingscale s ON s.id = v.scale_id"
    " WHERE v.rating <> '' AND s.measure = 'accuracy' GROUP BY s.slug || ':' || v.rating"
    " UNION ALL SELECT 'none', COUNT(*) FROM {m} WHERE NOT EXISTS ("
    "SELECT 1 FROM claims_verdict v JOIN claims_ratingscale s ON s.id = v.scale_id"
    " WHERE v.claim_id = {m}.id AND s.measure = 'accuracy')"
)
CONSISTENCY: Final = (
    "SELECT p.member, COUNT(*) AS number FROM (SELECT {m}.id, CASE WHEN t.check_confirmed = ''"
    f" THEN '{UNCHECKED}' ELSE t.check_confirmed END AS member FROM {{m}}"
    " JOIN claims_stance t ON t.claim_id = {m}.id WHERE t.unchanged"
    " UNION SELECT {m}.id, s.slug || ':' || v.rating FROM {m}"
    " JOIN claims_verdict v ON v.claim_id = {m}.id JOIN claims_ratingscale s ON s.id = v.scale_id"
    " WHERE v.rating <> '' AND s.measure = 'consistency') AS p GROUP BY p.member"
)
YEARS: Final = (
    "SELECT CAST(c.said_year AS varchar(4)) AS member, COUNT(c.said_year) AS number FROM {m}"
    " JOIN claims_claim c ON c.id = {m}.id GROUP BY c.said_year"
)
