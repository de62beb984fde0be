"""The export of the named world: what is public, in its order, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

from claims.domain.record.codec import from_text
from claims.domain.record.shared import RECORD_TYPES
from claims.models import Claim
from claims.queries.history.export import history_texts
from claims.queries.history.verification import verify_database, verify_export
from tests.records_in_and_out import exported, import_text
from tests.world import World


def test_an_export_holds_what_is_public_and_nothing_else(world: World) -> None:
    text = exported()
    assert "ungesehen" not in text.casefold()
    keys = {json.loads(line).get("key") for line in text.splitlines()}
    assert set(Claim.objects.published().values_list("key", flat=True)) <= keys
    assert set(Claim.objects.drafts().values_list("key", flat=True)) - {None} & keys == set()


def test_an_export_has_its_types_in_order_and_keys_in_code_point_order(world: World) -> None:
    places = [
        (list(RECORD_TYPES).index(document["type"]), document.get("key", document.get("slug")).encode())
        for document in map(json.loads, exported().splitlines())
    ]
    assert places == sorted(places)


def test_the_world_survives_the_round_trip(world: World) -> None:
    records = [from_text(line) for line in exported().splitlines()]
    text = exported()
    plan = import_text(text, publish=True)
    told = {"new": 0, "changed": 0, "revived": 0, "same": len(records), "skipped": 0, "refused": 0}
    assert plan.counts() == told


def test_the_world_holds_and_so_does_its_export(world: World) -> None:
    verified = verify_database()
    assert (verified.tombstones, verified.erased) == (1, 0)
    text = exported() + "".join(f"{line}\n" for line in history_texts())
    assert "ungesehen" not in text.casefold()
    # An export has none of what is computed from the records.
    of_records = replace(verified, claims=None, versions=0)
    assert verify_export(BytesIO(text.encode()), "e.jsonl") == of_records
