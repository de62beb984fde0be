"""The world of the benchmarks, made small: sealed as the real one, and the same every time."""

from __future__ import annotations

from itertools import islice

import pytest

from claims.domain.record.codec import canonical_text, from_document, to_document
from claims.domain.record.rules import publication_problems
from claims.models import Claim, LedgerRow, Revision
from claims.models.record_mapping import as_record, with_content
from claims.queries.history.verification import verify_database
from tests.benchmarks.sentences import RARE
from tests.benchmarks.shared import PROBE_SPEAKER, Shared
from tests.benchmarks.storing import CROWD_AROUND, store_world
from tests.benchmarks.world import (
    CROWD_OF_OTHERS,
    CROWD_STANCES,
    PROBES,
    PROBES_WITH_RARE_WORD,
    claims_of,
    crowd_of,
    probe_keys,
)
from tests.projected import facet_counts
from tests.sealed import all_sealed

pytestmark = pytest.mark.slow

CLAIMS = 50


def test_the_same_number_of_claims_gives_the_same_claims() -> None:
    assert list(claims_of(Shared(CLAIMS))) == list(claims_of(Shared(CLAIMS)))


def test_claims_are_complete_and_their_documents_can_be_read_back() -> None:
    for claim in islice(claims_of(Shared(1_000)), PROBES - 20, PROBES + 50):
        assert not publication_problems(claim.record)
        assert from_document(to_document(claim.record)) == claim.record


def test_probes_are_the_same_in_worlds_of_every_size() -> None:
    small, large = claims_of(Shared(2_000)), claims_of(Shared(20_000))
    assert list(islice(small, PROBES)) == list(islice(large, PROBES))
    assert probe_keys(2_000) == probe_keys(20_000)


def test_the_rare_word_and_the_probe_speaker_are_those_of_the_probes_alone() -> None:
    made = [claim.record for claim in claims_of(Shared(2_000))]
    assert sum(RARE in record.words.text for record in made) == PROBES_WITH_RARE_WORD
    assert sum(record.speaker == PROBE_SPEAKER for record in made) == PROBES


def test_the_crowd_is_one_speaker_and_its_stances_are_on_one_position() -> None:
    made = [claim.record for claim in islice(crowd_of(Shared(CROWD_AROUND)), CROWD_STANCES + 50)]
    on_first = [r for r in made if any(stance.position == "position-0" for stance in r.stances)]
    assert len(on_first) == CROWD_STANCES
    assert sum(record.speaker != PROBE_SPEAKER for record in made) == CROWD_OF_OTHERS
    assert made[-1].speaker == PROBE_SPEAKER
    assert not any(publication_problems(record) for record in made[-20:])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_stored_world_is_sealed_counted_and_says_what_was_made() -> None:
    made = {claim.record.key: claim for claim in claims_of(Shared(CLAIMS))}
    store_world(CLAIMS)

    rows = list(with_content(Claim.objects.all()))
    assert {row.key: canonical_text(as_record(row)) for row in rows} == {
        key: canonical_text(claim.record) for key, claim in made.items()
    }
    assert {row.key for row in rows if row.is_public} == {key for key, c in made.items() if c.is_public}
    assert all_sealed()
    public = Claim.objects.published().count()
    assert Revision.objects.filter(record_type="claim").count() == public
    assert facet_counts()["all", ""] == public
    assert verify_database().revisions == Revision.objects.count() > public
    assert LedgerRow.objects.exists()
