"""What claims lack, by the list of the desk, is what their records say."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, Source
from claims.models.record_mapping import claim_record
from claims.queries.desk.missing import LACKS, lacking
from tests.cases import each_case
from tests.world import World

FIRST_HAND = {"first_hand", "recording", "transcript"}


def lack_originals(record: ClaimRecord) -> bool:
    of = record.words.translated_from
    there = {translation.language for translation in record.translations}
    return of not in {"", "none", record.words.language} and of not in there


PLAIN: dict[str, Callable[[ClaimRecord, set[str]], bool]] = {
    "archive": lambda record, archived: not any(hop.source in archived for hop in record.chain),
    "first-hand": lambda record, _: not any(hop.how in FIRST_HAND for hop in record.chain),
    "passage": lambda record, _: not any(hop.exact for hop in record.chain),
    "stance": lambda record, _: not record.stances,
    "original": lambda record, _: lack_originals(record),
    "day": lambda record, _: not record.said,
}
"""Each lack as a reader of the record would say it."""


@each_case("slug", LACKS)
def test_a_list_of_what_is_lacking_has_the_claims_whose_records_lack_it(world: World, slug: str) -> None:
    archived = set(Source.objects.exclude(archived_url="").values_list("key", flat=True))
    for claims in (Claim.objects.all(), Claim.objects.published()):
        expected = {claim.pk for claim in claims if PLAIN[slug](claim_record(claim), archived)}
        found = list(lacking(claims, slug).values_list("pk", flat=True))
        assert (set(found), len(found)) == (expected, len(expected))


def test_every_lack_is_one_of_some_claims_and_not_of_others(world: World) -> None:
    lacked = {slug: lacking(Claim.objects.all(), slug).count() for slug in LACKS}
    assert all(0 < number < Claim.objects.count() for number in lacked.values()), lacked


def test_sources_are_looked_for_claim_by_claim_also_by_a_database_without_statistics(world: World) -> None:
    plan = lacking(Claim.objects.published().order_by(), "archive").explain()
    assert "Join" not in plan, plan
    assert connection.vendor != "sqlite" or "claims_deskvalue_claim_id" in plan
